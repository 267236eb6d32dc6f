"""What every oracle of this service has at hand; nothing of it comes from the repository's own tests.

The service is imported where it is used, so that sources which cannot be imported fail a test and do not stop pytest.
"""

import functools
import importlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

ROOT = Path.cwd()
# later than every job of the demonstration data
NOW = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)


def part(name):
    """A module of the service."""
    return importlib.import_module(f"expense_report.{name}")


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def env(tmp_path):
    """The environment of a command that works on a database of its own."""
    return {
        "EXPENSE_DB": str(tmp_path / "expenses.db"),
        "EXPENSE_NOTIFY_URL": f"file:{tmp_path}/outbox.jsonl",
        "EXPENSE_EXPORTS": str(tmp_path / "exports"),
    }


def start(env, module, *words):
    """Runs a module of the service as a command with `env` over the present environment."""
    known = {**os.environ, **env, "PYTHONPATH": str(ROOT)}
    known.pop("SENTRY_DSN", None)
    argv = [sys.executable, "-m", module, *words]
    return subprocess.run(argv, cwd=ROOT, env=known, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A database with the demonstration data, loaded once by the service's own command."""
    path = tmp_path_factory.mktemp("template") / "expenses.db"
    done = start({"EXPENSE_DB": str(path)}, "expense_report.seed")
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def seeded(template, env):
    """A fresh copy of the demonstration data."""
    shutil.copy(template, env["EXPENSE_DB"])


@pytest.fixture
def run(env, seeded):
    """Runs a command of the service: `run("expense_report.remind", "--days", "5")`."""
    return functools.partial(start, env)


@pytest.fixture
def conn(seeded, env):
    conn = sqlite3.connect(env["EXPENSE_DB"], isolation_level=None, timeout=5)
    conn.row_factory = sqlite3.Row
    conn.execute("PRAGMA foreign_keys = ON")
    yield conn
    conn.close()


@pytest.fixture
def settings(env):
    return part("config").Settings.from_env(env)


@pytest.fixture
def app(seeded, settings):
    return part("app").create_app(settings, clock=lambda: NOW)


@pytest.fixture
def call(app):
    """Sends a request as an employee; an unhandled error is a 500, as in production."""
    client = app.test_client()

    def send(employee_id, method, path, **options):
        headers = {"X-Employee-Id": employee_id, **options.pop("headers", {})}
        return client.open(path, method=method, headers=headers, **options)

    return send


@pytest.fixture
def put_job(conn):
    """Leaves a job in the queue, as some release of the service wrote it."""

    def put(kind, payload, at="2026-09-01T06:00:00+00:00"):
        conn.execute("INSERT INTO jobs (kind, payload, run_at) VALUES (?, ?, ?)", (kind, json.dumps(payload), at))

    return put


@pytest.fixture
def outbox(env):
    """The messages sent so far."""

    def read():
        path = Path(env["EXPENSE_NOTIFY_URL"].removeprefix("file:"))
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    return read


@pytest.fixture
def work(conn, settings, outbox):
    """Does every due job; gives the messages that it sent."""

    def do():
        before = len(outbox())
        for _ in range(50):
            if not part("worker").run_next(conn, settings, NOW):
                break
        return outbox()[before:]

    return do
