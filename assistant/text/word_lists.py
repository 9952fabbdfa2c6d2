"""Lists of words that many phrases share; a phrase names one as `{goods}`."""

import difflib
import re
from collections.abc import Mapping, Sequence

from assistant.text.phrases import Phrase, PhraseError

_NAMED = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[a-z]+(?:_[a-z]+)*")


class WordLists:
    """What the names of lists stand for: their words, with bars between them."""

    def __init__(self, spelled: Mapping[str, str] | None = None) -> None:
        self._spelled = dict(spelled or {})

    def also(self, name: str, words: Sequence[str]) -> "WordLists":
        """Return these lists and one more, whose words may name any of these.

        Raises PhraseError when its name is none, or its words are no phrases.
        """
        if not _NAME.fullmatch(name):
            raise PhraseError("a list is named in small letters, with _ between words")
        written = self.spelled(f"({'|'.join(words)})")
        Phrase.parse(written)
        return WordLists({**self._spelled, name: written[1:-1]})

    def spelled(self, phrase: str) -> str:
        """Return a phrase with the words of each list in the place of its name.

        Raises PhraseError when it names no list.
        """
        return _NAMED.sub(self._words, phrase) if "{" in phrase else phrase

    def _words(self, found: re.Match[str]) -> str:
        words = self._spelled.get(found[1])
        if words is None:
            near = difflib.get_close_matches(found[1], self._spelled, 1)
            hint = f"; did you mean {{{near[0]}}}?" if near else ""
            raise PhraseError(f"'{found[0]}' names no list of words{hint}")
        text, start, end = found.string, found.start(), found.end()
        is_one_of_many = text[start - 1 : start] in ("(", "|") and text[end] in "|)"
        return words if is_one_of_many else f"({words})"
