"""Count a text as its channel does, with other people's code than Tactful's own."""

import importlib
import re
import sys
from functools import cache
from importlib.resources import files
from types import ModuleType
from typing import Any

import gsm0338  # noqa: F401  registers the codec gsm03.38
import regex

from assistant.schema import Channel

_SAFE = 280  # code points; twitter-text-parser takes minutes over long hostile texts
_URL = re.compile(r"https?://\S+")


def excess(text: str, channel: Channel) -> int | None:
    """Return how far a text is over its channel's limit (below 0: room is left).

    None where there is no limit, or where the counter cannot take the text.
    """
    if channel.limit is None:
        return None
    if channel.unit == "weighted" and len(text) > _SAFE:
        return None
    if channel.unit == "septets":
        return _sms_excess(text, channel.limit)
    over = _count(text, channel) - channel.limit
    if channel.byte_limit is None:
        return over
    return max(over, len(text.encode()) - channel.byte_limit)


def _count(text: str, channel: Channel) -> int:
    if channel.unit == "weighted":
        return int(_twitter_text().parse_tweet(text).weightedLength)
    if channel.url_length:
        text = _URL.sub("x" * channel.url_length, text)
    if channel.emoji_as_bytes:  # the most it can be: every other sign as its bytes
        return sum(len(sign.encode()) if ord(sign) > 0x2000 else 1 for sign in text)
    match channel.unit:
        case "graphemes":
            return len(regex.findall(r"\X", text))
        case "utf16":
            return len(text.encode("utf-16-le")) // 2
        case "bytes":
            return len(text.encode())
    return len(text)


def _sms_excess(text: str, septets: int) -> int:
    try:
        return len(text.encode("gsm03.38")) - septets
    except UnicodeEncodeError:
        return len(text.encode("utf-16-le")) // 2 - septets * 7 // 16


@cache
def _twitter_text() -> Any:
    """Return the published counter of X.

    It asks setuptools for its data file in a way that setuptools has dropped.
    """
    resources = ModuleType("pkg_resources")
    setattr(resources, "resource_string", _resource)  # noqa: B010
    sys.modules.setdefault("pkg_resources", resources)
    return importlib.import_module("twitter_text")


def _resource(module: str, name: str) -> bytes:
    return files(module.rpartition(".")[0]).joinpath(name).read_bytes()


def shapes_not_given(text: str, given: str) -> list[str]:
    """Return links, handles, e-mail addresses and figures that `given` does not have.

    A figure is a run of digits; where `given` spells a small one, it has it.
    """
    known = {shape.casefold() for shape in _SHAPE.findall(given)}
    known |= {str(n) for n, word in enumerate(_SPELLED) if word in given.casefold()}
    return [one for one in _SHAPE.findall(text) if one.casefold() not in known]


_SHAPE = re.compile(r"https?://\S+|[\w.+-]+@[\w-]+\.\w+|@\w+|\d+")
_SPELLED = "zero one two three four five six seven eight nine ten eleven twelve".split()
