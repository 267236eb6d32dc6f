import pytest


@pytest.mark.parametrize(
    ("seller", "days"), [("S-5", None), ("S-2", None), ("velohaus", None), ("S-1", 2.3), ("S-6", 6.6)]
)
def test_days_to_sell(call, seller, days):
    answer = call("GET", f"/sellers/{seller}")
    assert answer.status_code == 200
    assert answer.json()["days_to_sell"] == days
    assert isinstance(answer.json()["median_price"], float)


def test_seller_without_listings(call, conn):
    conn.execute("INSERT INTO sellers VALUES ('S-8', 'New', NULL, '2026-09-01')")
    shown = call("GET", "/sellers/S-8").json()
    assert (shown["median_price"], shown["days_to_sell"], shown["save_rate"]) == (None, None, 0.0)
    assert (shown["listings"], shown["sold_by_month"]) == ({}, {})


def test_only_prices_on_request(call, conn):
    conn.execute("UPDATE listings SET price_cents = NULL WHERE seller_id = 'S-1'")
    shown = call("GET", "/sellers/S-1").json()
    assert (shown["median_price"], shown["days_to_sell"]) == (None, 2.3)
