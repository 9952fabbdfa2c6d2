"""The JSON that other programs send and read: border shapes in, plain objects out."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from pydantic import (
    AliasChoices,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
)

from assistant.engine import Engine
from assistant.library import BrandFile
from assistant.schema import (
    Assessment,
    Brand,
    Channel,
    CheckedDraft,
    CheckedText,
    Context,
    Customer,
    Finding,
    Length,
    Message,
    Opener,
    Reply,
    Route,
    Tone,
    Turn,
)
from assistant.text import read_text

Json = dict[str, Any]
_MANY = 10_000_000_000  # more followers or minutes than anybody has
_MOST_TURNS = 200


class Wire(BaseModel):
    """A border shape; fields we do not know are ignored, so that callers may add."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class CustomerIn(Wire):
    """Who writes, as far as the channel shows."""

    name: str = Field(default="", max_length=200)
    handle: str = Field(default="", max_length=200)
    followers: int = Field(default=0, ge=0, le=_MANY)
    verified: bool = False


class TurnIn(Wire):
    """One message of the thread so far."""

    role: str = Field(default="customer", pattern="^(customer|agent)$")
    text: str = Field(max_length=32_000)
    at: AwareDatetime | None = None
    public: bool | None = None

    def to_turn(self) -> Turn:
        """Return the record that the flow works with."""
        role: Literal["agent", "customer"] = (
            "agent" if self.role == "agent" else "customer"
        )
        return Turn(role, self.text, self.at, self.public)


class BrandIn(BrandFile):
    """A brand in JSON: as in a file, but a field we do not know is ignored."""

    model_config = ConfigDict(extra="ignore", strict=False)


class MessageIn(Wire):
    """A message to be read."""

    text: str
    channel: str
    name: str = Field(default="", max_length=200)
    customer: CustomerIn = CustomerIn()
    minutes_waiting: int = Field(
        default=0,
        ge=0,
        le=_MANY,
        validation_alias=AliasChoices("minutes_waiting", "waiting"),
    )
    thread: list[TurnIn] = Field(default=[], max_length=_MOST_TURNS)
    brand: BrandIn | None = None
    at: AwareDatetime | None = None

    @field_validator("customer", "thread", mode="before")
    @classmethod
    def _null_is_nothing(cls, value: Any, info: Any) -> Any:
        return ({} if info.field_name == "customer" else []) if value is None else value

    def to_message(self, engine: Engine, *, brand: Brand | None = None) -> Message:
        """Return the record that the flow works with; `brand` is the default one.

        Raises InputError for a text or channel that cannot be used.
        """
        own = self.brand.to_brand() if self.brand else None
        return Message(
            text=read_text(self.text),
            channel=engine.channel(self.channel),
            customer=Customer(
                name=self.customer.name or self.name,
                handle=self.customer.handle,
                followers=self.customer.followers,
                verified=self.customer.verified,
            ),
            thread=tuple(turn.to_turn() for turn in self.thread),
            at=self.at,
            minutes_waiting=self.minutes_waiting,
            brand=own or brand or Brand(),
        )


class TriageIn(MessageIn):
    """A message to be read; `topic` is what an agent says it is about, if they do."""

    topic: Annotated[str, BeforeValidator(lambda given: given or "")] = Field(
        default="", max_length=200
    )


class ReplyIn(TriageIn):
    """A message to be answered."""

    tone: Tone | None = None
    drafts: int = Field(default=3, ge=1, le=4)
    seed: int = Field(default=0, ge=0, le=2**32 - 1)


class CheckIn(Wire):
    """A text to be checked; `public` says more than the channel where it is given."""

    text: str
    channel: str
    public: bool | None = None
    customer_text: str | None = None
    customer: CustomerIn = CustomerIn()
    brand: BrandIn | None = None

    def to_context(
        self, engine: Engine, *, brand: Brand | None = None
    ) -> tuple[str, Context]:
        """Return the text and what a checker knows beside it.

        Raises InputError for a text or channel that cannot be used.
        """
        channel = engine.channel(self.channel)
        context = Context(
            channel=channel,
            public=channel.public if self.public is None else self.public,
            brand=(self.brand.to_brand() if self.brand else None) or brand or Brand(),
            customer=Customer(self.customer.name, self.customer.handle),
            customer_text=self.customer_text or "",
        )
        return read_text(self.text), context


