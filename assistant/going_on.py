"""The next reply in a conversation: what it is about, and what it must not repeat."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from assistant.conversation import (
    Continued,
    Ear,
    Ledger,
    Listener,
    Stage,
    continue_with,
)
from assistant.library import Library
from assistant.schema import Assessment, Draft, Message, Tone, Turn


@dataclass(frozen=True, slots=True)
class GoingOn:
    """A thread read whole, and what the next reply in it is."""

    topic: str
    stage: Stage
    ledger: Ledger
    values: dict[str, str]

    def without_repeats(
        self, drafts: Iterable[Draft], ear: Ear, *, wished: Tone | None, how_many: int
    ) -> tuple[Draft, ...]:
        """Return the drafts that say nothing twice, at least in the first tones.

        Of a tone that must repeat something, the candidates that repeat least are
        returned, after the tones that are still unspent.
        """
        tones: list[tuple[int, list[Continued]]] = []
        for _, group in groupby(drafts, key=lambda draft: draft.tone):
            continued = [continue_with(draft, self.ledger, ear) for draft in group]
            whole = [one for one in continued if not one.draft.brief] or continued
            fewest = min(one.repeats for one in whole)
            tones.append((fewest, [one for one in whole if one.repeats == fewest]))
        tones.sort(key=lambda tone: (tone[1][0].draft.tone is not wished, tone[0]))
        return tuple(one.draft for _, group in tones[:how_many] for one in group)


def go_on(
    message: Message,
    assessment: Assessment,
    began: str,
    listener: Listener,
    library: Library,
    topic: str = "",
) -> GoingOn:
    """Read the thread of a message, which `began` with a topic, and the message.

    With `topic` the thread ends with our own word, and the next one is ours too.
    """
    latest = Turn("customer", message.text, message.at, message.channel.public)
    ledger = listener.ledger(
        (*message.thread, latest), hours=message.brand.hours, now=message.at
    )
    stage = listener.stage(message, assessment, ledger)
    if topic:
        stage = listener.nudge(topic, message, ledger)
    topic = stage.topic or assessment.topic
    ask = library.topics[began].ask
    taken = any(name in ledger.given for name in listener.ear.asked(f"Send {ask}"))
    values = {**stage.values}
    if "missing" in values:
        values["ask"] = values["missing"] or ("" if taken else ask)
    return GoingOn(topic, stage, ledger, values)
