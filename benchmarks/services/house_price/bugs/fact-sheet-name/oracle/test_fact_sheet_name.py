import pytest


@pytest.mark.parametrize("name", ["Michał Woźniak", "森 健司", "Ωmega", "Łódź-2", "José"])
def test_any_name(client, name):
    answer = client.get("/houses/8/sheet", params={"name": name})
    assert answer.status_code == 200
    assert answer.text.splitlines()[1] == "57.0 m2, 1 rooms"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_plain_names(client):
    answer = client.get("/houses/1/sheet", params={"name": "Ana Lima-2"})
    assert answer.headers["content-disposition"] == 'attachment; filename="Ana Lima-2.txt"'
    assert client.get("/houses/1/sheet").headers["content-disposition"] == 'attachment; filename="house.txt"'
    assert "\r" not in client.get("/houses/1/sheet", params={"name": 'a"\r\nX: y'}).headers["content-disposition"]


def test_contents(client):
    house = client.get("/houses/3").json()
    lines = client.get("/houses/3/sheet").text.splitlines()
    assert lines == [house["address"], "135.6 m2, 4 rooms", f"{house['asking_price']:.2f} PLN"]
    assert client.get("/houses/4000/sheet").status_code == 404
