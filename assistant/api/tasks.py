"""Do what a help desk asks for: reply, rewrite, or say plainly that we cannot."""

from dataclasses import dataclass

from assistant.api.failures import Refused
from assistant.api.jobs import Job, job_of, tone_of
from assistant.api.rewriting import rewrite
from assistant.api.transcripts import Conversation, read_conversation
from assistant.engine import Engine
from assistant.errors import UnknownChannel
from assistant.schema import (
    Brand,
    Channel,
    CheckedDraft,
    Context,
    Customer,
    Finding,
    Message,
    Reply,
    Tone,
)
from assistant.text import MAX_CODE_POINTS, read_text

_ANYWHERE = "forum"  # public, with room: what we take for a channel nobody named
_CHANNELS = {"website": "livechat", "web widget": "livechat", "api": "livechat"}
_CANNOT = (
    "Tactful drafts replies, checks them and mends wording. "
    "It cannot do this here ({job}), so this text is no answer."
)
_MOST_BYTES = 64_000  # of one text, as `read_text` takes it


@dataclass(frozen=True, slots=True)
class Task:
    """What one request asks for; `messages` are (role, text) pairs, oldest first."""

    messages: tuple[tuple[str, str], ...]
    model: str
    how_many: int = 1
    seed: int = 0

    @property
    def instructions(self) -> str:
        """What the tool itself says, apart from the conversation."""
        said = [text for role, text in self.messages if role in ("system", "developer")]
        return "\n".join(said)

    @property
    def asked(self) -> str:
        """The latest text of a user."""
        users = [text for role, text in self.messages if role == "user"]
        return users[-1] if users else ""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a task; `able` is false where the texts only say that we cannot."""

    job: Job
    texts: tuple[str, ...]
    able: bool = True
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    drafts: tuple[CheckedDraft, ...] = ()


def do_task(task: Task, engine: Engine, brand: Brand) -> Done:
    """Do what is asked for.

    Raises Refused when there is nothing to work on.
    """
    job = job_of(task.instructions, task.asked)
    if job is Job.PROBE:
        return Done(job, ("OK",))
    if job is Job.REPLY:
        return _reply(task, engine, brand, read_conversation(task.messages))
    if job is Job.REWRITE:
        return _rewrite(task, engine, brand)
    if job is Job.REFINE:
        return _refine(task, engine, brand)
    return Done(job, (_CANNOT.format(job=job),), able=False)


def _reply(
    task: Task,
    engine: Engine,
    brand: Brand,
    said: Conversation,
    tone: Tone | None = None,
) -> Done:
    if not said.latest.strip():
        problem = "there is no customer's message to answer; send one as role user"
        raise Refused(problem, code="nothing_to_answer", param="messages")
    message = Message(
        text=read_text(_latest_part(said.latest)),
        channel=_channel(engine, said.channel, task.model),
        customer=Customer(name=said.name[:200]),
        thread=said.before,
        brand=brand,
    )
    reply = engine.reply(
        message,
        tone=tone or tone_of(said.wish),
        drafts=min(max(task.how_many, 1), 4),
        seed=task.seed,
    )
    return _as_done(reply, task.how_many)


def _as_done(reply: Reply, how_many: int) -> Done:
    """Keep the drafts that may go out; where there are none, say why."""
    ready = tuple(draft for draft in reply.drafts if draft.ready)[:how_many]
    if ready:
        texts = tuple(draft.draft.text for draft in ready)
        return Done(Job.REPLY, texts, True, ready[0].findings, reply.notes, ready)
    if not reply.route.answer:
        reasons = " ".join(reply.route.reasons)
        text = f"It is better to leave this without an answer. {reasons}".strip()
    else:
        text = "Tactful has no draft here that passes its own checks; please write one."
    return Done(Job.REPLY, (text,), able=False, notes=reply.notes)


def _rewrite(task: Task, engine: Engine, brand: Brand) -> Done:
    instructions = task.instructions
    draft = task.asked if task.asked.strip() else _tagged(instructions, "draft_message")
    if not draft.strip():
        problem = "there is no text to rewrite; send it as role user"
        raise Refused(problem, code="nothing_to_rewrite", param="messages")
    around = _tagged(instructions, "conversation_context")
    said = read_conversation([("user", around)]) if around else Conversation(())
    channel = _channel(engine, said.channel, task.model)
    context = Context(
        channel=channel,
        public=channel.public,
        brand=brand,
        customer_text=_latest_part(said.latest),
        tone=tone_of(instructions),
    )
    done = rewrite(draft, engine, context)
    notes = () if done.changed else ("The text is unchanged: nothing had a safe fix.",)
    return Done(Job.REWRITE, (done.text,), True, done.checked.findings, notes)


def _refine(task: Task, engine: Engine, brand: Brand) -> Done:
    """Redraft a reply in the tone that the agent now wishes; more we cannot do."""
    tone = tone_of(task.asked)
    first = next((text for role, text in task.messages if role == "user"), "")
    said = read_conversation([("user", first)])
    if "reply suggestion" in task.instructions and tone and said.turns:
        return _reply(task, engine, brand, said, tone)
    return Done(Job.REFINE, (_CANNOT.format(job=Job.REFINE),), able=False)


def _channel(engine: Engine, named: str, model: str) -> Channel:
    """Return the channel that is named, or a public one.

    It is named in the conversation, or in the model's name: `tactful:x`.
    """
    for name in (named, model.partition(":")[2]):
        known = _CHANNELS.get(name.strip().lower(), name.strip())
        if known:
            try:
                return engine.channel(known)
            except UnknownChannel:
                continue
    return engine.channel(_ANYWHERE)


def _latest_part(text: str) -> str:
    """Return the end of a long text, within what is read at once."""
    kept = text[-MAX_CODE_POINTS:]
    return kept.encode()[-_MOST_BYTES:].decode(errors="ignore")


def _tagged(text: str, name: str) -> str:
    return text.partition(f"<{name}>")[2].partition(f"</{name}>")[0].strip()
