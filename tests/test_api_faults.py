"""What is not the caller's fault is said plainly, and without a word of the text."""

import pytest
from api_kit import (
    COMPLAINT,
    ERROR_FIELDS,
    GOOD,
    MARKER,
    client_of,
    client_with_store,
    damage,
)

from assistant.engine import Engine


@pytest.fixture(scope="module")
def client(engine):
    with client_with_store(engine) as client:
        yield client


@pytest.fixture
def damaged(spoilable):
    """A library with a mistake in one reply."""
    return damage(spoilable)


def test_api_a_damaged_library_is_503_with_file_and_line(damaged):
    engine, path = damaged
    answer = client_of(engine).post("/v1/reply", json=GOOD)
    (mistake,) = answer.json()["error"]["mistakes"]
    assert (answer.status_code, mistake["path"]) == (503, path)
    assert mistake["line"] > 1
    health = client_of(engine).get("/health")
    assert (health.status_code, health.json()["ready"]) == (503, False)


def test_api_a_check_works_beside_a_damaged_reply(damaged):
    engine, _ = damaged
    assert client_of(engine).post("/v1/check", json=GOOD).status_code == 200


class Failing(Engine):
    """An engine with a fault of ours in it."""

    def triage(self, message):
        """Fail in a way that nobody foresaw."""
        raise RuntimeError(f"cannot read {message.text}")


def test_api_a_fault_of_ours_is_500_without_details(library):
    client = client_of(Failing(library))
    answer = client.post("/v1/triage", json=GOOD | {"text": MARKER})
    assert answer.status_code == 500
    assert set(answer.json()["error"]) == ERROR_FIELDS
    assert MARKER not in answer.text
    assert "nosniff" in answer.headers["x-content-type-options"]
    assert 'status="500"' in client.get("/metrics").text


def test_api_nothing_of_a_request_is_logged(client, caplog):
    caplog.set_level("DEBUG")
    for route in ("reply", "check", "triage", "messages"):
        client.post(f"/v1/{route}", json=GOOD | {"text": f"{COMPLAINT} {MARKER}"})
        client.post(f"/v1/{route}", json={"text": {MARKER: 1}})
        client.post(f"/v1/{route}", json=GOOD | {"channel": MARKER})
    ours = [one for one in caplog.records if not one.name.startswith("http")]
    assert MARKER not in " ".join(record.getMessage() for record in ours)
