from datetime import date, datetime
from decimal import Decimal

import pytest

from print_shop import clock, money, paging, security


@pytest.mark.parametrize(("written", "amount"), [("12", "12.00"), ("1234.5", "1234.50"), ("1.234,50", "1234.50"), ("€ 7,255", "7.26")])
def test_amounts(written, amount):
    assert money.parse(written) == Decimal(amount)


@pytest.mark.parametrize("written", ["-3", "1000000", "NaN"])
def test_amounts_that_we_do_not_deal_in(written):
    with pytest.raises(ValueError):
        money.parse(written)


def test_amounts_on_paper():
    assert money.text(Decimal("3")) == "3.00"
    assert money.text(Decimal("0.005")) == "0.01"


def test_clock_stands_still():
    assert clock.now() == datetime.fromisoformat("2026-04-14T08:45:00+02:00")
    assert clock.today() == date(2026, 4, 14)


def test_month_bounds():
    assert clock.month_bounds(2026, 2) == (date(2026, 2, 1), date(2026, 3, 1))
    assert clock.month_bounds(2025, 12) == (date(2025, 12, 1), date(2026, 1, 1))


def test_cursor_there_and_back():
    cursor = paging.encode(17)
    assert cursor.isalnum()
    assert paging.decode(cursor) == 17


def test_keys():
    key = security.link_key("secret", 5)
    assert len(key) == 16
    assert security.same(key, security.link_key("secret", 5))
    assert not security.same("", key)
