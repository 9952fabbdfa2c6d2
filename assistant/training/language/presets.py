"""How large the model is and how long it learns, by name."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Shape:
    """A Llama: its width, depth and vocabulary."""

    vocabulary: int = 8192
    width: int = 384
    layers: int = 6
    heads: int = 6
    key_heads: int = 2
    inner: int = 1024
    context: int = 512  # positions


@dataclass(frozen=True, slots=True)
class Stage:
    """One stretch of learning: its rate rises, stays, and falls at the end.

    A stage ends after `epochs` over its rows or after `minutes`, whichever comes
    first; with a bound in minutes the rate follows the clock.
    """

    rate: float
    rows: int  # rows of one batch
    epochs: float = 1.0
    minutes: float | None = None
    warm_up: float = 0.02  # share of the stage
    fall: float = 0.3  # share of the stage


@dataclass(frozen=True, slots=True)
class Times:
    """How often each of our own pairs comes in one round of tuning.

    A model too small to earn a job is not taught it: its words would come from the
    words of the others.
    """

    clause: int = 4
    judged: int = 4  # clauses that a reader found fit to be said back
    retold: int = 4  # sentences that people said back
    other_shapes: int = 2
    acknowledgement: int = 2
    reword: int = 3


@dataclass(frozen=True, slots=True)
class Preset:
    """A shape, and what it learns in which order."""

    shape: Shape
    pretraining: Stage
    tuning: Stage
    row: int = 320  # tokens of one packed row
    echoes: int = 140_000  # pairs made by rule
    general: int = 12_000_000  # words of general text beside customer care
    times: Times = Times()
    rehearsed: float = 0.12  # share of the echoes that stay in the mixture of tuning
    seed: int = 17

    def within(self, minutes: float, *, pretraining: bool = True) -> "Preset":
        """Return the preset with `minutes` of learning in all.

        The stages share them as they share their own; without pretraining all of them
        are for tuning, so that models compared have learnt for as long.
        """
        own = (self.pretraining.minutes or 1.0, self.tuning.minutes or 1.0)
        share = own[0] / sum(own) if pretraining else 0.0
        return replace(
            self,
            pretraining=replace(self.pretraining, minutes=minutes * share),
            tuning=replace(self.tuning, minutes=minutes * (1 - share)),
        )


PRESETS = {
    # Learns in under a minute on one core; it shows that the recipe runs.
    "tiny": Preset(
        Shape(vocabulary=600, width=64, layers=2, heads=4, key_heads=2, inner=128),
        pretraining=Stage(rate=3e-3, rows=4, epochs=1.0, minutes=0.2),
        tuning=Stage(rate=1e-3, rows=4, epochs=1.0, minutes=0.2),
        row=96,
        echoes=200,
        general=0,
    ),
    # Under two hours on one core with bf16 instructions.
    "cpu": Preset(
        Shape(width=256, heads=4, inner=704),
        pretraining=Stage(rate=3e-3, rows=16, epochs=2.0, minutes=70),
        tuning=Stage(rate=1.5e-3, rows=16, epochs=4.0, minutes=18, fall=0.8),
        general=0,
        times=Times(clause=8, judged=6, other_shapes=1, acknowledgement=0, reword=3),
        rehearsed=0.2,
    ),
    # For a model that has learnt so, with what came since: an hour on two cores.
    "further": Preset(
        Shape(width=256, heads=4, inner=704),
        pretraining=Stage(
            rate=2e-3, rows=24, epochs=2.0, minutes=38, warm_up=0.03, fall=0.5
        ),
        tuning=Stage(rate=1e-3, rows=16, epochs=3.0, minutes=15, fall=0.8),
        general=0,
        echoes=170_000,
        times=Times(clause=2, judged=4, other_shapes=1, acknowledgement=0, reword=3),
        rehearsed=0.1,
    ),
    # Half an hour on one large GPU.
    "gpu": Preset(
        Shape(vocabulary=16384, width=512, layers=9, heads=8, key_heads=2, inner=1408),
        pretraining=Stage(rate=2e-3, rows=384, epochs=8.0, minutes=20),
        tuning=Stage(rate=6e-4, rows=192, epochs=6.0, minutes=6, fall=0.7),
        echoes=600_000,
        general=60_000_000,
    ),
}
