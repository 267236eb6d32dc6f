import pytest


@pytest.mark.parametrize(
    ("actor", "to", "start"),
    [("E-001", "E-008", "2026-10-05"), ("E-002", "E-007", "2026-10-01"), ("E-005", "E-010", "2027-01-01")],
)
def test_without_an_end_it_stays(call, actor, to, start):
    answer = call(actor, "POST", "/delegations", json={"to": to, "starts_on": start})
    assert answer.status_code == 201
    assert (answer.json["to"], answer.json["starts_on"], answer.json["ends_on"]) == (to, start, None)
    listed = call(actor, "GET", "/delegations").json["delegations"]
    assert listed[-1] == answer.json


def test_null_is_no_end_either(call):
    answer = call("E-001", "POST", "/delegations", json={"to": "E-008", "starts_on": "2026-10-05", "ends_on": None})
    assert (answer.status_code, answer.json["ends_on"]) == (201, None)


def test_end_is_kept(call):
    given = {"to": "E-008", "starts_on": "2026-10-05", "ends_on": "2026-10-09"}
    assert call("E-001", "POST", "/delegations", json=given).json["ends_on"] == "2026-10-09"


def test_delegation_without_end_gives_the_right_and_blocks_others(call):
    given = {"to": "E-008", "starts_on": "2026-09-01"}
    assert call("E-001", "POST", "/delegations", json=given).status_code == 201
    assert call("E-008", "POST", "/reports/ER-2026-0014/approve").status_code == 200
    later = {"to": "E-007", "starts_on": "2030-01-01", "ends_on": "2030-01-31"}
    assert call("E-001", "POST", "/delegations", json=later).status_code == 409


@pytest.mark.parametrize("wrong", [{"ends_on": "soon"}, {"ends_on": "2026-10-01"}, {"to": "E-999"}, {"starts_on": None}])
def test_wrong_fields_are_refused(call, wrong):
    given = {"to": "E-008", "starts_on": "2026-10-05", "ends_on": "2026-10-09", **wrong}
    assert call("E-001", "POST", "/delegations", json=given).status_code == 422
