"""What the model learns from: turns of a talk, the last of which may be a job."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from assistant.models.jobs import CUSTOMER, END, ROUGH


class Turn(NamedTuple):
    """A mark that says who speaks or which job follows, and the words."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """Turns in order. With `job` only the last is what the model must learn to say."""

    turns: tuple[Turn, ...]
    job: bool = False


def as_job(text: str, mark: str, answer: str, *, asked: str = CUSTOMER) -> Lesson:
    """Return the lesson in which `answer` is right for `text`."""
    return Lesson((Turn(asked, text), Turn(mark, answer)), job=True)


def as_rewording(text: str, mark: str, answer: str) -> Lesson:
    """Return the lesson in which a rough text is said anew."""
    return as_job(text, mark, answer, asked=ROUGH)


def spoken(lessons: Iterable[Lesson]) -> Iterator[str]:
    """Yield every text, for the tokenizer to learn from."""
    for lesson in lessons:
        for turn in lesson.turns:
            yield turn.text


__all__ = ["END", "Lesson", "Turn", "as_job", "as_rewording", "spoken"]
