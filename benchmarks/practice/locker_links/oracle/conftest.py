"""What the hidden tests share: the demo's data in memory, the app and the browser of a renter."""
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "locker_links.settings")
os.environ.setdefault("LOCKER_CLOCK", "2026-06-10T09:30:00+02:00")
os.environ.setdefault("LOCKER_PIN_ROUNDS", "10")

import django  # noqa: E402

django.setup()

import pytest  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from locker_links import demo  # noqa: E402


@pytest.fixture(scope="session")
def filled():
    setup_test_environment(debug=False)
    connection.creation.create_test_db(verbosity=0, serialize=False)
    demo.load()


@pytest.fixture(autouse=True)
def undone(filled):
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()


class App:
    """Sends JSON with the access token of a renter of the demo, or with none."""

    def __init__(self, short=None):
        headers = {"X-Locker-Token": f"k-{short}.demo-{short}"} if short else {}
        self._client = Client(headers=headers, raise_request_exception=False)

    def get(self, path):
        return self._client.get(path)

    def post(self, path, data=None):
        return self._client.post(path, data or {}, content_type="application/json")

    def patch(self, path, data):
        return self._client.patch(path, data, content_type="application/json")

    def delete(self, path):
        return self._client.delete(path)


@pytest.fixture
def app():
    return App


@pytest.fixture
def browser():
    def make(short):
        client = Client(raise_request_exception=False)
        phone, _, pin, _ = demo.PEOPLE[short]
        assert client.post("/sign-in", {"phone": phone, "pin": pin}).status_code == 302
        return client

    return make


@pytest.fixture
def opened():
    """The number of a renter's open rental at a site."""

    def find(short, site):
        from locker_links.models import Rental

        return Rental.objects.get(holder__phone=demo.PEOPLE[short][0], closed_at=None, locker__site__code=site).pk

    return find
