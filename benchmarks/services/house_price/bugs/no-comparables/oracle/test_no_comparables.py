import pytest


@pytest.mark.parametrize("target", ["/houses/7/comparables", "/houses/15/comparables", "/houses/8/comparables?radius_km=0.001"])
def test_nothing_comparable(client, target):
    answer = client.get(target)
    assert answer.status_code == 200
    body = answer.json()
    assert body["comparables"] == []
    assert body["median_price_per_m2"] is None
    assert body["weighted_price"] is None


def test_median_has_the_decimals_of_its_currency(client):
    body = client.get("/houses/6/comparables?radius_km=20&limit=25").json()
    values = sorted(found["price_per_m2"] for found in body["comparables"])
    middle = (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
    assert body["median_price_per_m2"] == int(middle + 0.5)


def test_median_of_euro(client):
    body = client.get("/houses/1/comparables?radius_km=10&limit=3").json()
    assert body["median_price_per_m2"] == sorted(found["price_per_m2"] for found in body["comparables"])[1]
