"""One test database with the demonstration data; every test is rolled back."""

import os

import django
import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "airwaves.settings")
os.environ["AIRWAVES_NOW"] = "2026-10-12T09:30:00+02:00"
django.setup()


@pytest.fixture(scope="session", autouse=True)
def _database():
    from django.core.management import call_command
    from django.test.utils import setup_databases, setup_test_environment

    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    call_command("loaddata", "demo", verbosity=0)
