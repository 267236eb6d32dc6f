"""What every oracle of this service has at hand. The service is imported where it is used."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path.cwd()
KEYS = {"NP": "np-key-7731", "SL": "sl-key-0042", "K24": "k24-key-5508"}
NOW = "2026-09-14T10:00:00+02:00"


def start(env, module, *words):
    """Runs a module of the service as a command."""
    known = {**os.environ, **env, "PYTHONPATH": str(ROOT)}
    known.pop("SENTRY_DSN", None)
    argv = [sys.executable, "-m", module, *words]
    return subprocess.run(argv, cwd=ROOT, env=known, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A database with the demonstration data, loaded once by the service's own command."""
    path = tmp_path_factory.mktemp("template") / "desk.db"
    done = start({"PARCEL_DESK_DB": str(path)}, "parcel_desk.seed")
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def env(template, tmp_path, monkeypatch):
    """The environment of a desk of its own with fresh data."""
    shutil.copy(template, tmp_path / "desk.db")
    values = {
        "PARCEL_DESK_DB": str(tmp_path / "desk.db"),
        "PARCEL_DESK_STATEMENTS": str(tmp_path / "statements"),
        "PARCEL_DESK_NOW": NOW,
        "PARCEL_DESK_ZONE": "Europe/Vienna",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return values


@pytest.fixture
def statements(env):
    return Path(env["PARCEL_DESK_STATEMENTS"])


@pytest.fixture
def client(env):
    """An unhandled error is a 500, as in production."""
    from parcel_desk.web import create_app

    return create_app().test_client()


@pytest.fixture
def post_scans(client):
    """Sends a message as a carrier."""

    def send(carrier, data=None, **options):
        return client.post(f"/webhooks/{carrier}", headers={"X-Carrier-Key": KEYS[carrier]}, data=data, **options)

    return send


@pytest.fixture
def sql(env):
    """Runs one statement on the desk's database, gives the rows."""

    def run(statement, *values):
        with sqlite3.connect(env["PARCEL_DESK_DB"]) as conn:
            return conn.execute(statement, values).fetchall()

    return run


@pytest.fixture
def job(env):
    """Runs a job: `job("settle", "--day", "2026-09-14")`."""

    def run(*words):
        return start(env, "parcel_desk.jobs", *words)

    return run
