import pytest

from trail_guide import config, seed
from trail_guide.db import opened


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("TRAIL_GUIDE_DB", str(tmp_path / "guide.db"))
    monkeypatch.setenv("TRAIL_GUIDE_WEATHER_RECORDINGS", "fixtures/weather")
    settings = config.load()
    seed.main(settings.database)
    return settings


@pytest.fixture
def db(settings):
    with opened(settings.database) as connection:
        yield connection
