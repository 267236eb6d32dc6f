import pytest


@pytest.mark.parametrize(
    ("extras", "expected"),
    [(["garage"], ["garage"]), (["garden", "balcony"], ["balcony", "garden"]), ([], []), (["garage", "garage"], ["garage"])],
)
def test_correct_the_extras(partner, extras, expected):
    answer = partner.patch("/houses/8", json={"extras": extras})
    assert answer.status_code == 200
    assert sorted(answer.json()["extras"]) == expected
    assert sorted(partner.get("/houses/8").json()["extras"]) == expected


def test_other_readers(partner):
    partner.patch("/houses/8", json={"extras": ["garage", "garden"], "status": "withdrawn"})
    assert partner.get("/houses?district=LIS-AL&size=100").status_code == 200
    assert partner.get("/houses?sort=newest&size=100").status_code == 200
    assert partner.get("/houses/8").json()["status"] == "withdrawn"


def test_extras_stay_where_they_are_not_named(partner):
    before = partner.get("/houses/9").json()
    assert partner.patch("/houses/9", json={"agent_id": 2}).json()["extras"] == before["extras"]
    assert partner.patch("/houses/9", json={"extras": None}).status_code in (200, 422)
    assert partner.get("/houses/9").json()["extras"] == before["extras"]


def test_unknown_extras(partner):
    assert partner.patch("/houses/8", json={"extras": ["moat"]}).status_code == 422


def test_the_stored_houses_can_be_scored(partner, data):
    from house_price import rescore, store

    partner.patch("/houses/8", json={"extras": ["garage"]})
    db = store.connect(data / "houses.sqlite")
    assert len(rescore.read_listed(db, "LIS-AL")) > 0
