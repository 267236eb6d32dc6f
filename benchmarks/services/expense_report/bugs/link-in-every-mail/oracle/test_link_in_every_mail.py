import pytest

LINK = "\n\nOpen it: https://expenses.acme.example/reports/"


@pytest.mark.parametrize(
    "title",
    [
        "Desk and chair {home office}",
        "Offsite {}",
        "Sprint {0} review",
        "100% } done {",
        "{url}",
        "{{double}}",
        "{0.__class__}",
        "plain",
    ],
)
def test_title_stays_as_it_is(conn, work, put_job, title):
    conn.execute("DELETE FROM jobs")
    conn.execute("UPDATE reports SET title = ? WHERE number = 'ER-2026-0006'", (title,))
    put_job("report_decided", {"number": "ER-2026-0006", "action": "approve", "comment": None})
    put_job("report_paid", {"number": "ER-2026-0006"})
    decided, paid = work()
    assert decided["text"] == f"Your report '{title}' over 274.40 EUR was approved.{LINK}ER-2026-0006"
    assert paid["text"] == f"'{title}' over 274.40 EUR is on its way to your account.{LINK}ER-2026-0006"


@pytest.mark.parametrize("comment", ["see {policy}", "{", "fine"])
def test_comment_stays_as_it_is(conn, work, put_job, comment):
    conn.execute("DELETE FROM jobs")
    put_job("report_decided", {"number": "ER-2026-0005", "action": "reject", "comment": comment})
    (message,) = work()
    assert f"was rejected. Comment: {comment}{LINK}ER-2026-0005" in message["text"]


def test_every_job_of_the_queue_is_done(conn, run, outbox):
    conn.execute("UPDATE jobs SET run_at = '2026-09-01T06:00:00+00:00'")
    done = run("expense_report.worker", "--once")
    assert done.returncode == 0, done.stderr
    links = [message["text"].rpartition("/")[2][-4:] for message in outbox()]
    assert links == ["0012", "0005", "0010", "0014", "0007", "0006", "0003", "0001"]


def test_reminder_has_no_link(conn, work, put_job):
    conn.execute("DELETE FROM jobs")
    put_job("reminder", {"approver": "E-004", "reports": ["ER-2026-0012"]})
    (message,) = work()
    assert message["text"] == "ER-2026-0012  619.78 EUR  Customer visit Zürich"
