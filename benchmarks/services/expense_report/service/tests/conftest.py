import shutil
from datetime import UTC, datetime

import pytest

from expense_report.app import create_app
from expense_report.config import Settings
from expense_report.db import open_database
from expense_report.seed import load

NOW = datetime(2026, 9, 14, 8, 30, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path):
    return Settings(
        database=tmp_path / "expenses.db",
        notify_url=f"file:{tmp_path}/outbox.jsonl",
        export_folder=tmp_path / "exports",
    )


@pytest.fixture(scope="session")
def seeded(tmp_path_factory):
    """A database file with the demonstration data, made once."""
    path = tmp_path_factory.mktemp("seed") / "seeded.db"
    conn = open_database(path)
    load(conn)
    conn.close()
    return path


@pytest.fixture
def conn(settings, seeded):
    """A connection to a copy of the seeded database."""
    shutil.copy(seeded, settings.database)
    conn = open_database(settings.database)
    yield conn
    conn.close()


@pytest.fixture
def client(settings, conn):
    return create_app(settings, clock=lambda: NOW).test_client()


@pytest.fixture
def call(client):
    """Sends a request as an employee: `call("E-007", "GET", "/me")`."""

    def send(employee_id, method, path, **options):
        return client.open(path, method=method, headers={"X-Employee-Id": employee_id}, **options)

    return send
