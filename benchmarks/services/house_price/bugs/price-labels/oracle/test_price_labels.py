import pytest


@pytest.mark.parametrize("currency", ["EUR", "USD", "GBP", "PLN", "CHF", "JPY"])
def test_every_currency(client, flat, currency):
    answer = client.post(f"/estimate?currency={currency}", json=flat)
    assert answer.status_code == 200
    body = answer.json()
    digits = "".join(letter for letter in body["price_text"] if letter.isdigit())
    assert abs(int(digits) - body["price"]) <= 1
    assert body["currency"] == currency


def test_franc_has_its_rate(client, flat):
    euro = client.post("/estimate", json=flat).json()
    franc = client.post("/estimate?currency=chf", json=flat).json()
    assert franc["price"] == pytest.approx(euro["price"] * 0.96, abs=0.02)
    assert "€" not in franc["price_text"]
    assert euro["price_text"].endswith("€")


def test_batch_in_francs(client, flat):
    body = client.post("/estimate/batch", json={"currency": "CHF", "houses": [flat, flat]}).json()
    assert body["total"] == pytest.approx(2 * body["items"][0]["estimate"]["price"], abs=0.01)


def test_unknown_currency(client, flat):
    assert client.post("/estimate?currency=XXX", json=flat).status_code == 422
