"""A database of the training pool for every test."""
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "swim_club.settings")
os.environ.setdefault("SWIM_CLUB_NOW", "2026-05-11T18:45:00+03:00")

import django  # noqa: E402

django.setup()

import pytest  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from swim_club import seed  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def database():
    setup_test_environment(debug=False)
    connection.creation.create_test_db(verbosity=0, serialize=False)
    seed.load()


@pytest.fixture(autouse=True)
def undone(database):
    """What a test writes is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def client():
    return Client()


@pytest.fixture
def app():
    """Clients with the token of a member: ``app("mika")``."""
    return lambda name: Client(headers={"Authorization": f"Bearer club-{name}"}, enforce_csrf_checks=True)
