"""Part a message into what may be quoted of it as it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from assistant.drafting.sifting import is_unkind
from assistant.privacy import find_private
from assistant.schema import Span
from assistant.text import sentence_spans

_READ = 1200  # characters; what a message is about stands near the beginning
_FEWEST_WORDS, _MOST_WORDS = 3, 20
_LONGEST = 100  # characters
_SHOUTED = 4  # letters, from which a word of capitals was shouted
_SHOUTS = 0.3  # share of shouted words
_PLAIN = regex.compile(r"^[\p{L}\p{N}\s'’\"“”£$€%&,.:;/?!()+-]++$")
WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}'’-]*+")
# Where a sentence that is too long may be cut: what is left must stand by itself.
_JOINT = regex.compile(r"\s*(?:[;—–:](?!\d)|,(?!\d)|\s-+\s|\.{2,}|…|\n)\s*")
_EDGES = " \t\n,;:.-–—…"
_INSIDE = regex.compile(r"[\"“”]")  # marks within our own
_LONG_NUMBER = regex.compile(r"\d{4,}")
_LINK = regex.compile(r"\p{L}\.\p{L}{2}|/\p{L}")
_AROUND = regex.compile(
    r"^(?:(?:ok|okay|so|and|but|also|well|oh|hi there|hi|hiya|hello|hey|yo|please|pls|"
    r"dear \p{L}+(?: \p{L}+)?|good (?:morning|evening|afternoon|day)|"
    r"(?:many )?thanks(?: (?:so|very) much| a lot| a million)?|"
    r"thank you(?: (?:so|very|so very) much)?|"
    r"just|sorry|madam|sir|team|folks|guys|quick (?:question|one|q))\b[\s,!.:-]*+)++",
    regex.I,
)
# A part that begins so is half of something, or is said of somebody before it.
_BEGINS_HALF = frozenset("and but or nor so because whom then than".split())
_ASKS = regex.compile(
    r"^(?:who|what|when|where|which|why|how|can|could|do|does|did|is|are|was|were|will|"
    r"would|should|may|might|have|has|any|anyone|shall|must|am)\b",
    regex.I,
)
_HALF_WORDS = frozenset(
    "and or but so because the a an of to with for in on at".split()
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a message that may be quoted: where it stands, and how it is said."""

    span: Span
    said: str

    @property
    def asks(self) -> bool:
        """Say whether it asks, with a mark or by its first word."""
        return self.said.endswith("?") or bool(_ASKS.match(self.said))


def pieces_of(text: str) -> list[Piece]:
    """Return the parts of a message that may be quoted, each wording once."""
    found: dict[str, Piece] = {}
    for span in _pieces(text[:_READ]):
        if _may_be_said(text[span.start : span.end]):
            said = " ".join(text[span.start : span.end].split())
            said = _INSIDE.sub("'", said.strip(_EDGES).rstrip("!"))
            found.setdefault(said, Piece(span, said))
    return list(found.values())


def _pieces(text: str) -> Iterator[Span]:
    """Yield each sentence, or the parts of one that is too long."""
    for sentence in sentence_spans(text):
        start, end = sentence.start, sentence.end
        greeting = _AROUND.match(text[start:end])
        start += greeting.end() if greeting else 0
        cuts = [start]
        for joint in (
            _JOINT.finditer(text, start, end) if end - start > _LONGEST else ()
        ):
            yield Span(cuts[-1], joint.start())
            cuts.append(joint.end())
        yield Span(cuts[-1], end)


def _may_be_said(said: str) -> bool:
    said = said.strip(_EDGES)
    words = WORD.findall(said)
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS or len(said) > _LONGEST:
        return False
    shouted = sum(len(word) >= _SHOUTED and word.isupper() for word in words)
    if shouted > _SHOUTS * len(words) or words[-1].lower() in _HALF_WORDS:
        return False
    if words[0].lower() in _BEGINS_HALF:
        return False
    if not _PLAIN.match(said) or _LONG_NUMBER.search(said) or _LINK.search(said):
        return False
    if said.count("(") != said.count(")") or len(_INSIDE.findall(said)) % 2:
        return False
    return not is_unkind(said) and not find_private(said)
