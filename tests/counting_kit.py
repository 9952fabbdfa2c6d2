"""Channels of every way to count, for the tests of lengths."""

from assistant.schema import Channel

FAMILY = "👨‍👩‍👧‍👦"  # seven code points, 25 bytes


def channel(unit, limit=280, **facts):
    facts = {"key": "k", "name": "K", "public": True, "form": "post"} | facts
    return Channel(unit=unit, limit=limit, **facts)


X = channel("weighted", url_length=23)
BLUESKY = channel("graphemes", 300, byte_limit=3000)
MASTODON = channel("graphemes", 500, url_length=23)
THREADS = channel("code_points", 500, emoji_as_bytes=True)
SMS = channel("septets", 160)
ALL = [
    X,
    BLUESKY,
    MASTODON,
    THREADS,
    SMS,
    channel("code_points"),
    channel("utf16"),
    channel("bytes"),
    channel("none", None),
]
