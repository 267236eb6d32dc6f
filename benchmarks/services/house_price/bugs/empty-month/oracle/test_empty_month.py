import pytest


@pytest.mark.parametrize("month", ["2025-11", "2019-01", "2027-02"])
def test_month_without_listings(partner, month):
    answer = partner.get(f"/reports/monthly?month={month}")
    assert answer.status_code == 200
    body = answer.json()
    assert body["month"] == month
    assert body["listed"] == 0
    assert body["busiest_day"] is None
    assert body["districts"] == {}
    assert body["sales_volume"] == 0


def test_month_with_listings(partner):
    body = partner.get("/reports/monthly?month=2026-03&timezone=Europe/Lisbon").json()
    assert body["listed"] == sum(body["districts"].values()) > 0
    assert body["busiest_day"]["day"].startswith("2026-03-")
    assert body["busiest_day"]["listed"] >= 1


def test_bad_months_and_missing_keys(partner, client):
    assert partner.get("/reports/monthly?month=soon").status_code == 422
    assert client.get("/reports/monthly?month=2025-11").status_code == 401
