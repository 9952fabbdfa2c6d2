"""Messages in five languages beside English are answered in their own."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from languages_kit import ABROAD

from assistant.engine import Engine
from assistant.fitting import join
from assistant.library import Library
from assistant.schema import Sentence, SignalName, Tone
from assistant.text import language_of

COMPLAINTS = {
    "es": "Llevo tres semanas esperando mi pedido y nadie me contesta. Una vergüenza.",
    "fr": "Bonjour, ma commande a deux semaines de retard et personne ne répond.",
    "de": "Mein Paket ist seit drei Wochen verspätet und niemand antwortet mir.",
    "nl": "Mijn pakket is al drie weken te laat en niemand geeft antwoord.",
    "pt": "Minha encomenda está três semanas atrasada e ninguém me responde.",
}
PRAISE = {
    "es": "Muchísimas gracias a todos, el servicio ha sido estupendo.",
    "fr": "Merci à toute l'équipe, le service était vraiment parfait.",
    "de": "Vielen Dank an alle, der Service war wirklich großartig.",
    "nl": "Hartelijk dank aan iedereen, de service was echt geweldig.",
    "pt": "Muito obrigado a todos, o atendimento foi realmente ótimo.",
}
SMELLS = {
    "es": "Hola, huele a gas en el portal y hay una fuga en la cocina",
    "fr": "Bonjour, ça sent le gaz dans l'entrée, il y a une fuite",
    "de": "Hallo, im Flur riecht es nach Gas, da ist ein Leck",
    "nl": "Hallo, het ruikt naar gas in de hal, er is een lek",
    "pt": "Olá, há cheiro de gás na entrada e um vazamento na cozinha",
}


@pytest.mark.parametrize("language", ABROAD)
@pytest.mark.parametrize("channel", ["x", "dm", "email", "google_reviews", "sms"])
def test_engine_drafts_in_the_language_of_the_message(
    engine, message, language, channel
):
    reply = engine.reply(message(COMPLAINTS[language], channel=channel, name="Ana"))
    assert reply.assessment.language == language
    assert reply.assessment.has(SignalName.OTHER_LANGUAGE)
    assert {one.draft.language for one in reply.drafts} == {language}
    assert {language_of(one.draft.text) for one in reply.drafts} == {language}
    assert all(one.ready for one in reply.drafts)
    assert any("so are the drafts" in note for note in reply.notes)
    assert any("length, private details" in note for note in reply.notes)


@pytest.mark.parametrize("language", ABROAD)
def test_engine_knows_praise_from_complaint(engine, message, language):
    reply = engine.reply(message(PRAISE[language]))
    assert reply.assessment.contact_reason == "satisfaction"
    assert {one.draft.language for one in reply.drafts} == {language}


@pytest.mark.parametrize("language", ABROAD)
def test_cli_replies_in_the_language_of_the_message(language):
    options = ["-c", "x", "--model", "none", "--json"]
    run = subprocess.run(
        [sys.executable, "-m", "assistant", "reply", COMPLAINTS[language], *options],
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(run.stdout)
    assert answer["language"] == language
    assert {draft["language"] for draft in answer["drafts"]} == {language}


@pytest.mark.parametrize("language", ABROAD)
def test_dangers_are_answered_in_the_language_of_the_message(engine, message, language):
    reply = engine.reply(message(SMELLS[language]))
    assert reply.assessment.has(SignalName.SAFETY)
    assert {one.draft.language for one in reply.drafts} == {language}


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            "Dov'è il mio ordine? Aspetto da tre settimane e nessuno risponde.",
            "The message is in Italian, and there are no texts in Italian",
        ),
        (
            "mera parcel abhi tak nahi aaya bhai, kab milega",
            "The message is in Hindi in Latin letters, and there are no texts",
        ),
    ],
)
def test_engine_falls_back_to_english_and_says_so(engine, message, text, note):
    reply = engine.reply(message(text))
    assert reply.assessment.has(SignalName.OTHER_LANGUAGE)
    assert {one.draft.language for one in reply.drafts} == {"en"}
    assert any(one.startswith(note) for one in reply.notes), reply.notes
    assert any("German, Spanish, French, Dutch" in one for one in reply.notes)


def test_topics_without_texts_in_a_language_get_its_general_ones(spoilable, message):
    for path in (spoilable / "replies" / "dissatisfaction/poor_food").glob("*.pt.j2"):
        path.unlink()
    text = "A sopa chegou fria e a carne estava dura como uma sola de sapato."
    reply = Engine(Library(spoilable)).reply(message(text), read_as="poor_food")
    assert reply.assessment.topic == "poor_food"
    assert {(one.draft.language, one.draft.topic) for one in reply.drafts} == {
        ("pt", "general_complaint")
    }
    assert "The message is in Portuguese, and so are the drafts." in reply.notes


def test_dangers_without_texts_in_a_language_are_no_general_matter(spoilable, message):
    for path in (spoilable / "replies" / "problem_alert" / "injury").glob("*.es.j2"):
        path.unlink()
    text = "Mi hijo se ha quemado la mano con su plancha y estamos en el hospital."
    reply = Engine(Library(spoilable)).reply(message(text), read_as="injury")
    assert {(one.draft.language, one.draft.topic) for one in reply.drafts} == {
        ("en", "injury")
    }


def test_english_messages_bring_no_note(engine, message):
    reply = engine.reply(message("My parcel is late and nobody answers."))
    assert (reply.assessment.language, reply.notes) == ("en", ())


def test_brand_gives_facts_by_language(engine, message, brand):
    facts = {
        "general_question": "Our vans are electric.",
        "general_question.es": "Nuestras furgonetas son eléctricas.",
    }
    asked = message(
        "Hola, ¿me pueden decir cómo son sus furgonetas? Gracias",
        brand=replace(brand, facts=facts),
    )
    drafts = engine.reply(asked, drafts=4).drafts
    assert all("eléctricas" in one.draft.text for one in drafts)


def test_greetings_are_written_as_the_language_wants(engine):
    def joined(language: str, greeting: str, first: str, channel: str = "x") -> str:
        said = [Sentence(greeting, role="greeting"), Sentence(first)]
        return join(said, engine.channel(channel), language=language)

    assert joined("es", "Hola, Ana.", "Sentimos esto.") == "Hola, Ana. Sentimos esto."
    assert joined("fr", "Bonjour Ana,", "Nous lisons.") == "Bonjour Ana, nous lisons."
    assert joined("fr", "Bonjour Ana,", "L'envoi a tardé.").endswith("l'envoi a tardé.")
    assert joined("fr", "Bonjour Ana,", "Votre avis.").endswith("Ana, votre avis.")
    assert joined("de", "Hallo Ana,", "Das tut uns leid.").endswith("das tut uns leid.")
    assert joined("de", "Hallo Ana,", "Sie warten.") == "Hallo Ana. Sie warten."
    assert (
        joined("de", "Hallo Ana,", "Wir lesen.", "email") == "Hallo Ana,\n\nwir lesen."
    )
    assert joined("fr", "Bonjour Ana,", "Nous lisons.", "email").endswith(
        "\n\nNous lisons."
    )


def test_messages_of_other_languages_turn_no_words(engine, message):
    told = engine.wording.about(
        message("my parcel has been stuck in Leeds for weeks"),
        [Tone.WARM],
        language="es",
    )
    assert (told.matters, told.ruled) == ({}, "")


def test_words_that_an_agent_types_stand_in_any_language(engine, message):
    words = {"service": "l'espace client", "next_update": "à 18 h"}
    reply = engine.reply(
        message("Plus rien ne marche depuis ce matin."),
        topic="outage_notice",
        words=words,
    )
    assert {one.draft.language for one in reply.drafts} == {"fr"}
    assert all("l'espace client" in one.draft.text for one in reply.drafts)
