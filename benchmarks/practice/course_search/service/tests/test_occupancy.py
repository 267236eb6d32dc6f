def test_one_course(client):
    figures = client.get("/courses/sp-101/occupancy").json()
    assert (figures["taken"], figures["waiting"], figures["free"], figures["rate"]) == (14, 3, 0, 1.0)
    assert figures["weeks"][-1]["total"] == 17


def test_overbooked_and_online(client):
    assert client.get("/courses/DE-001/occupancy").json()["rate"] == 1.125
    online = client.get("/courses/EN-310/occupancy").json()
    assert (online["seats"], online["taken"], online["free"], online["rate"]) == (None, 23, None, None)


def test_by_category(client):
    groups = {g["value"]: g for g in client.get("/stats/occupancy").json()["groups"]}
    assert groups["music"] == {"value": "music", "courses": 3, "seats": 16, "taken": 18, "rate": 1.125}
    assert groups["nature"]["rate"] == 0.37
    assert client.get("/stats/occupancy?by=teacher").status_code == 400


def test_summary(client):
    found = client.get("/stats/summary").json()
    assert found["full"] == ["AS-100", "CO-100", "DE-001", "PO-100", "PY-100", "SP-101"]
    assert found["waiting"] == 17
    assert len(found["empty"]) == 17


def test_weeks_have_no_gaps(client):
    weeks = client.get("/stats/bookings").json()["weeks"]
    assert weeks[0]["week"] == "2026-07-27"
    assert len(client.get("/stats/bookings?last=2").json()["weeks"]) == 2
    assert weeks[-1]["total"] == sum(week["persons"] for week in weeks)
