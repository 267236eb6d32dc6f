"""Fixtures of the hidden oracles. Each test works on its own copy of the prepared database; time stands still."""

import io
import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

NOW = datetime(2026, 9, 14, 8, 30, tzinfo=UTC)
CSRF = "c" * 32
INES = "ines.moreau@login.example"
KEYS = {
    "ada": "adanovakfirefoxwindows0000000001",
    "bela": "belatothchromemacos0000000000001",
    "madonna": "madonnasafariios000000000000001a",
    "gustavo": "gustavochromeandroid00000000001a",
    "kira": "kirasatofirefoxmacos000000000001",
    "dana": "danasimkovaedgwindows00000000001",
    "chidi": "chidiokaforchromewindows00000001",
}


@pytest.fixture(scope="session")
def service():
    """Django with the service's settings; sources that cannot be imported fail each test."""
    import django
    from django.test.utils import setup_test_environment

    os.environ.pop("SENTRY_DSN", None)
    django.setup()
    setup_test_environment()


@pytest.fixture(autouse=True)
def database(service, tmp_path):
    """A fresh copy of the demonstration data, with real transactions."""
    from django.db import connections
    from django.test import override_settings

    path = tmp_path / "login.db"
    shutil.copy(Path("var/login.db"), path)
    connection = connections["default"]
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    with override_settings(MAIL_URL=f"file:{tmp_path}/outbox.jsonl", REPORT_FOLDER=tmp_path / "reports"):
        yield path
    connection.close()


@pytest.fixture(autouse=True)
def clock(database):
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def call(database):
    """Sends a request, signed in as `user` (by cookie) or as `staff`; what crashes is a 500."""
    from django.test import Client

    def send(method, path, body=None, *, user=None, staff=None, headers=None, kind=None):
        client = Client(raise_request_exception=False)
        known = dict(headers or {})
        if user is not None:
            client.cookies["sessionid"] = KEYS[user]
            client.cookies["csrftoken"] = CSRF
            known["X-CSRFToken"] = CSRF
        if staff:
            known["X-Staff"] = INES
        content = (body or b"") if body is None or isinstance(body, bytes | str) else json.dumps(body)
        kind = kind or ("text/csv" if isinstance(body, bytes) else "application/json")
        return client.generic(method, path, content, content_type=kind, headers=known)

    return send


@pytest.fixture
def run(database):
    """Runs a management command in this process and gives what it said."""
    from django.core.management import call_command

    def start(*words, **options):
        out = io.StringIO()
        call_command(*words, stdout=out, **options)
        return out.getvalue().strip()

    return start


@pytest.fixture
def outbox(tmp_path):
    """The messages that were sent, oldest first."""

    def read():
        path = tmp_path / "outbox.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    return read


@pytest.fixture
def account(database):
    """An account by its address."""

    def find(email):
        from accounts.models import Account

        return Account.objects.get(email=email)

    return find


@pytest.fixture
def idp(tmp_path):
    """A provider whose files can be changed: `idp({"people/1.json": {...}})`."""
    from django.conf import settings
    from django.test import override_settings

    folder = tmp_path / "idp"
    shutil.copytree(settings.IDENTITY_URL.removeprefix("file:"), folder)

    def change(files):
        for name, document in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(document), encoding="utf-8")

    with override_settings(IDENTITY_URL=f"file:{folder}"):
        yield change
