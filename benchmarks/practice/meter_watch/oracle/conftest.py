"""A copy of what the set-up made, and the application on it."""
import os
import shutil

import pytest

os.environ["METER_WATCH_NOW"] = "2026-04-22T07:00:00+00:00"


@pytest.fixture
def database(tmp_path, monkeypatch):
    path = tmp_path / "copy.db"
    shutil.copy("var/meter_watch.db", path)
    monkeypatch.setenv("METER_WATCH_DATABASE", str(path))
    return path


@pytest.fixture
def client(database):
    from fastapi.testclient import TestClient

    from meter_watch.app import create_app
    from meter_watch.config import Config

    with TestClient(create_app(Config()), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def posted():
    from meter_watch import stubs

    stubs.posted.clear()
    return stubs.posted
