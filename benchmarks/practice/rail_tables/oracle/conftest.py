"""Fresh tables for every test, and a client that shows crashes as 500."""
import json
import os
import subprocess
import sys

os.environ.setdefault("RAIL_TABLES_NOW", "2026-03-20T07:00:00+00:00")

import pytest
from starlette.testclient import TestClient


@pytest.fixture
def db(tmp_path, monkeypatch):
    from rail_tables import prepare

    path = tmp_path / "rail.sqlite3"
    prepare.fill(path)
    monkeypatch.setenv("RAIL_TABLES_DB", str(path))
    return path


@pytest.fixture
def client(db):
    from rail_tables.config import Config
    from rail_tables.web import create_app

    return TestClient(create_app(Config(db=db)), raise_server_exceptions=False)


@pytest.fixture
def get(client):
    def ask(path):
        response = client.get(path)
        assert response.status_code == 200, (path, response.status_code, response.text[:300])

        def refuse(name):
            raise AssertionError(f"{name} is no JSON")

        return json.loads(response.text, parse_constant=refuse)

    return ask


@pytest.fixture
def report(client):
    def post(day, train, station, minutes, **more):
        body = {"day": day, "train": train, "station": station, "minutes": minutes, **more}
        response = client.post("/reports", json=body)
        assert response.status_code == 201, response.text
        return response

    return post


@pytest.fixture
def take(db, tmp_path):
    """Run the ingest command on a text; gives exit status and printed lines."""

    def run(text, name="new.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        env = {**os.environ, "RAIL_TABLES_DB": str(db), "PYTHONPATH": os.getcwd(), "SENTRY_DSN": ""}
        done = subprocess.run([sys.executable, "-m", "rail_tables.ingest", str(path)], env=env, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.splitlines()

    return run
