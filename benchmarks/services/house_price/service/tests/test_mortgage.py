def test_monthly_payment(client):
    body = client.get("/mortgage?price=300000&down_payment=60000&rate=3.6&years=25").json()
    assert body["principal"] == 240000
    assert body["monthly_payment"] == 1214.41
    assert body["loan_to_value"] == 0.8
    assert body["income_share"] is None


def test_without_interest(client):
    assert client.get("/mortgage?price=120000&rate=0&years=10").json()["monthly_payment"] == 1000


def test_share_of_the_income(client):
    assert client.get("/mortgage?price=120000&rate=0&years=10&income=4000").json()["income_share"] == 0.25


def test_down_payment_of_everything(client):
    assert client.get("/mortgage?price=100&down_payment=100").status_code == 422
