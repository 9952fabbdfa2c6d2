"""A message in another language is known by a few words, and so is its topic."""

import pytest

from assistant.engine import Engine
from assistant.text import language_of


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
        "Me han cancelado la reserva sin avisar.",
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


MORE = {
    "Mi pedido tenía que llegar el lunes y todavía nada": "late_delivery",
    "On m'a prélevé deux fois le même montant ce mois-ci": "double_charge",
    "Der Fahrer war total unfreundlich und hat mich angeschrien": "rude_staff",
    "Estou há três semanas à espera do reembolso": "refund_wait",
    "Verkeerde maat gekregen, ik had blauw besteld": "wrong_item",
    "technician aaya hi nahi, poora din wait kiya": "missed_appointment",
    "¿A qué hora abren mañana domingo?": "opening_hours",
    "Quand est-ce que la taille 38 sera de nouveau en stock ?": "stock",
    "Ich komme nicht mehr in mein Konto, es ist gesperrt": "locked_account",
    "o aplicativo trava toda hora que abro": "app_fault",
    "Hier al twee uur geen internet in de hele straat": "outage",
    "La chica de la caja fue encantadora, muchas gracias": "staff_praise",
    "ce gâteau est une tuerie, merci": "product_praise",
    "Wäre toll, wenn die App einen Dunkelmodus hätte": "feature_request",
    "meu pacote consta como entregue mas não recebi nada": "lost_parcel",
    "aapne meri booking cancel kar di bina bataye": "cancellation",
}


@pytest.mark.parametrize("text", MORE)
def test_six_languages_have_words_for_most_topics(reading_engine, message, text):
    assert reading_engine.triage(message(text))[0].topic == MORE[text]
