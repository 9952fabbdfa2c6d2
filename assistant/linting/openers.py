"""Lint the first words in private: each tone, as it would go out or be said."""

from collections.abc import Iterator
from pathlib import Path

from assistant.checks import Checks
from assistant.errors import Mistake
from assistant.library import Library, OpenerLine, Texts
from assistant.schema import Brand, Channel, Context, Tone

_IN_PRIVATE = Channel(
    "lint", "anywhere private", None, "none", public=False, form="chat"
)


def lint_openers(
    texts: Texts, library: Library, checks: Checks, path: Path
) -> Iterator[Mistake]:
    """Yield what keeps the openers of a language from going out."""
    examples = {name: one.example for name, one in library.placeholders.items()}
    for opening, ladder in texts.openers.items():
        for tone in Tone:
            if tone not in ladder:
                yield Mistake(path, 1, f"{opening}.{tone}: has no line")
                continue
            found = _lint(ladder[tone], texts.language, tone, examples, checks)
            for line, problem in found:
                yield Mistake(path, line, f"{opening}.{tone}: {problem}")


def _lint(
    lines: tuple[OpenerLine, ...],
    language: str,
    tone: Tone,
    examples: dict[str, str],
    checks: Checks,
) -> Iterator[tuple[int, str]]:
    if all(line.drop or line.is_step for line in lines):
        yield lines[0].number, "has no line of its own that must stay"
    said = [(one, one.line.render(examples) or "") for one in lines if not one.is_step]
    text = "\n".join(words for _, words in said)
    brand = Brand(name=examples.get("brand", ""), sign_off=examples.get("agent", ""))
    context = Context(_IN_PRIVATE, False, brand, tone=tone, language=language)
    for finding in checks.errors(text, context) if text else ():
        line = said[text.count("\n", 0, finding.start)][0]
        yield line.number, f"{finding.rule}: {finding.message}"
