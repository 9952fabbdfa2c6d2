"""Say when a text is longer than its channel takes."""

from collections.abc import Iterator

from assistant.channels import count
from assistant.schema import Context, Family, Finding, Severity

_UNITS = {
    "weighted": "characters",
    "graphemes": "characters",
    "code_points": "characters",
    "utf16": "characters",
    "bytes": "bytes",
    "septets": "SMS characters",
    "none": "characters",
}


def check_length(text: str, context: Context) -> Iterator[Finding]:
    """Yield a finding when the text does not fit its channel."""
    length = count(text, context.channel)
    if length.fits or length.limit is None:
        return
    over = length.count - length.limit
    unit = _UNITS[length.unit]
    yield Finding(
        rule="length.too_long",
        family=Family.LENGTH,
        severity=Severity.ERROR,
        start=0,
        end=len(text),
        message=f"{over} {unit} too long: {context.channel.name} takes {length.limit}.",
        why="The site refuses a longer text or cuts it off.",
    )
