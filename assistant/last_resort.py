"""Leave out what must not go out, where no better wording passed the check.

Each step takes more: the private details, the sentences that an error touches, what is
too long, and at last all but one sentence that passes the check on every channel.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.channels import count
from assistant.checks.clauses import pieces_of
from assistant.checks.facts import facts_in
from assistant.checks.unsaid import is_stump, without_detail
from assistant.engine import Engine
from assistant.library import Mending, PlainWords
from assistant.schema import CheckedText, Context, Family, Finding, Severity, Span
from assistant.text import ENGLISH, sentence_spans

_MOST_TIMES = 3  # that one step is taken again: what goes can uncover something else
_ENOUGH_WORDS = 4  # that a reply keeps where sentences go without another


def leave_out_errors(
    checked: CheckedText, engine: Engine, context: Context
) -> CheckedText:
    """Return a text without an error finding that says as much of this one as can be.

    It stays as it is where the library has no words to stand in.
    """
    mending = engine.library.mending
    if mending is None:
        return checked
    last = _LastResort(mending, checked.language, context)
    for step in (last.without_details, last.without_sentences, last.short_enough):
        for _ in range(_MOST_TIMES):
            if checked.ready:
                return checked
            new = engine.check(step(checked), context)
            if len(errors_of(new)) >= len(errors_of(checked)):
                break
            checked = new
    alone = (engine.check(said, context) for said in last.alone(checked))
    return next((one for one in alone if one.ready), checked)


def errors_of(checked: CheckedText) -> list[Finding]:
    """Return the findings that keep a text from going out."""
    return [one for one in checked.findings if one.severity is Severity.ERROR]


@dataclass(frozen=True, slots=True)
class _LastResort:
    mending: Mending
    language: str
    context: Context

    @property
    def plain(self) -> PlainWords:
        return self.mending.plain(self.language)

    def without_details(self, checked: CheckedText) -> str:
        """Return the text with every private detail called by what it is."""
        text = checked.text
        for found in reversed(errors_of(checked)):
            own = _sentences(text, found)
            inside = Span(found.start - own.start, found.end - own.start)
            said = text[own.start : own.end]
            if found.family is Family.LEAK and found.end <= len(text):
                other = without_detail(said, inside, found, self.plain, self.language)
                whole = (one for one in other if not is_stump(one, said))
                text = text[: own.start] + next(whole, said) + text[own.end :]
        return text

    def without_sentences(self, checked: CheckedText) -> str:
        """Return the text without the sentences that an error touches.

        A kind sentence stands in their place where too little stays.
        """
        text, errors = checked.text, errors_of(checked)
        touched = [one for one in errors if one.family is not Family.LENGTH]
        for span in reversed(sentence_spans(text)):
            if any(span.overlaps(one.span) for one in touched):
                rest = text[: span.start].rstrip(" ") + text[span.end :]
                enough = len(rest.split()) >= _ENOUGH_WORDS
                kind = self._kind(touched)
                text = rest if enough else text[: span.start] + kind + text[span.end :]
        return text.strip()

    def short_enough(self, checked: CheckedText) -> str:
        """Return the text without as many of its pieces as make it fit.

        What states least goes first, and of two the later one.
        """
        text = checked.text
        while not count(text, self.context.channel).fits:
            pieces = pieces_of(text)
            if len(pieces) == 1:
                return text
            least = min(reversed(pieces), key=lambda one: len(_facts(text, one)))
            text = (text[: least.start].rstrip() + " " + text[least.end :]).strip()
        return text

    def alone(self, checked: CheckedText) -> Iterator[str]:
        """Yield what can stand alone in the place of the whole text."""
        own, english = self.plain, self.mending.plain(ENGLISH)
        yield self._kind(errors_of(checked))
        yield from (own.instead, own.private, english.instead, english.private)

    def _kind(self, errors: list[Finding]) -> str:
        leaks = any(one.family is Family.LEAK for one in errors)
        private = leaks and self.context.public
        return self.plain.private if private else self.plain.instead


def _facts(text: str, span: Span) -> set[str]:
    return facts_in(text[span.start : span.end])


def _sentences(text: str, found: Finding) -> Span:
    own = [span for span in sentence_spans(text) if span.overlaps(found.span)]
    if not own:
        return found.span
    start, end = min(s.start for s in own), max(s.end for s in own)
    return Span(min(start, found.start), max(end, found.end))
