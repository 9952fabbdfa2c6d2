"""What of real messages comes back in the drafts, and by whose choice.

    python -m benchmarks.real FILE ... [--most 1000] [--held-out] [--model tactful]

A file is one that `benchmarks.prepare` writes, or one of `models/corpus/messages`:
lines with `id`, `channel`, `text`; `--held-out` takes only the tenth of them that
nothing learns from.
Each message gets three drafts from one engine in this process. What comes out is held
against its rules by the counters of `benchmarks.counters`, not by the program's own.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.drafting import Told
from assistant.drafting.candidates import candidates_of
from assistant.engine import Engine
from assistant.library import Library
from assistant.schema import CheckedDraft, ContactReason, Message, Reply
from assistant.text import ENGLISH
from assistant.training.held_out import is_held_out
from benchmarks.counters import excess, shapes_not_given
from benchmarks.tables import show

_WHAT = {
    "model": "what happened, by the language model",
    "clause": "what happened, by the chosen clause",
    "question": "what they asked",
    "subject": "the thing it is about",
    "borne": "how long they waited or how often they asked",
    "impact": "what else they have been through",
    "template": "the words of the template alone",
}
_GRAVE = 4  # severity from which only a sure clause is used, and no model


@dataclass(frozen=True, slots=True)
class Seen:
    """A message's reply, and what could have been said in it beside the template."""

    reply: Reply
    told: Told
    why_no_clause: str

    @property
    def clause(self) -> str:
        """The chosen clause, empty where there is none."""
        return self.told.ruled

    def won(self, checked: CheckedDraft) -> str:
        """Say what of the message a draft has: the first of these that is in it.

        What happened, in words of the language model or in the chosen clause; what was
        asked; the thing that it is about; what its writer has borne; or the template
        alone.
        """
        if any(one.source == "model" for one in checked.draft.sentences):
            return "model"
        if self.clause and self.clause.casefold() in checked.draft.text.casefold():
            return "clause"
        for what in ("question", "subject"):
            said = getattr(self.told, what)
            if said and said in checked.draft.text:
                return what
        for what, ladder in (("borne", self.told.borne), ("impact", self.told.impact)):
            words = ladder.get(checked.draft.tone, "")
            if words and words in checked.draft.text:
                return what
        return "template"


def main() -> None:
    """Answer the messages and print the tables."""
    parser = argparse.ArgumentParser(prog="benchmarks.real", description=__doc__)
    parser.add_argument("messages", type=Path, nargs="+")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--most", type=int, default=1000)
    parser.add_argument("--model", default="tactful")
    given = parser.parse_args()
    rows = [
        json.loads(line)
        for path in given.messages
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    rows = [row for row in rows if not given.held_out or is_held_out(row["text"])]
    engine = Engine.open(model=given.model)
    seen = [_answered(row, engine) for row in rows[: given.most]]
    show((f"{len(seen)} messages", "share", "of"), list(_winners(seen)))
    print()
    show(("why no clause of the customer", "share", "of"), list(_silences(seen)))
    print()
    dropped = engine.wording.dropped
    show(("why words of the model were dropped", "share", "of"), list(_drops(dropped)))
    print()
    show(("what comes out", "texts", "of"), list(_broken(seen, engine.library)))


def _answered(row: dict[str, str], engine: Engine) -> Seen:
    message = Message(row["text"], engine.channel(row["channel"]))
    reply = engine.reply(message)
    read = reply.assessment
    glad = read.contact_reason is ContactReason.SATISFACTION
    grave = read.severity >= _GRAVE
    kept = engine.wording.dropped.copy()
    told = engine.wording.about(
        message, (), glad=glad, grave=grave, language=read.language
    )
    told = replace(
        told,
        impact=engine.wording.impact(message, read),
        question=engine.wording.question(message, read),
    )
    engine.wording.dropped.clear()  # counted once, in the reply
    engine.wording.dropped.update(kept)
    why = ""
    if not told.ruled:
        if read.language != ENGLISH:
            why = "in another language"
        elif glad:
            why = "praise"
        elif not candidates_of(message.text):
            why = "no clause could be cut and turned"
        else:
            why = "grave, and not sure enough" if grave else "not sure enough"
    return Seen(reply, told, why)


def _winners(seen: Sequence[Seen]) -> Iterator[tuple[object, ...]]:
    best = Counter(one.won(one.reply.drafts[0]) for one in seen if one.reply.drafts)
    every = Counter(one.won(draft) for one in seen for draft in one.reply.drafts)
    for who, count in (("first drafts", best), ("all drafts", every)):
        for words, what in _WHAT.items():
            yield f"{who} with {what}", *_of(count, words)
    happened = [one for one in seen if one.clause]
    lost = sum(one.won(one.reply.drafts[0]) == "template" for one in happened)
    yield "a chosen clause lost to the template", *_share(lost, len(happened))
    model = [one for one in seen if one.told.matters]
    lost = sum(one.won(one.reply.drafts[0]) == "template" for one in model)
    yield "words of the model lost to the template", *_share(lost, len(model))
    firsts = {_first_sentence(one.reply) for one in seen}
    yield "distinct first sentences", *_share(len(firsts), len(seen))
    bodies = {one.reply.drafts[0].draft.text for one in seen if one.reply.drafts}
    yield "distinct first drafts", *_share(len(bodies), len(seen))


def _silences(seen: Sequence[Seen]) -> Iterator[tuple[object, ...]]:
    count = Counter(one.why_no_clause or "(a clause was chosen)" for one in seen)
    for why, times in count.most_common():
        yield why, *_share(times, len(seen))


def _drops(dropped: Counter[str]) -> Iterator[tuple[object, ...]]:
    for fault, times in dropped.most_common():
        yield fault.replace("_", " "), *_share(times, dropped.total())


def _broken(seen: Sequence[Seen], library: Library) -> Iterator[tuple[object, ...]]:
    """Yield how many texts break a rule, by counters of our own beside the program."""
    ours = " ".join(
        line.line.source
        for reply in library.replies.values()
        for line in reply.wordings
    )
    count: Counter[str] = Counter()
    for one in seen:
        message = one.reply.message
        for draft in one.reply.drafts:
            for part in draft.draft.parts:
                over = excess(part, message.channel)
                count["counted"] += over is not None
                count["too long"] += over is not None and over > 0
            strange = shapes_not_given(draft.draft.text, f"{message.text} {ours}")
            count["strange"] += bool(strange)
            count["drafts"] += 1
            count["errors"] += not draft.ready
    yield "too long for their channel", count["too long"], count["counted"]
    yield (
        "a figure, link, handle or address from nowhere",
        count["strange"],
        count["drafts"],
    )
    yield "an error finding of the check", count["errors"], count["drafts"]


def _first_sentence(reply: Reply) -> str:
    sentences = reply.drafts[0].draft.sentences if reply.drafts else ()
    return next((one.text for one in sentences if one.role == "body"), "")


def _of(count: Counter[str], name: str) -> tuple[float, int]:
    return _share(count[name], count.total())


def _share(part: int, whole: int) -> tuple[float, int]:
    return part / max(1, whole), whole


if __name__ == "__main__":
    main()
