"""Would an exacting lead send the sentence that names what a message is about?

    python -m benchmarks.things [WEIGHTS]

People read 3,179 sentences such as "We're sorry about the trouble with the token"
beside the message they answer, and said of each whether it may go out
(`judged/things.jsonl`); two sets of weights had named the things. Of what the weights
name here that is among these, the table says how much is good from each chance on.
"""

import argparse
import json
from pathlib import Path

from assistant.drafting.marker import SUBJECT, Marker
from assistant.drafting.subject import worded
from assistant.evaluation.rows import RouteCase
from assistant.training.labelled import read_labelled
from benchmarks.tables import show

_JUDGED = Path("benchmarks/judged/things.jsonl")
_MESSAGES = Path("models/corpus/messages")
_PAIRS = "pairs_"
_FROM = (0.6, 0.7, 0.8, 0.829, 0.85, 0.9, 0.95)


def main() -> None:
    """Print how much of what is named is good, from each chance on."""
    parser = argparse.ArgumentParser(prog="benchmarks.things", description=__doc__)
    parser.add_argument("weights", type=Path, nargs="?", default=Path("models/marker"))
    marker = Marker.open(parser.parse_args().weights)
    rows = [json.loads(line) for line in _JUDGED.read_text("utf-8").splitlines()]
    good = {(row["id"], row["said"]): bool(row["good"]) for row in rows}
    asked = {row["id"] for row in rows}
    named: list[tuple[float, bool]] = []
    for case in read_labelled(_MESSAGES, RouteCase, but=_PAIRS):
        marked = marker.mark(case.text).subject if case.id in asked else None
        said = worded(case.text, marked) if marked else ""
        if marked and (case.id, said) in good:
            named.append((marked.chance, good[case.id, said]))
    table = []
    for least in sorted({*_FROM, marker.thresholds[SUBJECT]}):
        some = [right for chance, right in named if chance >= least]
        share = sum(some) / max(1, len(some))
        table.append((f"{least:.3f}", len(some), len(some) / len(asked), share))
    show(("from a chance of", "sentences", "of messages", "good"), table)


if __name__ == "__main__":
    main()
