import pytest

NEW = {"district": "LIS-AL", "area_m2": 64, "rooms": 3, "asking_price": 200000, "currency": "EUR"}


@pytest.mark.parametrize("street", ["O'Connell Street", "'", "L'Aquila", "a'b'c"])
def test_apostrophes(client, street):
    answer = client.get("/houses", params={"street": street})
    assert answer.status_code == 200
    assert answer.json()["total"] == 0


def test_houses_in_such_a_street_are_found(partner):
    created = partner.post("/houses", json=NEW | {"address": "O'Connell Street 5"}).json()
    partner.post("/houses", json=NEW | {"address": "OConnell Street 6"})
    for street in ("O'Connell Street", "o'conn", " O'Connell Street 5 "):
        body = partner.get("/houses", params={"street": street}).json()
        assert [house["id"] for house in body["items"]] == [created["id"]]


def test_nothing_is_injected(client):
    answer = client.get("/houses", params={"street": "x' OR '1' = '1"})
    assert answer.status_code == 200
    assert answer.json()["total"] == 0


def test_plain_streets(client):
    body = client.get("/houses?street=Lipowa&size=100").json()
    assert body["total"] == len(body["items"]) > 5
    assert all(house["address"].startswith("Lipowa") for house in body["items"])
    assert client.get("/houses?street=").json()["total"] == 160
    assert client.get("/houses?street=Mill%20Lane&district=LIS-AL&size=100").json()["total"] < client.get(
        "/houses?street=Mill%20Lane"
    ).json()["total"]
