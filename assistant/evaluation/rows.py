"""The shapes of labelled cases, one a task: what was said and what is right."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from assistant.schema import (
    ContactReason,
    Emotion,
    Family,
    Handoff,
    LeakKind,
    SignalName,
    Span,
)
from assistant.text import read_text
from assistant.training.held_out import tenth_of

TONE_FAMILIES = (
    Family.RUDE,
    Family.IRRITATED,
    Family.CONDESCENDING,
    Family.DISMISSIVE,
    Family.BLAMING,
    Family.DEFENSIVE,
    Family.OVERPROMISE,
    Family.LIABILITY,
    Family.INSINCERE,
    Family.UNCLEAR,
)
_COUNTER_INTUITIVE = "counter-intuitive"
_MANY = 10_000_000_000  # more followers or minutes than anybody has


def _as_tone(family: Family) -> Family:
    if family not in TONE_FAMILIES:
        raise ValueError(f"'{family}' is no tone; use {', '.join(TONE_FAMILIES)}")
    return family


Text = Annotated[str, AfterValidator(read_text)]
Id = Annotated[str, BeforeValidator(str)]
ToneFamily = Annotated[Family, AfterValidator(_as_tone)]
Count = Annotated[int, Field(ge=0, le=_MANY)]


class Row(BaseModel):
    """A labelled row; fields that are not needed, such as notes, are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class ToneCase(Row):
    """A reply, the families of fault in it, and the words that show them.

    Replies of one `pair` differ in a few words and, mostly, in their labels.
    """

    id: Id
    channel: str
    pair: str = ""
    text: Text
    labels: tuple[ToneFamily, ...]
    span: tuple[str, ...] = Field(
        default=(), validation_alias=AliasChoices("span", "spans")
    )

    @model_validator(mode="after")
    def _words_are_there(self) -> "ToneCase":
        _find_all(self.span, self.text, "span")
        return self

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the labelled words stand."""
        return _find_all(self.span, self.text, "span")

    @property
    def group(self) -> str:
        """What it is learnt with, and kept from learning with: its pair."""
        return self.pair or self.id

    @property
    def tenth(self) -> int:
        """Which tenth it falls in, 0 to 9; the first is never trained on."""
        return tenth_of(self.group)


class Leak(Row):
    """One private detail in a reply."""

    type: LeakKind
    text: str


class Contacts(Row):
    """What of the brand its own contacts show."""

    name: str = ""
    contacts: tuple[str, ...] = ()


class PrivacyCase(Row):
    """A reply, the private details in it, and what the customer has made public."""

    id: Id
    channel: str
    text: Text
    leaks: tuple[Leak, ...]
    customer_text: str | None = None
    brand: Contacts = Contacts()
    public: bool = True

    @model_validator(mode="after")
    def _words_are_there(self) -> "PrivacyCase":
        _find_all([leak.text for leak in self.leaks], self.text, "leaks")
        return self

    @property
    def tenth(self) -> int:
        """Which tenth it falls in, 0 to 9; the first is never trained on."""
        return tenth_of(self.text)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the leaks stand, in their order."""
        return _find_all([leak.text for leak in self.leaks], self.text, "leaks")


class Author(Row):
    """Who writes, as far as the channel shows."""

    followers: Count = 0
    verified: bool = False


class ShownSignal(Row):
    """A signal of a message; the words that show it are not measured."""

    name: SignalName


class RouteCase(Row):
    """A message and how it should be read and routed."""

    id: Id
    channel: str
    text: Text
    author: Author = Author()
    contact_reason: ContactReason
    move: tuple[Handoff, ...] = Field(min_length=1)
    best: Handoff
    severity: int = Field(ge=1, le=5)
    troll: bool = False
    topic: str = ""
    emotion: Emotion | None = None
    signals: tuple[ShownSignal, ...] | None = None

    @property
    def shows(self) -> frozenset[SignalName]:
        """The signals that are labelled."""
        return frozenset(signal.name for signal in self.signals or ())


class Waiting(Row):
    """One of two messages that wait."""

    channel: str
    text: Text
    followers: Count = 0
    minutes_waiting: Count = 0


class TriagePair(Row):
    """Two messages, one of which must come first."""

    id: Id
    more_urgent: Waiting
    less_urgent: Waiting
    why: str = ""

    @property
    def factor(self) -> str:
        """What decides: the word before the colon of `why`."""
        return self.why.partition(":")[0].split("(")[0].strip() or "not said"

    @property
    def counter_intuitive(self) -> bool:
        """Say whether the louder or longer-waiting message is the less urgent one."""
        return _COUNTER_INTUITIVE in self.why


def _find_all(words: Sequence[str], text: str, field: str) -> tuple[Span, ...]:
    """Return where labelled words stand; the same words twice are two places."""
    spans: list[Span] = []
    after: dict[str, int] = {}
    for number, wanted in enumerate(words):
        start = text.find(wanted, after.get(wanted, 0)) if wanted else -1
        if start < 0:
            raise ValueError(f"{field}.{number}: these words do not stand in the text")
        after[wanted] = start + 1
        spans.append(Span(start, start + len(wanted)))
    return tuple(spans)
