import os
import shutil

os.environ.setdefault("RAIL_TABLES_NOW", "2026-03-20T07:00:00+00:00")

import pytest
from starlette.testclient import TestClient

from rail_tables import prepare
from rail_tables.config import Config
from rail_tables.web import create_app


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("filled") / "rail.sqlite3"
    prepare.fill(path)
    return path


@pytest.fixture
def db(filled, tmp_path, monkeypatch):
    path = tmp_path / "rail.sqlite3"
    shutil.copy(filled, path)
    monkeypatch.setenv("RAIL_TABLES_DB", str(path))
    return path


@pytest.fixture
def client(db):
    return TestClient(create_app(Config(db=db)), raise_server_exceptions=False)


@pytest.fixture
def get(client):
    """The JSON of an address that must be answered with 200."""

    def ask(path):
        response = client.get(path)
        assert response.status_code == 200, response.text
        return response.json()

    return ask
