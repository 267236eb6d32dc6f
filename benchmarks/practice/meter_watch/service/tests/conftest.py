"""Each test gets a copy of the training data."""
import os
import shutil
from datetime import datetime

os.environ.setdefault("METER_WATCH_NOW", "2026-04-22T07:00:00+00:00")

import pytest
from fastapi.testclient import TestClient

from meter_watch import seed
from meter_watch.app import create_app
from meter_watch.config import Config
from meter_watch.store import Store


@pytest.fixture(scope="session")
def training(tmp_path_factory):
    folder = tmp_path_factory.mktemp("training")
    config = Config(database=folder / "meter_watch.db", forecast_file=folder / "forecast.joblib")
    store = Store(config.database)
    store.create()
    store.run_here(seed.fill, config)
    return config


@pytest.fixture
def config(training, tmp_path, monkeypatch):
    path = tmp_path / "meter_watch.db"
    shutil.copy(training.database, path)
    monkeypatch.setenv("METER_WATCH_DATABASE", str(path))
    monkeypatch.setenv("METER_WATCH_FORECAST_FILE", str(training.forecast_file))
    return Config()


@pytest.fixture
def store(config):
    return Store(config.database)


@pytest.fixture
def client(config):
    with TestClient(create_app(config), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def local(config):
    """Local times by their numbers."""
    return lambda *numbers: datetime(*numbers, tzinfo=config.tz)
