"""Each test has the data of the demonstration and leaves it as it was."""
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seed_bank.settings")
os.environ.setdefault("SEED_BANK_CLOCK", "2026-03-12T10:00:00+01:00")

import django  # noqa: E402

django.setup()

import pytest  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from seed_bank import demo  # noqa: E402
from seed_bank.models import Variety  # noqa: E402


@pytest.fixture(scope="session")
def database():
    setup_test_environment(debug=False)
    connection.creation.create_test_db(verbosity=0, serialize=False)
    demo.load()


@pytest.fixture(autouse=True)
def clean(database):
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def ask():
    """``ask("ada", "post", "/api/loans", {...})`` gives status and JSON; nobody is None."""

    def send(who, method, path, data=None, **more):
        client = Client(headers={"X-Token": f"token-{who}"} if who else {})
        if method != "get":
            more = {"content_type": "application/json", **more}
        answer = getattr(client, method)(path, data, **more)
        if answer.headers["Content-Type"] != "application/json":
            return answer.status_code, answer.content
        return answer.status_code, answer.json()

    return send


@pytest.fixture
def pk():
    return lambda name: Variety.objects.get(name=name).pk
