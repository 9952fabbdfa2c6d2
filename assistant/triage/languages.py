"""Say whether a message is in another language than English.

The commonest words of a language give it away in a few words, Hindi in Latin letters
among them, which detectors trained on web pages take for anything. Words that are also
English, such as "die" or "me", are left out.
"""

import regex

_MOST_LETTERS = 600  # the beginning says it; the rest would only cost time
_FEWEST_HITS = 2
_SHORT = 5  # words; in so few, one common word is enough
_SMALL = 2  # letters; words so small, such as "il", are also names and codes
_WORD = regex.compile(r"[\p{L}\p{M}]++(?:['’][\p{L}]++)*+")
_ADDRESSED = regex.compile(r"https?://\S++|[@#]\w++")
_OTHER_SCRIPT = regex.compile(
    r"[\p{Devanagari}\p{Arabic}\p{Cyrillic}\p{Han}\p{Hiragana}\p{Hangul}\p{Thai}"
    r"\p{Greek}\p{Hebrew}\p{Bengali}\p{Tamil}\p{Telugu}]"
)
_ENGLISH = frozenset(
    "the and to of is it you my your i in on was that have with this not are but be "
    "me so no we they at he she his her our do what when how can just why all get got "
    "been has had from im its dont cant u ur still any never there out up a for if "
    "or by as please help us".split()
)
_OTHERS = {
    "es": "el los las una que por para con pero como cuando donde está estoy hola "
    "gracias llevo días mi su nos muy más sin hay ya desde sigue todavía nadie "
    "quiero puedo tengo qué cuánto ha he es lo del y porque buenas mañana hace "
    "cómo dónde pedido me al ni sé este esta puede pueden tienen abren domingo "
    "muchas buenos día hasta sobre entre todo",
    "fr": "le les une des est je vous nous que qui pour dans avec sur pas mon ma mes "
    "votre vos bonjour merci depuis été suis j'ai c'est n'ai quand où comment "
    "il du et mais toujours rien ce cette jours très plus aucun colis beaucoup "
    "notre nos elle on sont aux ça en cette mois quelqu'un m'a d'un qu'il n'est s'il "
    "même peut deux",
    "de": "der das und ist nicht ich sie wir mit für ein eine einen mein meine wo wann "
    "seit noch immer keine kein auf wie aber bitte danke hallo ihr euch habe "
    "sind zu im von dem den warum wird auch tagen wurde bei kann vielen dank sehr gibt "
    "guten tag meinem meiner seid ob wenn nur schon dass geht gut",
    "pt": "o os uma que não para com meu minha está estou vocês você por mas como "
    "quando onde já olá obrigado obrigada dias sem ainda nada foi do da são "
    "bom boa quanto custa ao domingo porque isso quero tenho e há muito encomenda",
    "nl": "de het een en niet ik je jullie mijn van voor met op maar waar wanneer "
    "nog steeds geen is dat dit zijn wordt kan hoe waarom dag hallo bedankt graag "
    "sinds al wel naar bij ook heb uw weken blijft",
    "it": "il lo gli che non per con una mio mia sono è quando dove come ma ciao "
    "grazie giorni ancora da del della vorrei perché ho ha buongiorno questo nessuno "
    "più anche senza molto",
    "hi": "hai hain nahi nahin kya kyu kyun kab kahan kaise mera meri mere aap aapka "
    "aapki mujhe maine apna apni abhi hua gaya gayi raha rahi rahe karo karna "
    "bhai yaar bahut paisa paise wala liye koi toh phir aaj batao milega mila "
    "aaya wapas kitna chahiye ghante mahine hafte kuch sab ka ki ke ko mein se",
    "pl": "nie jest się na że od do moja mój dlaczego kiedy gdzie dzień dobry proszę "
    "dziękuję mam jak czy już są",
    "tr": "bir ve bu için değil ne zaman nerede lütfen teşekkürler benim çok var yok "
    "nasıl hala kadar",
    "sv": "och att det är inte jag mitt min har till med för när var hej tack på som",
    "ro": "nu este și să pentru unde când vă rog mulțumesc am meu mea sunt",
}
_FOREIGN = {
    language: frozenset(words.split()) - _ENGLISH for language, words in _OTHERS.items()
}


def is_other_language(text: str) -> bool:
    """Say whether the message is most likely not in English."""
    plain = _ADDRESSED.sub(" ", text[:_MOST_LETTERS])
    words = [word.lower().replace("’", "'") for word in _WORD.findall(plain)]
    if len(_OTHER_SCRIPT.findall(plain)) * 3 > sum(map(len, words)) > 0:
        return True
    seen = set(words)
    english = len(seen & _ENGLISH)
    hits = max((seen & common for common in _FOREIGN.values()), key=len)
    telling = len(words) <= _SHORT and any(len(word) > _SMALL for word in hits)
    return len(hits) > english and (telling or len(hits) >= _FEWEST_HITS)
