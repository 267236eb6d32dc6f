import pytest

FAR = {"district": "LON-HA", "address": "Mill Lane 900", "area_m2": 88, "rooms": 3, "latitude": 51.94, "longitude": -0.05}


@pytest.mark.parametrize("latitude", [51.94, 51.17, 51.96])
def test_everything_is_far_away(partner, latitude):
    body = FAR | {"latitude": latitude, "asking_price": 500000, "currency": "GBP"}
    house_id = partner.post("/houses", json=body).json()["id"]
    answer = partner.get(f"/houses/{house_id}/comparables?radius_km=50&limit=25")
    assert answer.status_code == 200
    found = answer.json()
    assert len(found["comparables"]) > 3
    assert found["median_price_per_m2"] > 1000
    if found["weighted_price"] is not None:
        prices = [88 * comparable["price_per_m2"] for comparable in found["comparables"]]
        assert min(prices) <= found["weighted_price"] <= max(prices)


def test_weights(data):
    from house_price import comparables
    from house_price.schemas import Comparable

    def made(price_per_m2, similarity):
        return Comparable(
            house_id=1, address="x", distance_km=1, area_m2=50, sold_on="2026-01-01", price=1, price_per_m2=price_per_m2, similarity=similarity
        )

    assert comparables.weighted_price([made(2000, 0.5), made(5000, 0.25)], 100) == 300000
    assert comparables.weighted_price([made(2000, 0.5), made(5000, 0.0)], 10) == 20000
    assert comparables.weighted_price([], 100) is None


def test_no_comparables_and_near_ones(client):
    assert client.get("/houses/7/comparables").json()["weighted_price"] is None
    assert client.get("/houses/12/comparables?radius_km=10").json()["weighted_price"] > 0
