import pytest


@pytest.fixture
def house_id(client):
    return client.get("/houses?status=listed&district=LIS-MA").json()["items"][0]["id"]


def book(client, house_id, starts_at, minutes=30):
    body = {"starts_at": starts_at, "minutes": minutes, "visitor": "Ana"}
    return client.post(f"/houses/{house_id}/viewings", json=body)


def test_booking(client, house_id):
    answer = book(client, house_id, "2026-07-10T10:00")
    assert answer.status_code == 201
    assert answer.json()["time"] == "10:00"
    assert client.get(f"/houses/{house_id}/viewings").json()[0]["day"] == "2026-07-10"


def test_overlap(client, house_id):
    book(client, house_id, "2026-07-10T10:00", 60)
    assert book(client, house_id, "2026-07-10T10:30").status_code == 409
    assert book(client, house_id, "2026-07-10T11:00").status_code == 201


def test_free_hours(client, house_id):
    book(client, house_id, "2026-07-10T10:30", 60)
    hours = client.get(f"/houses/{house_id}/viewings/free?day=2026-07-10").json()["hours"]
    assert "10:00" not in hours
    assert "11:00" not in hours
    assert "12:00" in hours


def test_sold_house(client):
    sold = client.get("/houses?status=sold").json()["items"][0]["id"]
    assert book(client, sold, "2026-07-10T10:00").status_code == 409


def test_bad_day(client, house_id):
    assert client.get(f"/houses/{house_id}/viewings/free?day=soon").status_code == 422
