"""Every test has the demo's data, and leaves it as it was."""
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "locker_links.settings")
os.environ.setdefault("LOCKER_CLOCK", "2026-06-10T09:30:00+02:00")
os.environ.setdefault("LOCKER_PIN_ROUNDS", "10")

import django  # noqa: E402

django.setup()

import pytest  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from locker_links import demo  # noqa: E402
from locker_links.models import Renter  # noqa: E402


@pytest.fixture(scope="session")
def tables():
    setup_test_environment(debug=False)
    connection.creation.create_test_db(verbosity=0, serialize=False)
    demo.load()


@pytest.fixture(autouse=True)
def rolled_back(tables):
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def someone():
    """A renter of the demo by short name."""
    return lambda short: Renter.objects.get(phone=demo.PEOPLE[short][0])


@pytest.fixture
def app():
    """The app of a renter: ``app("iva").get("/api/me")``; without a name it sends no token."""

    def make(short=None):
        headers = {"X-Locker-Token": f"k-{short}.demo-{short}"} if short else {}
        client = Client(headers=headers)

        class App:
            def __getattr__(self, method):
                def send(path, data=None):
                    if method == "get":
                        return client.get(path, data)
                    return getattr(client, method)(path, data, content_type="application/json")

                return send

        return App()

    return make


@pytest.fixture
def browser():
    """A browser in which somebody has signed in."""

    def make(short):
        client = Client()
        phone, _, pin, _ = demo.PEOPLE[short]
        assert client.post("/sign-in", {"phone": phone, "pin": pin}).status_code == 302
        return client

    return make


@pytest.fixture
def open_rental(someone):
    """The number of an open rental: ``open_rental("iva", "SMI")``."""
    return lambda short, site: someone(short).rentals.get(closed_at=None, locker__site__code=site).pk
