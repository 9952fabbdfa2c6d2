"""Lint the sentences that say what a customer has borne, as they would go out."""

from collections.abc import Iterator
from pathlib import Path

from assistant.checks import Checks
from assistant.errors import Mistake
from assistant.library import Acknowledgements
from assistant.linting.replies import IN_PUBLIC
from assistant.schema import Context

_EXAMPLES = {"wait": "seven weeks", "times": "four times"}


def lint_acknowledgements(
    sayings: Acknowledgements, checks: Checks, path: Path
) -> Iterator[Mistake]:
    """Yield what keeps a sentence from going out, and each tone that has none."""
    for known, ladder in sayings.items():
        for tone, each in ladder.items():
            if not each:
                yield Mistake(path, 1, f"{known}.{tone}: has no sentence")
            context = Context(IN_PUBLIC, True, tone=tone)
            for one in each:
                text = one.line.render(_EXAMPLES) or ""
                for finding in checks.errors(text, context):
                    problem = f"{known}.{tone}: {finding.rule}: {finding.message}"
                    yield Mistake(path, one.number, problem)
