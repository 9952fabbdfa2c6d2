"""The marks of the shipped model's prompts: who speaks, and which job is asked.

A message is read once; each job is one mark behind it. `<|clause|>` behind a
customer's words asks for the matter as a clause; `<|warm|>` behind them asks for an
acknowledgement in that tone, and behind an agent's rough words for a rewording.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.schema import Tone

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PAD = "<|pad|>"
END = "<|end|>"
CUSTOMER = "<|customer|>"
AGENT = "<|agent|>"
ROUGH = "<|rough|>"
SHAPES = ("clause", "gerund", "noun")


def token_of(tokenizer: "Tokenizer", mark: str) -> int:
    """Return the token of a mark.

    Raises KeyError when the tokenizer does not know it.
    """
    token = tokenizer.token_to_id(mark)
    if token is None:
        raise KeyError(mark)
    return token


def mark_of(job: str) -> str:
    """Return the mark that asks for a shape of the matter or for a tone."""
    return f"<|{job}|>"


MARKS = (
    *(PAD, END, CUSTOMER, AGENT, ROUGH),
    *(mark_of(shape) for shape in SHAPES),
    *(mark_of(tone) for tone in Tone),
)


@dataclass(frozen=True, slots=True)
class Ask:
    """One answer wanted: the job, its bounds, and how freely it may be worded.

    `job` is a shape of the matter (`clause`, `gerund`, `noun`) or a tone. `count` is
    how the channel counts characters. A temperature of 0 writes the likeliest words.
    """

    job: str
    most: int = 90
    temperature: float = 0.0
    count: Callable[[str], int] = len


@dataclass(frozen=True, slots=True)
class Written:
    """An answer, how likely the model held its words, and whether it came to an end.

    `likelihood` is the mean over tokens, in nats, of the words as such, before any rule
    forbade others: what the rules forced upon the model reads as unlikely.
    """

    ask: Ask
    text: str
    likelihood: float
    ended: bool
