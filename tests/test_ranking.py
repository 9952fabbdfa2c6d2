"""Of the candidates of a tone, the one that says most and may go out is taken."""

import pytest

from assistant.ranking import best_of
from assistant.schema import (
    CheckedDraft,
    Draft,
    Finding,
    Length,
    Scores,
    Severity,
    Tone,
)


def checked(text, *severities, brief=False, parts=1):
    findings = tuple(
        Finding("blaming.you_should", "blaming", severity, 0, 1, "sounds like blame")
        for severity in severities
    )
    draft = Draft((text,) * parts, Tone.WARM, "price", brief=brief)
    return CheckedDraft(draft, findings, Scores(0.5, 0.0, 3.0), Length(9, 280, "code"))


def text_of(*candidates):
    return best_of(candidates).draft.parts[0]


@pytest.mark.parametrize(
    ("against_the_first", "taken"),
    [
        ((), "specific"),
        ((Severity.SUGGESTION,), "specific"),
        ((Severity.SUGGESTION, Severity.SUGGESTION), "general"),
        ((Severity.WARNING,), "general"),
        ((Severity.ERROR,), "general"),
    ],
)
def test_what_says_most_is_kept_unless_much_speaks_against_it(against_the_first, taken):
    first = checked("specific", *against_the_first)
    assert text_of(first, checked("general"), checked("brief", brief=True)) == taken


def test_nothing_after_a_faultless_one_is_looked_at():
    def candidates():
        yield checked("specific")
        raise AssertionError("the next was asked for")

    assert best_of(candidates()).draft.parts == ("specific",)


def test_a_brief_one_goes_before_a_thread_and_after_a_warning():
    brief = checked("brief", brief=True)
    assert text_of(checked("thread", parts=2), brief) == "brief"
    assert text_of(checked("warned", Severity.WARNING), brief) == "warned"


def test_choosing_asks_for_a_candidate():
    with pytest.raises(ValueError, match="no candidate"):
        best_of([])
