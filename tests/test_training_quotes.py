"""What people would quote is learnt, and quoted of messages that were not learnt from."""

import json

import pytest

from assistant.drafting.quoting import Around, Quoter
from assistant.errors import CasesError
from assistant.schema import ContactReason
from assistant.settings import get_settings
from assistant.training.quotes import fit_quotes, read_quotes

READING = get_settings().models / "reading"
THINGS = ("parcel", "boiler", "router", "kettle", "ticket", "sofa", "meter", "bag")


def write(corpus, rows):
    (corpus / "quotes").mkdir(parents=True)
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (corpus / "quotes" / "a.jsonl").write_text(lines, encoding="utf-8")


@pytest.fixture(scope="module")
def fit(library, tmp_path_factory):
    """A layer taught by a small world in which the second sentence is the heart."""
    corpus = tmp_path_factory.mktemp("corpus")
    rows = [
        {
            "id": f"q{thing}{day}",
            "text": f"I live at the end of road {day}. Your {thing} broke on day {day}.",
            "contact_reason": "dissatisfaction",
            "best": f"Your {thing} broke on day {day}",
        }
        for thing in THINGS
        for day in range(8)
    ]
    write(corpus, rows)
    return fit_quotes(read_quotes(corpus), library, READING)


def test_quotes_are_learnt_and_written(fit, tmp_path):
    assert fit.figures.right == fit.figures.said > 0
    fit.write(tmp_path)
    quoter = Quoter.open(tmp_path, fit.quoter.sight)
    text = "I live at the end of road 4. Your lamp broke on day 4, again."
    quote = quoter.quote(Around(text, ContactReason.DISSATISFACTION))
    assert quote == "“Your lamp broke on day 4, again”"
    assert any("learnt from" in line for line in fit.lines())


def test_rows_that_are_no_choice_are_refused(tmp_path):
    write(tmp_path, [{"id": "q1", "text": "late", "best": "late", "more": 1}])
    with pytest.raises(CasesError):
        read_quotes(tmp_path)
