"""Read a thread whole: what was asked, given, promised, and what the next reply is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.conversation.ear import Ear
from assistant.conversation.mentions import Mentions
from assistant.conversation.promises import Promise, find_promises
from assistant.conversation.recall import promised_words, when_was
from assistant.library import Library, listed
from assistant.schema import (
    Assessment,
    ContactReason,
    Emotion,
    Handoff,
    Hours,
    Message,
    Route,
    SignalName,
    Turn,
)

OWN = ""  # the next reply is about what the message itself brings up
CONTENT = "thanks_after_fix"
_NO_MOVE = frozenset(
    [
        *(CONTENT, "details_given", "moved_here", "follow_up", "promise_due"),
        *("outage", "outage_notice", "outage_fixed"),  # the same to everyone
    ]
)
_GRAVE = 4
_THANKED = "They thank us, and nothing says that it is over; no answer is wanted."
_GLAD = "They sound content; the case ends with your answer to it."
_NUDGES = {
    "follow_up": "They have not answered our question; ask kindly, once.",
    "promise_due": "What we promised is due; write even where there is no news.",
    "outage_fixed": "It is fixed; tell everyone who wrote about it.",
}
_OVER = frozenset([CONTENT, "outage_fixed"])  # topics of what has come right
_UNHAPPY = frozenset([ContactReason.DISSATISFACTION, ContactReason.PROBLEM_ALERT])


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a thread holds so far.

    `asked` and `given` name details; `gave` are those given in the latest message, and
    `given_at` is when the latest of them came. `missed` is a promise whose time is
    over.
    """

    replies: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    gave: tuple[str, ...] = ()
    given_at: datetime | None = None
    promises: tuple[Promise, ...] = ()
    missed: Promise | None = None
    was_fixed: bool = False
    was_sorry: bool = False
    began_public: bool = True

    @property
    def missing(self) -> tuple[str, ...]:
        """What we asked for and have not been given."""
        return tuple(name for name in self.asked if name not in self.given)


@dataclass(frozen=True, slots=True)
class Stage:
    """What the next reply is: the topic of its templates, and their words.

    `content` says that the customer has what they came for; `silent` that no answer is
    wanted now. `why` is for the agent.
    """

    topic: str
    values: Mapping[str, str]
    content: bool = False
    silent: bool = False
    why: str = ""


