"""The main job: from a message to checked drafts. The only module with the order."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.channels import find_channel, load_channels
from assistant.checks import Checks, Trained, notes_on, open_trained
from assistant.conversation import Listener, route_on
from assistant.drafting import (
    Further,
    Rewording,
    Sight,
    Wording,
    notes_for,
    tones_for,
    write,
)
from assistant.finishing import check_draft, fit_and_check
from assistant.going_on import GoingOn, go_on
from assistant.library import Library
from assistant.models import LanguageModel, open_or_note
from assistant.openers import open_in_private
from assistant.ranking import best_first, best_of
from assistant.routing import choose_route
from assistant.schema import (
    Assessment,
    Channel,
    CheckedDraft,
    CheckedText,
    Context,
    Draft,
    Handoff,
    Message,
    Opener,
    Reply,
    Route,
    Tone,
)
from assistant.settings import Settings, get_settings

if TYPE_CHECKING:
    from assistant.triage import Triage
    from assistant.triage.trained.reader import TrainedReader

READER = "reading"  # the folder of the trained reader among the models
MOST_DRAFTS = 4
TONE = "tone"  # the folder of the weights that hear tone
_NOTHING: Mapping[str, str] = {}


class Engine:
    """A library, a model, and the way from a message to a reply."""

    def __init__(
        self,
        library: Library,
        *,
        model: LanguageModel | None = None,
        spec: str = "none",
        notes: Iterable[str] = (),
        reading: Path | None = None,
        tone: Path | None = None,
        words: Path | None = None,
    ) -> None:
        self.library = library
        self._tone_folder = tone
        self._words_folder = words
        self.model = model
        self.spec = spec
        self._notes = tuple(notes)
        self._reading = reading

    @classmethod
    def open(cls, settings: Settings | None = None, *, model: str = "") -> "Engine":
        """Open the library and the model that the settings or `model` name.

        A model that is missing or damaged gives a template-only engine with a note,
        a trained reader that is missing or damaged one that reads by rules alone,
        and weights of tone that are so one that checks tone by rules alone.
        """
        settings = settings or get_settings()
        spec = model or settings.model
        opened, notes = open_or_note(spec, settings.models)
        return cls(
            Library(settings.templates),
            model=opened,
            spec=spec,
            notes=notes,
            reading=settings.models / READER,
            tone=settings.models / TONE,
            words=settings.models,
        )

    def without_model(self) -> "Engine":
        """Return the same engine for answers that cannot wait for a language model."""
        return Engine(
            self.library,
            reading=self._reading,
            tone=self._tone_folder,
            words=self._words_folder,
        )

    def reply(
        self,
        message: Message,
        *,
        tone: Tone | None = None,
        drafts: int = 3,
        seed: int = 0,
        topic: str = "",
        read_as: str = "",
        words: Mapping[str, str] = _NOTHING,
    ) -> Reply:
        """Read a message, decide where it goes, and draft, fit and check answers.

        `drafts` is 1 to 4, one a tone. Equal seeds give equal words. There are drafts
        also where the route would leave the message unanswered: an agent decides.
        With `topic` the next word is ours: a follow-up, an update, an announcement;
        `words` are for its placeholders. With `read_as` an agent has said which topic
        the message is about. Raises UnknownTopic where none is.
        """
        assessment, route = self.triage(message, read_as=read_as)
        ours = bool(topic)
        going_on = self._going_on(message, assessment, topic)
        if going_on:
            route = route_on(route, going_on.stage, going_on.ledger)
        how_many = min(drafts, MOST_DRAFTS)
        tones = tones_for(
            assessment,
            message.brand,
            wished=tone,
            how_many=MOST_DRAFTS if going_on else how_many,
            replies=len(going_on.ledger.replies) if going_on else 0,
        )
        topic = going_on.topic if going_on else assessment.topic
        about = replace(assessment, topic=topic)
        told = self.wording.of(message, assessment, tones, seed=seed)
        written: Iterable[Draft] = write(
            self.listener.in_their_words(message),
            about,
            route,
            library=self.library,
            tones=tones,
            told=told,
            more=Further(self._heard(message, going_on), words, ours=ours),
        )
        if going_on:
            written = going_on.without_repeats(
                written, self.listener.ear, wished=tone, how_many=how_many
            )
            tones = tuple(dict.fromkeys(draft.tone for draft in written))
        best = best_first(self._best_of_each_tone(written, message), tones)
        spoken = (*self._on_languages(about, best), *self.check_notes)
        notes = (*self._notes, *self._reader[1], *told.notes, *spoken)
        reply = Reply(message, assessment, route, best, notes)
        first = best[0].draft.tone if best else None
        return replace(reply, opener=self._opener(reply, first, going_on))

    def _heard(self, message: Message, going_on: GoingOn | None) -> dict[str, str]:
        """Return what was told so far, for the places of templates."""
        earlier = going_on.values if going_on else _NOTHING
        return {**self.listener.given(message), **earlier}

    def opener(self, reply: Reply, tone: Tone) -> Opener | None:
        """Return the first words in private to a reply, in a tone of one's choice.

        None where the case does not move. A reply has them in the tone of its best
        draft already.
        """
        going_on = self._going_on(reply.message, reply.assessment)
        return self._opener(reply, tone, going_on)

    def _opener(
        self, reply: Reply, tone: Tone | None, going_on: GoingOn | None
    ) -> Opener | None:
        if tone is None or reply.route.handoff is Handoff.NONE:
            return None
        return open_in_private(
            reply,
            tone,
            library=self.library,
            channels=self.channels,
            checks=self._checks,
            listener=self.listener,
            going_on=going_on,
        )

    def _best_of_each_tone(
        self, written: Iterable[Draft], message: Message
    ) -> list[CheckedDraft]:
        by_tone = groupby(written, key=lambda draft: draft.tone)
        return [
            best_of(fit_and_check(draft, message, self._checks) for draft in group)
            for _, group in by_tone
        ]

    def _on_languages(
        self, about: Assessment, drafts: Iterable[CheckedDraft]
    ) -> tuple[str, ...]:
        """Return what an agent should know of the languages of message and drafts."""
        languages = dict.fromkeys(checked.draft.language for checked in drafts)
        judged = (note for each in languages for note in notes_on(each, self.library))
        return (*notes_for(about, self.library), *judged)

    def stage(self, message: Message) -> GoingOn | None:
        """Return where a conversation stands; None before our first reply in it."""
        assessment, _ = self.triage(message)
        return self._going_on(message, assessment)

    def _going_on(
        self, message: Message, assessment: Assessment, topic: str = ""
    ) -> GoingOn | None:
        if not topic and not any(turn.role == "agent" for turn in message.thread):
            return None
        first = next((t for t in message.thread if t.role == "customer"), None)
        began = assessment.topic
        if first and first.topic in self.library.topics:
            began = first.topic
        elif first and first.text.strip():
            opening = replace(message, text=first.text, thread=())
            began = self._triage.assess(opening).topic
        return go_on(message, assessment, began, self.listener, self.library, topic)

    @cached_property
    def listener(self) -> Listener:
        """What reads threads whole."""
        return Listener(self.library)

    def triage(
        self, message: Message, *, read_as: str = ""
    ) -> tuple[Assessment, Route]:
        """Read a message and decide where it goes.

        `read_as` is the topic that an agent says it is about. Raises UnknownTopic.
        """
        assessment = self._triage.assess(message, read_as=read_as)
        return assessment, choose_route(message, assessment, self.library)

    def check(self, text: str, context: Context) -> CheckedText:
        """Hold a text against every rule and checker."""
        return self._checks.check(text, context)

    def channel(self, name: str) -> Channel:
        """Return the channel of that key or alias.

        Raises UnknownChannel with the nearest names.
        """
        return find_channel(name, self.channels)

    @cached_property
    def channels(self) -> Mapping[str, Channel]:
        """Every channel by key."""
        return load_channels(self.library.folder / "channels")

    @property
    def check_notes(self) -> tuple[str, ...]:
        """What a person should know of how texts are checked."""
        return self._trained[1]

    @cached_property
    def wording(self) -> Wording:
        """What finds words for the places where a draft speaks of a message."""
        reader = self._reader[0]
        sight = Sight(reader.pooled, reader.read, reader.mark) if reader else None
        return Wording(self.library, self.model, self._words_folder, sight)

    @cached_property
    def rewording(self) -> Rewording:
        """What says an agent's own text in a tone."""
        return Rewording(self.library, self.model)

    @cached_property
    def _checks(self) -> Checks:
        return Checks(self.library, self._trained[0])

    @cached_property
    def _trained(self) -> tuple[Trained, tuple[str, ...]]:
        return open_trained(self._tone_folder, self.library)

    @cached_property
    def _triage(self) -> "Triage":
        from assistant.triage import Triage  # a check reads no message

        return Triage(self.library, self._reader[0])

    @cached_property
    def _reader(self) -> "tuple[TrainedReader | None, tuple[str, ...]]":
        """The trained reader, if there is one, and a note where there should be."""
        from assistant.triage.trained.reader import open_reader

        return open_reader(self._reading) if self._reading else (None, ())

    def recheck(self, draft: Draft, message: Message) -> CheckedDraft:
        """Check a draft that was changed after it was fitted."""
        return check_draft(draft, message, self._checks)
