from .conftest import GRID


def event(number, kind="voltage_warning", area="nord", **more):
    return {"event_id": f"e{number}", "kind": kind, "area": area, "occurred_at": "2026-04-15T10:00:00+02:00", **more}


def post(client, *events):
    return client.post("/grid/events", headers=GRID, json={"events": list(events)})


def test_outages(client):
    assert [o["reference"] for o in client.get("/outages").json()] == ["OUT-1"]
    assert client.get("/outages?area=sued").json() == []


def test_notice(client):
    assert client.get("/outages/OUT-0/notice").text == (
        "Planned interruption in sued since 02.03.2026 08:00, expected until 02.03.2026 12:00. Cable work")


def test_operator_only(client):
    assert client.post("/grid/events", json={"events": []}).status_code == 401


def test_events_in_order(client):
    answer = post(client, event(1, "outage_started", reference="OUT-7"), event(2, "outage_ended", reference="OUT-7"))
    assert answer.json() == {"applied": 2, "duplicates": 0, "rejected": {}}
    assert [o["reference"] for o in client.get("/outages").json()] == ["OUT-1"]


def test_redelivery_and_rejection(client):
    post(client, event(1))
    answer = post(client, event(1), event(2, "outage_ended", reference="OUT-8"), event(3, area="sued"))
    assert answer.json() == {"applied": 1, "duplicates": 1, "rejected": {"e2": "no outage OUT-8"}}


def announce(client, **values):
    return client.post("/grid/outages", headers=GRID, json={"reference": "PLAN-1", "area": "nord", **values})


def test_announce(client):
    answer = announce(client, starts_at="2026-05-01T08:00:00", expected_end="2026-05-01T10:00:00")
    assert answer.status_code == 201
    assert (answer.json()["starts_at"], answer.json()["expected_end"]) == ("2026-05-01T06:00:00Z", "2026-05-01T08:00:00Z")


def test_announcement_that_ends_before_it_starts(client):
    answer = announce(client, starts_at="2026-05-01T08:00:00Z", expected_end="2026-05-01T07:00:00Z")
    assert answer.status_code == 422
