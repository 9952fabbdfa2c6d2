"""Write the first words in private: an opener, and the topic's own next step."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from assistant.drafting.languages import texts_for
from assistant.drafting.parts import (
    GREETING_DROP,
    greeting,
    in_house_words,
    sign_off,
)
from assistant.drafting.values import circumstances, values_for
from assistant.library import Library, Line, OpenerLine, Opening, ReplyTemplate, Texts
from assistant.schema import Assessment, Draft, Handoff, Message, Route, Sentence, Tone
from assistant.text import ENGLISH, sentence_spans

_GIVEN = "details_given"  # the topic whose step it is that nothing more is wanted


class Known(Protocol):
    """What was said and given before, in public."""

    def says(self, sentence: str) -> bool:
        """Say whether a sentence was said."""

    def still(self, sentence: str) -> str | None:
        """Return what a sentence that asks for something given may still ask for.

        None where it asks for nothing that was given.
        """


def opening_of(message: Message, route: Route) -> Opening | None:
    """Say which kind of opener a route wants; None where the case stays."""
    if route.handoff is Handoff.DM:
        writes_first = message.channel.dm_started_by != "customer"
        return "dm_first" if writes_first else "dm"
    return _OPENINGS.get(route.handoff)


_OPENINGS: dict[Handoff, Opening] = {
    Handoff.EMAIL: "email",
    Handoff.PHONE: "phone",
    Handoff.IN_PERSON: "in_person",
}


def write_opener(
    there: Message,
    assessment: Assessment,
    opening: Opening,
    *,
    library: Library,
    tone: Tone,
    known: Known,
    more: Mapping[str, str],
) -> Draft | None:
    """Return what we say first in private, or None where the library has no words.

    `there` is the message as if it stood in the private place. What is `known` is
    not said again, unless nothing would be left of the next step, and never asked for
    again. `more` has the words for placeholders that the conversation fills.
    """
    texts, topic = texts_for(assessment, library)
    lines = texts.openers.get(opening, {}).get(tone, ())
    if not lines:
        return None
    values = values_for(there, topic, "here", texts)
    values |= circumstances(assessment)
    if texts.language == ENGLISH:
        values |= more
        left = known.still(f"Send {values['ask']}.")
        values["ask"] = values["ask"] if left is None else left
    template = texts.replies[topic.name, tone]
    draft = Draft((), tone, template.topic, language=texts.language)
    written: list[Sentence] = []
    # The place is a new one, so it begins with a greeting whatever was said before.
    hello = greeting(replace(there, thread=()), tone, values, texts)
    if hello:
        written.append(Sentence(hello, role="greeting", drop=GREETING_DROP))
    for line in lines:
        for one in _said_here(line, template, values, texts, known):
            written.append(replace(one, text=in_house_words(one.text, there)))
    written += sign_off(there, values, texts)
    return replace(draft, sentences=tuple(written))


def _said_here(
    line: OpenerLine,
    template: ReplyTemplate,
    values: Mapping[str, str],
    texts: Texts,
    known: Known,
) -> Iterator[Sentence]:
    if line.is_step:
        yield from _step(template, values, texts, known)
        return
    text = _new(line.line.render(values) or "", known)
    if text:
        yield Sentence(text, drop=line.drop)


def _step(
    template: ReplyTemplate, values: Mapping[str, str], texts: Texts, known: Known
) -> Iterator[Sentence]:
    """Yield what the topic says in private, or the common line where it has none.

    A line that would ask for what was given asks for the rest alone, or for nothing.
    """
    common = texts.handoff_lines["here"][template.tone]
    lines = [(one.line, one.drop) for one in template.lines if one.place == "here"]
    for line, drop in lines or [(common, 0)]:
        whole = line.render(values) or ""
        still = [known.still(each) for each in _sentences(whole)]
        if any(rest is not None for rest in still):
            rest = next((rest for rest in still if rest), "")
            whole = _rest(rest, common, template, values, texts)
        text = _new(whole, known) or ("" if drop else whole)
        if text:
            yield Sentence(text, drop=drop)


def _rest(
    rest: str,
    common: Line,
    template: ReplyTemplate,
    values: Mapping[str, str],
    texts: Texts,
) -> str:
    """Return how we ask for the rest, or what we do next where all of it is here."""
    if rest:
        return common.render({**values, "ask": rest}) or ""
    given = texts.replies.get((_GIVEN, template.tone))
    lines = given.lines if given else ()
    said = (x.line.render(values) for x in lines if x.place == "here" and not x.drop)
    return " ".join(filter(None, said))


def _new(text: str, known: Known) -> str:
    """Return a text without the sentences that were said."""
    return " ".join(each for each in _sentences(text) if not known.says(each))


def _sentences(text: str) -> list[str]:
    return [text[span.start : span.end].strip() for span in sentence_spans(text)]