def triage_json(assessment: Assessment, route: Route) -> Json:
    """Return how a message was read and where it goes."""
    return {
        "contact_reason": assessment.contact_reason,
        "topic": assessment.topic,
        "topic_chosen": assessment.named,
        "other_topics": [
            {"topic": topic, "likelihood": likely}
            for topic, likely in assessment.other_topics
        ],
        "impacts": [
            {"name": impact, "likelihood": likely}
            for impact, likely in assessment.impacts
        ],
        "language": assessment.language,
        "emotion": assessment.emotion,
        "emotion_strength": assessment.emotion_strength,
        "severity": assessment.severity,
        "priority": assessment.priority,
        "priority_score": assessment.priority_score,
        "score_parts": [asdict(part) for part in assessment.score_parts],
        "respond_by_minutes": assessment.respond_by_minutes,
        "signals": [
            {"name": s.name, "start": s.span.start, "end": s.span.end}
            for s in assessment.signals
        ],
        "evidence": [
            {"shows": e.shows, "start": e.span.start, "end": e.span.end}
            for e in assessment.evidence
        ],
        "route": {
            "public": route.public,
            "handoff": route.handoff,
            "escalate": route.escalate,
            "like": route.like,
            "repost": route.repost,
            "answer": route.answer,
            "reasons": list(route.reasons),
        },
    }


def reply_json(reply: Reply) -> Json:
    """Return a whole answer, best draft first."""
    return {
        **triage_json(reply.assessment, reply.route),
        "ready": reply.ready,
        "drafts": [draft_json(draft) for draft in reply.drafts],
        "opener": opener_json(reply.opener) if reply.opener else None,
        "notes": list(reply.notes),
    }


def draft_json(checked: CheckedDraft) -> Json:
    """Return one draft with what was found in it."""
    source, _, backend = checked.draft.source.partition(":")
    return {
        "text": checked.draft.text,
        "parts": list(checked.draft.parts),
        "tone": checked.draft.tone,
        "topic": checked.draft.topic,
        "language": checked.draft.language,
        "source": source,
        "backend": backend or None,
        "ready": checked.ready,
        "findings": [finding_json(finding) for finding in checked.findings],
        "scores": asdict(checked.scores),
        "length": length_json(checked.length),
        "sentences": [
            {"text": s.text, "source": s.source, "role": s.role}
            for s in checked.draft.sentences
        ],
    }


def opener_json(opener: Opener) -> Json:
    """Return the first words in private, where they go and when."""
    return {
        "handoff": opener.handoff,
        "channel": opener.channel.key,
        **draft_json(opener.checked),
        "notes": list(opener.notes),
    }


def check_json(checked: CheckedText) -> Json:
    """Return what was found in a text."""
    return {
        "ready": checked.ready,
        "findings": [finding_json(finding) for finding in checked.findings],
        "scores": asdict(checked.scores),
        "length": length_json(checked.length),
        "language": checked.language,
        "notes": list(checked.notes),
    }


def finding_json(finding: Finding) -> Json:
    """Return one finding; `kind` is there only for leaks."""
    found: Json = {
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity,
        "start": finding.start,
        "end": finding.end,
        "message": finding.message,
        "why": finding.why,
        "fix": finding.fix,
    }
    return found | ({"kind": finding.kind} if finding.kind else {})


def length_json(length: Length) -> Json:
    """Return how long a text is as its channel counts."""
    return {"count": length.count, "limit": length.limit, "unit": length.unit}


def channel_json(channel: Channel) -> Json:
    """Return what is known of a channel, with its sources."""
    return asdict(channel)
