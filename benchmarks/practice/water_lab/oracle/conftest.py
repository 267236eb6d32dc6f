import pytest
from starlette.testclient import TestClient

from water_lab import seed
from water_lab.app import create_app
from water_lab.config import Settings


@pytest.fixture
def settings(tmp_path, monkeypatch):
    made = Settings(database=tmp_path / "lab.sqlite3", worker_bytes=1500)
    seed.build(made.database)
    monkeypatch.setenv("WATER_LAB_DB", str(made.database))
    return made


@pytest.fixture
def client(settings):
    return TestClient(create_app(settings), raise_server_exceptions=False)
