CALL = {
    "code": "SUM26",
    "title": "Summer",
    "opens_on": "2026-06-01",
    "closes_at": "2026-07-15T17:00",
    "budget": "80000",
    "criteria": {"idea": 1},
}


def test_add(officer):
    call = officer.post("/calls", json=CALL).json()
    assert (call["closes_at"], call["budget"], call["open"]) == ("2026-07-15T16:00:00Z", "80000.00", False)
    assert officer.post("/calls", json=CALL).status_code == 409
    assert [one["code"] for one in officer.get("/calls").json()["calls"]] == ["SUM26", "TEST26"]


def test_change(officer, reviewer):
    call = officer.patch("/calls/test26", json={"closes_at": "2026-04-02T12:00:00+02:00", "note": "Later"}).json()
    assert (call["closes_at"], call["note"], call["title"]) == ("2026-04-02T10:00:00Z", "Later", "A call")
    assert officer.patch("/calls/TEST26", json={"note": None}).json()["note"] is None
    assert officer.patch("/calls/TEST26", json={"title": None}).status_code == 422
    assert reviewer.patch("/calls/TEST26", json={"note": "x"}).status_code == 403
