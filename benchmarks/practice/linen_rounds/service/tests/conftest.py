import shutil

import pytest

from linen_rounds import create_app, database
from tests.world import World


@pytest.fixture(scope="session")
def tables(tmp_path_factory):
    """A database with tables and nothing else; every test gets a copy."""
    path = tmp_path_factory.mktemp("tables") / "laundry.sqlite3"
    app = create_app({"DATABASE": f"sqlite:///{path}"})
    database.create(app.extensions["engine"])
    app.extensions["engine"].dispose()
    return path


@pytest.fixture
def world(tables, tmp_path, monkeypatch):
    """A laundry of its own, on Wednesday 4 March 2026 at noon."""
    path = shutil.copy(tables, tmp_path / "laundry.sqlite3")
    monkeypatch.setenv("LINEN_NOW", "2026-03-04T12:00:00+02:00")
    monkeypatch.setenv("LINEN_DATABASE", f"sqlite:///{path}")
    return World()
