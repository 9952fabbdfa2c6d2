"""What reviewers wrote passes the check that agents' texts pass, trained ears included."""

import pytest

from assistant.linting.replies import IN_PUBLIC, own_words
from assistant.schema import Context, Severity, Tone

_TURNS = 3  # wordings of each line


@pytest.mark.weights
@pytest.mark.parametrize("tone", list(Tone))
def test_templates_say_nothing_that_keeps_a_reply_back(engine, tone):
    context = Context(IN_PUBLIC, public=True, tone=tone)
    wrong = [
        f"{reply.topic}/{tone}: {one.rule} in {said[one.start : one.end]!r}"
        for (_, own), reply in engine.library.replies.items()
        if own is tone
        for said in {" ".join(own_words(reply.in_turn(turn))) for turn in range(_TURNS)}
        for one in engine.check(said, context).findings
        if one.severity is Severity.ERROR
    ]
    assert wrong == []
