"""Play a conversation from a file: what each turn is, and what must come of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from assistant.casework import Casework
from assistant.conversation import Ear
from assistant.engine import Engine
from assistant.library import BrandFile
from assistant.schema import Customer, Message, Reply, Tone
from assistant.store import Store, StoredCase
from assistant.text import sentence_spans

FOLDER = Path(__file__).parent / "cases" / "conversations"
FILES = sorted(FOLDER.glob("*.yml"))
_UNITS = {"m": 1, "h": 60, "d": 1440}


@dataclass
class Played:
    """A conversation as it went: its case after each turn, and what we said."""

    case: StoredCase
    said: list[str] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    def wait(self, span: str) -> None:
        """Go on by `20m`, `3h` or `2d`."""
        self.now += timedelta(minutes=int(span[:-1]) * _UNITS[span[-1]])


def read(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def play(
    script: dict[str, Any], engine: Engine, url: str = "sqlite://"
) -> Iterator[Any]:
    """Play a script turn by turn; yield each turn with what has been played so far."""
    clock = Clock(script["start"])
    brand = BrandFile.model_validate(script.get("brand", {}), strict=False).to_brand()
    played: Played | None = None
    with Store.open(url, secret=b"of this test alone", clock=clock) as store:
        work = Casework(engine, store, brand=brand)
        for turn in script["turns"]:
            clock.wait(turn.get("after", "10m"))
            if "customer" in turn:
                step = work.hear(
                    Message(
                        turn["customer"],
                        engine.channel(turn.get("channel", script["channel"])),
                        customer=Customer(**script.get("customer", {})),
                        brand=brand,
                    ),
                    case_id=played.case.id if played else None,
                )
                played = played or Played(step.case)
                played.case = step.case
            elif "agent" in turn:
                _say(turn, work, played)
            elif "hand_over" in turn:
                given = turn["hand_over"]
                played.case = work.cases.hand_over(
                    played.case.id, given["by"], to=given["to"], reason=given["why"]
                )
            elif "close" in turn:
                played.case = work.close(played.case.id, turn["close"])
            elif "done" in turn:
                (task,) = [t for t in played.case.owed if turn["done"] in t.what]
                played.case = work.settle(played.case.id, task.id)
            else:
                played.case = work.cases.get(played.case.id)
            yield turn, played, work


def _say(turn: dict[str, Any], work: Casework, played: Played) -> None:
    """Send the agent's own text, or take the first draft (and add to it)."""
    tone = Tone(turn["tone"]) if "tone" in turn else None
    text = turn["agent"]
    if text == "draft":
        reply = work.draft(played.case.id, tone=tone)
        played.replies.append(reply)
        text = reply.drafts[0].draft.text
        body, sign, name = text.partition(" ^")
        text = f"{body} {turn['adds']}{sign}{name}" if "adds" in turn else text
    played.said.append(text)
    played.case = work.say(played.case.id, text, author=turn.get("by"))


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text)]


def apologies(texts: list[str], ear: Ear) -> list[str]:
    return [s for text in texts for s in sentences(text) if ear.hears("sorry", s)]
