import re

import pytest

NAME = r"( by [^.]+)?"


@pytest.fixture
def sent(conn, work, put_job):
    """What is sent for one job alone."""

    def send(payload):
        conn.execute("DELETE FROM jobs")
        put_job("report_decided", payload)
        return work()

    return send


@pytest.mark.parametrize(
    ("number", "action", "comment", "to", "pattern"),
    [
        ("0007", "approve", None, "tom.becker", r"'Desk and chair {home office}' over 548\.90 EUR was approved" + NAME + r"\."),
        ("0006", "approve", "ok", "priyanka", r"'Workshop Lisbon' over 274\.40 EUR was approved" + NAME + r"\. Comment: ok"),
        ("0005", "reject", "2nd class", "lukasz.wojcik", r"'Train to Berlin' over 96\.71 EUR was rejected" + NAME + r"\. Comment: 2nd class"),
    ],
)
def test_payload_of_the_release_before(sent, number, action, comment, to, pattern):
    (message,) = sent({"number": f"ER-2026-{number}", "action": action, "comment": comment})
    assert message["to"] == f"{to}@acme.example"
    assert re.fullmatch("Your report " + pattern, message["text"])
    assert "None" not in message["text"]


def test_payload_of_this_release(sent):
    decision = {"action": "reject", "comment": "2nd class", "by": "Samuel Okafor"}
    (message,) = sent({"number": "ER-2026-0005", "decision": decision})
    assert message["text"] == (
        "Your report 'Train to Berlin' over 96.71 EUR was rejected by Samuel Okafor. Comment: 2nd class"
    )
    assert message["subject"] == "ER-2026-0005 was rejected"


def test_decision_of_today_names_who_decided(conn, call, work):
    conn.execute("DELETE FROM jobs")
    call("E-006", "POST", "/reports/ER-2026-0011/approve", json={"comment": "well done"})
    (message,) = work()
    assert message["to"] == "priyanka@acme.example"
    assert message["text"].endswith("was approved by Łukasz Wójcik. Comment: well done")


def test_whole_queue_is_worked_off(conn, run, outbox):
    conn.execute("UPDATE jobs SET run_at = '2026-09-01T06:00:00+00:00'")
    done = run("expense_report.worker", "--once")
    assert done.returncode == 0, done.stderr
    assert len(outbox()) == 8
    assert {row["status"] for row in conn.execute("SELECT status FROM jobs")} == {"done"}
