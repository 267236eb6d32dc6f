"""What every hidden test of this service has at hand; nothing of it comes from the repository's own tests.

Each test has its own copy of the demonstration database, as the command of the repository makes it.
"""

import json
import os
import shutil
import sqlite3
from types import SimpleNamespace

import pytest

os.environ["QUARRY_NOW"] = "2026-06-16T10:00:00+01:00"
os.environ.pop("SENTRY_DSN", None)

TOKENS = {"gate": "gate-token", "office": "office-token"}


def command(path, *words):
    from click.testing import CliRunner

    from quarry_scale.cli import main

    return CliRunner().invoke(main, list(words), env={"QUARRY_DB": str(path)})


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "quarry.sqlite3"
    done = command(path, "init-db", "--demo")
    assert done.exit_code == 0, done.output
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


@pytest.fixture
def path(template, tmp_path):
    return shutil.copy(template, tmp_path / "quarry.sqlite3")


@pytest.fixture
def app(path):
    from quarry_scale import create_app

    return create_app({"DATABASE": str(path)})


@pytest.fixture
def ask(app):
    """Sends a request as the machine at the gate or in the office; an unhandled error is a 500, as in production."""

    def send(who, method, target, data=None):
        headers = {"Authorization": f"Bearer {TOKENS[who]}"} if who else {}
        answer = app.test_client().open(target, method=method, json=data, headers=headers)
        found = json.loads(answer.data) if answer.is_json and answer.data else None
        return SimpleNamespace(status=answer.status_code, json=found, content=answer.data, headers=answer.headers)

    return send


@pytest.fixture
def run(path):
    """Runs a command; gives exit status and the lines that it wrote."""

    def do(*words):
        done = command(path, *words)
        return done.exit_code, done.output.splitlines()

    return do


@pytest.fixture
def sql(path):
    """Runs one statement on the database and gives its rows."""

    def do(statement, *values):
        connection = sqlite3.connect(path)
        rows = connection.execute(statement, values).fetchall()
        connection.commit()
        connection.close()
        return rows

    return do


@pytest.fixture
def now(monkeypatch):
    """Sets the time."""
    return lambda text: monkeypatch.setenv("QUARRY_NOW", text)