class Listener:
    """Reads threads by the wording of one library."""

    def __init__(self, library: Library) -> None:
        self._topics = library.topics
        self.ear = Ear(library)
        self._mentions = Mentions(library, self.ear)

    def given(self, message: Message) -> dict[str, str]:
        """Return which details a customer has told, as templates take it."""
        return self._mentions.values(_theirs(message), brand=message.brand.name)

    def in_their_words(self, message: Message) -> Message:
        """Return a message of a brand that calls things as its customer would.

        Words that the brand has of its own go before.
        """
        brand = message.brand
        theirs = self._mentions.instead(_theirs(message), brand=brand.name)
        words = dict(brand.house_words)
        for word, other in theirs.items():
            if not any(own in word for own in brand.house_words):
                words[word] = other
        return replace(message, brand=replace(brand, house_words=words))

    def ledger(
        self,
        thread: Sequence[Turn],
        *,
        hours: Hours | None = None,
        now: datetime | None = None,
    ) -> Ledger:
        """Return what a thread holds, the latest turn included."""
        ledger = Ledger()
        for turn in thread:
            read = self._after_ours if turn.role == "agent" else self._after_theirs
            ledger = read(ledger, turn, hours)
        began = next((t.public for t in thread if t.role == "customer"), None)
        over = [p for p in ledger.promises if now and p.dated and p.due < now]
        return replace(
            ledger,
            missed=over[-1] if over else None,
            began_public=began is not False,
        )

    def stage(self, message: Message, assessment: Assessment, ledger: Ledger) -> Stage:
        """Return what the next reply is; its topic is empty where the message says."""
        moves = self.ear.moves(message.text)
        if _is_its_own(assessment):
            return Stage(OWN, {}, why="")
        if assessment.named:
            return Stage(OWN, self._values(message, ledger), why="")
        if self.is_content(message.text, assessment, moves=moves):
            if self._is_over(ledger, moves):
                return Stage(CONTENT, {}, content=True, why="They are content.")
            if not (ledger.missing or ledger.promises):
                return Stage(CONTENT, {}, why=_GLAD)
            return Stage("follow_up", {}, silent=True, why=_THANKED)
        topic, why = self._next(message, assessment, ledger, moves)
        return Stage(topic, self._values(message, ledger), why=why)

    def nudge(self, topic: str, message: Message, ledger: Ledger) -> Stage:
        """Return the stage of a word that we say without being asked."""
        return Stage(topic, self._values(message, ledger), why=_NUDGES.get(topic, ""))

    def is_content(
        self,
        text: str,
        assessment: Assessment,
        *,
        moves: frozenset[str] | None = None,
    ) -> bool:
        """Say whether the customer means that all is well; sarcasm is no content."""
        moves = self.ear.moves(text) if moves is None else moves
        if "not_content" in moves or "later" in moves or "?" in text:
            return False
        if assessment.severity >= _GRAVE or assessment.has(SignalName.TROLL):
            return False
        over = assessment.topic in _OVER
        if assessment.contact_reason in _UNHAPPY and not over:
            return False
        happy = assessment.contact_reason is ContactReason.SATISFACTION
        glad = over and assessment.emotion is Emotion.GRATITUDE
        return "resolved" in moves or glad or ("thanks" in moves and (happy or over))

    def _is_over(self, ledger: Ledger, moves: frozenset[str]) -> bool:
        """Say whether the matter is over: thanks alone end only what we had settled."""
        owed = ledger.missing or ledger.promises
        return "resolved" in moves or (ledger.was_fixed and not owed)

    def _next(
        self,
        message: Message,
        assessment: Assessment,
        ledger: Ledger,
        moves: frozenset[str],
    ) -> tuple[str, str]:
        unhappy = assessment.contact_reason in _UNHAPPY
        if "later" in moves and not ledger.gave:
            return "follow_up", "They will do their part later; leave the door open."
        if ledger.was_fixed and ("came_back" in moves or _held_against(moves)):
            return "back_again", "We had called it settled, and it is not."
        if set(ledger.gave) - {"message"}:
            gave = listed(self.ear.words(n) for n in ledger.gave if n != "message")
            return "details_given", f"They gave {gave.replace('your', 'their')}."
        if (
            not message.channel.public
            and ledger.began_public
            and _is_first_here(message)
        ):
            return "moved_here", "They came to private, as we asked."
        if ledger.missed and (unhappy or moves & {"chasing", "promise_missed"}):
            return "promise_missed", "We did not keep the time we had promised."
        if "promise_missed" in moves and ledger.promises:
            return "promise_missed", "They hold us to what we promised."
        if ledger.gave:
            return "details_given", "They wrote in private, as we asked."
        if self._is_new(assessment, moves):
            return OWN, "They bring up something new."
        return "still_open", "They wrote again about the same matter."

    def _is_new(self, assessment: Assessment, moves: frozenset[str]) -> bool:
        asks = assessment.contact_reason is ContactReason.INQUIRY
        praises = assessment.contact_reason is ContactReason.SATISFACTION
        told = any(e.shows.startswith("topic:") for e in assessment.evidence)
        return not moves & {"chasing", "came_back"} and (asks or praises) and told

    def _values(self, message: Message, ledger: Ledger) -> dict[str, str]:
        given = [name for name in ledger.given if name != "message"]
        values = {
            "given": listed(self.ear.words(name) for name in given),
            "gave": listed(self.ear.words(n) for n in ledger.gave if n != "message"),
            "missing": listed(
                self.ear.words(n)
                for n in ledger.missing
                if n not in ("message", "email")
            ),
            "recall": when_was(ledger.given_at, message.at),
        }
        if ledger.missed:
            promise = ledger.missed
            values["promised"] = promised_words(promise.when, promise.due, message.at)
        return values

    def _after_ours(self, before: Ledger, turn: Turn, hours: Hours | None) -> Ledger:
        moves = self.ear.moves(turn.text)
        promises = (
            before.promises
            if "holding" in moves
            else tuple(promise for promise in before.promises if not promise.word)
        )
        if turn.at:
            now = [p for p in find_promises(turn.text, turn.at, hours) if not p.hangs]
            promises = (*promises, *now)
        asked = dict.fromkeys((*before.asked, *self.ear.asked(turn.text)))
        return replace(
            before,
            replies=(*before.replies, turn.text),
            asked=tuple(asked),
            gave=(),
            promises=promises,
            was_fixed=before.was_fixed or "fixed" in moves,
            was_sorry=before.was_sorry or "sorry" in moves,
        )

    def _after_theirs(self, before: Ledger, turn: Turn, hours: Hours | None) -> Ledger:
        given = self.ear.given(
            turn.text, asked=before.missing, private=turn.public is False
        )
        new = tuple(name for name in given if name not in before.given)
        promises = before.promises
        if new and before.replies and turn.at:
            hung = find_promises(before.replies[-1], turn.at, hours)
            promises = (*promises, *(promise for promise in hung if promise.hangs))
        return replace(
            before,
            given=(*before.given, *new),
            gave=(*before.gave, *new) if before.replies else (),
            given_at=turn.at if new else before.given_at,
            promises=promises,
        )


def route_on(route: Route, stage: Stage, ledger: Ledger) -> Route:
    """Return the route of a further reply: nobody is sent where they have been."""
    reasons = (stage.why, *route.reasons) if stage.why else route.reasons
    route = replace(route, reasons=reasons, answer=route.answer and not stage.silent)
    moved = bool({"message", "email"} & set(ledger.given))
    if not stage.topic or route.handoff is Handoff.NONE or route.escalate:
        return route
    if not moved and stage.topic not in _NO_MOVE:
        return route
    reason = "The case has moved already; nobody is asked twice."
    reasons = (*reasons, reason) if moved else reasons
    return replace(route, handoff=Handoff.NONE, reasons=reasons)


def _is_its_own(assessment: Assessment) -> bool:
    """Say whether what the message brings up outweighs the thread it stands in."""
    grave = (SignalName.TROLL, SignalName.SAFETY, SignalName.VULNERABLE_PERSON)
    return assessment.severity > _GRAVE or any(map(assessment.has, grave))


def _held_against(moves: frozenset[str]) -> bool:
    return bool(moves & {"not_content", "promise_missed", "chasing"})


def _theirs(message: Message) -> tuple[str, ...]:
    """Return all that a customer has written, the latest last."""
    turns = (turn.text for turn in message.thread if turn.role == "customer")
    return (*turns, message.text)


def _is_first_here(message: Message) -> bool:
    """Say whether we have not answered in this private place before."""
    return not any(t.role == "agent" and t.public is False for t in message.thread)
