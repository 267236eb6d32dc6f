import csv
import json
from pathlib import Path

import pytest

HEADER = "iban;name;amount;currency;reference"


@pytest.mark.parametrize(
    ("month", "lines"),
    [
        (
            "2026-08",
            [
                "NL91ABNA0417164300;Priyanka;274.40;EUR;EXPENSES 2026-08 E-007",
                "DE75512108001245126199;Tom Becker;548.90;EUR;EXPENSES 2026-08 E-008",
            ],
        ),
        (
            "2026-09",
            [
                "GB29NWBK60161331926819;Samuel Okafor;393.88;GBP;EXPENSES 2026-09 E-004",
                "NL91ABNA0417164300;Priyanka;274.40;EUR;EXPENSES 2026-09 E-007",
                "DE75512108001245126199;Tom Becker;548.90;EUR;EXPENSES 2026-09 E-008",
            ],
        ),
        ("2026-05", []),
    ],
)
def test_payment_file_is_written(conn, run, env, month, lines):
    done = run("expense_report.close_month", "--month", month)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["month"] == month
    path = Path(env["EXPENSE_EXPORTS"]) / f"payments-{month}.csv"
    assert path.read_text("utf-8").splitlines() == [HEADER, *lines]
    paid = conn.execute("SELECT count(*) FROM closings WHERE month = ?", (month,)).fetchone()[0]
    assert paid == 1


def test_folder_may_be_new_and_deep(conn, run, env, tmp_path):
    env["EXPENSE_EXPORTS"] = str(tmp_path / "a" / "b" / "c")
    assert run("expense_report.close_month", "--month", "2026-08").returncode == 0
    rows = csv.DictReader((tmp_path / "a/b/c/payments-2026-08.csv").read_text("utf-8").splitlines(), delimiter=";")
    assert [row["name"] for row in rows] == ["Priyanka", "Tom Becker"]


def test_home_is_expanded(conn, run, env, tmp_path):
    env["HOME"] = str(tmp_path / "home")
    env["EXPENSE_EXPORTS"] = "~/exports"
    assert run("expense_report.close_month", "--month", "2026-08").returncode == 0
    assert (tmp_path / "home/exports/payments-2026-08.csv").is_file()


def test_reports_are_paid(conn, run):
    run("expense_report.close_month", "--month", "2026-08")
    rows = conn.execute("SELECT number FROM reports WHERE status = 'paid' ORDER BY number")
    assert [row["number"][-4:] for row in rows] == ["0001", "0002", "0003", "0004", "0006", "0007"]
