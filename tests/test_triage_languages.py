"""Messages in other languages are told from English in a few words."""

import pytest

from assistant.triage.languages import is_other_language


@pytest.mark.parametrize(
    "text",
    [
        "Llevo 20 días esperando el abono",
        "Bonjour, où est mon colis ?",
        "wo ist mein Paket bitte",
        "Onde está a minha encomenda?",
        "waar blijft mijn bestelling",
        "dov'è il mio pacco, non è arrivato",
        "mera refund abhi tak nahi aaya bhai",
        "Bakwas service. Bilkul bakwas.",
        "Service correct mais plats tièdes. Dommage.",
        "मेरा ऑर्डर कहाँ है",
        "где мой заказ",
    ],
)
def test_languages_knows_other_languages(text):
    assert is_other_language(text)


@pytest.mark.parametrize(
    "text",
    [
        "k",
        "",
        "Kudos Priya, Birmingham branch, marvellous",
        "NO POWER ON ALDER CLOSE",
        "@Madrid_Air why is my bag still in Barcelona",
        "phone's sim tray is snapped with the sim in it",
        "Chicago IL",
        "Worst service ever!",
        "Pls come back",
        "loud hum from fridge",
        "Great tag, best comment",
        "de facto closed on Sundays, is it not",
        "😡😡😡",
        "https://www.example.com/el-los-las-que-para",
    ],
)
def test_languages_takes_the_rest_for_english(text):
    assert not is_other_language(text)
