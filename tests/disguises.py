"""Ways in which a text is disguised, which a reader sees through and a search must."""

import re
import unicodedata
from collections.abc import Callable

FULLWIDTH = {c: c + 0xFEE0 for c in range(0x21, 0x7F)}
CYRILLIC = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")


def _keycaps(text: str) -> str:
    return re.sub(r"(\d)", "\\1\ufe0f\u20e3", text)


def _spread(mark: str) -> Callable[[str], str]:
    return lambda text: re.sub(r"(?<=\w)(?=\w)", mark, text)


def _digits(zero: int) -> Callable[[str], str]:
    return lambda text: re.sub(r"\d", lambda m: chr(zero + int(m[0])), text)


def _within_digits(mark: str) -> Callable[[str], str]:
    return lambda text: re.sub(r"(?<=\d)(?=\d)", mark, text)


DISGUISES: dict[str, Callable[[str], str]] = {
    "full width": lambda text: text.translate(FULLWIDTH),
    "keycaps": _keycaps,
    "zero width space": _spread("\u200b"),
    "zero width joiner": _spread("\u200d"),
    "word joiner": _spread("\u2060"),
    "soft hyphen": _spread("\u00ad"),
    "variation selector": _spread("\ufe0e"),
    "byte order mark": _spread("\ufeff"),
    "grapheme joiner": _spread("\u034f"),
    "direction mark": _spread("\u200e"),
    "tag characters": _spread("\U000e0061"),
    "arabic digits": _digits(0x0660),
    "devanagari digits": _digits(0x0966),
    "bold digits": _digits(0x1D7CE),
    "circled digits": lambda text: re.sub(
        r"[1-9]", lambda m: chr(0x2460 + int(m[0]) - 1), text.replace("0", "⓪")
    ),
    "superscript digits": lambda text: text.translate(
        str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    ),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "thin spaces": lambda text: text.replace(" ", "\u2009"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "dashes": lambda text: text.replace("-", "\u2011"),
}
