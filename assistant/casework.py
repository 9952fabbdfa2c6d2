"""Work on cases: hear customers, record what was sent, never forget a promise."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.case_rules import (
    answer_due,
    asks_back,
    follow_up,
    hung,
    keeps,
    last_place,
    nudge,
    only_praise,
)
from assistant.case_topics import change_topic, topic_to_draft
from assistant.conversation import CONTENT as GLAD
from assistant.conversation import find_promises
from assistant.engine import Engine
from assistant.errors import InputError, StaleWrite
from assistant.schema import (
    Assessment,
    Brand,
    Message,
    Reply,
    Tone,
    Turn,
)
from assistant.store import (
    Change,
    NewTask,
    NewTurn,
    State,
    Store,
    StoredCase,
    StoredTask,
    TaskKind,
    TaskState,
)
from assistant.store.again import retry
from assistant.story import in_zone, story_of

CONTENT = "the customer is content"
_PRAISE = "praise, answered"


@dataclass(frozen=True, slots=True)
class Step:
    """What came of a step: the case, and how the customer's word was read."""

    case: StoredCase
    assessment: Assessment | None = None


class Casework:
    """One brand's cases, from the first word to the last."""

    def __init__(self, engine: Engine, store: Store, *, brand: Brand) -> None:
        self._engine = engine
        self.cases = store.cases
        self._brand = brand

    def hear(
        self,
        message: Message,
        *,
        case_id: int | None = None,
        key: str | None = None,
        read_as: str = "",
    ) -> Step:
        """Take in what a customer wrote: their case goes on, or a new one begins.

        Their case is the one named, or the latest of the same handle on the same
        channel. A case ends when they are content, and begins again when they are not.
        `read_as` is the topic that an agent says it is about.
        """
        message = replace(message, at=self.cases.clock())
        return retry(lambda: self._hear(message, case_id, key, read_as))

    def say(
        self,
        case_id: int,
        text: str,
        *,
        author: str | None = None,
        channel: str = "",
        key: str | None = None,
    ) -> StoredCase:
        """Record what was sent in a case; what it promises and asks becomes due."""
        place = self._engine.channel(channel) if channel else None

        def step() -> StoredCase:
            case = self.cases.get(case_id)
            where = place or self._engine.channel(last_place(case))
            hidden = self._without_answers(case, text)
            turn = NewTurn("agent", hidden, where.key, where.public, author, key)
            change = self._after_ours(case, turn)
            return self.cases.apply(case_id, change, version=case.version)

        return retry(step)

    def draft(
        self, case_id: int, *, tone: Tone | None = None, drafts: int = 3
    ) -> Reply:
        """Draft the next word in a case: an answer, a kept promise or a follow-up."""
        case = self.cases.get(case_id)
        topic = nudge(case)
        message = self._latest(case)
        if topic:
            message = replace(message, thread=case.thread)
        return self._engine.reply(
            message,
            tone=tone,
            drafts=drafts,
            topic=topic,
            read_as=topic_to_draft(case, message, self._engine),
        )

    def read_as(self, case_id: int, topic: str) -> StoredCase:
        """Let a case be about the topic that an agent says it is about.

        Drafts speak of it until the customer writes again, unless the customer gave
        what we asked for or holds us to a promise. Raises UnknownTopic.
        """

        def step() -> StoredCase:
            case = self.cases.get(case_id)
            change = change_topic(case, topic, self._engine)
            return self.cases.apply(case_id, change, version=case.version)

        return retry(step)

    def close(self, case_id: int, reason: str) -> StoredCase:
        """End a case with a reason; what was owed is owed no more."""
        if not reason.strip():
            raise InputError("say why the case is closed; the next agent reads it")

        def step() -> StoredCase:
            case = self.cases.get(case_id)
            if case.state is State.CLOSED:
                raise StaleWrite(f"case {case_id} is closed: {case.closed_reason}")
            change = Change(close=reason.strip())
            return self.cases.apply(case_id, change, version=case.version)

        return retry(step)

    def settle(self, case_id: int, task_id: int, *, kept: bool = True) -> StoredCase:
        """Record that something owed was done, or is no longer needed."""

        def step() -> StoredCase:
            case = self.cases.get(case_id)
            task = next((task for task in case.owed if task.id == task_id), None)
            if task is None:
                raise InputError(f"case {case_id} owes nothing under number {task_id}")
            state = self._kept(task) if kept else TaskState.DROPPED
            change = Change(settled={task_id: state}, answer_by=case.answer_by)
            return self.cases.apply(case_id, change, version=case.version)

        return retry(step)

    def story(self, case: StoredCase) -> tuple[str, ...]:
        """Return the story of a case in five lines."""
        return story_of(
            self.at_home(case),
            listener=self._engine.listener,
            library=self._engine.library,
            channel=self._engine.channel(case.channel),
        )

    def at_home(self, case: StoredCase) -> StoredCase:
        """Return a case with its times as the brand's clocks show them."""
        hours = self._brand.hours
        return in_zone(case, ZoneInfo(hours.zone) if hours else None)

    def _hear(
        self, message: Message, case_id: int | None, key: str | None, read_as: str
    ) -> Step:
        now = self.cases.clock()
        reopens = self._engine.library.times.reopen
        known = (
            self.cases.get(case_id)
            if case_id is not None
            else self.cases.of_customer(message, since=now - reopens)
        )
        channel = message.channel
        assessment, route = self._engine.triage(message, read_as=read_as)
        turn = NewTurn(
            "customer", message.text, channel.key, channel.public, None, key, assessment
        )
        answer_by = answer_due(assessment, now) if route.answer else None
        if known is None:
            change = Change(turn, answer_by=answer_by)
            return Step(self.cases.open(message, assessment, change), assessment)
        message = replace(message, thread=known.thread)
        turn = replace(turn, text=self._without_answers(known, message.text))
        change = self._after_theirs(known, message, turn, assessment, answer_by)
        case = self.cases.apply(known.id, change, version=known.version)
        return Step(case, assessment)

    def _latest(self, case: StoredCase) -> Message:
        """Return the latest word of the customer, with what was said before it."""
        said = [turn for turn in case.turns if turn.role == "customer"]
        if not said:
            raise InputError(f"case {case.id} has no message to answer")
        latest = said[-1]
        before = [t for t in case.turns if t.role != "note" and t.id < latest.id]
        return Message(
            text=latest.text,
            channel=self._engine.channel(latest.channel),
            thread=case.said(before),
            brand=self._brand,
            at=self.cases.clock(),
        )

    def _without_answers(self, case: StoredCase, text: str) -> str:
        """Return a text without the numbers that we asked for in this case."""
        listener = self._engine.listener
        asked = listener.ledger(case.thread).asked
        return listener.ear.without_answers(text, asked)

    def _after_theirs(
        self,
        case: StoredCase,
        message: Message,
        turn: NewTurn,
        assessment: Assessment,
        answer_by: datetime | None,
    ) -> Change:
        going_on = self._engine.stage(message)
        content, silent = self._is_settled(message, assessment), False
        owed: tuple[NewTask, ...] = ()
        if going_on:
            content, silent = going_on.stage.content, going_on.stage.silent
            owed = tuple(hung(going_on.ledger, case))
        settled = {
            task.id: TaskState.DROPPED for task in case.owed if not task.is_promise
        }
        if content:
            settled |= {t.id: self._kept(t) for t in case.owed if t.is_promise}
            is_open = case.state is State.OPEN
            return Change(turn, settled=settled, close=CONTENT if is_open else None)
        return Change(
            turn,
            owed=owed,
            settled=settled,
            answer_by=None if silent else answer_by,
            reopen=case.state is State.CLOSED and not silent,
        )

    def _is_settled(self, message: Message, assessment: Assessment) -> bool:
        listener = self._engine.listener
        if "resolved" not in listener.ear.moves(message.text):
            return False
        return listener.is_content(message.text, assessment)

    def _after_ours(self, case: StoredCase, turn: NewTurn) -> Change:
        now = self.cases.clock()
        ear = self._engine.listener.ear
        moves = ear.moves(turn.text)
        settled = {
            task.id: self._kept(task) for task in case.owed if keeps(moves, task)
        }
        if case.state is State.CLOSED:
            return Change(turn, settled=settled)
        owed = [
            NewTask(
                TaskKind.WORD if promise.word else TaskKind.DEED,
                promise.what,
                promise.due,
                promise.dated,
            )
            for promise in find_promises(turn.text, now, self._brand.hours)
            if not promise.hangs
        ]
        ours = Turn("agent", turn.text, now, turn.public)
        ledger = self._engine.listener.ledger((*case.thread, ours))
        if asking := asks_back(turn.text, ledger, asked=ear.asked(turn.text)):
            form = self._engine.channel(turn.channel).form
            times, hours = self._engine.library.times, self._brand.hours
            owed.append(follow_up(case, form, now, times=times, hours=hours))
        ends = None if owed or asking else self._ending(case)
        return Change(turn, owed=tuple(owed), settled=settled, close=ends)

    def _ending(self, case: StoredCase) -> str | None:
        """Return why a case ends with our answer to glad words, or nothing."""
        if only_praise(case):
            return _PRAISE
        if not case.turns or case.turns[-1].role != "customer":
            return None
        going_on = self._engine.stage(self._latest(case))
        is_glad = going_on is not None and going_on.stage.topic == GLAD
        return CONTENT if is_glad else None

    def _kept(self, task: StoredTask) -> TaskState:
        late = task.is_promise and task.due_at < self.cases.clock()
        return TaskState.LATE if late else TaskState.KEPT
