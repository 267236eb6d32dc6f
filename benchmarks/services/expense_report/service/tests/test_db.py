import pytest

from expense_report.db import migrate, open_database, transaction
from expense_report.seed import load


@pytest.fixture
def empty(settings):
    return open_database(settings.database)


def names(conn):
    return [row["id"] for row in conn.execute("SELECT id FROM employees ORDER BY id")]


def add(conn, employee_id):
    conn.execute(
        "INSERT INTO employees (id, name, email, role) VALUES (?, 'N', 'n@x', 'staff')",
        (employee_id,),
    )


def test_migrations_run_once(empty):
    assert migrate(empty) == []


def test_transaction_writes_everything(empty):
    with transaction(empty):
        add(empty, "A")
        add(empty, "B")
    assert names(empty) == ["A", "B"]


def test_seed_loads_the_employees(empty):
    assert load(empty)["employees"] == 13
    assert "E-006" in names(empty)
