"""What the hidden tests share: the demonstration's data in memory, and a caller."""
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


@pytest.fixture(scope="session")
def filled():
    setup_test_environment(debug=False)
    connection.creation.create_test_db(verbosity=0, serialize=False)
    demo.load()


@pytest.fixture(autouse=True)
def undone(filled):
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def call():
    """``call("ada", "post", "/api/loans", {...})``: status, and JSON or bytes. Nobody is None."""

    def send(who, method, path, data=None, kind="application/json"):
        client = Client(headers={"X-Token": f"token-{who}"} if who else {}, raise_request_exception=False)
        more = {} if method == "get" else {"content_type": kind}
        answer = getattr(client, method)(path, data, **more)
        if answer.headers["Content-Type"].startswith("application/json"):
            return answer.status_code, answer.json()
        return answer.status_code, answer.content

    return send


@pytest.fixture
def pk():
    from seed_bank.models import Variety

    return lambda name: Variety.objects.get(name=name).pk


@pytest.fixture
def refused():
    """A refusal as the conventions have it: one of their statuses, and error and message."""

    def check(answer, *statuses):
        status, data = answer
        assert status in (statuses or (400, 404, 409)), answer
        assert set(data) == {"error", "message"}
        assert data["error"] == {400: "invalid", 401: "token", 403: "forbidden", 404: "not-found", 409: "conflict"}[status]

    return check
