"""What each step of the flow makes: readings, routes, drafts, findings, replies."""

from dataclasses import dataclass
from typing import Literal

from assistant.schema.words import (
    ContactReason,
    Emotion,
    Family,
    Handoff,
    Impact,
    LeakKind,
    Priority,
    Severity,
    SignalName,
    Tone,
    Unit,
)
from assistant.schema.world import Brand, Channel, Customer, Message, Span


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
    `respond_by_minutes` counts from now and is negative when overdue. `suits` says how
    well each handoff would suit, 0–1 and the best first; it is empty where the rules
    read alone. `language` is a code such as `en`, `es` or `hi-Latn`. `other_topics`
    has the topics that the message may be about instead and how likely each is, 0–1
    and the likeliest first; it is empty where the rules read alone. `named` says that
    an agent chose the topic. `impacts` has what the writer has surely been through
    beside the topic and how likely that is, 0–1 and the likeliest first.
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
    suits: tuple[tuple[Handoff, float], ...] = ()
    language: str = "en"
    other_topics: tuple[tuple[str, float], ...] = ()
    named: bool = False
    impacts: tuple[tuple[Impact, float], ...] = ()

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
    """One way to answer; `parts` has one text, or several for a thread.

    `brief` marks the shortest thing to say, for channels where nothing else fits.
    """

    parts: tuple[str, ...]
    tone: Tone
    topic: str
    sentences: tuple[Sentence, ...] = ()
    source: str = "template"
    brief: bool = False
    language: str = "en"

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
    gave: true for our drafts, false for what an agent writes. `said` is what we
    wrote earlier in the thread, which a draft may state again. `language` is the code
    of the language of the text; where it is empty, the text itself says.
    """

    channel: Channel
    public: bool
    brand: Brand = Brand()
    customer: Customer = Customer()
    customer_text: str = ""
    tone: Tone | None = None
    grounded: bool = False
    said: str = ""
    language: str = ""


def _may_go_out(findings: tuple[Finding, ...]) -> bool:
    return all(finding.severity is not Severity.ERROR for finding in findings)


@dataclass(frozen=True, slots=True)
class CheckedText:
    """A text with all that was found in it.

    `notes` say what could not be judged, where the text is not in English.
    """

    text: str
    findings: tuple[Finding, ...]
    scores: Scores
    length: Length
    language: str = "en"
    notes: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Say whether it may go out: no finding is an error."""
        return _may_go_out(self.findings)


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
        return _may_go_out(self.findings)


@dataclass(frozen=True, slots=True)
class Opener:
    """The first words in private, where the public line leads.

    `channel` is the private place as it counts; of what is spoken it has no limit.
    `notes` say when it may be sent or is said, and what the place allows.
    """

    handoff: Handoff
    channel: Channel
    checked: CheckedDraft
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """The whole answer to a message: how it was read, where it goes, what to say.

    `opener` is there where the case moves: what the agent then says in private.
    """

    message: Message
    assessment: Assessment
    route: Route
    drafts: tuple[CheckedDraft, ...]
    notes: tuple[str, ...] = ()
    opener: Opener | None = None

    @property
    def ready(self) -> bool:
        """Say whether the best draft may go out."""
        return bool(self.drafts) and self.drafts[0].ready
