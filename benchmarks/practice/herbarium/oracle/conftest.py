"""Every test has its own copy of the training collection."""
import os
import shutil

os.environ.setdefault("HERBARIUM_NOW", "2026-05-04T08:30:00+00:00")

import pytest
from fastapi.testclient import TestClient

from herbarium import seed
from herbarium.main import create_app
from herbarium.settings import Settings


@pytest.fixture(scope="session")
def seeded(tmp_path_factory):
    path = tmp_path_factory.mktemp("seed") / "herbarium.sqlite3"
    seed.load(path)
    return path


@pytest.fixture
def database(seeded, tmp_path, monkeypatch):
    path = tmp_path / "herbarium.sqlite3"
    shutil.copy(seeded, path)
    monkeypatch.setenv("HERBARIUM_DB", str(path))
    return path


@pytest.fixture
def client(database):
    with TestClient(create_app(Settings(database=database)), raise_server_exceptions=False) as client:
        yield client
