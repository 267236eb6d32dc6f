import pytest

from house_price import comparables

HOUSE = {"id": 1, "area_m2": 80.0, "rooms": 3, "built_year": 1980, "latitude": 38.71, "longitude": -9.13}
OTHER = HOUSE | {
    "id": 2,
    "address": "Mill Lane 3",
    "sold_on": "2026-03-01",
    "sale_price": 300000.0,
    "sale_currency": "EUR",
}


def test_the_same_house_is_most_similar():
    assert comparables.similarity(HOUSE, HOUSE, 0) == 1
    assert comparables.similarity(HOUSE, HOUSE | {"area_m2": 40.0}, 0) < 0.5


def test_the_house_itself_is_left_out():
    assert comparables.find(HOUSE, [OTHER | {"id": 1}], 3, 5, "EUR") == []


def test_houses_too_far_away_are_left_out():
    far = OTHER | {"latitude": 38.80}
    assert [found.house_id for found in comparables.find(HOUSE, [OTHER, far], 3, 5, "EUR")] == [2]


def test_comparables_of_a_house(client):
    body = client.get("/houses/8/comparables").json()
    assert len(body["comparables"]) <= 5
    scores = [found["similarity"] for found in body["comparables"]]
    assert scores == sorted(scores, reverse=True)


def test_radius_and_limit(client):
    wide = client.get("/houses/1/comparables?radius_km=10&limit=25").json()["comparables"]
    near = client.get("/houses/1/comparables?radius_km=0.5&limit=25").json()["comparables"]
    assert len(near) < len(wide)
    assert all(found["distance_km"] <= 0.5 for found in near)


def test_weighted_price():
    found = comparables.find(HOUSE, [OTHER], 3, 5, "EUR")
    assert comparables.median_price_per_m2(found) == 3750.0
    assert comparables.weighted_price(found, 100.0) == pytest.approx(375000.0)
