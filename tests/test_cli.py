"""The command line keeps its contracts and says what is wrong in a line."""

import json
import subprocess
import sys

import pytest

COMPLAINT = "My parcel has been stuck in Leeds for three weeks"


def tactful(*arguments: str, given: str | bytes = "") -> subprocess.CompletedProcess:
    raw = given if isinstance(given, bytes) else given.encode()
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        input=raw,
        capture_output=True,
        timeout=120,
        check=False,
    )


def test_cli_reply_prints_three_drafts():
    run = tactful("reply", COMPLAINT, "--channel", "x", "--name", "Dana", "--json")
    answer = json.loads(run.stdout)
    assert run.returncode == 0
    assert [d["length"]["count"] <= 280 for d in answer["drafts"]] == [True] * 3
    assert answer["drafts"][0]["ready"]


def test_cli_reply_shows_people_what_they_need():
    shown = tactful("reply", "-", "-c", "x", given=COMPLAINT).stdout.decode()
    for words in ("dissatisfaction", "handoff: dm", "of 280", "1. "):
        assert words in shown


def test_cli_reply_takes_a_tone_and_a_brand(tmp_path):
    brand = tmp_path / "brand.yml"
    brand.write_text("name: Northwind\nsign_off: Priya\n")
    options = ["--tone", "formal", "--drafts", "1", "--brand", str(brand), "--json"]
    run = tactful("reply", COMPLAINT, "-c", "x", *options)
    (draft,) = json.loads(run.stdout)["drafts"]
    assert draft["tone"] == "formal"
    assert draft["text"].endswith("^Priya")


def test_cli_reply_is_about_the_topic_that_an_agent_names():
    options = ["--topic", "Charged twice", "--drafts", "1", "--json"]
    answer = json.loads(tactful("reply", "Sort it", "-c", "x", *options).stdout)
    assert (answer["topic"], answer["topic_chosen"]) == ("double_charge", True)
    assert answer["drafts"][0]["topic"] == "double_charge"


def test_cli_triage_shows_what_else_a_message_may_be_about():
    shown = tactful("triage", COMPLAINT, "-c", "x").stdout.decode()
    assert "\n  or: " in shown
    named = tactful("triage", COMPLAINT, "-c", "x", "--topic", "lost_parcel")
    assert "lost parcel (you chose this topic)" in named.stdout.decode()


def test_cli_reply_is_the_same_for_the_same_seed():
    first, second = (
        tactful("reply", COMPLAINT, "-c", "x", "--seed", "3", "--json") for _ in "ab"
    )
    assert first.stdout == second.stdout


def test_cli_reply_goes_on_without_its_model():
    run = tactful("reply", COMPLAINT, "-c", "x", "--model", "no-such-model", "--json")
    answer = json.loads(run.stdout)
    assert run.returncode == 0
    assert len(answer["drafts"]) == 3
    assert "no-such-model" in answer["notes"][0]


@pytest.mark.parametrize(
    ("text", "options", "status"),
    [
        ("We're sorry your parcel is late. Please DM us your order number.", [], 0),
        ("Calm down and read the email.", [], 1),
        ("Write to jane.doe@example.com", [], 1),
        ("Write to jane.doe@example.com", ["--private"], 0),
        ("x" * 281, [], 1),
    ],
)
def test_cli_check_exits_1_on_an_error_finding(text, options, status):
    run = tactful("check", text, "--channel", "x", "--json", *options)
    assert run.returncode == status
    assert json.loads(run.stdout)["ready"] is (status == 0)


def test_cli_triage_reads_a_message():
    run = tactful("triage", COMPLAINT, "--channel", "x", "--waiting", "90", "--json")
    reading = json.loads(run.stdout)
    assert reading["contact_reason"] == "dissatisfaction"
    assert reading["respond_by_minutes"] == -30


def test_cli_lint_exits_1_on_a_mistake(tmp_path):
    brand = tmp_path / "brand.yml"
    brand.write_text("name: N\ntones: [cold]\n")
    run = tactful("lint", str(brand))
    assert run.returncode == 1
    assert f"{brand}:2: tones.0: is 'cold'" in run.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "given", "problem"),
    [
        (["reply", "", "-c", "x"], "", "is empty"),
        (["reply", "-", "-c", "x"], b"caf\xe9", "not UTF-8"),
        (["reply", "hello", "-c", "twiter"], "", "did you mean twitter"),
        (["reply", "hi", "-c", "x", "--topic", "lostparcl"], "", "mean lost_parcel"),
        (["check", "x" * 33_000, "-c", "x"], "", "too long"),
        (
            ["reply", "hello", "-c", "x", "--brand", "/no/brand.yml"],
            "",
            "cannot be read",
        ),
        (["batch", "sing", "a.jsonl", "b.jsonl"], "", "there is no job 'sing'"),
        (["batch", "reply", "/no/in.jsonl", "/tmp/out.jsonl"], "", "/no/in.jsonl"),
    ],
)
def test_cli_says_what_is_wrong_without_a_trace(arguments, given, problem):
    run = tactful(*arguments, given=given)
    told = run.stderr.decode()
    assert run.returncode == 2
    assert problem in " ".join(told.split())
    assert "Traceback" not in told
