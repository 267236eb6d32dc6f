import pytest


@pytest.mark.parametrize("house_id", [4711, 0, 161, 999999])
def test_unknown_house(client, house_id):
    answer = client.get(f"/houses/{house_id}/comparables")
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"


def test_known_house(client):
    body = client.get("/houses/8/comparables?radius_km=10&limit=3").json()
    assert body["house_id"] == 8
    assert body["currency"] == "EUR"
    assert len(body["comparables"]) == 3
    assert 8 not in [found["house_id"] for found in body["comparables"]]
    assert body["median_price_per_m2"] == sorted(found["price_per_m2"] for found in body["comparables"])[1]
    assert body["weighted_price"] > 0


def test_other_currency(client):
    euro = client.get("/houses/2/comparables?currency=EUR").json()
    assert euro["currency"] == "EUR"
    assert client.get("/houses/2/comparables?currency=ABC").status_code == 422
