"""A question is said again from our side, and only where it is surely parted."""

import pytest

from assistant.drafting.asked import asked


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("can we bring our own cake for a birthday table?",
         "whether you can bring your own cake for a birthday table"),
        ("Hi, do you have the 2 litre kettle in stock?",
         "whether we have the 2 litre kettle in stock"),
        ("do I need to book?", "whether you need to book"),
        ("can you still get in thirty mins late?",
         "whether you can still get in thirty minutes late"),
        ("do you have to finish act 2 before co-op unlocks", ""),
        ("can you deposit a cheque from another country at a branch", ""),
        ("Is the upper deck open on Sundays?",
         "whether the upper deck is open on Sundays"),
        ("Is the reading room open on either day?",
         "whether the reading room is open on either day"),
        ("is the loo on the same floor?", "whether the loo is on the same floor"),
        ("are barbecues allowed on the green if they're small",
         "whether barbecues are allowed on the green"),
        ("Does the night bus run on thurs?", "whether the night bus runs on Thursday"),
        ("Does home cover include legal costs?",
         "whether home cover includes legal costs"),
        ("Will the blue ones in the sale be back?",
         "whether the blue ones in the sale will be back"),
        ("is the velvet one back on monday?", "whether the velvet one is back on Monday"),
        ("Is the doctor that's lovely with the old ones leaving?", ""),
        ("Who grows your rhubarb?", "who grows our rhubarb"),
        ("what goes in the brown bin", "what goes in the brown bin"),
        ("what is the fee for the big hall", "what the fee for the big hall is"),
        ("Anyone know how to reset the light on the 2019 model?",
         "how to reset the light on the 2019 model"),
        ("Could you just confirm that the delivery is still the 14th?",
         "whether the delivery is still the 14th"),
        ("How many days do I have to claim after a burst pipe?",
         "how many days you have to claim after a burst pipe"),
        ("how long does a parcel stay in the locker before it goes back",
         "how long a parcel stays in the locker before it goes back"),
        ("is burgundy alright round a cot?", "whether burgundy is alright round a cot"),
        ("will the linen trousers be back in a long fit",
         "whether the linen trousers will be back in a long fit"),
        ("how do i print a label at a locker", "how to print a label at a locker"),
        ("who do I ask about a lost glove?", "who to ask about a lost glove"),
        ("What time does the ticket office at Whitwell open?",
         "what time the ticket office at Whitwell opens"),
        ("how much is the sofa in pic 2", "how much the sofa in pic 2 is"),
        ("How wide is the bathroom door in the ground-floor rooms?",
         "how wide the bathroom door in the ground-floor rooms is"),
        ("Which documents are needed for a new card?",
         "which documents are needed for a new card"),
        ("Where is customer data held for the region?",
         "where customer data is held for the region"),
        ("any news on my car please, the grey estate",
         "whether there's any news on your car"),
        ("Is it true that you're closing the Derby shop?",
         "whether it's true we're closing the Derby shop"),
        ("Could you tell me if my order has left the warehouse?",
         "whether your order has left the warehouse"),
        ("Something's come up, can I move my 3pm Friday to next week?",
         "whether you can move your 3pm Friday to next week"),
        ("are u lot moving to the new site?", "whether we are moving to the new site"),
        ("Can you bring dogs in the beer garden?",
         "whether you can bring dogs in the beer garden"),
        ("can my name still be changed on the ticket?",
         "whether your name can still be changed on the ticket"),
        ("is your cafe wheelchair accessible?",
         "whether our cafe is wheelchair accessible"),
        ("Could Theo be moved to the Friday class please?",
         "whether Theo could be moved to the Friday class"),
        ("Does the blood test clinic still run from 7am?",
         "whether the blood test clinic still runs from 7am"),
        ("is a slight slope on a worktop normal?",
         "whether a slight slope on a worktop is normal"),
    ],
)  # fmt: skip
def test_asked_turns_a_question_to_our_side(message, said):
    assert asked(message) == said


@pytest.mark.parametrize(
    "message",
    [
        "",
        "My parcel is late. Where on earth is it?",
        "why is nobody answering?",
        "open?",
        "Are you serious?",
        "can you get a refund on these?",
        "DO YOU EVEN READ WHAT PEOPLE WRITE?",
        "Is my policy 4455667788 still active for Ana Petrova, 12 Elm Road?",
        "how do i get u to delete my account",
        "how do you get the filter out?",
        "can you phone me?",
        "do I need a visa for the day you fly?",
    ],
)
def test_asked_is_silent_where_it_is_not_sure(message):
    assert asked(message) == ""


def test_asked_reads_no_more_than_the_beginning():
    assert asked("Well. " * 2000 + "Is the pool open on Sundays?") == ""


@pytest.mark.parametrize("shape", ["or ", ", is it ", "thanks ", "can you ", "the "])
def test_asked_leaves_a_sentence_without_an_end_alone(shape):
    assert asked("is the " + shape * 300 + "?") == ""


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            "Do you take school parties of 30 and is there somewhere for coats?",
            "whether we take school parties of 30 and whether there is somewhere for coats",
        ),
        (
            "How high is the step into the van? And must I fold the chair?",
            "how high the step into the van is and whether you must fold the chair",
        ),
        (
            "do you do oat milk and is the hot chocolate dairy free",
            "whether we do oat milk and whether the hot chocolate is dairy free",
        ),
        (
            "is the raffle shop cash only n do we need to bring tickets",
            "whether the raffle shop is cash only and whether you need to bring tickets",
        ),
        # The second cannot be said for sure, or there is no room for it.
        (
            "Is the steam fair captioned, and can they come to the front rows?",
            "whether the steam fair is captioned, and the rest of what you ask",
        ),
        (
            "Can we all stay till Sunday? Can the dog come? Where do we leave the second car?",
            "whether you can all stay till Sunday, and the rest of what you ask",
        ),
        # Nothing else is asked.
        ("Can we stay till Sunday? Anyone?", "whether you can stay till Sunday"),
        (
            "Is there a step and a rail at the side door?",
            "whether there is a step and a rail at the side door",
        ),
        (
            "Is there a quiet hour? Is there a quiet hour?!",
            "whether there is a quiet hour",
        ),
        ("Is there parking? And thank you for last time.", "whether there is parking"),
    ],
)
def test_asked_takes_up_two_questions_or_says_that_there_are_more(message, said):
    assert asked(message) == said
