"""Measure whether personal tokens of a customer's message pass into public replies.

    python -m benchmarks.copying [--pairs N]

Each pair is a message with a token and a reply that repeats it in a disguise, and the
same reply without it. A token that nothing flags is a miss.
"""

import argparse
import random
from collections import Counter

from assistant.engine import Engine
from assistant.schema import Context, Severity

_TOKENS = {
    "email": lambda chance: f"dana{chance.randrange(9999)}@mail.example.org",
    "phone": lambda chance: f"07700 900{chance.randrange(100, 999)}",
    "order": lambda chance: f"{chance.randrange(10**7, 10**8)}",
    "code": lambda chance: f"QX{chance.randrange(10**4, 10**5)}Z",
}
_DISGUISES = {
    "as it is": lambda token: token,
    "upper case": str.upper,
    "spaced": " ".join,
    "hidden marks": "\u200b".join,
    "dots": ".".join,
}
_MESSAGE = "My parcel never came and nobody answers. It is {token}. Please help."
_REPLY = "I'm sorry the parcel never came. I can see {token} here and I'm on it."
_CLEAN = "I'm sorry the parcel never came. I can see it here and I'm on it."


def main() -> None:
    """Print the misses by kind and disguise, and the clean replies flagged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=10_000)
    pairs = parser.parse_args().pairs
    engine, chance = Engine.open(model="none"), random.Random(1)
    x = engine.channel("x")
    missed: Counter[str] = Counter()
    wrong = 0
    for _ in range(pairs):
        kind, disguise = chance.choice([*_TOKENS]), chance.choice([*_DISGUISES])
        token = _TOKENS[kind](chance)
        context = Context(x, True, customer_text=_MESSAGE.format(token=token))
        hidden = _REPLY.format(token=_DISGUISES[disguise](token))
        missed[f"{kind}, {disguise}"] += not _flagged(engine, hidden, context)
        wrong += _flagged(engine, _CLEAN, context)
    total = sum(missed.values())
    print(f"missed {total} of {pairs}; clean replies flagged {wrong} of {pairs}")
    for what, count in missed.most_common():
        print(f"  {what}: {count}")


def _flagged(engine: Engine, text: str, context: Context) -> bool:
    found = engine.check(text, context).findings
    return any(f.kind and f.severity is Severity.ERROR for f in found)


if __name__ == "__main__":
    main()
