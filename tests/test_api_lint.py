"""Other programs are told every mistake in the library, or in a text not yet saved."""

import pytest
from api_kit import client_of, client_with_store, damage


@pytest.fixture(scope="module")
def client(engine):
    with client_with_store(engine) as client:
        yield client


@pytest.fixture
def damaged(spoilable):
    """A library with a mistake in one reply."""
    return damage(spoilable)


@pytest.mark.slow
def test_api_lint_looks_at_the_whole_library(client):
    report = client.post("/v1/lint").json()
    assert report["version"] == 1
    assert report["files"] > 100


def test_api_lint_names_every_mistake_of_a_library(damaged):
    engine, path = damaged
    report = client_of(engine).post("/v1/lint", json={}).json()
    assert [mistake["path"] for mistake in report["mistakes"]] == [path]


def test_api_lint_names_the_line_of_an_unknown_placeholder(client, library):
    reply = min(library.replies.values(), key=lambda reply: str(reply.path))
    text = reply.path.read_text(encoding="utf-8").rstrip("\n")
    name = reply.path.relative_to(library.folder).as_posix()
    wrong = f"{text}\n~ Ask {{{{ manager }}}} about it.\n"
    found = client.post("/v1/lint", json={"path": name, "text": wrong}).json()
    line = wrong.count("\n")
    assert (name, line) in [(m["path"], m["line"]) for m in found["mistakes"]]
    assert "manager" in " ".join(m["problem"] for m in found["mistakes"])


@pytest.mark.parametrize(
    "kind",
    ["replies/*/*/plain.j2", "styles/*/*.yml", "reading/signals/*/*.yml", "*.yml"],
)
def test_api_lint_finds_nothing_in_what_ships(client, templates, kind):
    file = min(templates.glob(kind))
    path, text = file.relative_to(templates).as_posix(), file.read_text("utf-8")
    found = client.post("/v1/lint", json={"path": path, "text": text}).json()
    assert found == {"version": 1, "files": 1, "mistakes": []}


@pytest.mark.parametrize(
    ("path", "text", "problem"),
    [
        ("styles/rude/new.yml", "kind: avoid\n", "message: is missing"),
        ("styles/rude/new.yml", "a: [", "is not YAML"),
        ("replies/nowhere/late/warm.j2", "---\nsummary: x\n---\n", "contact reason"),
        ("channels/new.yml", "name: New\n", "limit: is missing"),
        ("brands/mine.yml", "nam: Mine\n", "did you mean name?"),
    ],
)
def test_api_lint_reads_every_kind_of_file(client, path, text, problem):
    found = client.post("/v1/lint", json={"path": path, "text": text}).json()
    assert problem in " ".join(mistake["problem"] for mistake in found["mistakes"])
    assert {mistake["path"] for mistake in found["mistakes"]} == {path}


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../settings.py",
        "replies/../../x.yml",
        "replies/x.py",
        "elsewhere/x.yml",
        "replies/a/b/c/d/e.j2",
        "C:\\x.yml",
        "",
    ],
)
def test_api_lint_takes_names_and_never_paths(client, path):
    answer = client.post("/v1/lint", json={"path": path, "text": "a: b"})
    assert answer.status_code == 422
    assert answer.json()["error"]["param"] == "path"


@pytest.mark.parametrize("half", [{"path": "styles/rude/x.yml"}, {"text": "a: b"}])
def test_api_lint_wants_a_name_and_a_text(client, half):
    assert client.post("/v1/lint", json=half).status_code == 422
