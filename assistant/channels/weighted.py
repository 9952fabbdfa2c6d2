"""Count as X does: letters weigh 1 or 2, an emoji 2, a link always the same."""

import re
import unicodedata
from functools import lru_cache

import regex

from assistant.channels.emoji import EMOJI_OF_X
from assistant.channels.links import find_links

URL_LENGTH = 23
_EMOJI_WEIGHT = 2
_MAX_MARKS_IN_A_ROW = 50

_HEAVY = re.compile("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
_MARKS = regex.compile(r"\p{M}++")
_LEADING_MENTIONS = re.compile(r"\A(?:@\w{1,20}(?:\s++|\Z))++", re.ASCII)
_UNLISTED_LINK = re.compile(r"https?://\S+", re.IGNORECASE)


@lru_cache(maxsize=16)  # a check and its length both ask
def weigh(text: str, *, url_length: int = URL_LENGTH, is_reply: bool = False) -> int:
    """Return the weighted length of a post on X (twitter-text, version 3).

    The handles that a reply begins with weigh nothing when X fills them in itself:
    `is_reply` says so. Typed by hand they count.
    """
    text = _composed(text.replace("\r\n", "\n"))
    if is_reply:
        text = _LEADING_MENTIONS.sub("", text)
    weight = at = 0
    for link in find_links(text):
        if link.start >= at:
            weight += _weigh_words(text[at : link.start], url_length) + url_length
            at = link.end
    return weight + _weigh_words(text[at:], url_length)


def _composed(text: str) -> str:
    # Sorting thousands of marks on one letter takes quadratic time; left as they are
    # they weigh no less.
    if unicodedata.is_normalized("NFC", text):
        return text
    if any(len(run) > _MAX_MARKS_IN_A_ROW for run in _MARKS.findall(text)):
        return text
    return unicodedata.normalize("NFC", text)


def _weigh_words(words: str, url_length: int) -> int:
    weight = _weigh_characters(words)
    if "://" in words:
        # A domain name too new for our list: a link to X, plain words to others.
        for link in _UNLISTED_LINK.findall(words):
            weight += max(0, url_length - _weigh_characters(link))
    return weight


def _weigh_characters(words: str) -> int:
    if words.isascii():
        return len(words)
    rest: str
    rest, emoji = EMOJI_OF_X.subn("", words)
    weight: int = _EMOJI_WEIGHT * emoji + len(rest) + len(_HEAVY.findall(rest))
    return weight
