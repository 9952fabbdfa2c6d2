"""How large the readers of messages are, and how long they are taught."""

from dataclasses import dataclass, replace

from assistant.training.network import Shape
from assistant.training.reading.course import Plan
from assistant.training.reading.networks import WordShape


@dataclass(frozen=True, slots=True)
class Preset:
    """How large the readers are and how long they are taught."""

    words: WordShape
    larger_plan: Plan
    word_plan: Plan
    sentence_plan: Plan
    hidden: int = 192  # between the states and the answers
    changed: int = 5  # times that each text is changed for the larger reader
    beginner: Shape = Shape()  # of an encoder that begins from nothing


FULL = Preset(
    words=WordShape(),
    larger_plan=Plan(steps=2040, rate=5e-5, head_rate=1e-3),
    word_plan=Plan(
        steps=1300, rate=3e-3, head_rate=3e-3, pairs=12, taught=32, decay=0.02
    ),
    sentence_plan=Plan(
        steps=3600, rate=6e-4, head_rate=2e-3, taught=96, states=1.0, decay=0.02
    ),
)
# For readers that have learnt already, when there are more messages to learn from: what
# they thought before holds that of sentences where it was.
FURTHER = replace(
    FULL,
    word_plan=replace(FULL.word_plan, steps=400, rate=1e-3, head_rate=1e-3),
    sentence_plan=Plan(
        steps=950, rate=2e-4, head_rate=1e-3, rows=48, taught=64, decay=0.02
    ),
)
# For the same when a larger reader has learnt from them as well, and what it says of
# them, and of each once changed, is to be learnt.
TAUGHT = replace(
    FURTHER,
    larger_plan=Plan(steps=1700, rate=5e-5, head_rate=1e-3, rows=40, pairs=3),
    sentence_plan=replace(
        FURTHER.sentence_plan, steps=1600, rate=3e-4, rows=32, taught=96, states=1.0
    ),
    changed=1,
)
TINY = Preset(
    words=WordShape(buckets=2048, width=16, features=24, hidden=32),
    larger_plan=Plan(steps=4, rate=1e-3, head_rate=3e-3, rows=8, pairs=2),
    word_plan=Plan(steps=150, rate=1e-2, head_rate=1e-2, rows=16, pairs=4),
    sentence_plan=Plan(
        steps=60, rate=3e-3, head_rate=3e-3, rows=8, pairs=2, taught=4, states=1.0
    ),
    hidden=32,
    changed=1,
    beginner=Shape(width=48, layers=1, heads=4, inner=64),
)
PRESETS = {"full": FULL, "further": FURTHER, "taught": TAUGHT, "tiny": TINY}
