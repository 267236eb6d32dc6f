import shutil
from datetime import datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from club_members.app import create_app
from club_members.clock import Clock
from club_members.config import Settings
from club_members.database import atomic, connect, create_schema
from club_members.seed import load
from club_members.store import Store


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    moment = datetime.fromisoformat("2026-10-05T09:00:00+02:00")
    return Settings(database=tmp_path / "club.sqlite", frozen_now=moment, hash_rounds=1000)


@pytest.fixture(scope="session")
def template(tmp_path_factory) -> Path:
    """The demonstration data, loaded once."""
    path = tmp_path_factory.mktemp("template") / "club.sqlite"
    conn = connect(path)
    create_schema(conn)
    with atomic(conn):
        load(conn)
    conn.close()
    return path


@pytest.fixture
def conn(settings, template):
    shutil.copy(template, settings.database)
    conn = connect(settings.database)
    yield conn
    conn.close()


@pytest.fixture
def store(conn):
    return Store(conn)


@pytest.fixture
def clock(settings):
    return Clock(settings)


@pytest.fixture
def client(conn, settings):
    return TestClient(create_app(settings))


@pytest.fixture
def as_(client):
    """`as_(4).get("/me")`: asks with the token of a demonstration member."""

    def signed_in(member_id: int) -> TestClient:
        client.headers["authorization"] = f"Bearer demo-{member_id}"
        return client

    return signed_in
