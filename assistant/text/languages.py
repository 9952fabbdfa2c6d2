"""Say which language a text is in, by the commonest words of each.

A few words give a language away, Hindi in Latin letters among them, which detectors
trained on web pages take for anything. The words stand in `common/`, a file a language,
and are those that customers there use most; words that are also English, such as "me",
do not count.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import regex

from assistant.text.folding import fold
from assistant.text.words import plain_letters

ENGLISH = "en"
_COMMON = Path(__file__).with_name("common")
_MOST_LETTERS = 600  # the beginning says it; the rest would only cost time
_FEWEST_HITS = 2
_SHORT = 5  # words; in so few, one common word is enough
_SMALL = 2  # letters; words so small, such as "il", are also names and codes
_FEWEST_ENGLISH = 2  # common words that make a sentence English for sure
_WORD = regex.compile(r"[\p{L}\p{M}]++(?:['’][\p{L}]++)*+")
_ADDRESSED = regex.compile(r"https?://\S++|[@#]\w++")
_SCRIPTS = {  # the language most often written so, and the letters
    "hi": r"\p{Devanagari}",
    "ar": r"\p{Arabic}",
    "ru": r"\p{Cyrillic}",
    "ja": r"[\p{Hiragana}\p{Katakana}]",
    "zh": r"\p{Han}",
    "ko": r"\p{Hangul}",
    "th": r"\p{Thai}",
    "el": r"\p{Greek}",
    "he": r"\p{Hebrew}",
    "bn": r"\p{Bengali}",
    "ta": r"\p{Tamil}",
    "te": r"\p{Telugu}",
}
_LETTERS = {code: regex.compile(letters) for code, letters in _SCRIPTS.items()}
_OTHER_SCRIPT = regex.compile("|".join(_SCRIPTS.values()))
_NAMES = {
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "de": "German",
    "pt": "Portuguese",
    "nl": "Dutch",
    "it": "Italian",
    "hi-Latn": "Hindi in Latin letters",
    "pl": "Polish",
    "tr": "Turkish",
    "sv": "Swedish",
    "ro": "Romanian",
    "hi": "Hindi",
    "ar": "Arabic",
    "ru": "Russian or another language in Cyrillic letters",
    "ja": "Japanese",
    "zh": "Chinese",
    "ko": "Korean",
    "th": "Thai",
    "el": "Greek",
    "he": "Hebrew",
    "bn": "Bengali",
    "ta": "Tamil",
    "te": "Telugu",
}
_ENGLISH = frozenset(
    "the and to of is it you my your i in on was that have with this not are but be "
    "me so no we they at he she his her our do what when how can just why all get got "
    "been has had from im its dont cant u ur still any never there out up a for if "
    "or by as please help us".split()
)
# Common words elsewhere that English has, too: alone in a short text they say nothing.
_SHARED = frozenset(
    "come comment tag plus non con per est pour chat dat mia sale main note dame "
    "war rat hat man arm kind bald mal van dag pm sul us dos pas die also auch nada "
    "hum mars ben band kat lag vcs mast pile salle".split()
)
# Words that tell neighbours apart where many leave the accents off: held against the
# text letter by letter without accents, and only once it is known not to be English.
_TELLING = {
    "es": "los las una unos con pero cuando donde estoy esta hola gracias llevo dias "
    "muy mas hay nadie quiero puedo tengo y porque este lleva mis les nada fue ayer "
    "hoy desde hace siempre tambien ustedes usted ahora alguien otra vez dinero "
    "cobrado semanas meses sido tarda cuenta",
    "fr": "le les une des je vous nous qui dans avec pas mon mes votre vos depuis ete "
    "suis j'ai c'est mais toujours rien cette jours tres aucun deja encore fait quand "
    "ou semaines commande compte argent personne livraison au sur etre avez d'attente",
    "de": "der das und ist nicht ich sie wir mit fur ein eine einen mein meine seit "
    "noch immer keine kein auf aber bitte ihr habe sind zu im von dem den wird auch "
    "wurde bei dass schon mir mich uns euer eure nach heute wieder geld niemand "
    "tage wochen",
    "pt": "os uma nao com meu minha voces voce mas quando onde ja ola obrigado dias "
    "sem ainda foi da sao ao isso quero tenho muito encomenda ninguem no na em um pra "
    "tambem meses semanas dinheiro conta fiz estou ate",
    "nl": "het een en niet ik je jullie mijn van voor met op maar nog steeds geen dat "
    "dit wordt sinds naar bij ook heb ben mij niemand weken dagen weer",
    "it": "il gli che non per una mio mia sono dove ma ciao grazie giorni ancora della "
    "perche ho nessuno piu anche senza alla nel questo di e",
}
_TOLD = {language: frozenset(words.split()) for language, words in _TELLING.items()}
_MARKS = {
    "es": regex.compile(r"[¿¡ñ]|ción\b|ciones\b"),
    "de": regex.compile(r"[ßäü]"),
    "fr": regex.compile(r"[œêèîû]|\b[cdjlnqst]['’]\p{L}"),
    "pt": regex.compile(r"[ãõ]|ção"),
    "it": regex.compile(r"[ìò]|\b(?:dell|nell|all)['’]"),
}


def language_of(text: str) -> str:
    """Return the code of the language a text is most likely in, `en` when unsure.

    Codes are those of BCP 47, such as `es` or `hi-Latn`; `language_name` names them.
    """
    plain = _ADDRESSED.sub(" ", fold(text[:_MOST_LETTERS]).text)
    words = [word.lower().replace("’", "'") for word in _WORD.findall(plain)]
    if len(_OTHER_SCRIPT.findall(plain)) * 3 > sum(map(len, words)) > 0:
        return max(_LETTERS, key=lambda code: len(_LETTERS[code].findall(plain)))
    seen = set(words)
    english = len(seen & _ENGLISH)
    found = {code: seen & common for code, common in _foreign().items()}
    hits = max(found.values(), key=len)
    telling = len(words) <= _SHORT and any(len(w) > _SMALL for w in hits - _SHARED)
    if len(hits) > english and (telling or len(hits) >= _FEWEST_HITS):
        return _nearest(found, words, plain.lower())
    return ENGLISH


@cache
def _foreign() -> Mapping[str, frozenset[str]]:
    """Return the common words of each language but English."""
    return {
        path.stem: frozenset(path.read_text("utf-8").split()) - _ENGLISH
        for path in sorted(_COMMON.glob("*.txt"))
    }


def language_name(code: str) -> str:
    """Return the name of a language as an agent reads it; its code if we know none."""
    return _NAMES.get(code, code)


def is_english(sentence: str) -> bool:
    """Say whether a sentence is English for sure, whatever stands around it."""
    words = {word.lower() for word in _WORD.findall(sentence)}
    return len(words & _ENGLISH) >= _FEWEST_ENGLISH and language_of(sentence) == ENGLISH


def _nearest(found: Mapping[str, set[str]], words: list[str], plain: str) -> str:
    """Return the language with the most hits; neighbours are told apart."""
    bare = set(map(plain_letters, words))

    def weight(code: str) -> float:
        told = len(bare & _TOLD.get(code, frozenset()))
        marked = bool(code in _MARKS and _MARKS[code].search(plain))
        return len(found[code]) + told + marked

    return max(found, key=weight)
