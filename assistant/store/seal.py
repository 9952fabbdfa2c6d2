"""Turn what names a person into marks that cannot be read back.

A mark is an HMAC-SHA256 under the secret of this store. Equal values give equal marks,
so a customer who writes again is known and a name is found in a text, while the
database alone tells neither.
"""

import hmac
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from assistant.schema import Message

_NAME = re.compile(r"[^\W_]++")
_HANDLE = re.compile(r"\w++")
_LONG_HANDLE = re.compile(r"\w++(?:[.-]\w++)*+")  # dots and hyphens inside
# Parts of display names that name nobody; hiding them would only spoil the text.
_NAMELESS = frozenset(
    "the an of and und de la mr mrs ms miss dr prof user customer guest anonymous"
    " account official team shop store".split()
)


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one customer: of the handle, and of each word of the name."""

    channel: str
    handle: str | None
    names: frozenset[str]


class Seal:
    """Makes marks under one secret, and hides marked names in texts."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    @property
    def fingerprint(self) -> str:
        """The mark by which the secret itself is known again."""
        return self.mark("secret", "")

    def mark(self, kind: str, value: str) -> str:
        """Return the mark of a value; equal values of two kinds have unequal marks."""
        material = f"{kind}\0{value}".encode("utf-8", "replace")
        return hmac.digest(self._secret, material, "sha256").hex()

    def marks_of(self, message: Message) -> Marks:
        """Return the marks of the customer who wrote; the brand's words are no name."""
        channel = message.channel.key
        handle = message.customer.handle.lstrip("@")
        nameless = _NAMELESS.union(_words(message.brand.name))
        return Marks(
            channel=channel,
            handle=self._handle_mark(channel, handle) if handle else None,
            names=frozenset(
                self.mark("name", word)
                for word in _words(message.customer.name)
                if len(word) > 1 and word not in nameless
            ),
        )

    def hide(self, text: str, marks: Marks) -> str:
        """Return the text with the customer's handle and name taken out."""

        def is_handle(word: str) -> bool:
            return self._handle_mark(marks.channel, word) == marks.handle

        def is_name(word: str) -> bool:
            return self.mark("name", _plain(word)) in marks.names

        if marks.handle:
            text = _replace(_LONG_HANDLE, is_handle, "[handle]", text)
            text = _replace(_HANDLE, is_handle, "[handle]", text)
        return _replace(_NAME, is_name, "[person name]", text) if marks.names else text

    def _handle_mark(self, channel: str, handle: str) -> str:
        # With its channel, so that nobody is followed from one network to another.
        return self.mark("handle", f"{channel}\0{_plain(handle)}")


def _replace(
    shape: re.Pattern[str], is_known: Callable[[str], bool], label: str, text: str
) -> str:
    known = {word for word in set(shape.findall(text)) if is_known(word)}
    return shape.sub(lambda word: label if word[0] in known else word[0], text)


def _words(name: str) -> list[str]:
    return _NAME.findall(_plain(name))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
