"""How often first drafts say what happened in the customer's words, and which words.

    python -m benchmarks.matters [MESSAGES.jsonl …] [--held-out] [--count 200] [--show]

Each line of a file has a `text`. Templates speak alone, so the words are those of the
judge of clauses. With `--show` every draft with such words is printed, to be read.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.engine import Engine
from assistant.schema import ContactReason, Message
from assistant.training.held_out import is_held_out

_MESSAGES = Path("models/corpus/messages")
_HAPPENED = (ContactReason.DISSATISFACTION, ContactReason.PROBLEM_ALERT)


def main() -> None:
    """Print shares over a sample of messages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("messages", nargs="*", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--held-out", action="store_true", help="that tenth alone")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    texts = list(_texts(given.messages or sorted(_MESSAGES.glob("*.jsonl"))))
    if given.held_out:
        texts = [text for text in texts if is_held_out(text)]
    random.Random(given.seed).shuffle(texts)
    count, drafts = _counted(texts[: given.count])
    happened = max(1, count["happened"])
    print(f"{count['happened']} messages where something happened")
    print(f"a clause is chosen in {count['chosen'] / happened:.2f}")
    print(f"it is in the first draft in {count['used'] / happened:.2f}")
    print(f"all drafts differ in {count['differ'] / max(1, count['chosen']):.2f}")
    for draft in drafts if given.show else []:
        print(draft)


def _counted(texts: Sequence[str]) -> tuple[Counter[str], list[str]]:
    engine = Engine.open(model="none")
    count: Counter[str] = Counter()
    drafts = []
    for text in texts:
        message = Message(text, engine.channel("x"))
        reply = engine.reply(message)
        read = reply.assessment
        if read.contact_reason not in _HAPPENED:
            continue
        count["happened"] += 1
        said = engine.wording.about(
            message, (), grave=read.severity >= 4, language=read.language
        ).ruled
        if said:
            written = [checked.draft.text for checked in reply.drafts]
            count["chosen"] += 1
            count["used"] += said in written[0]
            count["differ"] += len(set(written)) == len(written)
            if said in written[0]:
                drafts.append(f"{text!r}\n  {written[0]!r}")
    return count, drafts


def _texts(paths: Sequence[Path]) -> Iterator[str]:
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            text = json.loads(line).get("text", "")
            if text:
                yield text


if __name__ == "__main__":
    main()
