"""What the screen for reviewers does, without the screen: show, try out and save."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from assistant.checks import Checks
from assistant.engine import Engine
from assistant.errors import Mistake
from assistant.fitting import fit, join
from assistant.library import Place, ReplyTemplate
from assistant.library.editing import read_edited, save_reply, source_of
from assistant.linting.replies import lint_ladder, lint_reply, lint_twins, warmth_of
from assistant.schema import (
    Brand,
    Channel,
    CheckedText,
    ContactReason,
    Context,
    Customer,
    Draft,
    Handoff,
    Sentence,
    Tone,
)

_GREETING_DROP = 3
_CONTACTS = ("contact", "status_page", "phone", "email")
_PLACES: dict[Handoff, Place] = {
    Handoff.NONE: "none",
    Handoff.DM: "dm",
    Handoff.PHONE: "phone",
    Handoff.EMAIL: "email",
    Handoff.IN_PERSON: "in_person",
}


@dataclass(frozen=True, slots=True)
class Rung:
    """One tone of a topic as it would go out, and how warm it reads."""

    template: ReplyTemplate
    checked: CheckedText
    warmth: float


@dataclass(frozen=True, slots=True)
class Trial:
    """What an edited text would be; `rung` is None where it cannot be read."""

    mistakes: tuple[Mistake, ...]
    rung: Rung | None


class Workbench:
    """The texts of one library, to look at and to change."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.library = engine.library

    def topics(self, reason: str) -> list[tuple[str, str]]:
        """Return title and name of the topics of a contact reason, by title."""
        topics = self.library.topics.values()
        return sorted((t.title, t.name) for t in topics if t.contact_reason == reason)

    def reasons(self) -> list[ContactReason]:
        """Return the contact reasons that have topics."""
        known = {topic.contact_reason for topic in self.library.topics.values()}
        return [reason for reason in ContactReason if reason in known]

    def ladder(self, topic: str, channel: str) -> list[Rung]:
        """Return the tones of a topic as they would go out, coolest first."""
        place = self.engine.channel(channel)
        replies = self.library.replies
        ladder = [replies[topic, tone] for tone in Tone if (topic, tone) in replies]
        return [self._rung(template, place) for template in ladder]

    def source(self, topic: str, tone: str) -> str:
        """Return the text of a template as its file has it."""
        return source_of(self.library, topic, tone)

    def try_out(self, topic: str, tone: str, text: str, channel: str) -> Trial:
        """Lint a text and show what it would be, without saving it."""
        template, mistakes = read_edited(self.library, topic, tone, text)
        if template is None:
            return Trial(tuple(mistakes), None)
        mistakes = [*mistakes, *self._lint(template)]
        rung = self._rung(template, self.engine.channel(channel))
        return Trial(tuple(mistakes), rung)

    def save(self, topic: str, tone: str, text: str, *, seen: str) -> None:
        """Write a text without mistakes to its file, and use it from now on."""
        save_reply(self.library, topic, tone, text, seen=seen, lint=self._lint)

    @cached_property
    def _checks(self) -> Checks:
        return Checks(self.library)

    def _lint(self, template: ReplyTemplate) -> Iterator[Mistake]:
        """Yield the mistakes of a template, also in how it stands on its ladder."""
        yield from lint_reply(template, self.library, self._checks)
        replies = self.library.replies
        ladder = {
            tone: reply
            for (topic, tone), reply in replies.items()
            if topic == template.topic
        }
        ladder[template.tone] = template
        topic = self.library.topics[template.topic]
        found = lint_ladder(topic, ladder, self._checks)
        for mistake in chain(found, lint_twins({topic.name: ladder})):
            if mistake.path.parent == template.path.parent:
                yield mistake

    def _rung(self, template: ReplyTemplate, channel: Channel) -> Rung:
        draft = Draft((), template.tone, template.topic, self._said(template, channel))
        fitted = fit(draft, channel)
        core = [sentence for sentence in draft.sentences if sentence.drop == 0]
        text = fitted.text if fitted else join(core, channel)
        example = template.example
        context = Context(
            channel=channel,
            public=channel.public,
            brand=Brand(contacts=tuple(example[c] for c in _CONTACTS if c in example)),
            customer=Customer(name=example.get("name", "")),
            tone=template.tone,
        )
        checked = self._checks.check(text, context)
        return Rung(template, checked, warmth_of(template, self._checks))

    def _said(self, template: ReplyTemplate, channel: Channel) -> tuple[Sentence, ...]:
        """Return the sentences that go out, with the template's example in place."""
        values = dict(template.example)
        values["matter.clause"] = values.get("matter", "")
        voice = self.library.voices[channel.form]
        greeting = voice.greeting[template.tone].render(values)
        greeting = greeting or voice.nameless[template.tone]
        first = [Sentence(greeting, role="greeting", drop=_GREETING_DROP)]
        place = _PLACES[template.handoff] if channel.public else "here"
        lines = [
            Sentence(text, drop=line.drop, paragraph=line.paragraph)
            for line in template.lines_for(place)
            if (text := line.line.render(values))
        ]
        if place != "none" and not template.speaks_of(place):
            common = self.library.handoff_lines[place][template.tone].render(values)
            lines += [Sentence(common)] if common else []
        return (*(first if greeting else []), *lines)
