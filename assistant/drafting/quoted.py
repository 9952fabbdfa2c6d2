"""Say of a message what it says itself, by a few of its words."""

import zlib
from collections.abc import Mapping

from assistant.drafting.candidates import tells_trouble
from assistant.drafting.marker import Marker
from assistant.drafting.quoting import Around, Quoter
from assistant.library import Ladder
from assistant.schema import Assessment, ContactReason, Message, SignalName, Tone
from assistant.text import ENGLISH

_GRAVE = 4  # severity from which nothing is quoted back
_LIGHT = 1  # the severity of what may be no trouble at all
_FEW = 8  # words; fewer that name no trouble may tell of none
_DELICATE = (SignalName.TROLL, SignalName.SAFETY, SignalName.LEGAL_THREAT)


class Quotes:
    """What is quoted of messages: nothing where it might hurt."""

    def __init__(self, quoter: Quoter | None, marker: Marker | None) -> None:
        self._quoter = quoter
        self._marker = marker

    def of(self, message: Message, read: Assessment) -> str:
        """Return what to quote; nothing of what is grave or delicate, and of no grief.

        Who may have met with no trouble at all is told no sorry for what they wrote.
        """
        english, grave = read.language == ENGLISH, read.severity >= _GRAVE
        if not self._quoter or not english or grave:
            return ""
        if any(map(read.has, _DELICATE)) or any(one.weighs for one, _ in read.impacts):
            return ""
        trouble = read.contact_reason.is_trouble
        if not trouble and read.contact_reason is not ContactReason.SATISFACTION:
            return ""  # a question or an idea read back sounds like a machine
        unsure = read.severity <= _LIGHT or len(message.text.split()) < _FEW
        if trouble and unsure and not tells_trouble(message.text):
            return ""
        marked = self._marker.mark(message.text).subject if self._marker else None
        around = Around.of(message.text, read, marked.span if marked else None)
        return self._quoter.quote(around)


def sentences_of(
    ladder: Ladder, text: str, values: Mapping[str, str]
) -> dict[Tone, str]:
    """Return a sentence for each tone, not the same one for every message."""
    choice = zlib.crc32(text.encode())
    return {
        tone: each[choice % len(each)].line.render(values) or ""
        for tone, each in ladder.items()
        if each
    }
