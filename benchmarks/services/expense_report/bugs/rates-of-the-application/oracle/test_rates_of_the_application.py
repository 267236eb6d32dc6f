import pytest

RATES = {"USD": "1.1200", "GBP": "0.8620", "JPY": "168.00", "CHF": "0.9360", "PLN": "4.2500", "BRL": "6.2500"}


def rate(call, currency, day="2026-08-20"):
    answer = call("E-007", "GET", f"/rates/{currency}?on={day}")
    assert answer.status_code == 200
    return answer.json["rate"]


def test_one_request_after_the_other(call):
    for _ in range(2):
        assert {currency: rate(call, currency) for currency in RATES} == RATES


def test_days_differ(call):
    found = [rate(call, "USD", f"2026-0{month}-15") for month in (1, 2, 3, 8, 1)]
    assert found == ["1.0840", "1.0790", "1.0910", "1.1200", "1.0840"]


def test_list_and_single_requests_mix(call):
    for _ in range(2):
        body = call("E-007", "GET", "/rates?on=2026-08-20").json
        assert {row["currency"]: row["rate"] for row in body["rates"]} == RATES
        assert rate(call, "USD", "2026-03-03") == "1.0910"


@pytest.mark.parametrize("currency", ["USD", "GBP"])
def test_new_rate_counts_at_once(call, currency):
    before = rate(call, currency, "2026-09-20")
    new = {"valid_from": "2026-09-10", "rate": "2.5"}
    assert call("E-010", "PUT", f"/rates/{currency}", json=new).status_code == 200
    assert before != "2.5"
    assert rate(call, currency, "2026-09-20") == "2.5"
    assert rate(call, currency, "2026-09-09") == before


def test_missing_rate_is_404_until_it_is_set(call):
    assert call("E-007", "GET", "/rates/SEK?on=2026-09-20").status_code == 404
    call("E-010", "PUT", "/rates/SEK", json={"valid_from": "2026-09-10", "rate": "11.2"})
    assert rate(call, "SEK", "2026-09-20") == "11.2"


def test_home_currency(call):
    assert rate(call, "EUR") == "1"
    assert rate(call, "eur", "2020-01-01") == "1"
