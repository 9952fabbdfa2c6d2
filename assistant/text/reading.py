"""Turn what came in from outside into text that can be worked on, or say why not."""

import re
import unicodedata

from assistant.errors import TextError

MAX_CODE_POINTS = 32_000
_MAX_BYTES = 64_000
_MAX_MARKS_IN_A_ROW = 50
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # but not tab and new line
_HALVES = re.compile(r"[\ud800-\udfff]")


def read_text(raw: str | bytes, *, what: str = "the text") -> str:
    """Return `raw` as usable text.

    At most 32,000 code points and 64,000 bytes, longer than any complaint we have seen;
    control characters other than line breaks and tabs are removed.

    Raises TextError when there is nothing to read, too much, or bytes that are not
    UTF-8.
    """
    if len(raw) > _MAX_BYTES:
        raise TextError(_too_long(what))
    text = _decode(raw, what) if isinstance(raw, bytes) else raw
    text = _CONTROLS.sub("", text)
    if _HALVES.search(text):
        raise TextError(f"{what} holds half a character (a lone surrogate)")
    if not text.strip():
        raise TextError(f"{what} is empty; paste what the customer wrote")
    if len(text) > MAX_CODE_POINTS or len(text.encode()) > _MAX_BYTES:
        raise TextError(_too_long(what))
    if _marks_in_a_row(text) > _MAX_MARKS_IN_A_ROW:
        raise TextError(f"{what} piles combining marks on one letter; send it plain")
    return text


def _decode(raw: bytes, what: str) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise TextError(
            f"{what} is not UTF-8 (byte {error.start}); save it as UTF-8"
        ) from error


def _too_long(what: str) -> str:
    return f"{what} is too long; at most {MAX_CODE_POINTS:,} characters are read"


def _marks_in_a_row(text: str) -> int:
    if text.isascii():
        return 0
    longest = run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        longest = max(longest, run)
    return longest
