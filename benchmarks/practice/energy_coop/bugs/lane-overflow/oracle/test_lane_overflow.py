import pytest


def events(area, count, kind="voltage_warning", prefix="gw"):
    return [{"event_id": f"{prefix}-{area}-{n:03d}", "kind": kind, "area": area,
             "occurred_at": "2026-04-15T04:12:00+02:00"} for n in range(count)]


def post(client, grid, batch):
    answer = client.post("/grid/events", headers=grid, json={"events": batch})
    assert answer.status_code == 202
    return answer.json()


@pytest.mark.parametrize("count", [1, 8, 9, 14, 60])
def test_batches_of_one_area(client, grid, count):
    assert post(client, grid, events("nord", count)) == {"applied": count, "duplicates": 0, "rejected": {}}
    assert post(client, grid, events("nord", count)) == {"applied": 0, "duplicates": count, "rejected": {}}


def test_batch_of_several_areas(client, grid):
    batch = [one for pair in zip(events("nord", 20), events("sued", 20)) for one in pair] + events("west", 3)
    assert post(client, grid, batch) == {"applied": 43, "duplicates": 0, "rejected": {}}


def test_order_and_rejections_in_a_long_batch(client, grid):
    batch = []
    for n in range(12):
        shared = {"area": "nord", "reference": f"OUT-2{n:02d}"}
        batch.append({"event_id": f"s{n}", "kind": "outage_started", "occurred_at": "2026-04-15T04:12:00Z", **shared})
        batch.append({"event_id": f"e{n}", "kind": "outage_ended", "occurred_at": "2026-04-15T05:12:00Z", **shared})
    del batch[-1]
    batch.insert(10, {"event_id": "lost", "kind": "outage_ended", "area": "nord", "reference": "OUT-404",
                      "occurred_at": "2026-04-15T05:12:00Z"})
    assert post(client, grid, batch) == {"applied": 23, "duplicates": 0, "rejected": {"lost": "no outage OUT-404"}}
    assert [one["reference"] for one in client.get("/outages?area=nord").json()] == ["OUT-1", "OUT-211"]


def test_limit_and_token(client, grid):
    answer = client.post("/grid/events", headers=grid, json={"events": events("nord", 501)})
    assert answer.status_code == 422
    assert client.post("/grid/events", json={"events": []}).status_code == 401
    assert post(client, grid, []) == {"applied": 0, "duplicates": 0, "rejected": {}}
