"""An agent says what a message is about with one click, and drafts speak of that."""

import re

import pytest
from playwright.sync_api import expect
from screens_kit import WAIT, Server, draft, expect_words
from test_ui_cases import hear, open_cases

PARCEL = "Tracking stopped on Monday, then Tuesday it moved. I paid 60 quid."
OTHER = "Late delivery"
CHOSEN = "You chose this topic."
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),
]


@pytest.fixture(scope="module")
def reading(templates):
    """The trained reader that ships."""
    return templates.parent / "models" / "reading"


@pytest.fixture(scope="module")
def server(templates, reading, tmp_path_factory):
    folder = tmp_path_factory.mktemp("topics")
    with Server(templates, folder, reading=reading) as server:
        yield server


@pytest.fixture(params=[1280, 400])
def page(request, browser, server):
    """The screens, with the message read and drafted."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.goto(server.url)
    expect(page.locator("#figures b").first).to_be_visible(timeout=WAIT)
    draft(page, PARCEL, name="Dana")
    expect_words(page.locator(".t-words"), PARCEL)
    yield page
    assert page.evaluate("document.documentElement.scrollWidth") <= request.param
    context.close()


def first_card(page):
    return page.locator(".t-cards:visible .t-card:visible .textfield").first


def headline(page):
    return page.locator(".t-about:visible textarea").first


def test_topics_a_click_drafts_of_another_topic(page):
    before = headline(page).input_value()
    expect(page.get_by_text(CHOSEN)).to_be_hidden()
    page.locator("#topics label", has_text=OTHER).click()
    expect(headline(page)).to_have_value(f"Dissatisfaction · {OTHER}", timeout=WAIT)
    expect(page.get_by_text(CHOSEN)).to_be_visible()
    expect(first_card(page)).to_contain_text("delivery", timeout=WAIT)
    back = before.partition(" · ")[2]
    page.locator("#topics label", has_text=back).click()
    expect(headline(page)).to_have_value(before, timeout=WAIT)


def test_topics_all_of_them_can_be_looked_up_by_title(page):
    field = page.locator("#topics").get_by_label("Another topic")
    field.click()
    field.press_sequentially("hurt")
    field.press("Enter")
    expect(headline(page)).to_have_value(
        "Problem alert · Somebody was hurt or fell ill", timeout=WAIT
    )
    expect(page.locator(".t-route:visible textarea").first).to_have_value(
        "Answer in public, then move to the phone. Show it to safety first."
    )
    expect(field).to_have_value("")
    tone = page.locator("#tone input")
    tone.click()
    page.get_by_role("option", name="Formal").click()
    page.locator("#draft").click()
    card = page.locator(".t-cards:visible .t-card:visible").first
    expect(card.locator("strong")).to_have_text("Formal", timeout=WAIT)
    expect(page.get_by_text(CHOSEN)).to_be_visible()


@pytest.mark.parametrize("width", [1280, 400])
def test_topics_of_a_case_are_chosen_with_a_click_and_kept(browser, server, width):
    page = open_cases(browser, server, width)
    hear(page, PARCEL, "x", "Dana", button="Open a case")
    page.locator("#case-topics label", has_text=OTHER).click()
    chosen = page.locator(".t-panel:visible").get_by_text(CHOSEN)
    expect(chosen).to_be_visible(timeout=WAIT)
    expect(page.locator("#next textarea")).to_have_value(
        re.compile("delivery"), timeout=WAIT
    )
    story = page.locator("#story textarea")
    expect(story).to_have_value(re.compile(f"What: {OTHER}"), timeout=WAIT)
    expect(page.locator("#cases label.selected")).to_contain_text(OTHER)
    page.get_by_role("button", name="Draft anew").click()
    expect(chosen).to_be_visible(timeout=WAIT)
    assert server.store.cases.queue(1)[0].topic == "late_delivery"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()
