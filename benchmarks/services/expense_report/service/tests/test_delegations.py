import pytest

GIVEN = {"to": "E-008", "starts_on": "2026-09-10", "ends_on": "2026-09-20"}


def test_delegate_decides_in_the_right_of_the_approver(call):
    body = call("E-006", "POST", "/reports/ER-2026-0012/approve").json
    assert body["decided_by"] == "E-006"
    step = call("E-006", "GET", "/reports/ER-2026-0012/history").json["history"][-1]
    assert step["on_behalf_of"] == "E-004"


def test_nobody_decides_on_the_own_report_for_another(call):
    given = {**GIVEN, "to": "E-004"}
    assert call("E-001", "POST", "/delegations", json=given).status_code == 201
    answer = call("E-004", "POST", "/reports/ER-2026-0014/approve")
    assert answer.json["error"]["code"] == "self_approval"


def test_delegation_ends(call):
    given = {**GIVEN, "ends_on": "2026-09-13"}
    assert call("E-001", "POST", "/delegations", json=given).status_code == 201
    assert call("E-008", "POST", "/reports/ER-2026-0014/approve").status_code == 403


def test_delegations_are_listed(call):
    call("E-001", "POST", "/delegations", json=GIVEN)
    (only,) = call("E-001", "GET", "/delegations").json["delegations"]
    assert (only["to"], only["ends_on"]) == ("E-008", "2026-09-20")


def test_two_at_one_time_are_a_conflict(call):
    call("E-001", "POST", "/delegations", json=GIVEN)
    later = {**GIVEN, "starts_on": "2026-09-20", "ends_on": "2026-09-30"}
    assert call("E-001", "POST", "/delegations", json=later).status_code == 409


@pytest.mark.parametrize(
    "wrong", [{"to": "E-001"}, {"to": "E-011"}, {"to": "E-999"}, {"ends_on": "2026-09-01"}]
)
def test_wrong_delegation_is_422(call, wrong):
    assert call("E-001", "POST", "/delegations", json={**GIVEN, **wrong}).status_code == 422


def test_delegation_is_taken_back(call):
    given = call("E-001", "POST", "/delegations", json=GIVEN).json
    assert call("E-001", "DELETE", f"/delegations/{given['id']}").status_code == 204
    assert call("E-001", "DELETE", f"/delegations/{given['id']}").status_code == 404
