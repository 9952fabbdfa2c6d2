"""Health, money, whereabouts, birthdays and secrets of one person are found."""

import pytest

from assistant.privacy import find_private


def kinds(text: str) -> list[str]:
    """Return the kind of each detail."""
    return [str(detail.kind) for detail in find_private(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dr Amin has looked at your HbA1c of 71 now.", "health"),
        ("We see you're on insulin, so there's a cool bag.", "health"),
        ("A passenger suffered a seizure on board.", "health"),
        ("The gentleman in question was having a panic attack.", "health"),
        ("Congratulations on the pregnancy!", "health"),
        ("Ihr Antrag wurde wegen Ihrer Depression abgelehnt.", "health"),
        ("Votre traitement contre l'épilepsie est noté.", "health"),
        ("Your balance is £1,204.55 today.", "financial"),
        ("£27.40 is going to your Monzo account.", "financial"),
        ("We've refunded €45.90 to your card.", "financial"),
        ("Your direct debit bounced twice.", "financial"),
        ("You're three months behind on it.", "financial"),
        ("La deuda es de 230 € desde enero.", "financial"),
        ("The car's tracker says 52.48142, -1.89983.", "travel_or_location"),
        ("You're in room 412 tonight, we'll come up.", "travel_or_location"),
        ("Your phone was last seen near Alexanderplatz.", "travel_or_location"),
        ("We see you fly to Oslo on 3 June.", "travel_or_location"),
        ("As you're away until 14 August we'll hold it.", "travel_or_location"),
        ("You moved to Sheffield last month.", "travel_or_location"),
        ("Your stay from 3 to 6 May is cancelled.", "booking"),
        ("Your appointment on Thursday at 9:15 stands.", "booking"),
        ("We've booked you in for 7 March at 10:20.", "booking"),
        ("Votre rendez-vous du 12 mai à 14h30 est maintenu.", "booking"),
        ("DOB 03/04/1990 doesn't match, sorry.", "date_of_birth"),
        ("As you were born on 17 June 2009 it's too soon.", "date_of_birth"),
        ("You turn 18 on 9 May, then it opens.", "date_of_birth"),
        ("né le 14 juillet 1966 selon le dossier", "date_of_birth"),
        ("Your record says 02.09.1949, is that you?", "date_of_birth"),
        ("Your temporary password is Plover-7719, change it.", "credential"),
        ("Dein neues Passwort lautet Amsel2024!, bitte ändern.", "credential"),
        ("You need thk_live_51HvQ9notreal7dZ there.", "credential"),
        ("Reset: https://app.tally.example/reset?token=9fK2xQ81mZpL0", "credential"),
        ("your security answer was Fluffy, so it let him in", "credential"),
        ("spare key: keysafe by the bins, 1-9-0-4", "credential"),
    ],
)
def test_privacy_matters_of_a_person_are_found(text, kind):
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "If you have asthma or are pregnant, please tell the instructor.",
        "Our diabetes clinic runs on Tuesdays, no referral needed.",
        "Get well soon, and we hope the leg heals fast!",
        "Here's the breakdown of our fees.",
        "Your account has been disabled by the spam filter.",
        "The sign said STI clinic, it's on floor 3.",
        "People with epilepsy should know the show has strobe lights.",
        "The fare is £34, bags from £12 each way.",
        "Refunds take 3 to 5 days, up to £500 goes automatically.",
        "It's £129.99 in oak, and 20% off from 1 to 6 November.",
        "We donated £12,000 to the lifeboats thanks to you all.",
        "If your balance is under £5, top up before you travel.",
        "Common reasons include insufficient funds.",
        "On the 737-800 it's 11A, some have 10A.",
        "Seats in rows 10-14 have extra legroom.",
        "Rooms are ready from 3pm, room service until 11.",
        "We will call you back tomorrow with an update.",
        "If you travel on Sunday, allow more time.",
        "Bookings for summer open on 1 March at 9am.",
        "See you at 6! Class starts on Saturday.",
        "The sale starts on 4 March and ends 8 March 2026.",
        "We were founded in 1887 and moved here on 1 May 1954.",
        "Born in 1954, Oakmoor still makes chairs by hand.",
        "Reset your password at tally.example/reset.",
        "Your password is case-sensitive.",
        "You'll get a six-digit code by text, valid ten minutes.",
        "Start by logging in, then open Settings.",
    ],
)
def test_privacy_matters_of_everybody_are_silent(text):
    assert kinds(text) == []


def test_privacy_matters_name_the_secret_inside_the_statement():
    text = "We had noted your earlier treatment for depression."
    (detail,) = find_private(text)
    assert text[detail.core.start : detail.core.end] == "depression"
    assert detail.span.start < detail.core.start
