import io
import os
import shutil
from pathlib import Path

import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blood_bank.settings")
os.environ.setdefault("BLOOD_BANK_TODAY", "2026-03-02")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core import mail  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

SEEDED = Path(settings.DATABASES["default"]["NAME"])


@pytest.fixture(autouse=True)
def fresh(tmp_path):
    """Every test works on its own copy of what set-up has made."""
    path = tmp_path / "test.sqlite3"
    connection.close()
    shutil.copy(SEEDED, path)
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = str(path)
    cache.clear()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    yield
    connection.close()


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.fixture
def send(client):
    def send(method, path, data=None, **headers):
        return getattr(client, method)(path, data=data or {}, content_type="application/json", headers=headers)

    return send


@pytest.fixture
def run():
    def run(*words):
        out = io.StringIO()
        call_command(*words, stdout=out)
        return out.getvalue().splitlines()

    return run
