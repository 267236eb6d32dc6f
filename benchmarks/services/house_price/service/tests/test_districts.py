import pytest


def test_districts(client):
    assert len(client.get("/districts").json()) == 8


def test_summary(client):
    body = client.get("/districts/LIS-AL/summary").json()
    assert body["count"] > 3
    assert body["min_price"] <= body["median_price"] <= body["max_price"]
    assert body["currency"] == "EUR"


def test_summary_in_another_currency(client):
    zloty = client.get("/districts/WAW-MO/summary").json()
    euro = client.get("/districts/WAW-MO/summary?currency=EUR").json()
    assert zloty["currency"] == "PLN"
    assert zloty["max_price"] == pytest.approx(euro["max_price"] * 4.28, rel=1e-4)


def test_unknown_district(client):
    assert client.get("/districts/MOON/summary").status_code == 404


def test_bands_hold_all_sales(client):
    summary = client.get("/districts/LON-HA/summary").json()
    bands = client.get("/districts/LON-HA/bands?count=4").json()["bands"]
    assert len(bands) == 4
    assert sum(band["count"] for band in bands) == summary["count"]
    assert bands[0]["from"] == summary["min_price"]
