"""Drafts fit their channel without a sentence being cut."""

import pytest

from assistant.channels import count
from assistant.fitting import fit, join
from assistant.schema import Channel, Draft, Sentence, Tone

POST = Channel("p", "Posts", 60, "code_points", public=True, form="post")
THREADS = Channel(
    "t", "Threads", 60, "code_points", public=True, form="post", threads=True
)
LETTER = Channel("l", "Letters", None, "none", public=False, form="letter")


def draft(*sentences: Sentence) -> Draft:
    return Draft((), Tone.WARM, "late_delivery", sentences)


CORE = Sentence("We're sorry your parcel is late.")  # 32 characters
SOON = Sentence("DM us and we'll look.")  # 21
EXTRA = Sentence("That is annoying.", drop=1)
MORE = Sentence("We know.", drop=2)
GREETING = Sentence("Hi Dana,", role="greeting", drop=3)
SIGNED = Sentence("^Priya", role="sign_off", drop=1)


@pytest.mark.parametrize(
    ("sentences", "text"),
    [
        ([CORE], "We're sorry your parcel is late."),
        (
            [CORE, EXTRA, MORE],
            "We're sorry your parcel is late. That is annoying. We know.",
        ),
        ([CORE, EXTRA, SOON], "We're sorry your parcel is late. DM us and we'll look."),
        ([GREETING, CORE], "Hi Dana, we're sorry your parcel is late."),
        (
            [CORE, SOON, SIGNED],
            "We're sorry your parcel is late. DM us and we'll look.",
        ),
        (
            [CORE, EXTRA, SIGNED],
            "We're sorry your parcel is late. That is annoying. ^Priya",
        ),
    ],
)
def test_fit_drops_the_least_important_first(sentences, text):
    fitted = fit(draft(*sentences), POST)
    assert fitted is not None
    assert fitted.parts == (text,)


def test_fit_puts_back_what_fits_after_all():
    long_extra = Sentence("x" * 40 + ".", drop=2)
    fitted = fit(draft(GREETING, CORE, long_extra), POST)
    assert fitted is not None
    assert fitted.text == "Hi Dana, we're sorry your parcel is late."


def test_fit_says_when_nothing_fits():
    assert fit(draft(CORE, SOON, Sentence("One more thing to say.")), POST) is None


def test_fit_splits_into_a_thread_with_counters():
    fitted = fit(draft(CORE, SOON, Sentence("We'll write back here."), EXTRA), THREADS)
    assert fitted is not None
    assert fitted.parts == (
        "We're sorry your parcel is late. DM us and we'll look. 1/2",
        "We'll write back here. 2/2",
    )


def test_fit_never_cuts_a_sentence():
    assert fit(draft(Sentence("word " * 20 + "end.")), THREADS) is None


def test_fit_counts_the_mention():
    text = Sentence("x" * 50 + ".")
    assert fit(draft(text), POST, mention="@dana") is not None
    assert fit(draft(text), POST, mention="@dana_the_longer") is None


@pytest.mark.parametrize(
    ("first", "joined"),
    [
        ("We're sorry.", "Hi Dana, we're sorry."),
        ("I'm sorry.", "Hi Dana, I'm sorry."),
        ("Waiting is hard.", "Hi Dana, waiting is hard."),
        ("Leeds is far.", "Hi Dana. Leeds is far."),
    ],
)
def test_join_greets_as_people_do(first, joined):
    assert join([GREETING, Sentence(first)], POST) == joined


def test_join_writes_letters_in_paragraphs():
    second = Sentence("DM us.", paragraph=True)
    signed = Sentence("Priya, Northwind", role="sign_off")
    text = join([GREETING, CORE, second, signed], LETTER)
    assert text == (
        "Hi Dana,\n\nWe're sorry your parcel is late.\n\nDM us.\n\nPriya, Northwind"
    )


def test_fit_holds_on_every_channel_for_every_template(engine, library):
    over = []
    for (topic, tone), reply in library.replies.items():
        lines = [line for line in reply.lines if line.place in (None, reply.handoff)]
        written = draft(
            *(
                Sentence(text, drop=line.drop)
                for line in lines
                if (text := line.line.render({}))
            )
        )
        for channel in engine.channels.values():
            fitted = fit(written, channel)
            if fitted is None:
                if tone is Tone.PLAIN and channel.limit and channel.limit >= 140:
                    over.append((topic, channel.key))
                continue
            assert all(count(part, channel).fits for part in fitted.parts)
    assert over == []
