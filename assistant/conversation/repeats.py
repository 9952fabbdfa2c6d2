"""Keep a further reply from saying what was said: no second first apology."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

from assistant.conversation.ear import Ear
from assistant.conversation.history import Ledger
from assistant.schema import Draft, Sentence
from assistant.text import sentence_spans

_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SAME = 0.8  # share of words from which two sentences say the same
_SHORT = 4  # words; shorter ones ("Thank you.") may well recur


@dataclass(frozen=True, slots=True)
class Continued:
    """A draft with nothing said twice; `repeats` counts what could not be left out."""

    draft: Draft
    repeats: int


def continue_with(draft: Draft, ledger: Ledger, ear: Ear) -> Continued:
    """Return the draft without what was said, or asked, and may be left out."""
    said = [
        words for reply in ledger.replies for words in map(_words, _sentences(reply))
    ]
    kept: list[Sentence] = []
    repeats = 0
    for sentence in draft.sentences:
        twice = sentence.role == "body" and _is_twice(sentence, said, ledger, ear)
        if twice and sentence.drop:
            continue
        kept.append(sentence)
        repeats += twice
    return Continued(replace(draft, sentences=tuple(kept)), repeats)


def _is_twice(
    sentence: Sentence, said: list[frozenset[str]], ledger: Ledger, ear: Ear
) -> bool:
    given = set(ledger.given)
    if any(name in given for name in ear.asked(sentence.text)):
        return True
    return any(repeats(text, said) for text in _sentences(sentence.text))


def repeats(sentence: str, said: Iterable[frozenset[str]]) -> bool:
    """Say whether a sentence was said before in nearly the same words."""
    words = _words(sentence)
    if len(words) < _SHORT:
        return False
    return any(
        len(words & other) / max(len(words | other), 1) >= _SAME for other in said
    )


def said_by(texts: Iterable[str]) -> Callable[[str], bool]:
    """Return what says whether a sentence stands in some texts in nearly its words."""
    return partial(
        repeats, said=[_words(s) for text in texts for s in _sentences(text)]
    )


def _sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text)]


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORDS.findall(text))
