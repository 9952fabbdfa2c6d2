"""Mend an agent's text in place: safe fixes alone, every tag and quotation kept."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.engine import Engine
from assistant.schema import CheckedText, Context, Finding
from assistant.text import MAX_CODE_POINTS

_TAG = re.compile(r"<[^<>]{1,4000}>")
_SIGNATURE = re.compile(r"<div[^<>]{0,400}\bdata-signature\b")
_ENTITY = re.compile(r"&[a-zA-Z0-9#]{1,10};")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text with its safe fixes made, and what is still to be said about it."""

    text: str
    changed: bool
    checked: CheckedText


def rewrite(text: str, engine: Engine, context: Context) -> Rewritten:
    """Return the text with every fix made that needs no second thought.

    Tags, quoted lines and a signature are left as they are, letter by letter. A text
    that is too long to be checked comes back as it was.
    """
    readable = text[:MAX_CODE_POINTS]
    plain = _without_markup(readable)
    checked = engine.check(plain, context)
    mended = readable
    for finding in sorted(_safe(checked, readable), key=lambda f: -f.start):
        fix = finding.fix or ""
        fix = html.escape(fix, quote=False) if _TAG.search(readable) else fix
        mended = mended[: finding.start] + fix + mended[finding.end :]
    whole = mended + text[MAX_CODE_POINTS:]
    if whole == text:
        return Rewritten(text, False, checked)
    again = engine.check(_without_markup(mended), context)
    return Rewritten(whole, True, again)


def _safe(checked: CheckedText, text: str) -> Iterator[Finding]:
    """Yield findings whose fix touches plain words and no other fix."""
    end = 0
    for finding in checked.findings:
        start, stop = finding.start, finding.end
        inside = text[start:stop] == checked.text[start:stop]
        if finding.fix is not None and inside and start >= end:
            end = stop
            yield finding


def _without_markup(text: str) -> str:
    """Return the text with spaces where tags, quotations and a signature stand."""
    kept = _blank(_ENTITY, _blank(_TAG, text))
    signature = _SIGNATURE.search(text)
    if signature:
        kept = kept[: signature.start()].ljust(len(text))
    lines = kept.split("\n")
    signed = False
    for number, line in enumerate(lines):
        signed = signed or line.rstrip() == "--"
        if signed or line.startswith(">"):
            lines[number] = " " * len(line)
    return "\n".join(lines)


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: " " * len(match[0]), text)
