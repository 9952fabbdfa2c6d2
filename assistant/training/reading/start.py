"""What the reader of sentences begins from: a general encoder, or nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor

from assistant.errors import ModelError
from assistant.models.wordpiece import SPECIAL, WordPieces, plain_word
from assistant.triage.trained.grams import words_of

_COMMONEST = 12_000  # pieces of an encoder that are kept; its list is by frequency
_FEWEST = 2  # times that a word is seen before it is a piece of its own
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,!?'-£$€%&@#:;()/\""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A vocabulary, and the tensors of the encoder whose pieces are kept, if any."""

    vocabulary: tuple[str, ...]
    kept: tuple[int, ...] = ()
    tensors: Mapping[str, Tensor] | None = None

    @property
    def layers(self) -> int:
        """How many layers the encoder has."""
        names = {name.split(".")[2] for name in self.tensors or {} if ".layer." in name}
        return len(names)


def begin(encoder: Path | None, texts: Iterable[str]) -> Beginning:
    """Open the encoder of a folder (BERT's `model.safetensors` and `vocab.txt`).

    Of its pieces only the commonest are kept and those that `texts` use.

    Raises ModelError when it cannot be read.
    """
    if encoder is None:
        return Beginning(_own_vocabulary(texts))
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        tensors = load_file(encoder / "model.safetensors")
        pieces = (encoder / "vocab.txt").read_text("utf-8").split("\n")
    except (OSError, SafetensorError, UnicodeDecodeError) as error:
        raise ModelError(f"{encoder}: cannot be read as an encoder") from error
    kept = _kept(pieces, texts)
    return Beginning(tuple(pieces[number] for number in kept), kept, tensors)


def _kept(pieces: Sequence[str], texts: Iterable[str]) -> tuple[int, ...]:
    cut = WordPieces(pieces)
    used = {number for text in set(texts) for number in cut.cut(text).ids}
    numbers = {piece: number for number, piece in enumerate(pieces)}
    first = [numbers[piece] for piece in SPECIAL]
    rest = sorted(
        number
        for number, piece in enumerate(pieces)
        if number not in first
        and (number in used or (number < _COMMONEST and _is_usual(piece)))
    )
    return (*first, *rest)


def _is_usual(piece: str) -> bool:
    letters = piece.removeprefix("##")
    return bool(letters) and letters.isascii() and not letters.startswith("[")


def _own_vocabulary(texts: Iterable[str]) -> tuple[str, ...]:
    counted = Counter(
        plain_word(word.plain) for text in texts for word in words_of(text)
    )
    words = sorted(
        word
        for word, times in counted.items()
        if times >= _FEWEST and word.isalnum() and len(word) > 1
    )
    ends = [f"##{letter}" for letter in _LETTERS if letter.isalnum()]
    return (*SPECIAL, *_LETTERS, *ends, *words)
