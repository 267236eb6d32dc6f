import pytest


def listed(get):
    return [(item["id"], item["name"]) for item in get("/searches")["items"]]


OLD = [(1, "Late in Zürich"), (2, "Night trains late in Zürich"), (3, "Strikes")]


@pytest.mark.parametrize("name", ["strikes", "STRIKES", " sTRIKES ", "Strikes", "late in Zürich", "NIGHT TRAINS late in Zürich"])
def test_save_under_a_taken_name(client, get, name):
    response = client.post("/searches", json={"name": name, "question": {"cause": "strike"}})
    assert response.status_code == 409
    assert response.json()["about"] == "name" and response.json()["problem"]
    assert listed(get) == OLD


@pytest.mark.parametrize("name", ["strikes", "STRIKES", "Strikes", "NIGHT trains late in Zürich"])
def test_rename_to_a_taken_name(client, get, name):
    response = client.patch("/searches/1", json={"name": name, "question": {}})
    assert response.status_code == 409
    assert response.json()["about"] == "name" and response.json()["problem"]
    assert listed(get) == OLD
    assert get("/searches/1")["question"] == {"station": ["ZUE"], "late_by": 5}


def test_its_own_name_in_another_case(client, get):
    response = client.patch("/searches/3", json={"name": "STRIKES"})
    assert response.status_code == 200 and response.json()["name"] == "STRIKES"
    assert client.patch("/searches/3", json={"name": "STRIKES"}).status_code == 200
    assert listed(get)[2] == (3, "STRIKES")
    assert client.post("/searches", json={"name": "Strikes"}).status_code == 409


def test_free_names(client, get):
    made = client.post("/searches", json={"name": "Strikes in Italy", "question": {"line": "RE"}, "base": 3})
    assert made.status_code == 201 and made.json()["name"] == "Strikes in Italy" and made.json()["base"] == 3
    assert client.post("/searches", json={"name": "strikes IN italy"}).status_code == 409
    assert client.patch("/searches/1", json={"name": "Zürich, late"}).json()["name"] == "Zürich, late"
    assert client.post("/searches", json={"name": "Late in Zürich"}).status_code == 201
    assert len(listed(get)) == 5


def test_free_again_after_deleting(client):
    assert client.delete("/searches/3").status_code == 204
    assert client.post("/searches", json={"name": "STRIKES"}).status_code == 201


def test_changes_without_name(client, get):
    assert client.patch("/searches/3", json={"question": {"cause": "crew"}}).status_code == 200
    assert get("/searches/3/run")["total"] == 3
    assert client.patch("/searches/99", json={"name": "x"}).status_code == 404
