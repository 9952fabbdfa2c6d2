"""What a message shows beside its phrases: questions, loudness, sums, length."""

import re
import unicodedata
from dataclasses import dataclass

from assistant.schema import Span
from assistant.text import fold, sentence_spans

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_NUMBER = re.compile(r"\d+")
_LOUD_MARKS = re.compile(r"[!?]{2,}")
_SUM = re.compile(
    r"(?:[£$€₹¥]|\b(?:gbp|usd|eur|rs)\.? ?)\s?(\d[\d.,]{0,12})(?:\s?(k|m)\b)?"
    r"|\b(\d[\d.,]{0,12})\s?(k|m)?\s?(?:£|€|quid|pounds?|euros?|dollars?|bucks|grand\b)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'"[^"\n]{2,200}"')
_HANDLE = re.compile(r"@\w+")
_ASKING = frozenset(
    "how what when where which who whose why is are do does did can could will would "
    "may should any has have whats wheres whens hows que como donde cuando cuanto "
    "quand combien comment ou wo wann wie kann gibt waar wanneer hoe mag quanto qual "
    "posso kya kab kitna".split()
)
_GREETING = frozenset(
    "hi hiya hello hey ok so please and also dear good morning afternoon evening "
    "quick question all there pls plz hola bonjour hallo oi bom dia".split()
)
_NEGATIONS = frozenset(
    "no not never nobody nothing none nowhere without cannot cant dont didnt wont "
    "isnt doesnt wasnt hasnt havent nicht kein keine nada nunca pas jamais rien niet "
    "geen nao nahi".split()
)
_MOST_SUM = 1_000_000.0
_SCALES = {"k": 1e3, "m": 1e6}
_THOUSAND = 3  # so many digits after a point or comma are thousands, fewer are cents
_FEW = 2
_MASHED = 5  # letters; shorter ones are abbreviations
_VOWELS = frozenset("aeiouy")
_SHORTEST_SHOUT = 4  # letters; OK and UK are no shouting


@dataclass(frozen=True, slots=True)
class Shape:
    """How a message is built.

    `loudness` is 0–1, from capitals and repeated marks. `largest_sum` is in whatever
    currency was written, 0 where none was. `handles` is how often the handle that
    comes most is written.
    """

    words: int
    questions: tuple[Span, ...]
    sentences: int
    opens_asking: bool
    negations: int
    numbers: int
    loudness: float
    largest_sum: float
    handles: int
    quotes: bool
    gibberish: bool

    @property
    def only_asks(self) -> bool:
        """Say whether every sentence of the message asks."""
        return bool(self.questions) and len(self.questions) == self.sentences


def shape_of(text: str) -> Shape:
    """Measure a message."""
    plain = fold(text).text
    words = _WORD.findall(plain)
    lower = [word.lower() for word in words]
    sentences = sentence_spans(text)
    handles = _HANDLE.findall(plain)
    return Shape(
        words=len(words),
        questions=tuple(span for span in sentences if _asks(text, span)),
        sentences=len(sentences),
        opens_asking=_opens_asking(lower),
        negations=sum(w in _NEGATIONS or w.endswith("n't") for w in lower),
        numbers=len(_NUMBER.findall(plain)),
        loudness=_loudness(plain, words),
        largest_sum=max(map(_amount, _SUM.finditer(plain)), default=0.0),
        handles=max(map(handles.count, set(handles)), default=0),
        quotes=_QUOTED.search(plain) is not None,
        gibberish=_is_gibberish(lower),
    )


def _asks(text: str, span: Span) -> bool:
    """Say whether a sentence has its question mark at the end, emoji aside."""
    tail = text[max(span.start, span.end - 12) : span.end]
    mark = max(tail.rfind("?"), tail.rfind("？"))
    return mark >= 0 and not any(letter.isalnum() for letter in tail[mark:])


def _opens_asking(words: list[str]) -> bool:
    """Say whether the first word after any greeting is one that asks."""
    first = next((word for word in words if word not in _GREETING), "")
    plain = "".join(unicodedata.normalize("NFD", letter)[0] for letter in first)
    return plain.partition("'")[0] in _ASKING


def _is_gibberish(words: list[str]) -> bool:
    """Say whether a message is a word or two that are none: "aaaaaa", "sdfghj"."""
    return 0 < len(words) <= _FEW and all(map(_is_mashed, words))


def _is_mashed(word: str) -> bool:
    if len(word) < _MASHED or not word.isascii():
        return False
    letters = set(word)
    many = len(letters) >= _MASHED or len(word) > 2 * _MASHED
    return len(letters) == 1 or (many and not letters & _VOWELS)


def _loudness(text: str, words: list[str]) -> float:
    long_words = [word for word in words if len(word) >= _SHORTEST_SHOUT]
    shouted = sum(word.isupper() for word in long_words)
    capitals = shouted / len(long_words) if shouted > 1 else 0.0
    marks = len(_LOUD_MARKS.findall(text))
    return min(1.0, 0.8 * capitals + 0.2 * marks)


def _amount(match: re.Match[str]) -> float:
    digits, unit = match[1] or match[3], (match[2] or match[4] or "").lower()
    parts = digits.replace(",", ".").rstrip(".").split(".")
    cents = parts.pop() if len(parts) > 1 and len(parts[-1]) < _THOUSAND else "0"
    scale = 1e3 if "grand" in match[0].lower() else _SCALES.get(unit, 1.0)
    return min(float(f"{''.join(parts)}.{cents or 0}") * scale, _MOST_SUM)
