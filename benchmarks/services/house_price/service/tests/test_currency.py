import pytest

from house_price import currency as money


def test_rates_go_both_ways():
    assert money.rate("EUR", "PLN") == 4.28
    assert money.rate("GBP", "GBP") == 1


@pytest.mark.parametrize(
    ("amount", "currency", "expected"), [(10.005, "EUR", 10.01), (2.675, "USD", 2.68), (1234.5, "JPY", 1235.0)]
)
def test_halves_are_rounded_up(amount, currency, expected):
    assert money.rounded(amount, currency) == expected


def test_unknown_currency():
    with pytest.raises(money.UnknownCurrency):
        money.convert(1, "EUR", "ABC")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("245.000,50 EUR", (245000.5, "EUR")),
        ("€245,000.50", (245000.5, "EUR")),
        ("1 250 000 zł", (1250000.0, "PLN")),
        ("245000", (245000.0, None)),
    ],
)
def test_amounts_as_people_write_them(text, expected):
    assert money.parse_amount(text) == expected
