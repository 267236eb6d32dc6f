import shutil

import pytest
from starlette.testclient import TestClient

import make_data
from parts_finder import config
from parts_finder.app import create_app


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("filled")
    make_data.fill(folder)
    make_data.fill_database(folder / "finder.sqlite3")
    return folder


@pytest.fixture
def settings(filled, tmp_path, monkeypatch):
    folder = tmp_path / "data"
    shutil.copytree(filled, folder)
    monkeypatch.setenv("PARTS_FINDER_DATA", str(folder))
    monkeypatch.setenv("PARTS_FINDER_NOW", "2026-09-14T08:00:00+00:00")
    return config.Settings(data=folder)


@pytest.fixture
def client(settings):
    return TestClient(create_app(settings))


@pytest.fixture
def bearer():
    return lambda who: {"authorization": f"Bearer token-{who}"}
