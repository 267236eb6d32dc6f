import os
import shutil
import tempfile
from pathlib import Path

import pytest

FOLDER = Path(tempfile.mkdtemp(prefix="tenant-portal-"))
os.environ["TENANT_PORTAL_DB"] = str(FOLDER / "test.sqlite3")
os.environ["TENANT_PORTAL_NOW"] = "2026-09-14T10:00:00+02:00"

import make_data  # noqa: E402
from django.core import mail  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

setup_test_environment()


@pytest.fixture(scope="session")
def filled():
    make_data.main()
    connections.close_all()
    shutil.copy(FOLDER / "test.sqlite3", FOLDER / "filled.sqlite3")
    yield FOLDER / "filled.sqlite3"
    connections.close_all()
    shutil.rmtree(FOLDER)


@pytest.fixture(autouse=True)
def database(filled):
    connections.close_all()
    shutil.copy(filled, FOLDER / "test.sqlite3")
    cache.clear()
    mail.outbox.clear()


class As:
    """A client with somebody's token; answers are (status, body)."""

    def __init__(self, who):
        self.client = Client(headers={"authorization": f"Bearer token-{who}"} if who else {})

    def __call__(self, method, path, body=None):
        answer = self.client.generic(method, path, *([] if body is None else [_dump(body), "application/json"]))
        return answer.status_code, answer.json()

    def get(self, path):
        return self("GET", path)

    def post(self, path, body=None):
        return self("POST", path, body)


def _dump(body):
    import json

    return json.dumps(body)


@pytest.fixture
def ask():
    return As
