import shutil
from pathlib import Path

import pytest

from quarry_scale import create_app, db

DATA = Path(__file__).with_name("data.sql").read_text(encoding="utf-8")


@pytest.fixture
def clock(monkeypatch):
    """Sets the time."""

    def at(text):
        monkeypatch.setenv("QUARRY_NOW", text)

    at("2026-03-10T09:30:00+00:00")
    return at


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A database that every test gets a copy of."""
    path = tmp_path_factory.mktemp("template") / "test.sqlite3"
    db.create(str(path), demo=False)
    connection = db.connect(str(path))
    connection.executescript(f"BEGIN;\n{DATA}\nCOMMIT;")
    connection.close()
    return path


@pytest.fixture
def app(template, tmp_path, clock):
    path = shutil.copy(template, tmp_path / "test.sqlite3")
    return create_app({"DATABASE": str(path), "TESTING": True, "SESSION_HOURS": 1000})


@pytest.fixture
def client(app):
    with app.test_client() as client:
        yield client


@pytest.fixture
def connection(app):
    with app.app_context():
        yield db.get_db()


def _signed_in(client, name, password):
    answer = client.post("/session", json={"name": name, "password": password})
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {answer.json['token']}"
    return client


@pytest.fixture
def gate(client):
    return _signed_in(client, "gate", "limestone")


@pytest.fixture
def office(client):
    return _signed_in(client, "office", "dust-sheet")


@pytest.fixture
def load(office):
    """A load that came and left; gives the ticket."""

    def send(customer, net_kg=20_000, product="STONE", plate="CV19 HKE", haulier=None):
        body = {"plate": plate, "product": product, "customer": customer, "tare_kg": 10_000, "haulier": haulier}
        number = office.post("/tickets", json=body).json["number"]
        return office.post(f"/tickets/{number}/weigh-out", json={"gross_kg": 10_000 + net_kg}).json

    return send
