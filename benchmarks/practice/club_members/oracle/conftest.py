"""What the hidden tests have at hand. The service is imported where it is used; its own tests are not."""

import importlib
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

ROOT = Path.cwd()
NOW = "2026-10-05T09:00:00+02:00"


def part(name):
    """A module of the service."""
    return importlib.import_module(f"club_members.{name}")


@pytest.fixture
def database(tmp_path):
    """A fresh copy of what set-up made."""
    path = tmp_path / "club.sqlite"
    shutil.copy(ROOT / "var" / "club.sqlite", path)
    return path


@pytest.fixture
def conn(database):
    conn = sqlite3.connect(database, isolation_level=None, timeout=10)
    conn.row_factory = sqlite3.Row
    yield conn
    conn.close()


@pytest.fixture
def client(database):
    from fastapi.testclient import TestClient

    settings = part("config").Settings(
        database=database, frozen_now=datetime.fromisoformat(NOW), hash_rounds=1000
    )
    return TestClient(part("app").create_app(settings), raise_server_exceptions=False)


@pytest.fixture
def ask(client):
    """`ask(4, "GET", "/me")`: a request of a member; None is nobody. A crash is a 500."""

    def send(member_id, method, path, **options):
        headers = dict(options.pop("headers", {}))
        if member_id is not None:
            headers.setdefault("authorization", f"Bearer demo-{member_id}")
        return client.request(method, path, headers=headers, **options)

    return send


@pytest.fixture
def run(database):
    """`run("nightly")`: a command of the service, in a process of its own; gives (exit status, lines of output)."""

    def start(*words, now=NOW):
        known = {**os.environ, "CLUB_DB": str(database), "CLUB_NOW": now, "PYTHONPATH": str(ROOT)}
        known.pop("SENTRY_DSN", None)
        argv = [sys.executable, "-m", "club_members.jobs", *words]
        done = subprocess.run(argv, cwd=ROOT, env=known, capture_output=True, text=True, check=False, timeout=60)
        return done.returncode, done.stdout.splitlines()

    return start
