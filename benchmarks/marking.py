"""How often the thing that a message is about is named as people named it.

    python -m benchmarks.marking [WEIGHTS ...] [--corpus FOLDER] [--data FOLDER]

On the tenth that nothing learns from: our own messages, and with `--data` the real ones
that only the labels of `models/corpus/real` are kept of, each on their own. Several
folders of weights stand side by side.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.drafting.borne import TIMES, WAIT
from assistant.drafting.marker import SUBJECT, Marker
from assistant.training.held_out import is_held_out
from assistant.training.marker import measure
from assistant.training.marker_cases import MarkerCase, read_marked
from benchmarks.tables import show


def main() -> None:
    """Print a table for each folder of weights."""
    parser = argparse.ArgumentParser(prog="benchmarks.marking", description=__doc__)
    parser.add_argument(
        "weights", type=Path, nargs="*", default=[Path("models/marker")]
    )
    parser.add_argument("--corpus", type=Path, default=Path("models/corpus"))
    parser.add_argument("--data", type=Path)
    given = parser.parse_args()
    kinds = dict(_held_out(given.corpus, given.data))
    for folder in given.weights:
        marker = Marker.open(folder)
        head = (str(folder), "messages", "by people", "said", "right")
        show(
            head,
            [
                row
                for kind, cases in kinds.items()
                for row in _rows(kind, cases, marker)
            ],
        )
        print()


def _held_out(
    corpus: Path, data: Path | None
) -> Iterator[tuple[str, list[MarkerCase]]]:
    own = read_marked(corpus)
    texts = {case.text for case in own}
    real = [case for case in read_marked(corpus, data) if case.text not in texts]
    for kind, cases in (("own", own), ("real", real)):
        yield kind, [case for case in cases if is_held_out(case.text)]


def _rows(
    kind: str, cases: Sequence[MarkerCase], marker: Marker
) -> Iterator[tuple[object, ...]]:
    read = [(case, marker.mark(case.text)) for case in cases]
    for what in (SUBJECT, WAIT, TIMES):
        one = measure(read, what, marker.thresholds)
        if one.messages:
            right = one.right / max(1, one.said)
            yield f"{kind}, {what}", one.messages, one.by_people, one.said, right


if __name__ == "__main__":
    main()
