import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ferry_office.settings")
os.environ["FERRY_NOW"] = "2026-07-10T06:00:00+03:00"

import django  # noqa: E402
import pytest  # noqa: E402

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def database():
    from ferry_office import demo

    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    demo.load()
    yield
    teardown_test_environment()


@pytest.fixture(autouse=True)
def rolled_back():
    """Every test finds the demonstration harbour as it was, and no price remembered."""
    from ferry_office import tariffs

    tariffs.forget()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def visitor():
    return Client()


@pytest.fixture
def quay():
    return Client(headers={"X-Terminal-Key": "quay-1-key"})


@pytest.fixture
def bridge():
    return Client(headers={"X-Terminal-Key": "bridge-key"})
