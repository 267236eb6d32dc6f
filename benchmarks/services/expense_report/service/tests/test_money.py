from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from expense_report import clock, money
from expense_report.errors import Invalid


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [("12.345", "EUR", "12.35"), ("100.5", "JPY", "101"), ("1.0005", "TND", "1.001")],
)
def test_amounts_are_rounded_to_the_coin_of_the_currency(amount, currency, rounded):
    assert str(money.round_to(Decimal(amount), currency)) == rounded


@pytest.mark.parametrize("value", ["abc", "0", "-3", "NaN", True, None, "1.001"])
def test_amounts_that_cannot_be_paid_are_refused(value):
    with pytest.raises(Invalid):
        money.parse_amount(value, "EUR")


def test_total_of_nothing_is_zero():
    assert str(money.total([], "EUR")) == "0.00"


def test_amounts_for_people_have_groups():
    assert money.show(Decimal("1234.5"), "EUR") == "1,234.50 EUR"


def test_month_begins_by_the_clock_of_the_company():
    start, end = clock.month_bounds(date(2026, 8, 1), ZoneInfo("Europe/Lisbon"))
    assert start == datetime(2026, 7, 31, 23, tzinfo=UTC)
    assert end == datetime(2026, 8, 31, 23, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-13", "2026", "august", "2026-8"])
def test_month_must_look_like_one(text):
    with pytest.raises(Invalid):
        clock.parse_month(text)
