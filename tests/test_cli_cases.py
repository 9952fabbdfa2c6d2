"""Cases and outages on the command line."""

import json
import subprocess
import sys

import pytest


@pytest.fixture
def tactful(tmp_path, monkeypatch):
    monkeypatch.setenv("TACTFUL_DATABASE", f"sqlite:///{tmp_path}/cases.db")
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments):
        command = [sys.executable, "-m", "assistant", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return run


@pytest.mark.slow
def test_cli_case_follows_a_customer_to_the_end(tactful):
    heard = tactful(
        "case", "hear", "My parcel is three weeks late", "-c", "x", "--handle", "dana"
    )
    assert "Stands: they wait for our answer" in heard.stdout
    said = tactful(
        "case", "say", "1", "Sorry! We'll write to you within two hours.", "-a", "Priya"
    )
    assert "within two hours" in said.stdout
    assert "1  case 1" in tactful("case", "due").stdout
    assert "late delivery" in tactful("case", "list").stdout
    named = tactful("case", "topic", "1", "lost_parcel")
    assert "What: Lost parcel" in named.stdout
    claimed = tactful("case", "claim", "1", "--agent", "Sam")
    assert "Sam" in claimed.stdout
    assert "ready" in tactful("case", "draft", "1").stdout
    done = tactful(
        "case", "hear", "it arrived, thank you!", "-c", "x", "--handle", "dana"
    )
    assert "closed" in done.stdout
    missing = tactful("case", "show", "7")
    assert (missing.returncode, "there is no case 7" in missing.stderr) == (2, True)


@pytest.mark.slow
def test_cli_case_shows_what_is_said_first_in_private(tactful):
    late = "My parcel has been stuck in Leeds for three weeks, order 4471-99821"
    tactful("case", "hear", late, "-c", "x", "--handle", "dana")
    drafted = tactful("case", "draft", "1", "--drafts", "1").stdout
    _, head, opener = drafted.partition("Then, in private: X direct message")
    assert head
    assert "order number" not in opener
    tactful("case", "hear", "Here I am", "-c", "x_dm", "--case", "1")
    assert "Then, in private" not in tactful("case", "draft", "1").stdout


@pytest.mark.slow
def test_cli_outages_groups_announces_and_writes_an_answer_each(tactful, tmp_path):
    source, replies = tmp_path / "in.jsonl", tmp_path / "replies.jsonl"
    texts = [
        "app down?",
        "the app is down",
        "your app won't load",
        "app crashed",
        "app broken",
    ]
    rows = [
        {"id": n, "text": t, "channel": "x", "customer": {"handle": f"h{n}"}}
        for n, t in enumerate(texts)
    ]
    lines = [json.dumps(row) for row in rows]
    source.write_text("\n".join([*lines, "{not json", ""]))
    run = tactful(
        "outages", str(source), "--service", "our app", "--replies", str(replies)
    )
    assert run.returncode == 1
    assert "line 6: " in run.stderr
    assert "5 people, 5 messages" in run.stdout
    written = [json.loads(line) for line in replies.read_text().splitlines()]
    assert len({row["text"] for row in written}) == 5
    quiet = tmp_path / "quiet.jsonl"
    quiet.write_text(lines[0])
    assert "nothing that many write about" in tactful("outages", str(quiet)).stdout
