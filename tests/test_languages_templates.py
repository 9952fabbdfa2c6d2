"""Texts in other languages are whole and polite, rise in warmth, and fit."""

import pytest
from languages_kit import ABROAD

from assistant.checks import Checks
from assistant.fitting import fit
from assistant.linting.replies import (
    lint_ladder,
    lint_reply,
    lint_twins,
    own_words,
    warmth_of,
)
from assistant.schema import Draft, Sentence, Tone
from assistant.text import language_of


@pytest.fixture(scope="module")
def checks(library):
    return Checks(library)


@pytest.fixture(scope="module", params=ABROAD)
def texts(request, library):
    """The texts of one language."""
    return library.texts(request.param)


def test_languages_that_ship(library):
    assert library.languages == ("en", *ABROAD)
    assert library.texts("it") is library


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


def test_warmth_of_a_template_is_read_by_its_own_scale(library, checks):
    reply = library.texts("fr").replies["late_delivery", Tone.HEARTFELT]
    words = " ".join(own_words(reply))
    assert warmth_of(reply, checks) == checks.warmth(words, "fr")
    assert checks.warmth(words, "fr") > checks.warmth(words)


def test_templates_are_written_in_their_language(texts):
    for reply in texts.replies.values():
        assert language_of(" ".join(own_words(reply))) == texts.language, reply.path


def test_templates_address_people_politely(texts):
    familiar = {
        "es": {"tu", "tú", "te", "ti", "contigo", "tus", "vosotros", "os"},
        "fr": {"tu", "te", "toi", "ton", "ta", "tes"},
        "de": {"du", "dir", "dich", "dein", "deine", "euch", "euer", "eure"},
        "nl": {"je", "jij", "jou", "jouw", "jullie"},
        "pt": {"tu", "te", "ti", "contigo", "teu", "tua", "teus", "tuas", "vós"},
    }[texts.language]
    for reply in texts.replies.values():
        for line in reply.lines:
            words = {
                word.strip(".,;:¿?¡!") for word in line.line.source.lower().split()
            }
            assert words & familiar == set(), f"{reply.path}:{line.number}"


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


def test_spanish_questions_and_exclamations_are_opened(library):
    for reply in library.texts("es").replies.values():
        for line in reply.lines:
            text = line.line.render({"contact": "example.com"}) or ""
            assert text.count("?") == text.count("¿"), f"{reply.path}:{line.number}"
            assert text.count("!") == text.count("¡"), f"{reply.path}:{line.number}"
