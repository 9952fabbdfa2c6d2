"""Lint the sentences that show a message was read, as they would go out."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from assistant.checks import Checks
from assistant.errors import Mistake
from assistant.library import Impacts, Ladder
from assistant.linting.replies import IN_PUBLIC
from assistant.schema import Context

_EXAMPLES = {
    "wait": "seven weeks",
    "times": "four times",
    "question": "when you can collect it",
}


def lint_acknowledgements(
    sayings: Iterable[tuple[str, Ladder]], checks: Checks, path: Path
) -> Iterator[Mistake]:
    """Yield what keeps a sentence from going out, and each tone that has none."""
    for known, ladder in sayings:
        for tone, each in ladder.items():
            if not each:
                yield Mistake(path, 1, f"{known}.{tone}: has no sentence")
            context = Context(IN_PUBLIC, True, tone=tone)
            for one in each:
                text = one.line.render(_EXAMPLES) or ""
                for finding in checks.errors(text, context):
                    problem = f"{known}.{tone}: {finding.rule}: {finding.message}"
                    yield Mistake(path, one.number, problem)


def lint_impacts(
    impacts: Impacts, topics: Collection[str], checks: Checks, path: Path
) -> Iterator[Mistake]:
    """Yield the same of what customers have been through, and topics nobody knows."""
    yield from lint_acknowledgements(impacts.named().items(), checks, path)
    for topic in impacts.by_topic:
        if topic not in topics:
            yield Mistake(path, 1, f"said_by_topic: there is no topic '{topic}'")
