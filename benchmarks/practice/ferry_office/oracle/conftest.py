import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ferry_office.settings")
os.environ["FERRY_NOW"] = "2026-07-10T06:00:00+03:00"

import django
import pytest

django.setup()

from django.db import transaction
from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment


@pytest.fixture(scope="session", autouse=True)
def environment():
    setup_test_environment()
    yield
    teardown_test_environment()


@pytest.fixture(autouse=True)
def rolled_back():
    """On the seeded database; what a test writes is taken back."""
    from ferry_office import tariffs

    getattr(tariffs, "forget", lambda: None)()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Api:
    def __init__(self, key=None):
        self.client = Client(raise_request_exception=False, headers={"X-Terminal-Key": key} if key else {})

    def get(self, path, **extra):
        return self.client.get(path, **extra)

    def post(self, path, **body):
        return self.client.post(path, body, content_type="application/json")


@pytest.fixture
def visitor():
    return Api()


@pytest.fixture
def quay():
    return Api("quay-1-key")


@pytest.fixture
def bridge():
    return Api("bridge-key")


@pytest.fixture
def engine():
    return Api("engine-key")
