import pytest

from parts_finder import geo


def test_distance():
    assert geo.distance_km((45.46, 9.19), (45.81, 9.08)) == 39.8
    assert geo.distance_km((10.0, 10.0), (10.0, 10.0)) == 0.0


def test_nearest_dealers(client):
    dealers = client.get("/dealers", params={"near": "45.46,9.19", "limit": 2}).json()["dealers"]
    assert [one["dealer_id"] for one in dealers] == ["D02", "D04"]
    assert len(client.get("/dealers", params={"near": "45.46,9.19"}).json()["dealers"]) == 4
    assert client.get("/dealers", params={"near": "Milano"}).status_code == 400


def test_search_near(client):
    found = client.get("/search", params={"q": "faro", "near": "45.46,9.19"}).json()
    assert found["parts"][0]["distance_km"] == 39.8


def test_nearest_first(client):
    parameters = {"category": "Brakes", "near": "45.46,9.19", "sort": "nearest", "radius_km": "600"}
    found = client.get("/search", params=parameters).json()
    assert [part["part_id"] for part in found["parts"]] == ["P0008", "P0014"]


@pytest.mark.parametrize("parameters", [{"sort": "nearest"}, {"radius_km": 5}, {"near": "95,0"}])
def test_malformed(client, parameters):
    assert client.get("/search", params=parameters).status_code == 400
