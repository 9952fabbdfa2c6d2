"""Open the weights that hear tone and see private details, as one."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.checks.private import HEAD, PrivateModel
from assistant.checks.tone import KIND, Member, ToneModel, open_others
from assistant.errors import ModelError
from assistant.library import Library

_REMEMBERED = 256  # texts; a draft is checked in parts and whole


@dataclass(frozen=True, slots=True)
class Trained:
    """The models that stand beside the rules, which read a text once for both."""

    tone: ToneModel | None = None
    private: PrivateModel | None = None

    @classmethod
    def open(cls, folder: Path, library: Library) -> "Trained":
        """Open the weights of a folder.

        Raises ModelError when they are missing or damaged.
        """
        from assistant.models.judge import Judge  # numpy, which lint does without

        judge = Judge.open(folder, KIND)
        read = lru_cache(maxsize=_REMEMBERED)(judge.encoder.read)
        private = None
        if HEAD in judge.heads and library.enough:
            private = PrivateModel(judge, library.enough, read)
        return cls(ToneModel(Member(judge, read), *open_others(folder)), private)


def open_trained(
    folder: Path | None, library: Library
) -> tuple[Trained, tuple[str, ...]]:
    """Open the weights of a folder, or say in a note why the rules are alone."""
    if folder is None:
        return Trained(), ()
    try:
        return Trained.open(folder, library), ()
    except ModelError as error:
        return Trained(), (f"Texts are checked by rules alone: {error}.",)
