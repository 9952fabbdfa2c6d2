"""Many writers at once, and a sudden end: nothing that was acknowledged is lost."""

import multiprocessing
import time
from pathlib import Path

import pytest
from store_kit import (
    ASSESSMENT,
    DRAFT,
    MESSAGE,
    ROUTE,
    checked,
    integrity,
    open_store,
)

pytest_plugins = ["store_fixtures"]


def write_many(url: str, writer: int, how_many: int) -> None:
    with open_store(url) as store:
        for number in range(how_many):
            key = f"{writer}-{number}"
            added = store.add_message(MESSAGE, ASSESSMENT, ROUTE, key=key)
            store.add_drafts(added.id, [checked(DRAFT)])
            store.close(added.id, "answered", version=added.version)


def write_until_killed(url: str, path: Path) -> None:
    with open_store(url) as store, path.open("a") as acknowledged:
        while True:
            added = store.add_message(MESSAGE, ASSESSMENT, ROUTE)
            acknowledged.write(f"{added.id}\n")
            acknowledged.flush()


@pytest.mark.slow
def test_store_loses_nothing_to_eight_writers(url):
    processes = multiprocessing.get_context("spawn")
    writers = [
        processes.Process(target=write_many, args=(url, writer, 25))
        for writer in range(8)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 8
    with open_store(url) as store:
        stats = store.stats()
    assert (stats.messages, stats.drafts, stats.open) == (200, 200, 0)


@pytest.mark.slow
def test_store_keeps_what_it_acknowledged_before_a_kill(url, tmp_path):
    acknowledged = tmp_path / "acknowledged"
    acknowledged.touch()
    for round_number in range(1, 4):
        writer = multiprocessing.get_context("spawn").Process(
            target=write_until_killed, args=(url, acknowledged)
        )
        writer.start()
        while acknowledged.read_text().count("\n") < 60 * round_number:
            assert writer.is_alive()
            time.sleep(0.01)
        writer.kill()
        writer.join()
    with open_store(url) as store:
        kept = {message.id for message in store.inbox(100_000)}
    assert {int(line) for line in acknowledged.read_text().split()} <= kept
    if url.startswith("sqlite"):
        assert integrity(tmp_path / "tactful.db") == "ok"
