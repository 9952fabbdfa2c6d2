"""What a page needs before some wording is looked for there, is on every such page."""

import random
import re
from pathlib import Path

import pytest

import assistant.privacy
from assistant.privacy.needs import needed
from assistant.privacy.page import read_page
from assistant.privacy.wording import wording, words

LISTS = Path(assistant.privacy.__file__).with_name("words")
SECTIONS = {
    (file.stem, section)
    for file in LISTS.glob("*.txt")
    for section in re.findall(r"^\[(.+)\]$", file.read_text(encoding="utf-8"), re.M)
    if file.stem not in ("statements", "given_names", "cues")
}


@pytest.mark.parametrize(("name", "section"), sorted(SECTIONS))
def test_privacy_needs_are_met_by_every_phrase(name, section):
    chance = random.Random(section)
    finds = re.compile(wording(name, section))
    for phrase in sorted(words(name, section)) * 3:
        text = f"it is {spelled_out(name, phrase, chance)}, so"
        if finds.search(text):
            assert read_page(text).has(needed(name, section)), text


@pytest.mark.parametrize(
    ("name", "section", "rows"),
    [
        ("births", "turns", {"turn", "turns", "turned", "turning", "be", "is", "are"}),
        ("travel", "staying with us", {"guest", "staying", "checked", "until"}),
    ],
)
def test_privacy_needs_name_the_most_telling_word(name, section, rows):
    assert rows <= needed(name, section)


def test_privacy_needs_are_not_met_by_a_plain_reply():
    page = read_page("We're sorry about the wait, and thank you for telling us.")
    assert not page.has(needed("money", "trouble"), needed("credentials", "password"))


def spelled_out(name, phrase, chance):
    """Return one text that a phrase may stand for."""
    while bracket := re.search(r"\(([^()]*)\)(\??)|\{([^{}]+)\}", phrase):
        rows = bracket[1].split("|") if bracket[1] is not None else None
        if rows is None:
            rows = [f"({row})" for row in sorted(words(name, bracket[3]))]
        row = "" if bracket[2] and chance.random() < 0.5 else chance.choice(rows)
        phrase = phrase[: bracket.start()] + row + phrase[bracket.end() :]
    return phrase.replace("...", "so").replace("*", chance.choice(["", "s"]))
