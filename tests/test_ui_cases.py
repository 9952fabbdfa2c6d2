"""Three conversations are played in a real browser, from complaint to closing."""

import pytest
from conversation_kit import FOLDER, Clock, read
from playwright.sync_api import expect
from screens_kit import HOSTILE, WAIT, Server, expect_words

from assistant.store import State

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),
]
PLAYED = ["wrong_size_boots", "closed_without_answer", "damaged_lamp_in_dm"]
WIDTHS = [1280, 400]


@pytest.fixture
def server(templates, tmp_path):
    with Server(templates, tmp_path) as server:
        yield server


def open_cases(browser, server, width=1280):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.goto(server.url)
    expect(page.locator("#figures b").first).to_be_visible(timeout=WAIT)
    page.get_by_role("tab", name="Cases").click()
    return page


def hear(page, text, channel, name, *, button):
    page.locator("#heard textarea").fill(text)
    page.locator("#heard-channel input").fill(channel)
    page.locator("#heard-channel input").press("Enter")
    page.locator("#heard-name input, #heard-name textarea").fill(name)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("#heard textarea")).to_have_value("", timeout=WAIT)
    expect_words(page.locator("#thread"), text, whole=False)


def say(page, turn):
    box = page.locator("#next textarea")
    if turn["agent"] == "draft":
        expect(box).not_to_have_value("", timeout=WAIT)
        text = f"{box.input_value()} {turn.get('adds', '')}".strip()
    else:
        text = turn["agent"]
    box.fill(text)
    expect(page.locator("#next-status .t-state")).to_have_text("Ready", timeout=WAIT)
    page.get_by_role("button", name="Mark as sent").click()
    expect(box).to_have_value("", timeout=WAIT)


@pytest.mark.parametrize("name", PLAYED)
def test_ui_cases_play_a_conversation_to_its_closing(browser, server, name):
    script = read(FOLDER / f"{name}.yml")
    cases = server.store.cases
    clock = cases.clock = Clock(script["start"])
    page = open_cases(browser, server)
    customer = script.get("customer", {}).get("name", "")
    began = False
    for turn in script["turns"]:
        clock.wait(turn.get("after", "10m"))
        if "customer" in turn:
            place = turn.get("channel", script["channel"])
            text = turn["customer"]
            page.locator("#heard textarea").fill(text)
            page.locator("#heard-channel input").fill(place)
            page.locator("#heard-channel input").press("Enter")
            field = page.locator("#heard-name input, #heard-name textarea")
            field.fill("" if began else customer)
            button = "Add to this case" if began else "Open a case"
            page.get_by_role("button", name=button, exact=True).click()
            expect(page.locator("#heard textarea")).to_have_value("", timeout=WAIT)
            began = True
        elif "agent" in turn:
            if turn["agent"] == "draft":
                page.get_by_role("button", name="Draft anew").click()
            say(page, turn)
        elif "close" in turn:
            page.get_by_label("Close it, because").fill(turn["close"])
            page.get_by_role("button", name="Close the case").click()
            expect(page.get_by_label("Close it, because")).to_have_value(
                "", timeout=WAIT
            )
        story = page.locator("#story textarea")
        expect(story).to_have_value("\n".join(_story(server)), timeout=WAIT)
    case = cases.get(1)
    assert (case.state, case.closed_reason) == (State.CLOSED, "the customer is content")
    page.context.close()


def _story(server):
    from assistant.casework import Casework
    from assistant.engine import Engine
    from assistant.schema import Brand

    work = Casework(Engine(server.library), server.store, brand=Brand())
    return work.story(server.store.cases.get(1))


def test_ui_cases_follow_what_was_sent_on_the_reply_tab(browser, server):
    page = open_cases(browser, server)
    page.get_by_role("tab", name="Reply").click()
    page.get_by_role("button", name="Use this").first.click()
    expect(page.locator("#status .t-state")).to_be_visible(timeout=WAIT)
    page.get_by_role("button", name="Sent as is").click()
    expect(page.locator("#recorded")).to_contain_text("sent as is", timeout=WAIT)
    page.get_by_role("tab", name="Cases").click()
    page.locator("#cases label").first.click()
    expect(page.locator("#story textarea")).to_be_visible(timeout=WAIT)
    assert [turn.role for turn in server.store.cases.get(1).turns] == [
        "customer",
        "agent",
    ]
    page.context.close()


def test_ui_cases_check_what_is_written(browser, server):
    page = open_cases(browser, server)
    hear(page, "My parcel is late again", "x", "Dana", button="Open a case")
    page.locator("#next textarea").fill("Calm down. You failed to tell us!")
    expect(page.locator("#next-status .t-state")).to_have_text(
        "Not ready", timeout=WAIT
    )
    page.get_by_role("button", name="Close the case").click()
    trouble = page.locator(".t-trouble:visible textarea").first
    expect(trouble).to_have_value(
        "Say why the case is closed; the next agent reads it.", timeout=WAIT
    )
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_ui_cases_need_no_sideways_scrolling_and_run_nothing(browser, server, width):
    page = open_cases(browser, server, width)
    for payload in HOSTILE[:4]:
        hear(page, f"My parcel is late. {payload}", "x", "Bo", button="Open a case")
        expect(page.locator("#next textarea")).not_to_have_value("", timeout=WAIT)
    assert page.evaluate("window.struck") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def test_ui_cases_show_and_copy_what_is_said_first_in_private(browser, server):
    page = open_cases(browser, server)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    box = page.locator("#next-private")
    late = "My parcel has been stuck in Leeds for three weeks"
    page.locator("#heard textarea").fill(f"{late}, order 4471-99821")
    page.get_by_role("button", name="Open a case", exact=True).click()
    expect_words(page.locator("#thread"), f"{late}, order [order number]", whole=False)
    expect(box).to_contain_text("Then, in private", timeout=WAIT)
    text = "".join(box.locator(".textfield").first.locator(".text").all_text_contents())
    assert "order number" not in text
    box.get_by_role("button", name="Copy").click()
    expect(box.get_by_role("button", name="Copied")).to_be_visible(timeout=WAIT)
    assert page.evaluate("navigator.clipboard.readText()") == text
    page.get_by_role("button", name="Mark as sent").click()
    expect(page.locator("#next textarea")).to_have_value("", timeout=WAIT)
    expect(box).to_be_visible()
    hear(page, "I am here now", "x_dm", "", button="Add to this case")
    expect(box).to_be_hidden(timeout=WAIT)
    page.context.close()
