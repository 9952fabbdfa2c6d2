"""Answer a whole file of messages and look at what came out.

`tactful batch reply` works through the file in a process of its own; its drafts are
then counted with other people's counters and held against each other.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.drafting import MatterRule
from assistant.engine import Engine
from assistant.schema import Channel, Message
from benchmarks.counters import excess
from benchmarks.processes import Run, run
from benchmarks.tables import show

Row = dict[str, Any]
_BROKEN = 2  # exit status of a run that could not begin
_MOST_COMMON = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """A message with the answer that came out."""

    asked: Row
    given: Row
    channel: Channel

    @property
    def drafts(self) -> list[Row]:
        """All drafts, best first."""
        return list(self.given.get("drafts", []))

    @property
    def first_sentence(self) -> str:
        """The first sentence of the best draft after its greeting."""
        sentences = self.drafts[0]["sentences"]
        return next((s["text"] for s in sentences if s["role"] == "body"), "")


def main() -> None:
    """Run the batch, measure what it wrote, and print a table."""
    options = _options()
    if options.target.exists():
        sys.exit(f"{options.target} is there already; name another file")
    done = _batch(options.source, options.target, options.model)
    if done.status == _BROKEN or not options.target.exists():
        sys.exit(f"tactful batch ended with status {done.status}: {done.output}")
    asked, given = _read(options.source), _read(options.target)
    engine = Engine.open(model="none")
    rows = list(_measure(asked, given, engine))
    speed = ("messages a second", f"{len(given) / done.seconds:.1f}", len(given))
    memory = ("peak memory, MiB", f"{done.peak_mib:.0f}", "")
    show((f"backlog {options.source.name}", "figure", "of"), [speed, memory, *rows])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.backlog", description=__doc__)
    parser.add_argument("source", type=Path, help="messages, JSON lines")
    parser.add_argument("target", type=Path, help="where the answers go, a new file")
    parser.add_argument("--model", default="none", help="as for tactful batch")
    return parser.parse_args()


def _batch(source: Path, target: Path, model: str) -> Run:
    job = ["batch", "reply", str(source), str(target), "--model", model]
    return run([sys.executable, "-m", "assistant", *job])


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _measure(
    asked: Sequence[Row], given: Sequence[Row], engine: Engine
) -> Iterator[tuple[object, ...]]:
    pairs = list(zip(asked, given, strict=True))
    failed = [answer["id"] for _, answer in pairs if "error" in answer]
    answers = [
        Answer(row, answer, engine.channel(row["channel"]))
        for row, answer in pairs
        if "error" not in answer
    ]
    with_draft = [answer for answer in answers if answer.drafts]
    yield "lines with an error", len(failed), len(given)
    yield "share with a draft", _share(len(with_draft), len(given)), len(given)
    yield from _lengths(with_draft)
    yield from _findings(with_draft)
    yield from _wording(with_draft)
    yield from _listed("lines with an error", failed)
    yield from _listed("left without a draft", _ids(a for a in answers if not a.drafts))


def _lengths(answers: Sequence[Answer]) -> Iterator[tuple[object, ...]]:
    counted = too_long = uncounted = 0
    ids: list[object] = []
    for answer in answers:
        for part in (part for draft in answer.drafts for part in draft["parts"]):
            over = excess(part, answer.channel)
            uncounted += over is None and answer.channel.limit is not None
            counted += over is not None
            if over is not None and over > 0:
                too_long += 1
                ids.append(answer.given["id"])
    yield "texts too long for their channel", too_long, counted
    yield "texts the other counter cannot take", uncounted, counted + uncounted
    yield from _listed("too long", ids)


def _findings(answers: Sequence[Answer]) -> Iterator[tuple[object, ...]]:
    not_ready = [a for a in answers if not a.drafts[0]["ready"]]
    drafts = [draft for answer in answers for draft in answer.drafts]
    yield "best drafts with an error finding", len(not_ready), len(answers)
    errors = sum(not draft["ready"] for draft in drafts)
    yield "all drafts with an error finding", errors, len(drafts)
    rules = Counter(
        finding["rule"]
        for draft in drafts
        for finding in draft["findings"]
        if finding["severity"] == "error"
    )
    for rule, times in rules.most_common(_MOST_COMMON):
        yield f"  {rule}", times, len(drafts)
    yield from _listed("not ready", _ids(not_ready))


def _wording(answers: Sequence[Answer]) -> Iterator[tuple[object, ...]]:
    firsts = Counter(answer.first_sentence for answer in answers)
    rule = MatterRule()
    clauses = [(a, rule.clause(_message(a))) for a in answers]
    offered = [(answer, clause) for answer, clause in clauses if clause]
    used = sum(_says(answer, clause) for answer, clause in offered)
    by_model = sum(
        any(s["source"] == "model" for s in answer.drafts[0]["sentences"])
        for answer in answers
    )
    whole = len(answers)
    yield "share of distinct first sentences", _share(len(firsts), whole), whole
    yield "share where the matter was found", _share(len(offered), whole), whole
    yield "share where it is in the best draft", _share(used, whole), whole
    yield "share with words of a model", _share(by_model, whole), whole
    for topic, times in Counter(a.given["topic"] for a in answers).most_common(8):
        yield f"  topic {topic}", times, whole


def _message(answer: Answer) -> Message:
    return Message(answer.asked["text"], answer.channel)


def _says(answer: Answer, clause: str) -> bool:
    return clause.casefold() in answer.drafts[0]["text"].casefold()


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _ids(answers: Iterator[Answer] | Sequence[Answer]) -> list[object]:
    return [answer.given["id"] for answer in answers]


def _listed(what: str, ids: Sequence[object]) -> Iterator[tuple[object, ...]]:
    """Name the first few by id, so that they can be looked at."""
    if ids:
        shown = ", ".join(map(str, list(dict.fromkeys(ids))[:_MOST_COMMON]))
        yield f"  {what}: {shown}", "", ""


if __name__ == "__main__":
    main()
