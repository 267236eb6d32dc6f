def test_reserve(partner):
    answer = partner.patch("/houses/8", json={"status": "reserved"})
    assert answer.status_code == 200
    assert answer.json()["status"] == "reserved"
    assert partner.get("/houses/8").json()["status"] == "reserved"
    assert partner.get("/houses?status=reserved").json()["total"] == 1
    assert partner.get("/houses?district=LIS-AL&size=100").status_code == 200
    wish = {"starts_at": "2026-07-10T10:00", "visitor": "Ana"}
    assert partner.post("/houses/8/viewings", json=wish).status_code == 409


def test_and_back(partner):
    partner.patch("/houses/7", json={"status": "reserved"})
    assert partner.patch("/houses/7", json={"status": "listed"}).json()["status"] == "listed"


def test_other_states(partner):
    assert partner.patch("/houses/8", json={"status": "withdrawn"}).json()["status"] == "withdrawn"
    assert partner.patch("/houses/8", json={"status": "gone"}).status_code == 422
