from datetime import date
from decimal import Decimal

import pytest

from boat_market import clock, money


@pytest.fixture
def change(api):
    def at(moment, number, price, currency="EUR"):
        with clock.stopped_at(moment):
            return api("bram").patch(f"/adverts/{number}", {"price": price, "currency": currency})

    return at


def test_all_prices_of_an_advert(api, person, boat, change):
    person("bram")
    with clock.stopped_at("2026-06-01T10:00:00+00:00"):
        number = boat("bram", price="1000")
    change("2026-06-05T10:00:00+00:00", number, "900")
    change("2026-06-05T11:00:00+00:00", number, "900")
    change("2026-06-09T10:00:00+00:00", number, "1000", "USD")
    rows = api().get(f"/adverts/{number}/prices?currency=USD").get_json()["prices"]
    assert [(row["price"], row["currency"]) for row in rows] == [("1000.00", "EUR"), ("900.00", "EUR"), ("1000.00", "USD")]
    assert [row["in"]["USD"] for row in rows] == ["1120.00", "1080.00", "1000.00"]
    assert "in" not in api().get(f"/adverts/{number}/prices").get_json()["prices"][0]


def test_days_without_rates():
    rates = money.rates()
    assert rates.on(date(2026, 6, 6))["USD"] == Decimal("1.2")
    assert rates.on(date(2026, 1, 1))["USD"] == Decimal("1.08")
    assert rates.on(date(2026, 6, 10)) == rates.latest()


def test_conversion():
    assert money.convert(Decimal("10.01"), "SEK", "EUR") == Decimal("0.87")
    assert money.convert(Decimal("85"), "GBP", "USD") == Decimal("125.00")
    assert money.convert(Decimal("3.333"), "EUR", "EUR") == Decimal("3.333")
