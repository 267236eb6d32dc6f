import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import pytest

ROOT = pathlib.Path.cwd()
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="tenant-portal-oracle-"))
DATABASE = FOLDER / "portal.sqlite3"
os.environ["DJANGO_SETTINGS_MODULE"] = "tenant_portal.settings"
os.environ["TENANT_PORTAL_DB"] = str(DATABASE)
os.environ["TENANT_PORTAL_NOW"] = "2026-09-14T10:00:00+02:00"
os.environ.pop("SENTRY_DSN", None)

import django  # noqa: E402

django.setup()

from django.core import mail  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

setup_test_environment()


@pytest.fixture(scope="session", autouse=True)
def folder():
    yield FOLDER
    connections.close_all()
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.fixture(autouse=True)
def database():
    connections.close_all()
    shutil.copy(ROOT / "data.sqlite3", DATABASE)
    cache.clear()
    mail.outbox.clear()


class As:
    """A client with somebody's token, or none; answers are (status, body)."""

    def __init__(self, who):
        headers = {"authorization": f"Bearer token-{who}"} if who else {}
        self.client = Client(headers=headers, raise_request_exception=False)

    def __call__(self, method, path, body=None):
        sent = [] if body is None else [json.dumps(body), "application/json"]
        answer = self.client.generic(method, path, *sent)
        try:
            return answer.status_code, json.loads(answer.content)
        except ValueError:
            return answer.status_code, None

    def get(self, path):
        return self("GET", path)

    def post(self, path, body=None):
        return self("POST", path, body)


@pytest.fixture
def ask():
    return As


@pytest.fixture
def run():
    """A management command in a process of its own, on this test's database."""

    def command(*arguments):
        connections.close_all()
        return subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )

    return command
