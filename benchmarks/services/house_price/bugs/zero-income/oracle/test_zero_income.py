import pytest


@pytest.mark.parametrize("query", ["price=280000&down_payment=40000&income=0", "price=9000&income=0.0&rate=0"])
def test_no_income(client, query):
    answer = client.get(f"/mortgage?{query}")
    assert answer.status_code in (200, 422)
    if answer.status_code == 200:
        assert answer.json()["income_share"] is None
        assert answer.json()["monthly_payment"] > 0


def test_share_of_an_income(client):
    body = client.get("/mortgage?price=120000&rate=0&years=10&income=4000").json()
    assert body == {
        "currency": "EUR",
        "principal": 120000.0,
        "monthly_payment": 1000.0,
        "total_interest": 0.0,
        "loan_to_value": 1.0,
        "income_share": 0.25,
    }


def test_without_an_income(client):
    body = client.get("/mortgage?price=300000&down_payment=60000&rate=3.6&years=25&currency=GBP").json()
    assert body["monthly_payment"] == 1214.41
    assert body["currency"] == "GBP"
    assert body["income_share"] is None


def test_bad_requests_are_still_refused(client):
    assert client.get("/mortgage?price=100&down_payment=100").status_code == 422
    assert client.get("/mortgage?price=100&income=-1").status_code == 422
