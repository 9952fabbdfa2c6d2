"""Turn what names a person into marks that cannot be read back.

A mark is an HMAC-SHA256 under the secret of this store. Equal values give equal marks,
so a customer who writes again is known and a name is found in a text, while the
database alone tells neither. The channel goes into the marks of a person, so that
nobody is followed from one network to another.
"""

import hmac
import re
import unicodedata
from dataclasses import dataclass

from assistant.schema import Message

_SHAPES = (
    re.compile(r"\w++(?:[.-]\w++)*+"),  # a handle with dots or hyphens
    re.compile(r"\w++"),
    re.compile(r"[^\W_]++"),  # a name between underscores, as in _Dana_
)
_NAME = _SHAPES[-1]
_LONGEST = 64  # letters of a name or handle; longer words are neither
# Parts of display names that name nobody; hiding them would only spoil the text.
_NAMELESS = frozenset(
    "the an of and und de la mr mrs ms miss dr prof user customer guest anonymous"
    " account official team shop store".split()
)
LABEL = "[customer]"


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one customer: of the handle, and of each word that names them."""

    channel: str
    handle: str | None
    words: frozenset[str]


class Seal:
    """Makes marks under one secret, and hides marked words in texts."""

    def __init__(self, secret: bytes) -> None:
        self._hmac = hmac.new(secret, digestmod="sha256")

    @property
    def fingerprint(self) -> str:
        """The mark by which the secret itself is known again."""
        return self.mark("secret", "")

    def mark(self, kind: str, *values: str) -> str:
        """Return the mark of some values; those of another kind have another mark."""
        keyed = self._hmac.copy()
        keyed.update("\0".join((kind, *values)).encode("utf-8", "replace"))
        return keyed.hexdigest()

    def marks_of(self, message: Message) -> Marks:
        """Return the marks of the customer who wrote; the brand's words name nobody."""
        channel = message.channel.key
        handle = _plain(message.customer.handle.lstrip("@"))
        nameless = _NAMELESS.union(_words(message.brand.name))
        words = {handle, *_words(message.customer.name)} - nameless
        return Marks(
            channel=channel,
            handle=self.mark("handle", channel, handle) if handle else None,
            words=frozenset(self.mark("word", channel, word) for word in words if word),
        )

    def hide(self, text: str, marks: Marks) -> str:
        """Return the text with the customer's handle and name taken out."""
        if not marks.words:
            return text
        words = {word for shape in _SHAPES for word in shape.findall(text)}
        known = {
            word
            for word in words
            if 1 < len(word) <= _LONGEST
            and self.mark("word", marks.channel, _plain(word)) in marks.words
        }
        for shape in _SHAPES if known else ():
            text = shape.sub(lambda word: LABEL if word[0] in known else word[0], text)
        return text


def _words(name: str) -> list[str]:
    return _NAME.findall(_plain(name))


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold()
