"""A desk with demonstration data, and a fixed clock."""

import shutil

import pytest
from sqlalchemy.orm import Session

from parcel_desk import seed, store
from parcel_desk.web import create_app


@pytest.fixture(scope="session")
def loaded(tmp_path_factory):
    """A database file with the demonstration data, made once."""
    path = tmp_path_factory.mktemp("loaded") / "desk.db"
    with Session(store.open_engine(path)) as session:
        seed.load(session)
    return path


@pytest.fixture
def client(loaded, tmp_path, monkeypatch):
    shutil.copy(loaded, tmp_path / "desk.db")
    monkeypatch.setenv("PARCEL_DESK_DB", str(tmp_path / "desk.db"))
    monkeypatch.setenv("PARCEL_DESK_STATEMENTS", str(tmp_path / "statements"))
    monkeypatch.setenv("PARCEL_DESK_NOW", "2026-09-14T10:00:00+02:00")
    return create_app().test_client()
