"""Fixtures of the oracles: every test has a copy of the demo database of its own."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

ROOT = Path.cwd()
PRISTINE = ROOT / os.environ.get("CHOIR_DESK_DB", "data.sqlite3")
DATABASE = Path(tempfile.mkdtemp()) / "oracle.sqlite3"
os.environ["DJANGO_SETTINGS_MODULE"] = "choir_desk.settings"
os.environ["CHOIR_DESK_DB"] = str(DATABASE)
os.environ.pop("SENTRY_DSN", None)
shutil.copy(PRISTINE, DATABASE)

import django
import pytest

django.setup()

from django.db import connections
from django.test import Client


@pytest.fixture(autouse=True)
def fresh():
    connections.close_all()
    shutil.copy(PRISTINE, DATABASE)
    yield
    connections.close_all()


class Desk:
    def __init__(self, key=None):
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}

    def get(self, path, **params):
        return self.client.get(path, params, headers=self.headers)

    def send(self, method, path, data=None):
        return self.client.generic(
            method, path, json.dumps(data or {}), content_type="application/json", headers=self.headers
        )


@pytest.fixture
def admin():
    return Desk("cd_admin")


@pytest.fixture
def librarian():
    return Desk("cd_librarian")


@pytest.fixture
def singer():
    return Desk("cd_singer")


@pytest.fixture
def nobody():
    return Desk()


@pytest.fixture
def run():
    def run(*argv):
        connections.close_all()
        done = subprocess.run(
            [sys.executable, "manage.py", *map(str, argv)],
            cwd=ROOT,
            env={**os.environ, "CHOIR_DESK_DB": str(DATABASE), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
        )
        return SimpleNamespace(code=done.returncode, out=done.stdout, err=done.stderr)

    return run
