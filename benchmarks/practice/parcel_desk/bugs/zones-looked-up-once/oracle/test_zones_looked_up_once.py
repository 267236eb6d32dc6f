import pytest

PARCEL = {"direction": "out", "carrier": "NP", "recipient": "Bo Ek", "country": "DE", "weight_g": 3000}


def quote(client, country, weight_g, **more):
    return client.post("/quotes", json={"country": country, "weight_g": weight_g, **more})


def total(client, country, weight_g, **more):
    answer = quote(client, country, weight_g, **more)
    assert answer.status_code == 200, answer.text
    return answer.json["total_cents"]


def test_quote_after_a_parcel(client):
    assert client.post("/parcels", json=PARCEL).json["price_cents"] == 990
    assert quote(client, "DE", 2500).json == {"zone": "Z2", "parts": {"base": 990}, "total_cents": 990}
    assert total(client, "DE", 6000, remote=True) == 1790 + 450


@pytest.mark.parametrize(
    ("country", "price"), [("AT", 790), ("HU", 990), ("SE", 1890), ("LI", 2490)]
)
def test_many_parcels_after_each_other(client, country, price):
    for _ in range(3):
        answer = client.post("/parcels", json={**PARCEL, "country": country})
        assert (answer.status_code, answer.json["price_cents"]) == (201, price)
        assert total(client, country, 3000) == price


def test_quote_of_other_countries_of_the_zone(client):
    assert total(client, "CZ", 3000) == 990
    assert client.post("/parcels", json=PARCEL).status_code == 201
    assert [total(client, country, 100) for country in ("SK", "IT", "AT", "FR", "NO")] == [590, 590, 590, 1190, 2490]
    assert client.get("/tariffs/Z2").json["bands"][1] == {"up_to_g": 5000, "price_cents": 990}


def test_new_prices_count_at_once(client):
    assert total(client, "DE", 3000) == 990
    for price in (700, 800):
        bands = [{"up_to_g": 9000, "price_cents": price}]
        assert client.put("/tariffs/Z2", json={"bands": bands}).json["bands"] == bands
        assert total(client, "DE", 3000) == price
        assert client.post("/parcels", json=PARCEL).json["price_cents"] == price
        assert total(client, "IT", 9000) == price


def test_refused_prices_change_nothing(client):
    assert client.post("/parcels", json=PARCEL).status_code == 201
    assert client.put("/tariffs/Z2", json={"bands": []}).status_code == 422
    assert total(client, "DE", 3000) == 990
    answer = quote(client, "US", 100)
    assert (answer.status_code, answer.json["problem"]) == (422, "unusable")
    assert quote(client, "DE", 25_000).json["problem"] == "too_heavy"


def test_two_applications(client):
    from parcel_desk.web import create_app

    other = create_app().test_client()
    assert client.post("/parcels", json=PARCEL).status_code == 201
    assert total(other, "DE", 3000) == 990
    assert total(client, "DE", 3000) == 990
