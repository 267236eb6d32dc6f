"""A database of the training data for every test."""
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nightbus.settings")
os.environ.setdefault("NIGHT_BUS_NOW", "2026-10-27T21:00:00+01:00")

import django  # noqa: E402

django.setup()

import pytest  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from nightbus import auth, fares, seed  # noqa: E402
from nightbus.models import Rider  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def database():
    setup_test_environment(debug=False)
    connection.creation.create_test_db(verbosity=0, serialize=False)
    seed.load()


@pytest.fixture(autouse=True)
def undone(database):
    """What a test writes is gone after it; each begins with the rates of the file."""
    fares.tariff.cache_clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Caller:
    """A client that speaks JSON; answers are (status, body)."""

    def __init__(self, **headers):
        self.client = Client(headers=headers)

    def _answer(self, response):
        return response.status_code, response.json()

    def get(self, path, **headers):
        return self._answer(self.client.get(path, headers=headers))

    def post(self, path, body=None, **headers):
        return self._answer(self.client.post(path, body or {}, content_type="application/json", headers=headers))

    def patch(self, path, body):
        return self._answer(self.client.patch(path, body, content_type="application/json"))

    def delete(self, path):
        return self._answer(self.client.delete(path))


def bearer(token):
    return Caller(authorization=f"Bearer {token}")


def _rider(phone):
    return bearer(auth.issue(Rider.objects.get(phone=phone)))


@pytest.fixture
def anyone():
    return Caller()


@pytest.fixture
def ada():
    return _rider("+4915100000001")


@pytest.fixture
def ben():
    return _rider("+4915100000002")


@pytest.fixture
def clara():
    return _rider("+351910000003")


@pytest.fixture
def jonas():
    return bearer("drv-jonas-4c1f")


@pytest.fixture
def mirela():
    return bearer("drv-mirela-88d0")


@pytest.fixture
def mitte():
    return Caller(x_api_key="key-mitte-71aa")


@pytest.fixture
def tejo():
    return Caller(x_api_key="key-tejo-93bc")


@pytest.fixture
def provider():
    return Caller(x_hook_secret="hook-development")
