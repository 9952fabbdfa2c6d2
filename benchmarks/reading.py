"""Hold the reader of messages against plain baselines, on rows that nobody learned.

Beside it stand the most frequent answer, TF-IDF with logistic regression (ridge for
severity) taught with the same rows, and the rules without the trained reader.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.pipeline import make_pipeline

from assistant.engine import READER, Engine
from assistant.schema import ContactReason, Message, SignalName
from assistant.settings import get_settings
from assistant.training.reading import Labelled, Pair, read_rows, take_sides
from benchmarks.tables import show

Read = Callable[[str, str], "Answer"]
_CASES = frozenset({ContactReason.DISSATISFACTION, ContactReason.PROBLEM_ALERT})


@dataclass(frozen=True, slots=True)
class Answer:
    """What one way of reading says of a message; `urgency` is only compared."""

    reason: str
    topic: str
    best: str
    severity: int
    troll: bool
    urgency: float


def main() -> None:
    """Print the table, and the one of complaints where a file of them is given."""
    parser = argparse.ArgumentParser(prog="benchmarks.reading", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("models/corpus/messages"))
    parser.add_argument("--complaints", type=Path, help="labelled, .jsonl.gz")
    options = parser.parse_args()
    sides = take_sides(read_rows([options.corpus]))
    learned = [row for row in sides.learned if isinstance(row, Labelled)]
    messages = [row for row in sides.held_out if isinstance(row, Labelled)]
    pairs = [row for row in sides.held_out if isinstance(row, Pair)]
    trained = Engine.open(model="none")
    rules = Engine(trained.library)
    ways: dict[str, Read] = {
        "most frequent": _most_frequent(learned),
        "tf-idf": _tf_idf(learned),
        "rules": _ours(rules),
        "rules and reader": _ours(trained),
    }
    if not (get_settings().models / READER).is_dir():
        raise SystemExit("there are no weights of the reader; train them first")
    columns = [_figures(read, messages, pairs) for read in ways.values()]
    head = (f"{len(messages)} messages, {len(pairs)} pairs", *ways)
    names = [name for name, _ in columns[0]]
    cells = [[value for _, value in column] for column in columns]
    show(head, list(zip(names, *cells, strict=True)))
    if options.complaints:
        print()
        _complaints(options.complaints, {w: ways[w] for w in ways if "rules" in w})


def _figures(
    read: Read, messages: Sequence[Labelled], pairs: Sequence[Pair]
) -> list[tuple[str, float]]:
    answers = [read(row.text, row.channel) for row in messages]
    both = list(zip(answers, messages, strict=True))
    cases = [(a, m) for a, m in both if not m.troll]
    told = [pair for pair in pairs if pair.decided_by_words]
    order = [
        read(p.more, p.channel).urgency > read(p.less, p.channel).urgency for p in told
    ]
    return [
        ("contact reason", _share(a.reason == m.reason for a, m in both)),
        ("topic", _share(a.topic == m.topic for a, m in cases)),
        ("handoff acceptable", _share(a.best in m.suits for a, m in both)),
        ("handoff the best one", _share(a.best == m.best for a, m in both)),
        (
            "severity within one",
            _share(abs(a.severity - (m.severity or 1)) <= 1 for a, m in both),
        ),
        (
            "F1 on trolls",
            float(f1_score([m.troll for _, m in both], [a.troll for a, _ in both])),
        ),
        ("pairs that words decide, in order", _share(order)),
    ]


def _most_frequent(learned: Sequence[Labelled]) -> Read:
    def most(of: Callable[[Labelled], object]) -> str:
        return str(Counter(map(of, learned)).most_common(1)[0][0])

    answer = Answer(
        reason=most(lambda row: row.reason),
        topic=most(lambda row: row.topic),
        best=most(lambda row: row.best),
        severity=int(most(lambda row: row.severity)),
        troll=False,
        urgency=0.0,
    )
    return lambda text, channel: answer


def _tf_idf(learned: Sequence[Labelled]) -> Read:
    texts = [row.text for row in learned]

    def taught(of: Callable[[Labelled], str]) -> object:
        words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
        model = make_pipeline(words, LogisticRegression(C=10, max_iter=500))
        return model.fit(texts, [of(row) for row in learned])

    models = {
        "reason": taught(lambda row: str(row.reason)),
        "topic": taught(lambda row: row.topic),
        "best": taught(lambda row: str(row.best)),
        "troll": taught(lambda row: str(row.troll)),
    }
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    grave = make_pipeline(words, Ridge(1.0))
    grave.fit(texts, [row.severity for row in learned])

    def read(text: str, channel: str) -> Answer:
        told = {name: str(model.predict([text])[0]) for name, model in models.items()}
        urgency = float(grave.predict([text])[0])
        return Answer(
            told["reason"],
            told["topic"],
            told["best"],
            max(1, min(5, round(urgency))),
            told["troll"] == "True",
            urgency,
        )

    return read


def _ours(engine: Engine) -> Read:
    def read(text: str, channel: str) -> Answer:
        assessment, route = engine.triage(Message(text, engine.channel(channel)))
        wished = assessment.suits[0][0] if assessment.suits else route.handoff
        return Answer(
            assessment.contact_reason,
            assessment.topic,
            wished,
            assessment.severity,
            assessment.has(SignalName.TROLL),
            assessment.priority_score,
        )

    return read


def _complaints(path: Path, ways: dict[str, Read]) -> None:
    """Print how the readings rank other people's labels of complaints."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    complaints = [row for row in rows if row["complaint"] and row["severity"]]
    table: list[list[object]] = [
        [f"severity, rank correlation, {len(complaints)} complaints"],
        [f"complaint or not, area under the curve, {len(rows)} tweets"],
    ]
    for read in ways.values():
        graver = [read(row["text"], "x").urgency for row in complaints]
        table[0].append(_rank_correlation(graver, [r["severity"] for r in complaints]))
        told = [_is_case(read(row["text"], "x")) for row in rows]
        table[1].append(float(roc_auc_score([r["complaint"] for r in rows], told)))
    show(("complaints", *ways), table)


def _is_case(answer: Answer) -> float:
    return (answer.reason in _CASES) + answer.urgency / 1000


def _rank_correlation(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return Spearman's: the correlation of the ranks, ties in the middle."""
    first, second = list(_ranks(ours)), list(_ranks(theirs))
    middle = (len(first) - 1) / 2
    pairs = [(a - middle, b - middle) for a, b in zip(first, second, strict=True)]
    spread = sum(a * a for a, _ in pairs) * sum(b * b for _, b in pairs)
    return sum(a * b for a, b in pairs) / spread**0.5 if spread else 0.0


def _ranks(values: Sequence[float]) -> Iterator[float]:
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(values)):
        places.setdefault(value, []).append(place)
    for value in values:
        yield sum(places[value]) / len(places[value])


def _share(holds: Iterator[bool] | Sequence[bool]) -> float:
    seen = list(holds)
    return sum(seen) / len(seen) if seen else 0.0


if __name__ == "__main__":
    main()
