from datetime import date
from decimal import Decimal

from expense_report.rates import Rates


def test_rate_is_the_last_one_before_the_day(call):
    body = call("E-007", "GET", "/rates/USD?on=2026-03-20").json
    assert body == {"currency": "USD", "valid_from": "2026-03-01", "rate": "1.0910"}


def test_currency_without_a_rate_on_that_day_is_404(call):
    answer = call("E-007", "GET", "/rates/BRL?on=2026-03-20")
    assert answer.status_code == 404
    assert answer.json["error"]["code"] == "no_rate"


def test_all_rates_of_a_day(call):
    body = call("E-007", "GET", "/rates?on=2026-08-20").json
    assert [row["currency"] for row in body["rates"]] == ["BRL", "CHF", "GBP", "JPY", "PLN", "USD"]


def test_finance_sets_a_rate(call):
    body = {"valid_from": "2026-09-10", "rate": "1.125"}
    assert call("E-010", "PUT", "/rates/USD", json=body).status_code == 200
    assert call("E-007", "GET", "/rates/USD").json["rate"] == "1.125"


def test_others_do_not_set_rates(call):
    body = {"valid_from": "2026-09-10", "rate": "1.125"}
    assert call("E-001", "PUT", "/rates/USD", json=body).status_code == 403


def test_conversion_goes_both_ways(conn):
    rates = Rates(conn, "EUR")
    assert rates.to_home(Decimal("112.00"), "USD", date(2026, 8, 3)) == Decimal("100.00")
    assert rates.from_home(Decimal("10.00"), "JPY", date(2026, 8, 3)) == Decimal("1680")
