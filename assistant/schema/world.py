"""What comes in from outside: places, people, brands and what they wrote."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Literal

from assistant.schema.words import Form, Handoff, Tone, Unit


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, in code points; `end` is one past the last."""

    start: int
    end: int

    def __len__(self) -> int:
        """Return how many code points it covers."""
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Fact:
    """What a site does or forbids, and how sure we are of it."""

    what: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Channel:
    """A place where brands answer: how it counts, what it allows.

    `serves_as` is the handoff that it is itself, beside the private message that every
    private channel is.
    """

    key: str
    name: str
    limit: int | None
    unit: Unit
    public: bool
    form: Form
    aliases: tuple[str, ...] = ()
    url_length: int | None = None
    byte_limit: int | None = None
    emoji_as_bytes: bool = False
    owned: bool = False
    threads: bool = False
    signed: bool = True
    mention_in_text: bool = False
    handoffs: tuple[Handoff, ...] = ()
    serves_as: Handoff | None = None
    dm_started_by: Literal["brand", "customer", "either"] = "either"
    dm_window_minutes: int | None = None
    dm_messages: int | None = None
    dm_channel: str = "dm"
    max_links: int | None = None
    forbids: tuple[str, ...] = ()
    first_response_minutes: int = 1440
    facts: tuple[Fact, ...] = ()

    def is_already(self, handoff: Handoff) -> bool:
        """Say whether who writes here is where that handoff would take them."""
        if handoff is Handoff.DM:
            return not self.public
        return handoff is self.serves_as


@dataclass(frozen=True, slots=True)
class Customer:
    """Who writes, as far as the channel shows."""

    name: str = ""
    handle: str = ""
    followers: int = 0
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the thread so far; `at` and `public` where they are known.

    `topic` is what it is about, where that is settled; empty where it is to be read.
    """

    role: Literal["customer", "agent"]
    text: str
    at: datetime | None = None
    public: bool | None = None
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    """When a brand is at work; `days` count from Monday, 0, to Sunday, 6."""

    zone: str = "UTC"
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    opens: time = time(9)
    closes: time = time(18)


@dataclass(frozen=True, slots=True)
class Brand:
    """Whose voice answers, and what a reply of theirs may state.

    `handoffs` maps `dm`, `phone`, `email` or `in_person` to where to go, by channel
    key with `default` for the rest. `facts` maps a topic to the sentence that a reply
    may state about it.
    """

    name: str = ""
    contacts: tuple[str, ...] = ()
    sign_off: str = ""
    handoffs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    tones: tuple[Tone, ...] = tuple(Tone)
    status_page: str = ""
    house_words: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    hours: Hours | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What a customer wrote, where, and what is known around it; `at` is when."""

    text: str
    channel: Channel
    customer: Customer = Customer()
    thread: tuple[Turn, ...] = ()
    minutes_waiting: int = 0
    brand: Brand = Brand()
    at: datetime | None = None
