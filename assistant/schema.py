"""The records that flow through Tactful: each frozen, each step makes a new one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Literal


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


class ContactReason(StrEnum):
    """Why a customer writes."""

    FEEDBACK = "feedback"
    SATISFACTION = "satisfaction"
    DISSATISFACTION = "dissatisfaction"
    INQUIRY = "inquiry"
    PROBLEM_ALERT = "problem_alert"


class Tone(StrEnum):
    """The ladder of warmth, coolest first."""

    FORMAL = "formal"
    PLAIN = "plain"
    WARM = "warm"
    HEARTFELT = "heartfelt"

    @property
    def rung(self) -> int:
        """The step on the ladder, 0 (formal) to 3 (heartfelt)."""
        return list(Tone).index(self)


class Handoff(StrEnum):
    """Where a case moves when the public thread is not the place for it."""

    NONE = "none"
    DM = "dm"
    PHONE = "phone"
    EMAIL = "email"
    IN_PERSON = "in_person"


class Priority(StrEnum):
    """How soon a message wants an answer."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class SignalName(StrEnum):
    """What can be at stake in a message beside its topic."""

    SAFETY = "safety"
    LEGAL_THREAT = "legal_threat"
    OUTAGE = "outage"
    TROLL = "troll"
    REPEAT_CONTACT = "repeat_contact"
    WIDE_REACH = "wide_reach"
    VULNERABLE_PERSON = "vulnerable_person"
    SCAM_REPORT = "scam_report"
    PERSONAL_DATA_POSTED = "personal_data_posted"
    SEVERAL_PROBLEMS = "several_problems"
    OTHER_LANGUAGE = "other_language"


class Emotion(StrEnum):
    """What the customer seems to feel most."""

    ANGER = "anger"
    FRUSTRATION = "frustration"
    DISAPPOINTMENT = "disappointment"
    WORRY = "worry"
    FEAR = "fear"
    SADNESS = "sadness"
    CONFUSION = "confusion"
    JOY = "joy"
    GRATITUDE = "gratitude"
    NEUTRAL = "neutral"


class Severity(StrEnum):
    """What a finding means for the reply: only an error keeps it from going out."""

    SUGGESTION = "suggestion"
    WARNING = "warning"
    ERROR = "error"


class Family(StrEnum):
    """What kind of fault a finding names."""

    RUDE = "rude"
    IRRITATED = "irritated"
    CONDESCENDING = "condescending"
    DISMISSIVE = "dismissive"
    BLAMING = "blaming"
    DEFENSIVE = "defensive"
    OVERPROMISE = "overpromise"
    LIABILITY = "liability"
    INSINCERE = "insincere"
    UNCLEAR = "unclear"
    LEAK = "leak"
    LENGTH = "length"
    SURFACE = "surface"
    UNGROUNDED = "ungrounded"
    MISSING = "missing"


class LeakKind(StrEnum):
    """Which private detail a leak shows."""

    EMAIL = "email"
    PHONE = "phone"
    POSTAL_ADDRESS = "postal_address"
    PERSON_NAME = "person_name"
    ORDER_NUMBER = "order_number"
    ACCOUNT_NUMBER = "account_number"
    PAYMENT_CARD = "payment_card"
    BANK_ACCOUNT = "bank_account"
    NATIONAL_ID = "national_id"
    DATE_OF_BIRTH = "date_of_birth"
    HEALTH = "health"
    CREDENTIAL = "credential"
    FINANCIAL = "financial"
    TRAVEL_OR_LOCATION = "travel_or_location"
    BOOKING = "booking"
    IP_OR_DEVICE_ID = "ip_or_device_id"
    ASKS_PRIVATE_IN_PUBLIC = "asks_private_in_public"


