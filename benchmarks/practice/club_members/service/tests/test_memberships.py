import pytest


@pytest.mark.parametrize(
    ("member", "year", "category", "amount"),
    [
        (4, 2026, "adult", "240.00"),
        (5, 2026, "child", "30.00"),
        (6, 2026, "youth", "33.75"),
        (8, 2025, "senior", "180.00"),
        (2, 2026, "passive", "48.00"),
    ],
)
def test_fees(as_, member, year, category, amount):
    answer = as_(1).get(f"/members/{member}/fee", params={"year": year}).json()
    assert (answer["category"], answer["amount"]) == (category, amount)


def test_fee_of_others(as_):
    assert as_(4).get("/members/5/fee").status_code == 403
    assert as_(4).get("/members/4/fee").json()["year"] == 2026
    assert as_(1).get("/members/14/fee").status_code == 404


def test_begin_a_membership(as_):
    body = {"kind": "trial", "starts_on": "2026-10-05", "ends_on": "2026-11-04"}
    assert as_(2).post("/members/14/membership", json=body | {"ends_on": None}).status_code == 422
    assert as_(2).post("/members/14/membership", json=body).status_code == 201
    assert as_(2).post("/members/14/membership", json=body).status_code == 409
    assert as_(2).get("/members/14/fee").json()["amount"] == "30.00"


def test_found_a_family(as_):
    answer = as_(2).post("/families", json={"name": "Novak", "payer_id": 10})
    assert answer.status_code == 201
    family = answer.json()
    assert family["payer"] == {"id": 10, "name": "Zala Novak"}
    joined = as_(2).post(f"/families/{family['id']}/members", json={"member_id": 9}).json()
    assert [one["id"] for one in joined["members"]] == [10, 9]
    assert as_(2).post("/families", json={"name": "Gruber", "payer_id": 5}).status_code == 409


def test_families_are_private(as_):
    assert as_(5).get("/families/1").json()["name"] == "Gruber"
    assert as_(8).get("/families/1").status_code == 403
    assert as_(8).get("/families/9").status_code == 404


def test_leave_a_family(as_):
    left = as_(2).delete("/families/1/members/6").json()
    assert [one["id"] for one in left["members"]] == [4, 5]
    assert as_(2).delete("/families/1/members/6").status_code == 404
    assert as_(1).get("/members/6/fee").json()["amount"] == "67.50"
