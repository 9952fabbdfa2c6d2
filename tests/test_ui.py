"""The screens in a real browser: agents draft and check, reviewers edit and save."""

import re

import pytest
from playwright.sync_api import Page, expect
from screens_kit import HOSTILE, WAIT, Server, draft, expect_words

pytestmark = [
    pytest.mark.slow,
    # of a library of theirs, in their figures on the queue
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),
]


@pytest.fixture(scope="module")
def server(templates, tmp_path_factory):
    with Server(templates, tmp_path_factory.mktemp("screens")) as server:
        yield server


@pytest.fixture
def requested():
    """What the page asked for."""
    return []


@pytest.fixture
def page(browser, server, requested) -> Page:
    """The screens, just opened."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.on("request", lambda request: requested.append(request.url))
    page.goto(server.url)
    expect(page.locator("#figures b").first).to_be_visible(timeout=WAIT)
    yield page
    context.close()


def editor(page):
    return page.locator("#editor textarea")


def shown(page):
    return page.locator(".t-panel:visible .t-shown .textfield")


def take_first(page):
    page.get_by_role("button", name="Use this").first.click()
    expect(page.locator("#status .t-state")).to_be_visible(timeout=WAIT)


def test_ui_opens_on_an_example_already_drafted(page):
    cards = page.locator(".t-cards:visible .t-card:visible")
    expect(cards).to_have_count(3)
    for card in cards.all():
        expect(card.locator(".t-state")).to_have_text("Ready")
        expect(card.locator(".t-length")).to_contain_text("of 280 characters")
        expect(card.locator(".textfield").first).to_contain_text("Dana")
    expect(page.locator(".t-words")).to_contain_text("repeat contact")


def test_ui_drafts_a_pasted_message(page):
    text = "You charged me twice for one order, please help"
    draft(page, text, name="Imani")
    cards = page.locator(".t-cards:visible .t-card:visible .textfield")
    expect(cards.first).to_contain_text("Imani", timeout=WAIT)
    expect(page.locator(".t-cards:visible .t-card:visible")).to_have_count(3)
    expect_words(page.locator(".t-words"), text)


def test_ui_says_it_in_other_words_on_a_click(page):
    first = page.locator(".t-cards:visible .t-card:visible .textfield").first
    before = first.inner_text()
    for _ in range(6):
        with page.expect_response(lambda answer: "/queue/data" in answer.url):
            page.get_by_role("button", name="In other words").click()
        expect(page.locator("#anew")).to_be_enabled(timeout=WAIT)
        page.wait_for_timeout(300)
        if first.inner_text() != before:
            break
    expect(first).not_to_have_text(before)
    expect(page.locator(".t-card:visible .t-state").first).to_have_text("Ready")


def test_ui_finds_a_rude_sentence_and_mends_it(page):
    take_first(page)
    editor(page).fill("You should have checked the date. We're sorry.")
    rude = "You should have checked"
    words = shown(page).locator(".highlighted .text", has_text=rude)
    expect(words).to_be_visible(timeout=WAIT)
    page.get_by_role("button", name="Apply all fixes").click()
    expect(words).to_have_count(0, timeout=WAIT)
    assert "should have checked" not in editor(page).input_value()
    page.get_by_role("button", name="Undo").click()
    expect(words).to_be_visible(timeout=WAIT)


@pytest.mark.parametrize("place", [".t-list", ".t-shown"])
def test_ui_mends_the_one_finding_that_is_clicked(page, place):
    take_first(page)
    two = "You should have checked the date. It ends on Friday. Calm down."
    editor(page).fill(two)
    expect_words(shown(page), two)
    listed = page.locator(f".t-panel:visible {place} .highlighted .text")
    listed.first.click()
    expect(editor(page)).not_to_have_value(two, timeout=WAIT)
    mended = editor(page).input_value()
    assert "should have checked" not in mended
    assert mended.endswith("It ends on Friday. Calm down.")
    page.get_by_role("button", name="Undo").click()
    expect(editor(page)).to_have_value(two, timeout=WAIT)


def test_ui_says_why_nothing_stands_for_a_finding_that_is_clicked(page):
    take_first(page)
    text = "C'est votre faute si le colis est perdu."
    editor(page).fill(text)
    page.locator(".t-panel:visible .t-list .highlighted .text").first.click()
    line = page.locator(".t-panel:visible .t-trouble textarea")
    expect(line).to_have_value(re.compile("by hand"), timeout=WAIT)
    expect(editor(page)).to_have_value(text)


def test_ui_checks_the_last_letter_typed_and_loses_none(page):
    take_first(page)
    editor(page).fill("")
    typed = "Calm down. We read this; you failed to tell us!"
    editor(page).press_sequentially(typed, delay=15)
    expect_words(shown(page), typed)
    expect(editor(page)).to_have_value(typed)
    expect(page.locator("#status .t-state")).to_have_text("Not ready")


def test_ui_counts_as_the_channel_does(page):
    editor(page).fill("See https://example.com/" + "a" * 200)
    expect(page.locator("#status .t-length")).to_contain_text("27 of 280", timeout=WAIT)


def test_ui_copies_a_draft(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card = page.locator(".t-card:visible").first
    text = "".join(card.locator(".textfield .text").all_text_contents())
    card.get_by_role("button", name="Copy").click()
    expect(card.get_by_role("button", name="Copied")).to_be_visible(timeout=WAIT)
    assert page.evaluate("navigator.clipboard.readText()") == text


def test_ui_shows_and_copies_what_is_said_in_private(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    box = page.locator("#private")
    expect(box).to_contain_text("Then, in private", timeout=WAIT)
    expect(box.locator(".t-state")).to_have_text("Ready")
    moments = box.locator("textarea").input_value()
    assert moments.startswith("X direct message.\nSend it once they have written")
    text = "".join(box.locator(".textfield").first.locator(".text").all_text_contents())
    assert "Could you send me any reference" in text
    box.get_by_role("button", name="Copy").click()
    expect(box.get_by_role("button", name="Copied")).to_be_visible(timeout=WAIT)
    assert page.evaluate("navigator.clipboard.readText()") == text


def test_ui_says_in_private_what_goes_with_the_draft_taken(page):
    box = page.locator("#private")
    tones = page.locator(".t-card:visible .t-draft strong").all_text_contents()
    expect(box.locator(".t-length").first).to_have_text(tones[0], timeout=WAIT)
    page.get_by_role("button", name="Use this").nth(1).click()
    expect(box.locator(".t-length").first).to_have_text(tones[1], timeout=WAIT)


def test_ui_hides_the_private_words_where_a_case_stays(page):
    expect(page.locator("#private")).to_be_visible(timeout=WAIT)
    draft(page, "Big thanks to the lovely team in York, best service ever!")
    expect(page.locator("#private")).to_be_hidden(timeout=WAIT)


def test_ui_records_what_was_sent(page, server):
    take_first(page)
    before = server.store.stats().sent_as_is
    page.get_by_role("button", name="Sent as is").click()
    expect(page.locator("#recorded")).to_contain_text("sent as is", timeout=WAIT)
    assert server.store.stats().sent_as_is == before + 1
    page.get_by_role("button", name="Rejected").click()
    expect(page.locator(".t-trouble:visible textarea")).to_have_value(
        "Draft 1 has an outcome already: sent_as_is.", timeout=WAIT
    )


@pytest.mark.parametrize(
    ("text", "channel", "said"),
    [
        ("  ", "x", "The message is empty; paste what the customer wrote."),
        ("My parcel is late", "twiter", "There is no channel 'twiter'; did you mean"),
        ("a" * 40_000, "x", "The message is too long; at most 32,000"),
    ],
)
def test_ui_says_what_cannot_be_used(page, text, channel, said):
    page.locator("#channel input").fill(channel)
    page.locator("#channel input").press("Tab")
    draft(page, text)
    line = page.locator(".t-trouble:visible textarea").first
    expect(line).to_be_visible(timeout=WAIT)
    assert line.input_value().startswith(said)


def test_ui_library_shows_mistakes_previews_and_saves(page, server):
    page.get_by_role("tab", name="Library").click()
    warm = page.locator("#rung-warm")
    expect(warm.locator(".t-warmth")).to_be_visible(timeout=WAIT)
    warm.get_by_role("button", name="Edit").click()
    source = page.locator("#source textarea")
    expect(source).to_have_value(text_of(server, "late_delivery"), timeout=WAIT)
    save = page.get_by_role("button", name="Save")
    text = source.input_value()
    source.fill(text.replace("~~ You", "@pigeon You"))
    line = text[: text.index("~~ You")].count("\n") + 1
    expect(page.locator(".t-mistakes")).to_contain_text(f"line {line}", timeout=WAIT)
    expect(save).to_be_disabled()
    fixed = text.replace("~~ You shouldn't", "~~ Truly, you shouldn't")
    source.fill(fixed)
    expect(page.locator(".t-mistakes:visible")).to_have_count(0, timeout=WAIT)
    expect(page.locator("#sheet-status .t-warmth")).to_be_visible()
    expect(save).to_be_enabled()
    save.click()
    expect(page.locator("#saved")).to_contain_text("Saved", timeout=WAIT)
    assert text_of(server, "late_delivery") == fixed


def text_of(server, topic):
    path = server.library.folder / "replies/dissatisfaction" / topic / "warm.j2"
    return path.read_text(encoding="utf-8")


def test_ui_library_turns_to_another_reason(page):
    page.get_by_role("tab", name="Library").click()
    expect(page.locator("#rung-warm .t-warmth")).to_be_visible(timeout=WAIT)
    before = page.locator("#rung-warm .textfield").inner_text()
    page.locator("#reason input").click()
    page.get_by_role("option", name="Satisfaction", exact=True).click()
    expect(page.locator("#rung-warm .textfield")).not_to_have_text(before)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tab", ["Reply", "Library"])
def test_ui_needs_no_sideways_scrolling_on_a_phone(browser, server, tab, scheme):
    size = {"width": 400, "height": 800}
    context = browser.new_context(viewport=size, color_scheme=scheme)
    page = context.new_page()
    page.goto(server.url)
    expect(page.locator("#figures b").first).to_be_visible(timeout=WAIT)
    page.get_by_role("tab", name=tab).click()
    if tab == "Library":
        page.locator("#rung-warm").get_by_role("button", name="Edit").click()
        expect(page.locator("#source textarea")).to_be_visible(timeout=WAIT)
    else:
        take_first(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    context.close()


def test_ui_never_runs_or_fetches_what_was_written(page, server, requested):
    for payload in HOSTILE:
        text = f"My parcel is late. {payload} You should have checked {payload}"
        draft(page, text, name=payload)
        expect_words(page.locator(".t-words"), text)
        editor(page).fill(text)
        expect_words(shown(page), text)
    assert page.evaluate("window.struck") is None
    assert page.locator("a[href^='javascript:']").count() == 0
    foreign = {url for url in requested if not url.startswith((server.url, "data:"))}
    assert foreign == set()


def test_ui_keeps_nothing_in_the_browser(page):
    draft(page, "My very own complaint about a late parcel")
    expect_words(page.locator(".t-words"), "very own", whole=False)
    kept = page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "very own" not in kept
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
