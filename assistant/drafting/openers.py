"""Write the first words in private: an opener, and the topic's own next step."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from assistant.drafting.languages import texts_for
from assistant.drafting.parts import (
    GREETING_DROP,
    greeting,
    in_house_words,
    sign_off,
)
from assistant.drafting.values import values_for
from assistant.library import Library, OpenerLine, Opening, ReplyTemplate, Texts
from assistant.schema import Assessment, Draft, Handoff, Message, Route, Sentence, Tone
from assistant.text import ENGLISH, sentence_spans

Said = Callable[[str], bool]  # whether the public reply says a sentence


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
    said: Said,
    more: Mapping[str, str],
) -> Draft | None:
    """Return what we say first in private, or None where the library has no words.

    `there` is the message as if it stood in the private place. What was `said` in
    public is not said again, unless nothing would be left of the next step. `more`
    has the words for placeholders that the conversation fills.
    """
    texts = texts_for(assessment, library)
    lines = texts.openers.get(opening, {}).get(tone, ())
    if not lines:
        return None
    values = values_for(there, library.topics[assessment.topic], "here", texts)
    if texts.language == ENGLISH:
        values |= more
    template = texts.replies[assessment.topic, tone]
    draft = Draft((), tone, template.topic, language=texts.language)
    written: list[Sentence] = []
    # The place is a new one, so it begins with a greeting whatever was said before.
    hello = greeting(replace(there, thread=()), tone, values, texts)
    if hello:
        written.append(Sentence(hello, role="greeting", drop=GREETING_DROP))
    for line in lines:
        for one in _said_here(line, template, values, texts, said):
            written.append(replace(one, text=in_house_words(one.text, there)))
    written += sign_off(there, values, texts)
    return replace(draft, sentences=tuple(written))


def _said_here(
    line: OpenerLine,
    template: ReplyTemplate,
    values: Mapping[str, str],
    texts: Texts,
    said: Said,
) -> Iterator[Sentence]:
    if line.is_step:
        yield from _step(template, values, texts, said)
        return
    text = _new(line.line.render(values) or "", said)
    if text:
        yield Sentence(text, drop=line.drop)


def _step(
    template: ReplyTemplate, values: Mapping[str, str], texts: Texts, said: Said
) -> Iterator[Sentence]:
    """Yield what the topic says in private, or the common line where it has none."""
    own = [line for line in template.lines if line.place == "here"]
    lines = [(one.line, one.drop) for one in own]
    lines = lines or [(texts.handoff_lines["here"][template.tone], 0)]
    for line, drop in lines:
        whole = line.render(values) or ""
        text = _new(whole, said) or ("" if drop else whole)
        if text:
            yield Sentence(text, drop=drop)


def _new(text: str, said: Said) -> str:
    """Return a text without the sentences that the public reply says."""
    each = (text[span.start : span.end].strip() for span in sentence_spans(text))
    return " ".join(sentence for sentence in each if not said(sentence))
