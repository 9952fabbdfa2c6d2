"""Read the labelled rows of a folder of our corpus."""

from pathlib import Path
from typing import TypeVar

from assistant.errors import CasesError, Mistake
from assistant.evaluation.rows import Row

Case = TypeVar("Case", bound=Row)


def read_labelled(folder: Path, shape: type[Case], *, but: str = " ") -> list[Case]:
    """Return the rows of every `*.jsonl` of a folder whose name does not begin so.

    Raises CasesError when a line is not of that shape.
    """
    cases: list[Case] = []
    for path in sorted(folder.glob("*.jsonl")):
        if path.name.startswith(but):
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            try:
                cases.append(shape.model_validate_json(line))
            except ValueError as error:
                problem = f"is no labelled reply: {error}"
                raise CasesError([Mistake(path, number, problem)]) from error
    return cases
