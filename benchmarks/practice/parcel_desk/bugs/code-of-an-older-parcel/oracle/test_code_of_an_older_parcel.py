import pytest


def pick_up(client, code):
    return client.post("/pickups", json={"code": code})


def outcome(answer):
    return answer.status_code, answer.json.get("problem") or answer.json["reference"]


def test_code_of_an_older_parcel(client):
    answer = pick_up(client, "2207")
    assert outcome(answer) == (200, "PD-000015")
    assert (answer.json["status"], answer.json["shelf"]) == ("handed_out", None)
    assert client.get("/parcels/PD-000006").json["status"] == "handed_out"


def test_both_have_left(client):
    pick_up(client, "2207")
    assert outcome(pick_up(client, "2207")) == (409, "handed_out_before")


@pytest.mark.parametrize("gone", ["PD-000010", "PD-000013", "PD-000016", "PD-000017"])
def test_the_order_in_the_table_does_not_matter(client, sql, gone):
    sql("UPDATE parcels SET status = 'handed_out', pickup_code = '4711', left_at = '2026-08-01 10:00:00' WHERE reference = ?", gone)
    assert outcome(pick_up(client, "4711")) == (200, "PD-000001")


def test_a_code_given_many_times(client, sql):
    sql("UPDATE parcels SET pickup_code = '0815' WHERE status = 'handed_out'")
    assert outcome(pick_up(client, "0815")) == (409, "not_paid")
    assert client.post("/parcels/PD-000002/collection", json={"amount_cents": 4990}).status_code == 201
    assert outcome(pick_up(client, "0815")) == (200, "PD-000002")
    assert outcome(pick_up(client, "0815")) == (409, "handed_out_before")


def test_codes_of_one_parcel(client):
    assert outcome(pick_up(client, "4711")) == (200, "PD-000001")
    assert outcome(pick_up(client, "4711")) == (409, "handed_out_before")
    assert outcome(pick_up(client, "9034")) == (409, "handed_out_before")
    assert outcome(pick_up(client, "0000")) == (404, "missing")
    assert pick_up(client, "").status_code == 422
