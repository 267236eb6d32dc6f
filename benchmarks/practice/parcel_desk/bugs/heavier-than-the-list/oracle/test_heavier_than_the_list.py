import pytest


def quote(client, country, weight_g, **more):
    return client.post("/quotes", json={"country": country, "weight_g": weight_g, **more})


@pytest.mark.parametrize(
    ("country", "weight_g"), [("HU", 24_000), ("HU", 20_001), ("AT", 31_501), ("PT", 99_999), ("NO", 20_001)]
)
def test_too_heavy(client, country, weight_g):
    answer = quote(client, country, weight_g, cod=True)
    assert (answer.status_code, answer.json["problem"]) == (422, "too_heavy")


@pytest.mark.parametrize(
    ("country", "weight_g", "base"),
    [
        ("AT", 1, 590),
        ("AT", 2000, 590),
        ("AT", 2001, 790),
        ("AT", 31_500, 1290),
        ("HU", 5000, 990),
        ("HU", 20_000, 1790),
        ("NO", 5001, 2490),
        ("NO", 20_000, 3990),
    ],
)
def test_borders_of_the_bands(client, country, weight_g, base):
    answer = quote(client, country, weight_g)
    assert (answer.status_code, answer.json["parts"]) == (200, {"base": base})


def test_too_heavy_at_the_counter(client):
    sent = {"direction": "out", "carrier": "NP", "recipient": "Bo Ek", "country": "AT", "weight_g": 40_000}
    answer = client.post("/parcels", json=sent)
    assert (answer.status_code, answer.json["problem"]) == (422, "too_heavy")
    assert len(client.get("/parcels").json["parcels"]) == 17
    assert client.post("/parcels", json={**sent, "weight_g": 30_000}).json["price_cents"] == 1290


def test_shorter_list(client):
    assert client.put("/tariffs/Z1", json={"bands": [{"up_to_g": 900, "price_cents": 100}]}).status_code == 200
    assert quote(client, "AT", 900).json["total_cents"] == 100
    assert quote(client, "AT", 901).json["problem"] == "too_heavy"
