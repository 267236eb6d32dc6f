import pytest


@pytest.mark.parametrize(("employee", "reports"), [("E-002", 1), ("E-001", 0), ("E-013", 1), ("E-003", 0)])
def test_nothing_decided_yet(call, employee, reports):
    answer = call("E-010", "GET", f"/employees/{employee}/figures")
    assert answer.status_code == 200
    body = answer.json
    assert (body["employee"], body["reports"], body["approved"], body["rejected"]) == (employee, reports, 0, 0)
    assert body["approval_rate"] in (None, 0, "0", "0.0", "0.00")


@pytest.mark.parametrize(
    ("employee", "reports", "approved", "rejected", "rate"),
    [("E-004", 3, 2, 0, 100), ("E-006", 2, 0, 1, 0), ("E-012", 3, 2, 0, 100)],
)
def test_decided_reports_are_counted(call, employee, reports, approved, rejected, rate):
    body = call("E-010", "GET", f"/employees/{employee}/figures").json
    assert (body["reports"], body["approved"], body["rejected"]) == (reports, approved, rejected)
    assert float(body["approval_rate"]) == rate


def test_rate_has_one_digit(call, conn):
    conn.execute("UPDATE reports SET status = 'rejected' WHERE number = 'ER-2026-0012'")
    assert float(call("E-010", "GET", "/employees/E-008/figures").json["approval_rate"]) == 66.7


def test_others_are_not_shown(call):
    assert call("E-007", "GET", "/employees/E-002/figures").status_code == 403
    assert call("E-010", "GET", "/employees/E-999/figures").status_code == 404
