import pytest
from starlette.testclient import TestClient

from water_lab import seed
from water_lab.app import create_app
from water_lab.config import Settings


@pytest.fixture
def settings(tmp_path):
    """A laboratory of its own for each test."""
    made = Settings(database=tmp_path / "lab.sqlite3", worker_bytes=1500)
    seed.build(made.database)
    return made


@pytest.fixture
def client(settings):
    return TestClient(create_app(settings))
