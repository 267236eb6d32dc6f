"""What every hidden test of this service has at hand; nothing of it comes from the repository's own tests.

One database in memory with the demonstration data; every test is rolled back.
"""

import io
import json
import os
from types import SimpleNamespace

import pytest

os.environ["DJANGO_SETTINGS_MODULE"] = "toolshed.settings"
os.environ["TOOLSHED_NOW"] = "2026-09-16T10:00:00+02:00"


@pytest.fixture(scope="session")
def database():
    import django
    from django.core.management import call_command
    from django.test.utils import setup_databases, setup_test_environment

    django.setup()
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    call_command("loaddata", "demo", verbosity=0)


@pytest.fixture(autouse=True)
def rolled_back(database):
    from django.core import mail
    from django.db import transaction

    mail.outbox = []
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def ask():
    """Sends a request as the holder of a card; an unhandled error is a 500, as in production."""
    from django.test import Client

    client = Client(raise_request_exception=False)

    def send(card, method, path, data=None, headers=None):
        known = {**({"Authorization": f"Card {card}"} if card else {}), **(headers or {})}
        sent = json.dumps(data) if data is not None else ""
        answer = client.generic(method, path, sent, content_type="application/json", headers=known)
        kind = answer.headers.get("content-type", "")
        found = json.loads(answer.content) if "json" in kind and answer.content else None
        return SimpleNamespace(status=answer.status_code, json=found, content=answer.content, headers=answer.headers)

    return send


@pytest.fixture
def run():
    """Runs a management command; gives the lines that it wrote."""
    from django.core.management import call_command

    def do(*words):
        out = io.StringIO()
        call_command(*words, stdout=out)
        return out.getvalue().splitlines()

    return do


@pytest.fixture
def model():
    """A model by its name: `model("circulation.Loan")`."""
    from django.apps import apps

    return apps.get_model


@pytest.fixture
def sent():
    """The mails that were sent so far."""
    from django.core import mail

    return lambda: list(mail.outbox)
