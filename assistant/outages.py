"""See that many people write about the same thing at once, and answer them as one.

Words that are suddenly in many messages, of many writers, within a short time name the
matter; reposts count as alerts. One person who writes ten times is one person.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from assistant.engine import Engine
from assistant.schema import (
    Assessment,
    ContactReason,
    Message,
    SignalName,
)

WINDOW = timedelta(hours=1)
FEWEST = 5  # writers
_FAULTS = frozenset(
    "outage app_fault locked_account machine_fault item_fault general_problem".split()
)
_BURST = 3.0  # times as often as in the rest of the time
_OF_ALL = 0.15  # share of messages, where no times are known
_TOGETHER = 0.3  # share of a group that a second word needs to bring others in
_WORD = re.compile(r"[^\W\d_]{3,}(?:['’][^\W\d_]+)?")
_HANDLE = re.compile(r"(?:\b(?:rt|via)\s+)?@[\w.]+:?|https?://\S+|#")
_STEM = 6
_NO_TIME = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
_EMPTY = frozenset(
    "the and for are but not you all any can had her was one our out has him his"
    " how its may new now old see two way who did get got let say she too use your"
    " with have this that from they been were what when will there their would could"
    " should about after again ever just like more much only over some such than"
    " them then these those very want well where which while still yet also into"
    " back even here nobody anyone someone please hello thanks thank sorry really"
    " literally actually today tonight morning evening yesterday minute minutes hour"
    " hours day days week weeks help need know going gone come came make made take"
    " does doing done don't can't isn't it's i'm i've you're we're that's what's"
    " since because every time thing things people customer service support company"
    " guys lol omg fix fixed sort answer reply email phone call email told said says"
    " tell trying tried keep keeps anything something nothing".split()
)


@dataclass(frozen=True, slots=True)
class Report:
    """One message that may be about the same thing as others, and how it was read."""

    id: str
    message: Message
    assessment: Assessment

    @property
    def writer(self) -> str:
        """Who wrote; a message without a name stands for one writer of its own."""
        customer = self.message.customer
        return customer.handle.lstrip("@").lower() or customer.name or f"#{self.id}"


@dataclass(frozen=True, slots=True)
class Outage:
    """Many messages about one thing: the words they share, when, and which they are."""

    topic: str
    words: tuple[str, ...]
    began: datetime | None
    latest: datetime | None
    writers: int
    reports: tuple[Report, ...]


def read_reports(
    messages: Iterable[tuple[str, Message]], engine: Engine
) -> Iterator[Report]:
    """Yield how each message was read; praise and bait report nothing."""
    for number, message in messages:
        assessment, _ = engine.triage(message)
        happy = assessment.contact_reason is ContactReason.SATISFACTION
        if not happy and not assessment.has(SignalName.TROLL):
            yield Report(number, message, assessment)


def find_outages(
    reports: Iterable[Report], *, window: timedelta = WINDOW, fewest: int = FEWEST
) -> list[Outage]:
    """Return what many write about within a window, the largest group first.

    Messages without a time are taken as of one time. `fewest` writers make a group.
    """
    left = sorted(reports, key=_when)
    found: list[Outage] = []
    while group := _largest(left, window, fewest):
        members, words = group
        found.append(_outage(members, words))
        taken = {id(report) for report in members}
        left = [report for report in left if id(report) not in taken]
    return sorted(found, key=lambda outage: -outage.writers)


def _largest(
    reports: Sequence[Report], window: timedelta, fewest: int
) -> tuple[list[Report], tuple[str, ...]] | None:
    best: tuple[int, list[Report], str] | None = None
    for word, told in _by_word(reports).items():
        stretch = _densest(told, window)
        writers = len({report.writer for report in stretch})
        if writers < fewest or (best and writers <= best[0]):
            continue
        if _is_sudden(stretch, told, reports, window) and _is_one(stretch):
            best = (writers, stretch, word)
    if best is None:
        return None
    _, stretch, word = best
    words = (word, *_beside(stretch, word))
    return _joined(stretch, words, reports, window), words


def _by_word(reports: Iterable[Report]) -> Mapping[str, list[Report]]:
    told: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        for word in _salient(report.message.text):
            told[word].append(report)
    return told


def _densest(told: Sequence[Report], window: timedelta) -> list[Report]:
    """Return the stretch of one window that holds the most writers."""
    best: list[Report] = []
    start, most = 0, 0
    writers: Counter[str] = Counter()
    for end, report in enumerate(told):
        writers[report.writer] += 1
        while _when(report) - _when(told[start]) > window:
            writers[told[start].writer] -= 1
            writers += Counter()
            start += 1
        if len(writers) > most:
            best, most = list(told[start : end + 1]), len(writers)
    return best


def _is_sudden(
    stretch: Sequence[Report],
    told: Sequence[Report],
    reports: Sequence[Report],
    window: timedelta,
) -> bool:
    """Say whether a word is told far more often now than at other times."""
    whole = _when(reports[-1]) - _when(reports[0])
    windows = whole / window
    if windows <= 1:
        return len(stretch) >= _OF_ALL * len(reports)
    usual = (len(told) - len(stretch)) / max(windows - 1, 1.0)
    return len(stretch) >= _BURST * max(usual, 1.0)


def _is_one(stretch: Sequence[Report]) -> bool:
    """Say whether those who share a word share a matter: a fault, or one topic."""
    topics = Counter(report.assessment.topic for report in stretch)
    faults = sum(count for topic, count in topics.items() if topic in _FAULTS)
    faults += sum(
        report.assessment.has(SignalName.OUTAGE)
        and report.assessment.topic not in _FAULTS
        for report in stretch
    )
    return max(faults, *topics.values()) >= len(stretch) / 2


def _beside(stretch: Sequence[Report], word: str) -> tuple[str, ...]:
    counts = Counter(
        other for report in stretch for other in _salient(report.message.text)
    )
    shared = [
        other
        for other, count in counts.most_common(6)
        if other != word and count >= _TOGETHER * len(stretch)
    ]
    return tuple(shared[:3])


def _joined(
    stretch: Sequence[Report],
    words: tuple[str, ...],
    reports: Sequence[Report],
    window: timedelta,
) -> list[Report]:
    """Return the group with those who say the same in other words at the same time."""
    first, last = _when(stretch[0]), _when(stretch[-1])
    topics = {
        topic
        for topic, count in Counter(r.assessment.topic for r in stretch).items()
        if count >= _TOGETHER * len(stretch) or topic in _FAULTS
    }
    inside = {id(report) for report in stretch}
    wanted = set(words)

    def belongs(report: Report) -> bool:
        if id(report) in inside:
            return True
        if not first - window <= _when(report) <= last + window:
            return False
        shared = wanted & _salient(report.message.text)
        return len(shared) > 1 or bool(shared and report.assessment.topic in topics)

    return [report for report in reports if belongs(report)]


def _outage(members: list[Report], words: tuple[str, ...]) -> Outage:
    topics = Counter(report.assessment.topic for report in members)
    faults = [topic for topic, _ in topics.most_common() if topic in _FAULTS]
    times = [report.message.at for report in members if report.message.at]
    return Outage(
        topic=faults[0] if faults else topics.most_common(1)[0][0],
        words=tuple(_whole(word, members) for word in words),
        began=min(times, default=None),
        latest=max(times, default=None),
        writers=len({report.writer for report in members}),
        reports=tuple(members),
    )


def _whole(stem: str, members: Iterable[Report]) -> str:
    """Return the word that most of them wrote for a stem."""
    written = Counter(
        word.lower()
        for report in members
        for word in _WORD.findall(report.message.text)
        if word.lower()[:_STEM] == stem
    )
    return written.most_common(1)[0][0] if written else stem


@lru_cache(maxsize=65_536)
def _salient(text: str) -> frozenset[str]:
    words = (
        word.lower().replace("’", "'") for word in _WORD.findall(_HANDLE.sub(" ", text))
    )
    return frozenset(word[:_STEM] for word in words if word not in _EMPTY)


def _when(report: Report) -> datetime:
    return report.message.at or _NO_TIME
