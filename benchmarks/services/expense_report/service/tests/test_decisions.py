import pytest


def test_draft_is_submitted(call):
    body = call("E-007", "POST", "/reports/ER-2026-0015/submit").json
    assert body["status"] == "submitted"
    assert body["submitted_at"] == "2026-09-14T08:30:00+00:00"


def test_empty_draft_is_not_submitted(call):
    answer = call("E-008", "POST", "/reports/ER-2026-0017/submit")
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "empty_report")


def test_lead_approves_within_the_limit(call):
    body = call("E-006", "POST", "/reports/ER-2026-0011/approve").json
    assert (body["status"], body["decided_by"]) == ("approved", "E-006")


@pytest.mark.parametrize(
    ("actor", "number", "code"),
    [
        ("E-010", "ER-2026-0012", "not_an_approver"),
        ("E-004", "ER-2026-0013", "not_an_approver"),
        ("E-003", "ER-2026-0011", "not_an_approver"),
        ("E-004", "ER-2026-0014", "self_approval"),
    ],
)
def test_who_may_not_decide(call, actor, number, code):
    answer = call(actor, "POST", f"/reports/{number}/approve")
    assert (answer.status_code, answer.json["error"]["code"]) == (403, code)


def test_chief_has_no_limit(call):
    assert call("E-001", "POST", "/reports/ER-2026-0014/approve").status_code == 200


def test_draft_is_not_approved(call):
    answer = call("E-006", "POST", "/reports/ER-2026-0015/approve")
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "wrong_status")


def test_rejection_needs_a_comment(call):
    assert call("E-006", "POST", "/reports/ER-2026-0011/reject").status_code == 422


def test_rejected_report_is_reopened_and_keeps_its_history(call):
    path = "/reports/ER-2026-0011"
    call("E-006", "POST", f"{path}/reject", json={"comment": "wrong cost centre"})
    assert call("E-007", "POST", f"{path}/reopen").json["status"] == "draft"
    steps = call("E-007", "GET", f"{path}/history").json["history"]
    assert [step["action"] for step in steps] == ["submit", "reject", "reopen"]
    assert steps[1]["actor"] == {"id": "E-006", "name": "Łukasz Wójcik"}


def test_inbox_shows_what_waits_for_the_caller(call):
    body = call("E-004", "GET", "/inbox").json
    assert [row["number"] for row in body["reports"]] == ["ER-2026-0011", "ER-2026-0012"]
