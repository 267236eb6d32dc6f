"""A database of the training desk for every test."""
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "permit_desk.settings")
os.environ.setdefault("PERMIT_DESK_NOW", "2026-03-16T09:30:00+01:00")

import django  # noqa: E402

django.setup()

import pytest  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from permit_desk import seed  # noqa: E402
from permit_desk.models import Officer  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def database():
    setup_test_environment(debug=False)
    connection.creation.create_test_db(verbosity=0, serialize=False)
    seed.load()


@pytest.fixture(autouse=True)
def undone(database, tmp_path):
    """What a test writes is gone after it."""
    with override_settings(MEDIA_ROOT=tmp_path), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.fixture
def weber():
    """A logged in officer of the building desk."""
    client = Client(raise_request_exception=False)
    client.force_login(Officer.objects.get(username="weber"))
    return client


@pytest.fixture
def machine():
    """A machine of the office with weber's token."""
    return Client(headers={"X-Desk-Token": "desk-weber-7f3a"}, enforce_csrf_checks=True, raise_request_exception=False)
