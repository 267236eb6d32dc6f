import pytest


def managers(call, employee):
    answer = call("E-010", "GET", f"/employees/{employee}/managers")
    assert answer.status_code == 200
    return [row["id"] for row in answer.json["managers"]]


@pytest.mark.parametrize(
    ("employee", "chain"),
    [
        ("E-013", []),
        ("E-001", []),
        ("E-007", ["E-006", "E-004", "E-002", "E-001"]),
        ("E-009", ["E-005", "E-003", "E-001"]),
        ("E-010", ["E-001"]),
    ],
)
def test_chain(call, employee, chain):
    assert managers(call, employee) == chain


def test_who_is_led_by_the_own_manager(call, conn):
    conn.execute("UPDATE employees SET manager_id = 'E-013' WHERE id = 'E-012'")
    assert managers(call, "E-012") == ["E-013"]


def test_loop_of_two_ends(call, conn):
    conn.execute("UPDATE employees SET manager_id = 'E-005' WHERE id = 'E-003'")
    assert managers(call, "E-005") in (["E-003"], ["E-003", "E-005"])
    assert managers(call, "E-009")[:2] == ["E-005", "E-003"]
    assert len(managers(call, "E-009")) == 2


def test_report_of_a_loop_has_nobody_to_approve_it(call):
    answer = call("E-013", "POST", "/reports/ER-2026-0018/submit")
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "no_approver")


def test_inbox_works_beside_a_loop(call, conn):
    conn.execute("UPDATE reports SET status = 'submitted' WHERE number = 'ER-2026-0018'")
    body = call("E-004", "GET", "/inbox").json
    assert [row["number"] for row in body["reports"]] == ["ER-2026-0011", "ER-2026-0012"]
