import pytest


@pytest.mark.parametrize("number", ["M-4711", "m-1001", "nobody"])
def test_unknown_member_is_not_found(client, staff, number):
    answer = client.get(f"/members/{number}/overview", headers=staff)
    assert answer.status_code == 404
    assert answer.json()["error"] == "not_found"


@pytest.mark.parametrize("number, meters, invoice, outages", [
    ("M-1001", ["AT001", "AT101"], None, ["OUT-1"]),
    ("M-1002", ["AT002"], "2026-02-1002-K1", ["OUT-1"]),
    ("M-1003", ["AT003", "AT103"], None, []),
    ("M-1004", [], None, []),
])
def test_known_members(client, staff, number, meters, invoice, outages):
    answer = client.get(f"/members/{number}/overview", headers=staff)
    assert answer.status_code == 200
    body = answer.json()
    assert body["member"]["number"] == number
    assert [meter["number"] for meter in body["meters"]] == meters
    assert (body["last_invoice"] or {}).get("number") == invoice
    assert body["open_outages"] == outages


def test_staff_only(client):
    assert client.get("/members/M-1001/overview").status_code == 401
    assert client.get("/members/M-4711/overview").status_code == 401
