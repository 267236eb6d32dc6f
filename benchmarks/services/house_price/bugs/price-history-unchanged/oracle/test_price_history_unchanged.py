import pytest


@pytest.mark.parametrize("house_id", [3, 8, 101])
def test_price_that_never_changed(client, house_id):
    asking = client.get(f"/houses/{house_id}").json()
    answer = client.get(f"/houses/{house_id}/prices")
    assert answer.status_code == 200
    assert answer.json() == {
        "house_id": house_id,
        "currency": asking["currency"],
        "first_price": asking["asking_price"],
        "current_price": asking["asking_price"],
        "change_percent": 0.0,
        "changes": [],
    }


def test_price_that_changed(client):
    body = client.get("/houses/10/prices").json()
    assert len(body["changes"]) == 1
    assert body["first_price"] == body["changes"][0]["old_price"]
    assert body["change_percent"] == -5.45


def test_unknown_house(client):
    assert client.get("/houses/4000/prices").status_code == 404
