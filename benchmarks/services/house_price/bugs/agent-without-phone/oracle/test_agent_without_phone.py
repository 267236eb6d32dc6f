import pytest


@pytest.mark.parametrize("house_id", [1, 7])
def test_agent_without_a_phone(client, house_id):
    answer = client.get(f"/houses/{house_id}/agent")
    assert answer.status_code == 200
    card = answer.json()
    assert card["name"] == "Hannah Cole"
    assert card["email"] == "hannah@agents.example"
    assert card["initials"] == "HC"
    assert card.get("dial") in (None, "")


def test_agent_with_a_phone(client):
    assert client.get("/houses/3/agent").json()["dial"] == "+81355500104"
    assert client.get("/houses/24/agent").json()["initials"] == "C"


def test_house_without_an_agent(client):
    assert client.get("/houses/4/agent").status_code == 404
    assert client.get("/houses/4000/agent").status_code == 404
