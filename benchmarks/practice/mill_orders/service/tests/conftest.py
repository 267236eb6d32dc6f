import shutil

import pytest
from fastapi.testclient import TestClient

import make_data
from mill_orders import config, db
from mill_orders.app import create_app


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("data") / "filled.sqlite3"
    sessions = db.connect(str(path))
    db.create_tables(sessions)
    with db.session_scope(sessions) as session:
        make_data.fill(session)
    return path


@pytest.fixture
def settings(filled, tmp_path, monkeypatch):
    path = tmp_path / "mill.sqlite3"
    shutil.copy(filled, path)
    monkeypatch.setenv("MILL_ORDERS_DB", str(path))
    monkeypatch.setenv("MILL_ORDERS_TODAY", "2026-09-14")
    return config.Settings(database=str(path), webhook_secret="test-secret")


@pytest.fixture
def session(settings):
    with db.connect(settings.database)() as session:
        yield session


@pytest.fixture
def client(settings):
    return TestClient(create_app(settings))


@pytest.fixture
def bearer():
    return lambda who: {"authorization": f"Bearer token-{who}"}
