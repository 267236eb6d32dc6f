import json
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "choir_desk.settings")
os.environ["CHOIR_DESK_DB"] = "test.sqlite3"

import django
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment

django.setup()
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
setup_test_environment()


@pytest.fixture(scope="session")
def database():
    connection.creation.create_test_db(verbosity=0)
    call_command("setup_demo", verbosity=0)


@pytest.fixture(autouse=True)
def rolled_back(database):
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Desk:
    def __init__(self, key):
        self.client = Client()
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}

    def get(self, path, **params):
        return self.client.get(path, params, headers=self.headers)

    def send(self, method, path, data=None):
        return self.client.generic(
            method, path, json.dumps(data or {}), content_type="application/json", headers=self.headers
        )


@pytest.fixture
def admin():
    return Desk("cd_admin")


@pytest.fixture
def librarian():
    return Desk("cd_librarian")


@pytest.fixture
def singer():
    return Desk("cd_singer")


@pytest.fixture
def nobody():
    return Desk(None)


@pytest.fixture
def run(capsys):
    def run(*argv):
        capsys.readouterr()
        call_command(*argv)
        return capsys.readouterr()

    return run
