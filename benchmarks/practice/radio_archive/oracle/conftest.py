"""What every hidden test of this service has at hand; nothing of it comes from the repository's own tests.

One database in memory with the demonstration data; every test is rolled back and begins with an empty cache.
"""

import io
import json
import os
from types import SimpleNamespace

import pytest

os.environ["DJANGO_SETTINGS_MODULE"] = "airwaves.settings"
os.environ["AIRWAVES_NOW"] = "2026-10-12T09:30:00+02:00"


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
    from django.core.cache import cache
    from django.db import transaction

    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def ask():
    """Sends a request with a token of the demonstration data; an unhandled error is a 500, as in production."""
    from django.test import Client

    def send(token, method, path, data=None, headers=None):
        client = Client(raise_request_exception=False)
        known = {**({"Authorization": f"Bearer demo-{token}"} if token else {}), **(headers or {})}
        sent = json.dumps(data) if data is not None else ""
        answer = client.generic(method, path, sent, content_type="application/json", headers=known)
        kind = answer.headers.get("content-type", "")
        found = json.loads(answer.content) if "json" in kind and answer.content else None
        return SimpleNamespace(status=answer.status_code, json=found, content=answer.content, headers=answer.headers)

    return send


@pytest.fixture
def fields(ask):
    """Expects a refusal by a form; gives the names of the fields."""

    def refused(token, method, path, data=None):
        answer = ask(token, method, path, data)
        assert answer.status == 422
        return sorted(answer.json["error"]["fields"])

    return refused


@pytest.fixture
def signatures(ask):
    """The signatures of the recordings that a list gives."""

    def found(token, path):
        answer = ask(token, "GET", path)
        assert answer.status == 200
        return [one["signature"] for one in answer.json["items"]]

    return found


@pytest.fixture
def page():
    """A browser that is signed in as one of the editors (or as nobody)."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    def browser(username=None):
        client = Client(raise_request_exception=False)
        if username:
            client.force_login(get_user_model().objects.get(username=username))
        return client

    return browser


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
    """A model by its name: `model("tapes.Loan")`."""
    from django.apps import apps

    return apps.get_model
