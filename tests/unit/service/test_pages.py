from contextlib import nullcontext

import pytest
from starlette.testclient import TestClient

from arbase.checkpoint import StoreCheckpoint
from arbase.domain.service import Service
from arbase.intake.settings import IntakeSettings
from arbase.service.app import create_app
from arbase.store.sql import SqlStore
from arbase.worker import Worker
from tests.fakes import an_event, scripted_pipeline

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def store(tmp_path):
    store = SqlStore.open(f"sqlite:///{tmp_path / 'arbase.db'}")
    store.add_service(Service(name="shop", repository=tmp_path))
    yield store
    store.close()


@pytest.fixture
def client(store):
    app = create_app(store, IntakeSettings(), None)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def work(store):
    worker = Worker(store, lambda _: nullcontext(scripted_pipeline(checkpoint=StoreCheckpoint(store))), lambda _: None)
    while worker.step():
        pass


def test_an_empty_store_says_how_to_begin(client):
    assert "arbase service add" in client.get("/").text


def test_an_incident_is_shown_with_all_that_the_stages_found(client, store):
    store.accept([an_event()])
    work(store)
    (incident,) = store.incidents()
    assert incident.id in client.get("/").text
    page = client.get(f"/incidents/{incident.id}").text
    for stage in ("triage", "classify", "investigate", "verify", "deliver", "grouping"):
        assert f"<h2>{stage}" in page
    assert "arbase review approve" in page


def test_event_text_is_shown_not_run(client, store):
    store.accept([an_event(exceptions=({"type": HOSTILE, "message": HOSTILE},))])
    work(store)
    (incident,) = store.incidents()
    for address in ("/", f"/incidents/{incident.id}"):
        answer = client.get(address)
        assert HOSTILE not in answer.text
        assert "&lt;script&gt;" in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_an_unknown_incident_is_not_found(client):
    assert client.get("/incidents/ffffffffffff").status_code == 404
    assert client.get("/incidents/%3Cscript%3E").status_code == 404


def test_pages_do_not_answer_under_a_foreign_name(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/health", headers={"host": "localhost:8321"}).status_code == 200


def test_intake_answers_under_any_name(client):
    answer = client.post("/api/1/envelope/", content=b"{}\n", headers={"host": "arbase.example"})
    assert answer.status_code == 401


def test_without_pages_only_intake_answers(store):
    with TestClient(create_app(store, IntakeSettings(), None, pages=False), base_url="http://127.0.0.1") as client:
        assert client.get("/").status_code == 404
        assert client.post("/api/1/envelope/", content=b"{}\n").status_code == 401
