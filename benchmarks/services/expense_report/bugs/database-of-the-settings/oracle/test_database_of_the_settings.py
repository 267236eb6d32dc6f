import json


def reminders(conn):
    rows = conn.execute("SELECT payload FROM jobs WHERE kind = 'reminder' ORDER BY id")
    return {row["approver"]: row["reports"] for row in (json.loads(row["payload"]) for row in rows)}


def test_approvers_are_reminded(conn, run):
    done = run("expense_report.remind", "--days", "5")
    assert (done.returncode, done.stdout.strip()) == (0, "4 approvers are reminded"), done.stderr
    assert reminders(conn) == {
        "E-001": ["ER-2026-0014", "ER-2026-0019"],
        "E-002": ["ER-2026-0013"],
        "E-004": ["ER-2026-0012"],
        "E-006": ["ER-2026-0011"],
    }


def test_nobody_is_reminded_of_fresh_reports(conn, run):
    assert run("expense_report.remind", "--days", "90000").stdout.strip() == "0 approvers are reminded"


def test_rates_are_loaded(conn, run, tmp_path):
    path = tmp_path / "rates.csv"
    path.write_text("Date,USD,SEK\n2026-09-15,1.1171,11.20\n", encoding="utf-8")
    done = run("expense_report.import_rates", str(path))
    assert (done.returncode, done.stdout.strip()) == (0, "loaded 2 rates of 2 currencies"), done.stderr
    rows = conn.execute("SELECT currency, rate FROM rates WHERE valid_from = '2026-09-15' ORDER BY currency")
    assert [tuple(row) for row in rows] == [("SEK", "11.20"), ("USD", "1.1171")]


def test_month_is_closed(conn, run):
    done = run("expense_report.close_month", "--month", "2026-08")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["total_paid"] == "823.30"


def test_worker_works(conn, run, outbox):
    conn.execute("UPDATE jobs SET run_at = '2026-09-01T06:00:00+00:00'")
    done = run("expense_report.worker", "--once")
    assert done.returncode == 0, done.stderr
    assert len(outbox()) == 8
