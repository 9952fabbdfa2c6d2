"""Write drafts: templates graded by tone, with words that come from the message."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.drafting.choosing import MatterJudge, Sight
from assistant.drafting.languages import notes_for, texts_for
from assistant.drafting.matter import MatterRule
from assistant.drafting.openers import opening_of, write_opener
from assistant.drafting.parts import (
    GREETING_DROP,
    greeting,
    in_house_words,
    sign_off,
)
from assistant.drafting.rewording import Rewording
from assistant.drafting.told import Told, Words
from assistant.drafting.tones import fitting_tone, tones_for
from assistant.drafting.values import circumstances, place_of, values_for
from assistant.drafting.wording import Wording
from assistant.library import Library, Line, Place, ReplyTemplate, Texts
from assistant.schema import Assessment, Draft, Message, Route, Sentence, Tone
from assistant.text import ENGLISH

_ROOMY = 600  # characters from which a few more do not matter
_ASIDE_DROP = 1  # what was asked beside it goes after what is merely kind

__all__ = [
    "Further",
    "MatterJudge",
    "MatterRule",
    "Rewording",
    "Sight",
    "Told",
    "Wording",
    "Words",
    "fitting_tone",
    "notes_for",
    "opening_of",
    "texts_for",
    "tones_for",
    "write",
    "write_opener",
]


@dataclass(frozen=True, slots=True)
class Further:
    """Words for placeholders beside those of the message itself.

    `heard` are told of the conversation, always in English; `typed` are an agent's, in
    whatever language the answer is. `ours` is a word of ours that answers nobody.
    """

    heard: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    ours: bool = False

    def values_in(self, language: str, assessment: Assessment) -> dict[str, str]:
        """Return all as templates of a language take it."""
        heard = self.heard if language == ENGLISH else {}
        so = circumstances(assessment, ours=self.ours)
        return {**heard, **self.typed, **so}


_NOTHING = Further()


def write(
    message: Message,
    assessment: Assessment,
    route: Route,
    *,
    library: Library,
    tones: Sequence[Tone],
    told: Told,
    more: Further = _NOTHING,
) -> Iterator[Draft]:
    """Yield candidates for each tone, those with the most of the message first.

    The last but one of a tone is always the template with its own words, and the last
    the shortest thing to say. They are in the language of the message where it has
    templates of the topic or its general one, and else in English.
    """
    texts, topic = texts_for(assessment, library)
    place = place_of(message, route)
    values = values_for(message, topic, place, texts)
    values |= more.values_in(texts.language, assessment)
    tight = (message.channel.limit or _ROOMY) < _ROOMY
    for tone in tones:
        template = texts.replies[topic.name, tone].in_turn(told.turn, tight=tight)
        draft = Draft((), tone, template.topic, language=texts.language)
        for words in told.candidates(tone):
            filled = {**values, **words.values()}
            said = tuple(_sentences(message, template, place, filled, words, texts))
            if words.foremost:
                said = _first_of_all(words.acknowledgement, said)
            by_model = any(one.source == "model" for one in said)
            source = words.source if by_model else draft.source
            yield replace(draft, sentences=said, source=source)
        first = told.foremost(tone)
        brief = _brief(message, template, place, values, texts, first=first)
        yield replace(draft, sentences=tuple(brief), brief=True)


def _sentences(
    message: Message,
    template: ReplyTemplate,
    place: Place,
    values: dict[str, str],
    words: Words,
    texts: Texts,
) -> Iterator[Sentence]:
    opening = greeting(message, template.tone, values, texts)
    if opening:
        yield Sentence(opening, role="greeting", drop=GREETING_DROP)
    for line, drop, paragraph in _lines(template, place, texts):
        text = line.render(values)
        if text:
            yield Sentence(
                in_house_words(text, message),
                source=words.source_of(text),
                drop=words.goes(text, drop),
                paragraph=paragraph,
            )
    if words.aside:
        yield Sentence(in_house_words(words.aside, message), drop=_ASIDE_DROP)
    yield from sign_off(message, values, texts)


def _first_of_all(words: str, said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Return sentences with the one that says these words before all but a greeting."""
    start = 1 if said[0].role == "greeting" else 0
    place = next((n for n, one in enumerate(said) if words in one.text), start)
    if place <= start:
        return said
    moved = replace(said[place], paragraph=said[start].paragraph)
    next_one = replace(said[start], paragraph=False)
    between = said[start + 1 : place]
    return (*said[:start], moved, next_one, *between, *said[place + 1 :])


def _brief(
    message: Message,
    template: ReplyTemplate,
    place: Place,
    values: dict[str, str],
    texts: Texts,
    *,
    first: str,
) -> Iterator[Sentence]:
    """Yield the shortest thing to say, or what comes first, and where the case goes."""
    values = {**values, "ask": ""}
    shortest = texts.briefs[template.contact_reason][template.tone].render(values)
    yield Sentence(in_house_words(first or shortest or "", message))
    if any(line.place for line in template.lines) or place not in ("none", "here"):
        moving = texts.handoff_lines[place][template.tone].render(values)
        yield Sentence(in_house_words(moving or "", message))
    yield from sign_off(message, values, texts)


def _lines(
    template: ReplyTemplate, place: Place, texts: Texts
) -> Iterator[tuple[Line, int, bool]]:
    """Yield the lines for this place; the common one where the template has none."""
    expects_a_step = any(line.place for line in template.lines)
    moves = place not in ("none", "here")
    common: Line | None = None
    if not template.speaks_of(place) and (expects_a_step or moves):
        common = texts.handoff_lines[place][template.tone]
    paragraph = False
    for line in template.lines:
        paragraph = paragraph or line.paragraph
        if line.place and common is not None:
            yield common, 0, paragraph
            common, paragraph = None, False
        elif line.place in (None, place):
            yield line.line, line.drop, paragraph
            paragraph = False
    if common is not None:
        yield common, 0, paragraph
