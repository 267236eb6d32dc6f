import pytest


def test_prices(client):
    groups = {one["category"]: one for one in client.get("/stats/prices").json()["groups"]}
    assert groups["Brakes"] == {
        "category": "Brakes", "offers": 6, "priced": 6, "lowest": 22.0, "lower_quartile": 26.55, "median": 33.75,
        "upper_quartile": 46.12, "highest": 65.0,
    }
    assert client.get("/stats/prices", params={"q": "turbina"}).json()["groups"][0]["median"] is None
    assert client.get("/stats/prices", params={"by": "colour"}).status_code == 400


def test_trend_by_week(client):
    buckets = client.get("/stats/trend", params={"category": "brakes", "by": "week"}).json()["buckets"]
    assert buckets[0] == {"from": "2025-10-06", "sold": 2, "median": 20.0}
    assert buckets[1] == {"from": "2025-10-13", "sold": 0, "median": None}


def test_trend_by_day(client):
    parameters = {"brand": "Fiat", "by": "day", "zone": "Asia/Tokyo"}
    buckets = client.get("/stats/trend", params=parameters).json()["buckets"]
    assert buckets[0] == {"from": "2025-10-09", "sold": 1, "median": 18.0}
    assert client.get("/stats/trend", params={"by": "year"}).status_code == 400


def test_busiest(client):
    hours = client.get("/stats/busiest", params={"limit": 2}).json()["hours"]
    assert hours == [{"hour": "2025-10-26T01:00", "sold": 2}, {"hour": "2026-07-07T14:00", "sold": 2}]


def test_busiest_elsewhere(client):
    hours = client.get("/stats/busiest", params={"limit": 1, "zone": "Asia/Tokyo"}).json()["hours"]
    assert hours == [{"hour": "2025-10-26T10:00", "sold": 2}]
    assert client.get("/stats/busiest", params={"zone": "Mars/Olympus"}).status_code == 400


def test_busiest_in_autumn(client):
    hours = client.get("/stats/busiest", params={"limit": 1, "zone": "Europe/Berlin"}).json()["hours"]
    assert hours == [{"hour": "2025-10-26T02:00", "sold": 3}]


@pytest.mark.parametrize("by", ["day", "week"])
def test_trend_without_sales(client, by):
    assert client.get("/stats/trend", params={"category": "Glass", "by": by}).json()["buckets"] == []


def test_trend_by_month(client):
    buckets = client.get("/stats/trend", params={"category": "Lights", "by": "month"}).json()["buckets"]
    assert len(buckets) == 7 and buckets[-1] == {"from": "2026-04-01", "sold": 1, "median": 150.0}
