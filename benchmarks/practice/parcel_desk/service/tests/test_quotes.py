import pytest


@pytest.mark.parametrize(
    ("country", "weight", "total"), [("AT", 2000, 590), ("DE", 19_999, 1790), ("pt", 2001, 1890)]
)
def test_price_by_zone_and_weight(client, country, weight, total):
    assert client.post("/quotes", json={"country": country, "weight_g": weight}).json["total_cents"] == total


def test_surcharges(client):
    sent = {"country": "CH", "weight_g": 700, "cod": True, "insured_cents": 50_001, "remote": True}
    assert client.post("/quotes", json=sent).json == {
        "zone": "Z4",
        "parts": {"base": 2490, "cod": 390, "insurance": 500, "remote": 1500},
        "total_cents": 4880,
    }


def test_countries_that_we_do_not_serve(client):
    answer = client.post("/quotes", json={"country": "US", "weight_g": 700})
    assert (answer.status_code, answer.json["detail"]) == (422, "country: we do not send to US")


def test_new_prices(client):
    bands = [{"up_to_g": 1000, "price_cents": 500}, {"up_to_g": 8000, "price_cents": 700}]
    assert client.put("/tariffs/z1", json={"bands": bands}).json["bands"] == bands
    assert client.post("/quotes", json={"country": "AT", "weight_g": 1001}).json["total_cents"] == 700


def test_weights_of_bands_rise(client):
    bands = [{"up_to_g": 1000, "price_cents": 500}, {"up_to_g": 1000, "price_cents": 700}]
    assert client.put("/tariffs/Z1", json={"bands": bands}).status_code == 422
    assert client.get("/tariffs/Z1").json["bands"][0]["up_to_g"] == 2000
