"""What the screen for agents does, without the screen: draft, check and record."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Self

from assistant.engine import Engine
from assistant.errors import InputError
from assistant.rewording import Reworded, apply_all, apply_one, reword
from assistant.schema import (
    Brand,
    CheckedText,
    Context,
    Customer,
    Finding,
    Message,
    Reply,
    Tone,
)
from assistant.text import read_text

if TYPE_CHECKING:
    from assistant.store import Outcome, Store

CARDS = 3
FITTING = "fitting"
_LONGEST_NAME = 200
_MOST = 10_000_000_000  # more followers or minutes than anybody has


@dataclass(frozen=True, slots=True)
class Asked:
    """What the agent filled in, as it came from the screen."""

    text: str
    channel: str
    name: str = ""
    followers: float | None = 0
    minutes: float | None = 0
    tone: str = FITTING
    seed: float | None = 0


EXAMPLE = Asked(
    text=(
        "Third time my parcel was “out for delivery” and third time nobody came. "
        "I took the day off AGAIN, for nothing. Does anyone there read these??"
    ),
    channel="x",
    name="Dana",
    followers=1840,
    minutes=25,
)


@dataclass(frozen=True, slots=True)
class Sitting:
    """One message on one screen: its drafts, the one in hand, and what is stored."""

    reply: Reply
    chosen: int | None = None
    message_id: int | None = None
    draft_ids: tuple[int, ...] = ()

    @property
    def chosen_topic(self) -> str:
        """The topic that the agent chose; empty where it is as it was read."""
        read = self.reply.assessment
        return read.topic if read.named else ""

    def __deepcopy__(self, memo: Mapping[int, object]) -> Self:
        """Return itself; nothing in it changes."""
        return self


class Desk:
    """An engine, a brand, and a store where there is one."""

    def __init__(
        self, engine: Engine, *, brand: Brand, store: "Store | None" = None
    ) -> None:
        self.engine = engine
        self.store = store
        self.brand = brand

    def draft(
        self, asked: Asked, before: Sitting | None = None, *, read_as: str = ""
    ) -> Sitting:
        """Read a message and draft answers.

        `read_as` is the topic that the agent chose; one chosen `before` holds as long
        as the message is the same. Raises InputError for a text or a channel that
        cannot be used.
        """
        message = self._message(asked)
        if before and not read_as and before.reply.message.text == message.text:
            read_as = before.chosen_topic
        return Sitting(_reply(self.engine, message, asked, read_as))

    @cached_property
    def example(self) -> Sitting:
        """The example, drafted from templates alone so that it is there at once."""
        plain = self.engine.without_model() if self.engine.model else self.engine
        return Sitting(_reply(plain, self._message(EXAMPLE), EXAMPLE))

    def take(self, sitting: Sitting, number: int) -> Sitting:
        """Take a draft in hand; what is said in private goes on in its tone."""
        reply = sitting.reply
        tone = reply.drafts[number].draft.tone
        if reply.opener and reply.opener.checked.draft.tone is not tone:
            reply = replace(reply, opener=self.engine.opener(reply, tone))
        return replace(sitting, reply=reply, chosen=number)

    def check(self, text: str, asked: Asked) -> CheckedText:
        """Check what an agent writes for the message and channel on the screen."""
        given = read_text(text, what="the reply")
        return self.engine.check(given, self._context(asked))

    def fix(self, text: str, asked: Asked) -> Reworded:
        """Make every fix that passes the check, for the message on the screen."""
        given = read_text(text, what="the reply")
        return apply_all(given, self.engine, self._context(asked))

    def fix_one(self, checked: CheckedText, found: Finding, asked: Asked) -> Reworded:
        """Make the fix of one finding that passes the check.

        Raises InputError where none does and a person must write.
        """
        done = apply_one(found, checked, self.engine, self._context(asked))
        if done.text == done.given:
            raise InputError(" ".join(done.notes))
        return done

    def reword(self, text: str, tone: Tone, asked: Asked) -> Reworded:
        """Say what an agent wrote in a tone, for the message on the screen."""
        given = read_text(text, what="the reply")
        context = self._context(asked)
        return reword(given, self.engine, context, tone, seed=_whole(asked.seed))

    def record(self, sitting: Sitting, outcome: "Outcome", text: str) -> Sitting:
        """Store what became of the draft in hand.

        The message and its drafts are stored with the first outcome, so that what was
        only tried leaves no trace.
        """
        if self.store is None or sitting.chosen is None:
            raise InputError("take a draft with “Use this” first")
        stored = self._stored(sitting, self.store)
        sent = None if outcome == "rejected" else text
        self.store.record_outcome(stored.draft_ids[sitting.chosen], outcome, sent)
        if sent is not None and stored.message_id is not None:
            self.store.close(stored.message_id, "answered")
            self._follow(sitting, sent, self.store)
        return stored

    def _follow(self, sitting: Sitting, sent: str, store: "Store") -> None:
        """Open a case, so that what the reply promised is not forgotten."""
        from assistant.casework import Casework

        work = Casework(self.engine, store, brand=self.brand)
        heard = work.hear(sitting.reply.message, read_as=sitting.chosen_topic)
        work.say(heard.case.id, sent)

    def _context(self, asked: Asked) -> Context:
        channel = self.engine.channel(asked.channel)
        return Context(
            channel=channel,
            public=channel.public,
            brand=self.brand,
            customer=Customer(name=asked.name[:_LONGEST_NAME]),
            customer_text=read_text(asked.text) if asked.text.strip() else "",
        )

    def _stored(self, sitting: Sitting, store: "Store") -> Sitting:
        if sitting.message_id is not None:
            return sitting
        reply = sitting.reply
        message = store.add_message(reply.message, reply.assessment, reply.route)
        drafts = store.add_drafts(message.id, reply.drafts)
        ids = tuple(draft.id for draft in drafts)
        return replace(sitting, message_id=message.id, draft_ids=ids)

    def _message(self, asked: Asked) -> Message:
        return Message(
            text=read_text(asked.text, what="the message"),
            channel=self.engine.channel(asked.channel),
            customer=Customer(
                name=asked.name.strip()[:_LONGEST_NAME],
                followers=_whole(asked.followers),
            ),
            minutes_waiting=_whole(asked.minutes),
            brand=self.brand,
        )


def channel_names(engine: Engine) -> list[tuple[str, str | int | float]]:
    """Return the name and key of every channel, by name."""
    pairs = [(channel.name, channel.key) for channel in engine.channels.values()]
    return [*sorted(pairs, key=lambda pair: pair[0].lower())]


def _reply(engine: Engine, message: Message, asked: Asked, read_as: str = "") -> Reply:
    tone = Tone(asked.tone) if asked.tone in list(Tone) else None
    seed = _whole(asked.seed)
    return engine.reply(message, tone=tone, drafts=CARDS, seed=seed, read_as=read_as)


def _whole(number: float | None) -> int:
    """Return what a number field holds as a count; an empty one is 0."""
    return min(max(int(number or 0), 0), _MOST)
