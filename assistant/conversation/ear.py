"""Hear what a turn of a conversation does: asks, gives, thanks, chases, settles."""

import re
from collections.abc import Iterable, Iterator

from assistant.library import Library
from assistant.privacy import find_private
from assistant.schema import LeakKind, Span
from assistant.text import Phrase, PhraseIndex, sentence_spans

_Owner = tuple[str, str, bool]  # kind, name, whether it excuses
_LABEL = re.compile(r"\[([a-z ]{3,30})\]")  # what the store wrote in place of a detail
_NUMBER = re.compile(
    r"(?<![\w'’£$€.,\[-])(?:\d[\w-]*+(?: \d[\w-]*+)*+|[\w-]++)(?![.,]\d)"
)
_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b\d{1,2}(?:st|nd|rd|th)\b"
    r"|\b\d{1,2}[/.]\d{1,2}\b|\byesterday\b",
    re.I,
)
_PICTURE = re.compile(
    r"\.(?:jpe?g|png|heic|gif)\b|pic\.twitter|\[(?:image|photo)\]", re.I
)
_ASKS = re.compile(
    r"\b(?:please|could|can|would|dm|send|tell|give|share|email|message|let|reply|show"
    r"|drop|write|pop|need|what['’]s|what\sis|which)\b|\?",
    re.I,
)


class Ear:
    """All phrases of a library that tell where a conversation stands."""

    def __init__(self, library: Library) -> None:
        self._details = {detail.name: detail for detail in library.details}
        phrases: dict[_Owner, Iterable[Phrase]] = {}
        self._signs: dict[tuple[str, str], tuple[str, ...]] = {}
        for cues in library.moves:
            phrases["move", cues.name, False] = cues.phrases
            phrases["move", cues.name, True] = cues.unless
            self._signs["move", cues.name] = cues.signs
        for detail in library.details:
            phrases["asked", detail.name, False] = detail.asked
            phrases["given", detail.name, False] = detail.given
            phrases["given", detail.name, True] = detail.unless
            self._signs["given", detail.name] = detail.signs
        self._index = PhraseIndex(phrases)

    def hears(self, move: str, text: str) -> bool:
        """Say whether a text makes a move."""
        return move in self.moves(text)

    def moves(self, text: str) -> frozenset[str]:
        """Return every move that a text makes."""
        return frozenset(name for kind, name in self._found(text) if kind == "move")

    def asked(self, text: str) -> tuple[str, ...]:
        """Return the names of the details that one of our replies asks for."""
        found: dict[str, None] = {}
        for span in sentence_spans(text):
            sentence = text[span.start : span.end]
            if _ASKS.search(sentence):
                names = [
                    name for kind, name in self._found(sentence) if kind == "asked"
                ]
                found.update(dict.fromkeys(names))
        return tuple(found)

    def given(
        self, text: str, *, asked: Iterable[str] = (), private: bool = False
    ) -> tuple[str, ...]:
        """Return the names of the details that a customer's text gives.

        `asked` are those we last asked for: a bare number answers them. `private` says
        that the text came in private.
        """
        names = {name for kind, name in self._found(text) if kind == "given"}
        names |= self._by_kind(text, set(asked))
        names |= {n for n in asked if self._answers(n, text)}
        if private:
            names |= {n for n in asked if self._details[n].private}
        return tuple(name for name in self._details if name in names)

    def without_answers(self, text: str, asked: Iterable[str]) -> str:
        """Return a text with the numbers hidden that answer what was asked for.

        Bare as they are, nothing else tells that they are private.
        """
        wanted = [d for n in asked if (d := self._details[n]).answer == "digits"]
        if not wanted:
            return text
        label = f"[{wanted[0].kinds[0].replace('_', ' ')}]"
        return _NUMBER.sub(lambda m: label if _is_number(m[0]) else m[0], text)

    def is_given(self, name: str, text: str) -> bool:
        """Say whether a text gives one detail."""
        return name in self.given(text)

    def words(self, name: str) -> str:
        """Return how we call a detail."""
        return self._details[name].words

    def _by_kind(self, text: str, asked: set[str]) -> set[str]:
        """Return what private details give: what we asked for, else the first match."""
        named: set[str] = set()
        for kind in _kinds_in(text):
            fitting = [n for n, detail in self._details.items() if kind in detail.kinds]
            primary = [n for n in fitting if self._details[n].kinds[0] is kind]
            wanted = [n for n in fitting if n in asked]
            named.update(wanted or primary[:1])
        return named

    def _answers(self, name: str, text: str) -> bool:
        answer = self._details[name].answer
        if answer == "digits":
            told = any(_is_number(match[0]) for match in _NUMBER.finditer(text))
            return told and "?" not in text
        if answer == "picture":
            return bool(_PICTURE.search(text))
        return answer == "dates" and bool(_DAY.search(text))

    def _found(self, text: str) -> set[tuple[str, str]]:
        told: dict[tuple[str, str], list[Span]] = {}
        excuses: dict[tuple[str, str], list[Span]] = {}
        for match in self._index.find(text):
            kind, name, excuses_it = match.owner
            (excuses if excuses_it else told).setdefault((kind, name), []).append(
                match.span
            )
        found = {
            what for what, spans in told.items() if _free(spans, excuses.get(what))
        }
        return found | set(self._signs_in(text))

    def _signs_in(self, text: str) -> Iterator[tuple[str, str]]:
        for what, signs in self._signs.items():
            if any(sign in text for sign in signs):
                yield what


def _is_number(token: str) -> bool:
    """Say whether a token is a number one is known by: five digits, or a code."""
    digits = sum(letter.isdigit() for letter in token)
    return digits >= 5 or (digits >= 3 and any(letter.isalpha() for letter in token))


def _free(spans: list[Span], excuses: list[Span] | None) -> bool:
    """Say whether some stretch overlaps none of the excuses."""
    return any(not any(s.overlaps(e) for e in excuses or ()) for s in spans)


def _kinds_in(text: str) -> frozenset[LeakKind]:
    labels = {label.replace(" ", "_") for label in _LABEL.findall(text)}
    kinds = {kind for kind in LeakKind if kind.value in labels}
    return frozenset(kinds | {detail.kind for detail in find_private(text)})
