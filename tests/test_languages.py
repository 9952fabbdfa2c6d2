"""Messages in Spanish, French and German are answered in their language."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from assistant.checks import Checks
from assistant.engine import Engine
from assistant.fitting import fit, join
from assistant.linting.replies import (
    lint_ladder,
    lint_reply,
    lint_twins,
    own_words,
    warmth_of,
)
from assistant.schema import Context, Draft, Sentence, SignalName, Tone
from assistant.text import language_of

ABROAD = ("de", "es", "fr")
COMPLAINTS = {
    "es": "Llevo tres semanas esperando mi pedido y nadie me contesta. Una vergüenza.",
    "fr": "Bonjour, ma commande a deux semaines de retard et personne ne répond.",
    "de": "Mein Paket ist seit drei Wochen verspätet und niemand antwortet mir.",
}
PRAISE = {
    "es": "Muchísimas gracias a todos, el servicio ha sido estupendo.",
    "fr": "Merci à toute l'équipe, le service était vraiment parfait.",
    "de": "Vielen Dank an alle, der Service war wirklich großartig.",
}


@pytest.fixture(scope="module")
def checks(library):
    return Checks(library)


@pytest.fixture(scope="module", params=ABROAD)
def texts(request, library):
    """The texts of one language."""
    return library.texts(request.param)


def test_languages_that_ship(library):
    assert library.languages == ("en", *ABROAD)
    assert library.texts("pt") is library


def test_templates_have_four_tones_for_every_topic_they_speak_of(texts):
    topics = {topic for topic, _ in texts.replies}
    assert len(topics) >= 12
    assert {t for t in topics if not texts.speaks_of(t)} == set()
    assert topics <= set(texts.asks) | {"general_praise"}


def test_templates_have_no_mistake(texts, library, checks):
    mistakes = [
        str(mistake)
        for reply in texts.replies.values()
        for mistake in lint_reply(reply, library, checks)
    ]
    assert mistakes == []


def test_ladders_rise(texts, library, checks):
    by_topic = {}
    for (topic, tone), reply in texts.replies.items():
        by_topic.setdefault(topic, {})[tone] = reply
    found = [
        mistake
        for topic in library.topics.values()
        for mistake in lint_ladder(
            topic, by_topic.get(topic.name, {}), checks, language=texts.language
        )
    ]
    assert [str(mistake) for mistake in [*found, *lint_twins(by_topic)]] == []


def test_handoff_lines_and_briefs_rise_from_formal_to_heartfelt(texts, checks):
    ladders = [*texts.handoff_lines.values(), *texts.briefs.values()]
    for ladder in ladders:
        coolest, warmest = (
            checks.warmth(ladder[tone].render({}) or "", texts.language)
            for tone in (Tone.FORMAL, Tone.HEARTFELT)
        )
        assert coolest < warmest, ladder[Tone.HEARTFELT].source


def test_templates_are_written_in_their_language(texts):
    for reply in texts.replies.values():
        assert language_of(" ".join(own_words(reply))) == texts.language, reply.path


def test_templates_address_people_politely(texts):
    familiar = {
        "es": {"tu", "tú", "te", "ti", "contigo", "tus", "vosotros", "os"},
        "fr": {"tu", "te", "toi", "ton", "ta", "tes"},
        "de": {"du", "dir", "dich", "dein", "deine", "euch", "euer", "eure"},
    }[texts.language]
    for reply in texts.replies.values():
        for line in reply.lines:
            words = {
                word.strip(".,;:¿?¡!") for word in line.line.source.lower().split()
            }
            assert words & familiar == set(), f"{reply.path}:{line.number}"


def test_spanish_questions_and_exclamations_are_opened(library):
    for reply in library.texts("es").replies.values():
        for line in reply.lines:
            text = line.line.render({"contact": "example.com"}) or ""
            assert text.count("?") == text.count("¿"), f"{reply.path}:{line.number}"
            assert text.count("!") == text.count("¡"), f"{reply.path}:{line.number}"


def test_templates_fit_every_channel(texts, engine):
    over = []
    for (topic, tone), reply in texts.replies.items():
        lines = [line for line in reply.lines if line.place in (None, reply.handoff)]
        sentences = tuple(
            Sentence(text, drop=line.drop)
            for line in lines
            if (text := line.line.render({}))
        )
        draft = Draft((), tone, topic, sentences, language=texts.language)
        for channel in engine.channels.values():
            roomy = channel.limit is None or channel.limit >= 140
            if fit(draft, channel) is None and tone is Tone.PLAIN and roomy:
                over.append((topic, channel.key))
    assert over == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Demo angespielt. Joa, ganz nett. Zieht sich am Anfang bissl", "de"),
        ("A caução do quarto devia ter sido devolvida em março", "pt"),
        ("weer een uitval om 17.38. perron staat bomvol", "nl"),
        ("plz refund kr do na mahina ho gya", "hi-Latn"),
        ("billets bien reçus cette fois merciiii", "fr"),
        ("saquen media porción porfis, siempre dejo la mitad", "es"),
        ("Sure, it's Ben", "en"),
        ("what's band 2 now", "en"),
    ],
)
def test_a_language_is_known_by_its_common_words(text, language):
    assert language_of(text) == language


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


TOPICS = {
    "late_delivery": (
        "Mi pedido lleva diez días de retraso.",
        "Mon colis n'est toujours pas arrivé, il devait être là mardi.",
        "Meine Lieferung ist immer noch nicht angekommen.",
    ),
    "refund_wait": (
        "Sigo esperando el reembolso de marzo.",
        "J'attends toujours mon remboursement depuis un mois.",
        "Ich warte seit Wochen auf meine Rückerstattung.",
    ),
    "double_charge": (
        "Me han cobrado dos veces la misma compra.",
        "J'ai été débité deux fois pour la même commande.",
        "Mir wurde der Betrag doppelt abgebucht.",
    ),
    "damaged_item": (
        "El jarrón llegó roto, está hecho pedazos.",
        "Le vase est arrivé cassé, en mille morceaux.",
        "Die Vase ist zerbrochen angekommen.",
    ),
    "wrong_item": (
        "No es lo que pedí, me han enviado otra talla.",
        "J'ai reçu le mauvais article, ce n'est pas ma taille.",
        "Ich habe den falschen Artikel bekommen.",
    ),
    "cancellation": (
        "Quiero cancelar la reserva y no me dejan.",
        "Vous avez annulé ma réservation sans me prévenir.",
        "Ihr habt meine Buchung einfach storniert.",
    ),
    "outage": (
        "Estamos sin internet en todo el barrio desde las seis.",
        "Plus d'internet dans tout le quartier depuis ce matin.",
        "Seit heute früh kein Internet in der ganzen Straße.",
    ),
    "app_fault": (
        "La aplicación no funciona, da error al pagar.",
        "L'application plante dès que je veux payer.",
        "Die App stürzt bei mir immer ab, wenn ich bezahlen will.",
    ),
    "locked_account": (
        "No puedo entrar, mi cuenta está bloqueada.",
        "Mon compte est bloqué, impossible de me connecter.",
        "Mein Konto ist gesperrt und ich kann mich nicht einloggen.",
    ),
    "long_wait": (
        "Llevo una hora al teléfono y nadie contesta.",
        "Une heure d'attente au téléphone et personne ne décroche.",
        "Seit einer Stunde in der Warteschleife und keiner geht ran.",
    ),
    "rude_staff": (
        "La cajera fue muy maleducada conmigo y me gritó.",
        "La vendeuse m'a mal parlé, elle était très désagréable.",
        "Die Verkäuferin war sehr unfreundlich und hat mich angeschrien.",
    ),
}


@pytest.fixture(scope="module", params=["rules", "reader"])
def reading_engine(request, engine):
    """An engine that reads by rules alone, and one with the reader that ships."""
    return engine if request.param == "rules" else Engine.open(model="none")


@pytest.mark.parametrize("topic", TOPICS)
def test_topics_are_heard_in_each_language(reading_engine, message, topic):
    read = [reading_engine.triage(message(text))[0] for text in TOPICS[topic]]
    assert [one.language for one in read] == ["es", "fr", "de"]
    assert [one.topic for one in read] == [topic] * 3


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


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            "Onde está a minha encomenda? Estou à espera há três semanas.",
            "The message is in Portuguese, and there are no texts in Portuguese",
        ),
        (
            "mera parcel abhi tak nahi aaya bhai, kab milega",
            "The message is in Hindi in Latin letters, and there are no texts",
        ),
        (
            "Hola, huele a gas en el portal y hay una fuga en la cocina",
            "The message is in Spanish, and there are no texts in Spanish on its topic",
        ),
    ],
)
def test_engine_falls_back_to_english_and_says_so(engine, message, text, note):
    reply = engine.reply(message(text))
    assert reply.assessment.has(SignalName.OTHER_LANGUAGE)
    assert {one.draft.language for one in reply.drafts} == {"en"}
    assert any(one.startswith(note) for one in reply.notes), reply.notes
    assert any("German, Spanish and French" in one for one in reply.notes)


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


@pytest.mark.parametrize("language", ABROAD)
def test_rules_are_ten_a_language_and_see_only_their_own(library, checks, x, language):
    rules = [rule for rule in library.rules if rule.language == language]
    assert len(rules) >= 10
    for rule in rules:
        for text in rule.flags:
            own = Context(x, public=True, language=language)
            assert rule.name in {one.rule for one in checks.find(text, own)}
            other = replace(own, language="pt")
            assert rule.name not in {one.rule for one in checks.find(text, other)}


def test_check_does_not_hold_english_rules_against_other_languages(checks, x):
    context = Context(x, public=True)
    for text in (
        "Wir haben das an das Team gegeben und melden uns bei Ihnen, danke.",
        "Gracias por avisarnos, lo miramos con el equipo y le decimos algo.",
        "Merci de nous avoir prévenus, nous regardons cela avec l'équipe.",
        "Obrigado por avisar, vamos ver isso com a equipa e já dizemos algo.",
    ):
        checked = checks.check(text, context)
        assert checked.language != "en"
        assert checked.findings == (), text
        assert checked.scores.grade_level is None
        assert len(checked.notes) == 1


def test_check_still_sees_english_rudeness_in_a_mixed_text(checks, x):
    text = (
        "Gracias por su mensaje, lo estamos mirando con el equipo de la tienda, y le "
        "contamos algo por aquí cuando lo sepamos. That is not our problem."
    )
    assert language_of(text) == "es"
    found = {one.rule for one in checks.find(text, Context(x, public=True))}
    assert "dismissive.not_our_problem" in found


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Escríbanos a dana.perez@example.org y lo vemos, gracias.", {"leak.email"}),
        (
            "Ihre Karte 4111 1111 1111 1111 wird nicht mehr belastet.",
            {"leak.payment_card"},
        ),
        (
            "Votre remboursement part sur FR14 2004 1010 0505 0001 3M02 606.",
            {"leak.bank_account"},
        ),
    ],
)
def test_check_finds_private_details_in_any_language(checks, x, text, rules):
    assert rules <= {one.rule for one in checks.find(text, Context(x, public=True))}


def test_messages_of_other_languages_turn_no_words(engine, message):
    told = engine.wording.about(
        message("my parcel has been stuck in Leeds for weeks"),
        [Tone.WARM],
        language="es",
    )
    assert (told.matters, told.ruled) == ({}, "")


def test_warmth_of_a_template_is_read_by_its_own_scale(library, checks):
    reply = library.texts("fr").replies["late_delivery", Tone.HEARTFELT]
    words = " ".join(own_words(reply))
    assert warmth_of(reply, checks) == checks.warmth(words, "fr")
    assert checks.warmth(words, "fr") > checks.warmth(words)
