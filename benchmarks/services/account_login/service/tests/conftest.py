import json
import os
from datetime import UTC, datetime

import django
import pytest
import time_machine

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "account_login.settings")
django.setup()

from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    setup_databases,
    setup_test_environment,
    teardown_databases,
    teardown_test_environment,
)

NOW = datetime(2026, 9, 14, 8, 30, tzinfo=UTC)
CSRF = "c" * 32


@pytest.fixture(scope="session", autouse=True)
def database():
    """A database in memory with the demonstration data."""
    from operations import demo

    setup_test_environment()
    old = setup_databases(verbosity=0, interactive=False)
    demo.load()
    yield
    teardown_databases(old, verbosity=0)
    teardown_test_environment()


@pytest.fixture(autouse=True)
def rolled_back(database):
    """What a test writes is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def clock():
    """It is always the same Monday morning."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def outbox(tmp_path):
    """The file that e-mail goes to."""
    from django.test import override_settings

    path = tmp_path / "outbox.jsonl"
    with override_settings(MAIL_URL=f"file:{path}", REPORT_FOLDER=tmp_path / "reports"):
        yield path


@pytest.fixture
def client():
    return Client(raise_request_exception=True)


@pytest.fixture
def call(client):
    """Sends a request: `call("GET", "/account", key=ADA)`, `call("GET", "/staff/state", staff=INES)`."""

    def send(method, path, body=None, *, key=None, staff=None, **headers):
        known = dict(headers)
        if key is not None:
            client.cookies["sessionid"] = key
            client.cookies["csrftoken"] = CSRF
            known["X-CSRFToken"] = CSRF
        if staff is not None:
            known["X-Staff"] = staff
        content = body if isinstance(body, (bytes, str)) else json.dumps(body) if body is not None else ""
        kind = "text/csv" if isinstance(body, bytes) else "application/json"
        return client.generic(method, path, content, content_type=kind, headers=known)

    return send


@pytest.fixture
def mails():
    """The queued messages of a template."""
    from accounts.models import Mail

    def queued(template):
        return list(Mail.objects.filter(template=template, created_at=NOW))

    return queued
