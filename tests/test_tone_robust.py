"""A fault of tone is heard through a disguise of its letters."""

from pathlib import Path

import pytest
from disguises import CYRILLIC, DISGUISES

from assistant.engine import Engine
from assistant.evaluation.rows import TONE_FAMILIES, ToneCase
from assistant.schema import Context, Severity
from assistant.text import fold
from assistant.training.labelled import read_labelled

CORPUS = Path(__file__).parent.parent / "models" / "corpus" / "tone"
LETTERS = {
    "bold letters": lambda text: "".join(map(_bold, text)),
    "letters of another script": lambda text: text.translate(CYRILLIC),
    "capitals": str.upper,
    "small letters": str.lower,
}
ALL = {**DISGUISES, **LETTERS}


def _bold(letter: str) -> str:
    if not (letter.isascii() and letter.isalpha()):
        return letter
    first = 0x1D41A - ord("a") if letter.islower() else 0x1D400 - ord("A")
    return chr(ord(letter) + first)


@pytest.fixture(scope="module")
def trained() -> Engine:
    """An engine with the weights that ship."""
    return Engine.open(model="none")


@pytest.fixture(scope="module")
def faulty(trained) -> list[ToneCase]:
    """Replies nothing learnt from, in which a fault is heard as they stand."""
    cases = [case for case in read_labelled(CORPUS, ToneCase) if case.tenth == 0]
    heard = (case for case in cases if case.labels and _is_heard(trained, case))
    return [case for case, _ in zip(heard, range(200), strict=False)]


def _is_heard(engine: Engine, case: ToneCase, text: str = "") -> bool:
    channel = engine.channel(case.channel)
    found = engine.check(text or case.text, Context(channel, channel.public)).findings
    return any(
        finding.family in TONE_FAMILIES and finding.severity is not Severity.SUGGESTION
        for finding in found
    )


def test_tone_robust_disguises_of_a_few_faults(trained, faulty):
    few = faulty[::40]
    hidden = {
        name: [
            case.id for case in few if not _is_heard(trained, case, change(case.text))
        ]
        for name, change in ALL.items()
    }
    assert {name: ids for name, ids in hidden.items() if ids} == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_tone_robust_a_disguise_hides_at_most_two_in_a_hundred(trained, faulty, name):
    heard = [_is_heard(trained, case, ALL[name](case.text)) for case in faulty]
    assert sum(heard) >= 0.98 * len(faulty)


def test_tone_robust_a_disguised_fault_is_marked_where_it_stands(trained, x):
    plain = "Hi Jo, thanks. You should have read the terms before you complained."
    hidden = plain.replace("e", "\u200b\u0435")  # of another script, and apart
    public = Context(x, public=True)
    there, behind = (trained.check(text, public).findings for text in (plain, hidden))
    assert there
    assert [fold(hidden[f.start : f.end]).text for f in behind] == [
        plain[f.start : f.end] for f in there
    ]
