"""Put the fixes of findings in their places."""

from collections.abc import Iterable

from assistant.schema import Finding


def apply_fixes(text: str, findings: Iterable[Finding]) -> str:
    """Return the text with every fix in its place; of two that overlap the first."""
    pieces: list[str] = []
    at = 0
    for found in sorted(findings, key=lambda finding: finding.start):
        if found.fix is None or found.start < at:
            continue
        pieces.append(text[at : found.start])
        at = found.end
        if found.fix:
            pieces.append(found.fix)
        elif (not pieces[-1] or pieces[-1][-1:].isspace()) and text[at : at + 1] == " ":
            at += 1  # a word that goes takes one of its two spaces along
    return "".join([*pieces, text[at:]])
