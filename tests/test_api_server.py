"""A server shows what it knows, how it does and what it takes, and no text."""

import subprocess
import sys
from pathlib import Path

import pytest
from api_kit import COMPLAINT, MARKER, URL, client_of, client_with_store


@pytest.fixture(scope="module")
def client(engine):
    with client_with_store(engine) as client:
        yield client


def test_api_channels_lists_every_channel(client, engine):
    listed = client.get("/v1/channels").json()["channels"]
    assert {channel["key"] for channel in listed} == set(engine.channels)


def test_api_templates_lists_every_text_as_its_author_wrote_it(client, library):
    listed = client.get("/v1/templates").json()["templates"]
    shown = {(one["topic"], one["tone"]): one for one in listed}
    assert set(shown) == {(topic, tone.value) for topic, tone in library.replies}
    for (topic, tone), reply in library.replies.items():
        body = reply.path.read_text(encoding="utf-8").split("---\n", 2)[2]
        assert shown[topic, tone.value]["body"].split() == body.split()


def test_api_health_needs_nothing_and_says_what_works(client):
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {
        "version": 1,
        "ready": True,
        "model": None,
        "library": "loads",
        "store": True,
    }


def test_api_metrics_counts_without_a_word_of_text(engine):
    client = client_of(engine)
    client.post("/v1/check", json={"text": f"Calm down. {MARKER}", "channel": "x"})
    client.post("/v1/reply", json={"text": COMPLAINT, "channel": "x", "drafts": 2})
    client.post("/v1/check", json={"text": MARKER, "channel": MARKER})
    counted = client.get("/metrics").text
    assert 'tactful_requests_total{route="/v1/check",status="200"} 1' in counted
    assert 'tactful_requests_total{route="/v1/check",status="422"} 1' in counted
    assert 'tactful_drafts_total{source="template"} 2' in counted
    assert 'tactful_findings_total{family="' in counted
    assert MARKER not in counted


def test_api_docs_show_every_route_and_ask_nothing_of_the_network(client):
    page = client.get("/docs")
    paths = client.get("/openapi.json").json()["paths"]
    assert page.status_code == 200
    assert all(path in page.text for path in paths)
    assert "//" not in page.text.replace(f"{URL}/", "")
    assert "<script" not in page.text


def test_api_openapi_names_every_status_and_the_ways_to_show_a_key(client):
    schema = client.get("/openapi.json").json()
    assert set(schema["components"]["securitySchemes"]) == {
        "HTTPBearer",
        "APIKeyHeader",
    }
    for methods in schema["paths"].values():
        for route in methods.values():
            assert {"200", "400", "401", "413", "422", "503"} <= set(route["responses"])


SCREENS = """
from starlette.testclient import TestClient
from assistant.api import create_app
from assistant.api.server import add_screens
from assistant.engine import Engine
from assistant.settings import Settings

URL = "http://127.0.0.1:7860"
settings = Settings()
app = create_app(Engine.open(settings, model="none"), settings)
add_screens(app)
call = {"data": [], "fn_index": 0, "session_hash": "a"}
with TestClient(app, base_url=URL) as client:
    page = client.get("/")
    join = [
        client.post("/gradio_api/queue/join", json=call, headers={"origin": origin})
        for origin in (URL, "http://evil.example")
    ]
    print(page.status_code, page.headers["content-type"])
    print("frame-ancestors 'none'" in page.headers["content-security-policy"])
    print(client.get("/config").json()["analytics_enabled"])
    print(client.get("/v1/reply").status_code, client.get("/v1/nothing").status_code)
    print(client.post("/gradio_api/upload").status_code)
    print([answer.status_code for answer in join])
"""


@pytest.mark.slow
def test_api_screens_stand_beside_the_routes():
    run = subprocess.run(
        [sys.executable, "-c", SCREENS],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines() == [
        "200 text/html; charset=utf-8",
        "True",
        "False",
        "405 404",
        "403",
        "[200, 403]",
    ]
