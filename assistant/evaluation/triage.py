"""Measure whether the more urgent of two messages comes first."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.engine import Engine
from assistant.evaluation.figures import (
    Failure,
    Figure,
    Section,
    Table,
    share_of,
)
from assistant.evaluation.rows import TriagePair, Waiting
from assistant.schema import Customer, Message

_PLAIN = "takes the longer text as the more urgent one"
_COLUMNS = ("pairs", "in order", "share", "plain share")


@dataclass(frozen=True, slots=True)
class _Scored:
    """A pair with the priority score of each message."""

    pair: TriagePair
    more: float
    less: float

    @property
    def in_order(self) -> bool:
        return self.more > self.less

    @property
    def tied(self) -> bool:
        return self.more == self.less

    @property
    def longer_first(self) -> bool:
        return len(self.pair.more_urgent.text) > len(self.pair.less_urgent.text)


def measure_triage(pairs: Sequence[TriagePair], engine: Engine) -> Section:
    """Score both messages of every pair; a tie is not in order."""
    scored = [_score(pair, engine) for pair in pairs]
    return Section(
        task="triage",
        cases=len(pairs),
        plain=_PLAIN,
        figures=_figures(scored),
        tables=(_factors(scored),),
        failures=tuple(_failure(one) for one in scored if not one.in_order),
    )


def _score(pair: TriagePair, engine: Engine) -> _Scored:
    return _Scored(
        pair, _priority(pair.more_urgent, engine), _priority(pair.less_urgent, engine)
    )


def _priority(waiting: Waiting, engine: Engine) -> float:
    message = Message(
        waiting.text,
        engine.channel(waiting.channel),
        customer=Customer(followers=waiting.followers),
        minutes_waiting=waiting.minutes_waiting,
    )
    return engine.triage(message)[0].priority_score


def _figures(scored: Sequence[_Scored]) -> tuple[Figure, ...]:
    harder = [one for one in scored if one.pair.counter_intuitive]
    return (
        _in_order("in_order", "pairs in the right order", scored),
        _in_order("counter_intuitive", "of them counter-intuitive ones", harder),
        Figure(
            "tied",
            "pairs tied (low is good)",
            share_of(scored, lambda one: one.tied),
            len(scored),
        ),
    )


def _in_order(key: str, what: str, scored: Sequence[_Scored]) -> Figure:
    value = share_of(scored, lambda one: one.in_order)
    plain = share_of(scored, lambda one: one.longer_first)
    return Figure(key, what, value, len(scored), plain)


def _factors(scored: Sequence[_Scored]) -> Table:
    rows = []
    for factor in sorted({one.pair.factor for one in scored}):
        pairs = [one for one in scored if one.pair.factor == factor]
        figure = _in_order(factor, factor, pairs)
        right = sum(one.in_order for one in pairs)
        rows.append((factor, (len(pairs), right, figure.value, figure.plain)))
    return Table("factors", "deciding factor", _COLUMNS, tuple(rows))


def _failure(scored: _Scored) -> Failure:
    given = "a tie" if scored.tied else "the other first"
    scores = f"{scored.more:.1f} against {scored.less:.1f}"
    return Failure(scored.pair.id, (scored.pair.factor,), (given, scores))
