import pytest
from starlette.testclient import TestClient


@pytest.fixture
def settings(tmp_path, monkeypatch):
    from trail_guide import config, seed

    monkeypatch.setenv("TRAIL_GUIDE_DB", str(tmp_path / "guide.db"))
    monkeypatch.setenv("TRAIL_GUIDE_WEATHER_RECORDINGS", "fixtures/weather")
    settings = config.load()
    seed.main(settings.database)
    return settings


@pytest.fixture
def db(settings):
    from trail_guide.db import opened

    with opened(settings.database) as connection:
        yield connection


@pytest.fixture
def client(settings):
    from trail_guide.app import create_app

    return TestClient(create_app(settings), raise_server_exceptions=False)
