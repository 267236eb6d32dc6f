import os
import shutil

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


def use(path):
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = str(path)


@pytest.fixture(scope="session")
def seeded(tmp_path_factory):
    """A seeded database; tests get copies of it."""
    path = tmp_path_factory.mktemp("db") / "seeded.sqlite3"
    use(path)
    call_command("seed_demo", verbosity=0)
    connection.close()
    return path


@pytest.fixture(autouse=True)
def fresh(seeded, tmp_path):
    path = tmp_path / "test.sqlite3"
    shutil.copy(seeded, path)
    use(path)
    cache.clear()
    mail.outbox = []
    yield
    connection.close()


@pytest.fixture
def client():
    return Client()


@pytest.fixture
def send(client):
    """Sends JSON: send("post", "/api/...", {...})."""

    def send(method, path, data=None, **headers):
        return getattr(client, method)(path, data=data or {}, content_type="application/json", headers=headers)

    return send
