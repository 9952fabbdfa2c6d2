"""Measure what "apply all" makes of flagged replies that nothing was learned from.

    python -m benchmarks.mending [--show N]

Of the faulty replies of the held-out tenth of `models/corpus/tone` that are flagged:
how many have a replacement, and how many are free of errors and of flags afterwards.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.engine import Engine
from assistant.rewording import Reworded, apply_all
from assistant.schema import CheckedText, Context, Family, Severity
from assistant.training.tone_examples import read_replies

_CORPUS = Path(__file__).parent.parent / "models" / "corpus" / "tone"


def mended_replies(engine: Engine, tenth: int) -> Iterator[Reworded]:
    """Yield every flagged faulty reply of a tenth, with its fixes made."""
    for case in read_replies(_CORPUS):
        if case.tenth == tenth and case.labels:
            channel = engine.channel(case.channel)
            context = Context(channel, channel.public)
            done = apply_all(case.text, engine, context)
            if _flags(done.before):
                yield done


def report(done: Sequence[Reworded]) -> Iterator[str]:
    """Yield the shares, each with what it is a share of."""
    errors = [one for one in done if not one.before.ready]
    for what, some, good in (
        ("have a replacement", done, [d for d in done if d.text != d.given]),
        ("have no flag after apply all", done, [d for d in done if _is_clean(d)]),
        ("had an error; none after", errors, [d for d in errors if d.checked.ready]),
    ):
        yield _line(what, some, good)
    for family in Family:
        some = [one for one in done if family in _flags(one.before)]
        good = [one for one in some if family not in _flags(one.checked)]
        if some:
            yield _line(f"  {family}", some, good)


def _line(what: str, some: Sequence[Reworded], good: Sequence[Reworded]) -> str:
    share = len(good) / len(some) if some else 0.0
    return f"{what:32} {share:6.1%}  {len(good)} of {len(some)}"


def _is_clean(done: Reworded) -> bool:
    return not _flags(done.checked)


def _flags(checked: CheckedText) -> list[Family]:
    found = checked.findings
    return [one.family for one in found if one.severity is not Severity.SUGGESTION]


def main() -> None:
    """Print the shares, and some of the texts before and after."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", type=int, default=0, help="texts to print")
    parser.add_argument("--tenth", type=int, default=0, help="0 is held out")
    asked = parser.parse_args()
    done = list(mended_replies(Engine.open(model="none"), asked.tenth))
    print("\n".join(report(done)))
    changed = [one for one in done if one.text != one.given]
    random.Random(1).shuffle(changed)
    for one in changed[: asked.show]:
        print(f"\n- {one.given}\n+ {one.text}")


if __name__ == "__main__":
    main()
