"""Count a text as its channel does, and say whether it fits there.

Where a site has two limits the stricter one is reported: Bluesky takes 300 graphemes
and 3,000 bytes, a text message 160 septets or 70 UTF-16 units.
"""

import re

from assistant.channels.emoji import graphemes, is_emoji
from assistant.channels.links import find_links
from assistant.channels.sms import sms_parts
from assistant.channels.weighted import URL_LENGTH, weigh
from assistant.schema import Channel, Length

# A domain name too new for our list; what follows `http://` is a link all the same.
_UNLISTED_LINK = re.compile(r"https?://[^\s<>()\"]*[^\s<>()\"'!?.,:;]", re.IGNORECASE)
_REMOTE_MENTION = re.compile(
    r"(?<![\w/=])(@\w++(?:[.-]++\w++)*+)@[\w-]++(?:\.[\w-]++)*+"
)


def count(text: str, channel: Channel, *, is_reply: bool = False) -> Length:
    """Return how long a text is on its channel.

    `is_reply` says that the site itself fills in the handles that a reply on X begins
    with, so that they cost nothing; handles that a person types or pastes count.
    """
    match channel.unit:
        case "none":
            return Length(len(text), None, "none")
        case "septets":
            return _count_sms(text, channel.limit)
        case "weighted":
            url_length = channel.url_length or URL_LENGTH
            weight = weigh(text, url_length=url_length, is_reply=is_reply)
            return Length(weight, channel.limit, "weighted")
    shown = text if channel.url_length is None else _shorten(text, channel.url_length)
    length = Length(_measure(shown, channel), channel.limit, channel.unit)
    if channel.byte_limit is None:
        return length
    return _stricter(length, Length(_bytes(text), channel.byte_limit, "bytes"))


def fits(text: str, channel: Channel, *, is_reply: bool = False) -> bool:
    """Say whether a text may be posted on its channel as it is."""
    return count(text, channel, is_reply=is_reply).fits


def room(text: str, channel: Channel, *, is_reply: bool = False) -> int | None:
    """Return what is left, below 0 when over, None where there is no limit."""
    length = count(text, channel, is_reply=is_reply)
    return None if length.limit is None else length.limit - length.count


def part_limit(channel: Channel, parts: int) -> int | None:
    """Return the room in one part of a thread that ends in a counter like ` 2/3`."""
    if channel.limit is None:
        return None
    return channel.limit - len(f" {parts}/{parts}")


def _count_sms(text: str, septets: int | None) -> Length:
    sms = sms_parts(text)
    if sms.encoding == "gsm7":
        return Length(sms.units, septets, "septets")
    # The same bytes hold 7-bit septets or 16-bit units.
    return Length(sms.units, septets and septets * 7 // 16, "utf16")


def _shorten(text: str, url_length: int) -> str:
    """Return the text as long as Mastodon counts it: links and far handles are short.

    A link costs the same whatever its length when it has `http://`, and of
    `@user@server` only `@user` counts.
    """
    link = "x" * url_length
    pieces: list[str] = []
    at = 0
    for span in find_links(text, bare=False):
        pieces.append(_shorten_words(text[at : span.start], link))
        at = span.end
    pieces.append(_shorten_words(text[at:], link))
    return link.join(pieces)


def _shorten_words(words: str, link: str) -> str:
    return _REMOTE_MENTION.sub(r"\1", _UNLISTED_LINK.sub(link, words))


def _measure(text: str, channel: Channel) -> int:
    match channel.unit:
        case "graphemes":
            return len(graphemes(text))
        case "utf16":
            return len(text.encode("utf-16-le", "surrogatepass")) // 2
        case "bytes":
            return _bytes(text)
    if channel.emoji_as_bytes:
        return sum(_bytes(g) if is_emoji(g) else len(g) for g in graphemes(text))
    return len(text)


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _stricter(one: Length, other: Length) -> Length:
    """Return the length that leaves the smaller share of its limit."""
    if one.limit is None or other.limit is None:
        return other if one.limit is None else one
    return other if other.count * one.limit > one.count * other.limit else one
