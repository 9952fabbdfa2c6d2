"""Find where sentences begin and end, in time linear in the text."""

import re
from functools import lru_cache

from assistant.schema import Span

_END = re.compile(r"(?:[.!?…]++[\"'”’)\]]{0,3}+(?=\s|$))|\n")
_ABBREVIATIONS = frozenset(
    "mr mrs ms mx dr prof st no nr tel ext approx incl excl etc vs e.g i.e a.m p.m inc "
    "ltd co fig vol sr jr jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


@lru_cache(maxsize=16)  # what reads one text asks again and again
def sentence_spans(text: str) -> tuple[Span, ...]:
    """Return the stretch of each sentence, without the space around it."""
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match[0] != "\n" and _is_abbreviation(text, match):
            continue
        _keep(spans, text, start, match.end())
        start = match.end()
    _keep(spans, text, start, len(text))
    return tuple(spans)


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    if match[0] != "." or match.end() == len(text):
        return False
    word_start = match.start()
    while word_start > 0 and not text[word_start - 1].isspace():
        word_start -= 1
        if match.start() - word_start > 8:
            return False
    return text[word_start : match.start()].lstrip("(\"'").lower() in _ABBREVIATIONS


def _keep(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        begin = start + len(piece) - len(piece.lstrip())
        spans.append(Span(begin, begin + len(stripped)))
