import json

EXPECTED = {
    "E-001": ["ER-2026-0014", "ER-2026-0019"],
    "E-002": ["ER-2026-0013"],
    "E-004": ["ER-2026-0012"],
    "E-006": ["ER-2026-0011"],
}


def reminders(conn):
    rows = conn.execute("SELECT payload FROM jobs WHERE kind = 'reminder' ORDER BY id")
    payloads = [json.loads(row["payload"]) for row in rows]
    return {payload["approver"]: payload["reports"] for payload in payloads}


def test_every_approver_gets_a_job(conn, run):
    done = run("expense_report.remind", "--days", "5")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "4 approvers are reminded"
    assert reminders(conn) == EXPECTED


def test_days_have_a_default(conn, run):
    assert run("expense_report.remind").stdout.strip() == "4 approvers are reminded"
    assert reminders(conn) == EXPECTED


def test_nobody_is_reminded_of_fresh_reports(conn, run):
    done = run("expense_report.remind", "--days", "90000")
    assert (done.returncode, done.stdout.strip()) == (0, "0 approvers are reminded")
    assert reminders(conn) == {}


def test_decided_reports_are_left_out(conn, run):
    conn.execute("UPDATE reports SET status = 'approved' WHERE number IN ('ER-2026-0014', 'ER-2026-0012')")
    assert run("expense_report.remind", "--days", "5").stdout.strip() == "3 approvers are reminded"
    assert reminders(conn)["E-001"] == ["ER-2026-0019"]


def test_reminders_are_sent(conn, run, work):
    conn.execute("UPDATE jobs SET status = 'done'")
    run("expense_report.remind", "--days", "5")
    conn.execute("UPDATE jobs SET run_at = '2026-09-20T06:00:00+00:00' WHERE status = 'ready'")
    assert {message["to"]: message["subject"] for message in work()} == {
        "helena.duarte@acme.example": "2 expense reports wait for you",
        "martin.koehler@acme.example": "1 expense report waits for you",
        "samuel.okafor@acme.example": "1 expense report waits for you",
        "lukasz.wojcik@acme.example": "1 expense report waits for you",
    }
