"""The training room's school for every test."""
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "language_school.settings")
os.environ.setdefault("LANGUAGE_SCHOOL_NOW", "2026-10-08T10:00:00+01:00")

import django  # noqa: E402

django.setup()

import pytest  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from training import seed  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def database():
    setup_test_environment(debug=False)
    connection.creation.create_test_db(verbosity=0, serialize=False)
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        seed.load()
        yield


@pytest.fixture(autouse=True)
def undone(database, tmp_path):
    """What a test writes is gone after it."""
    with override_settings(CERTIFICATES=tmp_path), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def with_token(token):
    return Client(headers={"X-School-Token": token}, enforce_csrf_checks=True, raise_request_exception=False)


@pytest.fixture
def office():
    return with_token("office-ines-51c0")


@pytest.fixture
def bruno():
    return with_token("teach-bruno-7b1e")


@pytest.fixture
def akiko():
    return with_token("teach-akiko-90aa")


@pytest.fixture
def claire():
    return with_token("teach-claire-c43d")


@pytest.fixture
def post():
    """Posts JSON and gives the answer: post(client, path, {...})."""
    return lambda client, path, data=None: client.post(path, data={} if data is None else data, content_type="application/json")
