from expense_report.messages import reminder
from expense_report.remind import overdue, remind

from .conftest import NOW


def test_overdue_reports_are_listed_for_their_nearest_approver(conn):
    assert overdue(conn, 5, NOW) == {
        "E-001": ["ER-2026-0014"],
        "E-002": ["ER-2026-0013"],
        "E-004": ["ER-2026-0012"],
        "E-006": ["ER-2026-0011"],
    }


def test_fresh_reports_are_not_overdue(conn):
    assert overdue(conn, 30, NOW) == {}


def test_each_approver_gets_one_job(conn):
    assert remind(conn, 7, NOW) == 2


def test_reminder_names_what_still_waits(conn):
    payload = {"approver": "E-004", "reports": ["ER-2026-0012", "ER-2026-0001"]}
    (message,) = reminder(conn, payload, "EUR", NOW.date())
    assert message.subject == "1 expense report waits for you"
    assert message.text == "ER-2026-0012  619.78 EUR  Customer visit Zürich"
