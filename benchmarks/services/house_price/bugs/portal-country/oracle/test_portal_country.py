import pytest


@pytest.mark.parametrize("country", ["BR", "XX", "Portugal", "?"])
def test_other_countries(client, flat, country):
    euro = client.post("/estimate", json=flat).json()
    answer = client.post("/estimate", json=flat, headers={"X-Portal-Country": country})
    assert answer.status_code in (200, 422)
    if answer.status_code == 200:
        assert answer.json() == euro


@pytest.mark.parametrize(("country", "currency"), [("PT", "EUR"), ("pl", "PLN"), ("JP", "JPY"), (" gb ", "GBP")])
def test_known_countries(client, flat, country, currency):
    expected = client.post(f"/estimate?currency={currency}", json=flat).json()
    assert client.post("/estimate", json=flat, headers={"X-Portal-Country": country}).json() == expected
    assert expected["currency"] == currency


def test_an_explicit_currency_wins(client, flat):
    answer = client.post("/estimate?currency=CHF", json=flat, headers={"X-Portal-Country": "BR"})
    assert answer.json()["currency"] == "CHF"


def test_no_country(client, flat):
    assert client.post("/estimate", json=flat, headers={"X-Portal-Country": ""}).json()["currency"] == "EUR"
