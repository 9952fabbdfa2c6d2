"""What the screen for cases does, without the screen: hear, draft, send, close."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from assistant.case_topics import other_topics
from assistant.casework import Casework
from assistant.engine import Engine
from assistant.errors import InputError
from assistant.schema import Brand, CheckedText, Context, Customer, Message, Reply, Tone
from assistant.store import State, Store, StoredCase, StoredTask
from assistant.text import read_text
from assistant.ui.show import Tokens, plain

_MOST = 100
_LONGEST_NAME = 200
_WHO = {"customer": "They wrote", "agent": "We wrote", "note": "Note"}
Choice = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a customer wrote, as it came from the screen."""

    text: str
    channel: str
    name: str = ""


class CaseDesk:
    """Cases of one brand, for the screen."""

    def __init__(self, engine: Engine, store: Store, *, brand: Brand) -> None:
        self.engine = engine
        self._brand = brand
        self.work = Casework(engine, store, brand=brand)

    def choices(self, *, closed: bool = False) -> list[Choice]:
        """Return a line for each case, and its number."""
        cases = self.work.cases.queue(_MOST, closed=closed)
        return [self.choice(case) for case in cases]

    def choice(self, case: StoredCase) -> Choice:
        """Return the line of a case, and its number."""
        return self._line(self.work.at_home(case)), case.id

    def read(self, number: int | None) -> StoredCase:
        """Return the case in hand."""
        if number is None:
            raise InputError("choose a case in the list first")
        return self.work.at_home(self.work.cases.get(number))

    def hear(self, heard: Heard, number: int | None) -> StoredCase:
        """Take in what a customer wrote, in a case or as a new one."""
        message = Message(
            text=read_text(heard.text, what="the message"),
            channel=self.engine.channel(heard.channel),
            customer=Customer(heard.name.strip()[:_LONGEST_NAME]),
            brand=self._brand,
        )
        return self.work.hear(message, case_id=number).case

    def draft(self, number: int, tone: str) -> Reply:
        """Draft the next word."""
        wished = Tone(tone) if tone in list(Tone) else None
        return self.work.draft(number, tone=wished)

    def read_as(self, number: int, topic: str) -> StoredCase:
        """Let a case be about the topic that an agent chose."""
        return self.work.at_home(self.work.read_as(number, topic))

    def other_topics(self, case: StoredCase) -> tuple[str, ...]:
        """Return what a case may be about instead, the likeliest first."""
        return other_topics(case, self.engine)

    def check(self, text: str, number: int) -> CheckedText:
        """Check what an agent writes in a case."""
        case = self.read(number)
        said = [turn for turn in case.turns if turn.role == "customer"]
        channel = self.engine.channel(said[-1].channel if said else case.channel)
        context = Context(
            channel=channel,
            public=channel.public,
            brand=self._brand,
            customer_text=said[-1].text if said else "",
        )
        return self.engine.check(read_text(text, what="the reply"), context)

    def send(self, number: int, text: str, agent: str) -> StoredCase:
        """Record that a reply was sent."""
        given = read_text(text, what="the reply")
        return self.work.say(number, given, author=agent.strip() or None)

    def _line(self, case: StoredCase) -> str:
        topic = self.engine.library.topics.get(case.topic)
        title = topic.title if topic else plain(case.topic)
        place = self.engine.channel(case.channel).name
        if case.state is State.CLOSED:
            return f"{title}, {place}\nclosed: {case.closed_reason}"
        due = f"due {_moment(case.due_at)}" if case.due_at else "nothing due"
        late = "overdue, " if case.overdue else ""
        hand = f", with {case.assignee}" if case.assignee else ""
        return f"{title}, {place}\n{late}{case.priority} priority, {due}{hand}"


def show_thread(case: StoredCase, engine: Engine) -> Tokens:
    """Return what was said, each turn under who said it, when and where."""
    tokens: Tokens = []
    for turn in case.turns:
        who = _WHO[turn.role]
        author = f" ({turn.author})" if turn.author else ""
        place = engine.channel(turn.channel).name
        head = f"{who}{author}, {_moment(turn.at)}, {place}"
        lead = "\n\n" if tokens else ""
        tokens += [(lead, None)] if lead else []
        tokens += [(head, turn.role), (f"\n{turn.text}", None)]
    return tokens


def show_owed(tasks: Iterable[StoredTask]) -> Tokens:
    """Return what is owed, with its time first."""
    tokens: Tokens = []
    for task in tasks:
        label = "error" if task.overdue else "suggestion"
        when = f"{'overdue since' if task.overdue else 'by'} {_moment(task.due_at)}"
        tokens += [("\n", None)] if tokens else []
        tokens += [(when, label), (f" {task.what}", None)]
    return tokens or [("Nothing is owed.", None)]


def _moment(moment: datetime | None) -> str:
    return f"{moment:%a} {moment.day} {moment:%b %H:%M}" if moment else ""
