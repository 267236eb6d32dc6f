"""What every hidden test of this service has at hand; nothing of it comes from the repository's own tests."""

import os
import tempfile

FOLDER = tempfile.mkdtemp()
os.environ["WARD_ROTA_DB"] = os.path.join(FOLDER, "hidden.sqlite")
os.environ["WARD_ROTA_NOW"] = "2026-09-16T10:00:00+02:00"
os.environ.pop("WARD_ROTA_PAYROLL_URL", None)

import pytest


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    from ward_rota import demand, demo

    monkeypatch.setenv("WARD_ROTA_NOW", "2026-09-16T10:00:00+02:00")
    demo.fresh()
    getattr(getattr(demand, "table", None), "cache_clear", lambda: None)()


@pytest.fixture
def at(monkeypatch):
    """Moves the clock."""
    return lambda text: monkeypatch.setenv("WARD_ROTA_NOW", text)


@pytest.fixture
def ask():
    """Sends a request as somebody of the demonstration data; an unhandled error is a 500, as in production."""
    from fastapi.testclient import TestClient

    from ward_rota.main import app

    client = TestClient(app, raise_server_exceptions=False)

    def send(login, method, path, data=None):
        headers = {"authorization": f"Bearer demo-{login}"} if login else {}
        return client.request(method, path, headers=headers, json=data)

    return send


@pytest.fixture
def sql():
    """Runs one statement against the database and commits."""
    from sqlalchemy import text

    from ward_rota import db

    def run(statement, **values):
        with db.engine.begin() as connection:
            found = connection.execute(text(statement), values)
            return found.fetchall() if found.returns_rows else None

    return run


@pytest.fixture
def folder():
    return FOLDER
