"""The JSON of an agent's own text said in a tone, or mended."""

from pydantic import Field

from assistant.rewording import Reworded
from assistant.schema import Tone
from assistant.wire import CheckIn, Json, check_json


class RewordIn(CheckIn):
    """An agent's text to be said in a tone."""

    tone: Tone
    seed: int = Field(default=0, ge=0, le=2**32 - 1)


def reword_json(reworded: Reworded) -> Json:
    """Return a text said anew, with every change and what it was before."""
    return {
        "text": reworded.text,
        "changed": reworded.text != reworded.given,
        "changes": [
            {
                "start": change.span.start,
                "end": change.span.end,
                "before": change.before,
                "after": change.after,
            }
            for change in reworded.changes
        ],
        "steps": list(reworded.steps),
        "backend": reworded.backend or None,
        **check_json(reworded.checked),
        "before": check_json(reworded.before),
        "notes": list(reworded.notes),
    }
