import pytest


@pytest.mark.parametrize("energy", ["X", "none", "1", "?"])
def test_classes_that_are_refused(client, flat, energy):
    answer = client.post("/estimate", json=flat | {"energy_class": energy})
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert error["code"] == "invalid"
    detail = error["details"][0]
    assert detail["field"] == "body.energy_class"
    assert "A to G" in detail["reason"]
    assert detail["kind"] == "value_error"


def test_several_faults_at_once(client, flat):
    answer = client.post("/estimate", json=flat | {"energy_class": "X", "rooms": 90, "area_m2": "big"})
    details = {d["field"]: d for d in answer.json()["error"]["details"]}
    assert answer.status_code == 422
    assert set(details) == {"body.energy_class", "body.rooms", "body.area_m2"}
    assert details["body.rooms"]["limits"] == {"le": 40}
    assert details["body.area_m2"]["kind"] == "float_parsing"


def test_in_a_batch(client, flat):
    answer = client.post("/estimate/batch", json={"houses": [flat, flat | {"energy_class": "X"}]})
    assert answer.status_code == 422
    assert answer.json()["error"]["details"][0]["field"] == "body.houses.1.energy_class"


def test_other_refusals(client, flat):
    assert client.post("/estimate", json=flat | {"district": "X"}).status_code == 404
    assert client.get("/houses?page=0").json()["error"]["details"][0]["limits"] == {"ge": 1}
