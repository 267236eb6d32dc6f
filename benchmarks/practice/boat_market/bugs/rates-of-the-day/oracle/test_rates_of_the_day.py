from datetime import date

import pytest

from boat_market import clock, money


def prices(api, number, currency):
    rows = api().get(f"/adverts/{number}/prices?currency={currency}").get_json()["prices"]
    return [row["in"][currency] for row in rows]


@pytest.mark.parametrize(
    "number, currency, amounts",
    [
        (2, "USD", ["189000.00", "206400.00", "211250.00"]),
        (2, "GBP", ["147000.00", "147920.00", "143650.00"]),
        (2, "EUR", ["175000.00", "172000.00", "169000.00"]),
        (1, "USD", ["45360.00", "44000.00", "46200.00"]),
        (4, "EUR", ["21301.78", "19883.04"]),
        (4, "USD", ["23857.99", "24654.97"]),
        (7, "SEK", ["1431750.00"]),
    ],
)
def test_by_the_rates_of_the_day(api, number, currency, amounts):
    assert prices(api, number, currency) == amounts


@pytest.mark.parametrize(
    "day, rate",
    [
        ((2020, 1, 1), "1.08"),
        ((2026, 5, 27), "1.08"),
        ((2026, 5, 28), "1.08"),
        ((2026, 5, 29), "1.10"),
        ((2026, 5, 30), "1.10"),
        ((2026, 5, 31), "1.10"),
        ((2026, 6, 1), "1.12"),
        ((2026, 6, 4), "1.12"),
        ((2026, 6, 5), "1.20"),
        ((2026, 6, 7), "1.20"),
        ((2026, 6, 8), "1.24"),
        ((2026, 6, 9), "1.25"),
        ((2026, 6, 10), "1.25"),
        ((2027, 3, 1), "1.25"),
    ],
)
def test_days(day, rate):
    assert f"{money.rates().on(date(*day))['USD']:.2f}" == rate


def test_a_change_of_now(api):
    assert api("bram").patch("/adverts/1", {"price": "37000"}).status_code == 200
    assert prices(api, 1, "USD") == ["45360.00", "44000.00", "46200.00", "46250.00"]
    with clock.stopped_at("2026-06-20T10:00:00+00:00"):
        assert api("bram").patch("/adverts/1", {"price": "46000", "currency": "USD"}).status_code == 200
        assert prices(api, 1, "EUR") == ["42000.00", "40000.00", "38500.00", "37000.00", "36800.00"]


def test_without_currency(api):
    rows = api().get("/adverts/2/prices").get_json()["prices"]
    assert [(row["at"], row["price"], row["currency"]) for row in rows] == [
        ("2026-05-21T08:00:00+00:00", "175000.00", "EUR"),
        ("2026-06-06T21:30:00+00:00", "172000.00", "EUR"),
        ("2026-06-10T05:00:00+00:00", "169000.00", "EUR"),
    ]
    assert not any("in" in row for row in rows)


def test_the_preferred_currency(api):
    rows = api("carla").get("/adverts/2/prices").get_json()["prices"]
    assert [row["in"] for row in rows] == [{"USD": "189000.00"}, {"USD": "206400.00"}, {"USD": "211250.00"}]


def test_adverts_have_the_latest_rates(api):
    assert api().get("/adverts/2?currency=USD").get_json()["in"] == {"USD": "211250.00"}
    assert api().get("/adverts/2/prices?currency=XYZ").status_code == 422
    assert api().get("/adverts/8/prices?currency=USD").status_code == 404