Unit = Literal[
    "weighted", "graphemes", "code_points", "utf16", "bytes", "septets", "none"
]
Form = Literal["post", "review", "chat", "letter"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, in code points; `end` is one past the last."""

    start: int
    end: int

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
    """A place where brands answer: how it counts, what it allows."""

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
    dm_started_by: Literal["brand", "customer", "either"] = "either"
    dm_window_minutes: int | None = None
    dm_messages: int | None = None
    max_links: int | None = None
    forbids: tuple[str, ...] = ()
    first_response_minutes: int = 1440
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Customer:
    """Who writes, as far as the channel shows."""

    name: str = ""
    handle: str = ""
    followers: int = 0
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the thread so far."""

    role: Literal["customer", "agent"]
    text: str


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
    handoffs: Mapping[str, Mapping[str, str]] = field(default_factory=_nothing)
    tones: tuple[Tone, ...] = tuple(Tone)
    status_page: str = ""
    house_words: Mapping[str, str] = field(default_factory=_nothing)
    facts: Mapping[str, str] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Message:
    """What a customer wrote, where, and what is known around it."""

    text: str
    channel: Channel
    customer: Customer = Customer()
    thread: tuple[Turn, ...] = ()
    minutes_waiting: int = 0
    brand: Brand = Brand()


@dataclass(frozen=True, slots=True)
class Signal:
    """Something at stake, with the words that show it.

    A signal shown by a number (followers) or by the whole text has an empty span at 0.
    """

    name: SignalName
    span: Span = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the message and what they show: a reason, a topic, an emotion."""

    shows: str
    span: Span


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One part of the priority score, so that the sum can be explained."""

    what: str
    points: float


@dataclass(frozen=True, slots=True)
class Assessment:
    """How a message was read, with the words that show it.

    `emotion_strength` is 0–1, `severity` 1–5, `priority_score` 0–100 (higher first),
    `respond_by_minutes` counts from now and is negative when overdue.
    """

    contact_reason: ContactReason
    topic: str
    emotion: Emotion
    emotion_strength: float
    severity: int
    priority: Priority
    priority_score: float
    respond_by_minutes: int
    signals: tuple[Signal, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    score_parts: tuple[ScorePart, ...] = ()

    def has(self, name: SignalName) -> bool:
        """Say whether the message shows this signal."""
        return any(signal.name is name for signal in self.signals)


@dataclass(frozen=True, slots=True)
class Route:
    """What to do with a message, and why, in words an agent reads."""

    public: bool
    handoff: Handoff
    escalate: str | None = None
    like: bool = False
    repost: bool = False
    answer: bool = True
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a draft, who wrote it, and how readily it goes.

    `drop` is 0 for what must stay, up to 4 for what goes first.
    `paragraph` says that a paragraph begins here where there is room for paragraphs.
    """

    text: str
    role: Literal["greeting", "body", "sign_off"] = "body"
    source: Literal["template", "model"] = "template"
    drop: int = 0
    paragraph: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """How long a text is as its channel counts; `limit` is None where there is none."""

    count: int
    limit: int | None
    unit: Unit

    @property
    def fits(self) -> bool:
        """Say whether the text is within the limit."""
        return self.limit is None or self.count <= self.limit


@dataclass(frozen=True, slots=True)
class Draft:
    """One way to answer; `parts` has one text, or several for a thread."""

    parts: tuple[str, ...]
    tone: Tone
    topic: str
    sentences: tuple[Sentence, ...] = ()
    source: str = "template"

    @property
    def text(self) -> str:
        """The whole text; the parts of a thread stand on paragraphs of their own."""
        return "\n\n".join(self.parts)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a text.

    `rule` is `family.name`; `start` and `end` are code points of the text checked.
    `fix` replaces that stretch, or is None where a person must decide.
    `kind` is set for leaks only. `message` never repeats a private detail.
    """

    rule: str
    family: Family
    severity: Severity
    start: int
    end: int
    message: str
    why: str = ""
    fix: str | None = None
    kind: LeakKind | None = None

    @property
    def span(self) -> Span:
        """The stretch of text that the finding is about."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Scores:
    """What a text measures.

    `warmth` and `rudeness` are 0–1. `grade_level` is the US school grade, or None for
    texts too short or not in English.
    """

    warmth: float
    rudeness: float
    grade_level: float | None


@dataclass(frozen=True, slots=True)
class Context:
    """What a checker knows beside the text: where it goes, whose it is, to whom.

    `grounded` says that the text may state only what the message or the brand file
    gave: true for our drafts, false for what an agent writes.
    """

    channel: Channel
    public: bool
    brand: Brand = Brand()
    customer: Customer = Customer()
    customer_text: str = ""
    tone: Tone | None = None
    grounded: bool = False


@dataclass(frozen=True, slots=True)
class CheckedText:
    """A text with all that was found in it."""

    text: str
    findings: tuple[Finding, ...]
    scores: Scores
    length: Length

    @property
    def ready(self) -> bool:
        """Say whether it may go out: no finding is an error."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A draft with all that was found in it, part by part.

    Findings of a thread count code points in `draft.text`.
    """

    draft: Draft
    findings: tuple[Finding, ...]
    scores: Scores
    length: Length

    @property
    def ready(self) -> bool:
        """Say whether it may go out: no finding is an error."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Reply:
    """The whole answer to a message: how it was read, where it goes, what to say."""

    message: Message
    assessment: Assessment
    route: Route
    drafts: tuple[CheckedDraft, ...]
    notes: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Say whether the best draft may go out, or no answer is wanted."""
        if not self.drafts:
            return not self.route.answer
        return self.drafts[0].ready
