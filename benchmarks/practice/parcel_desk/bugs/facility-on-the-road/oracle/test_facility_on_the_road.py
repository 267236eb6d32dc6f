import pytest


def event(location, time="2026-09-13T19:40:00Z", item="NP1000003", status="TRN"):
    return {"item": item, "status": status, "time": time, "location": location}


def places(client, reference="PD-000012"):
    return [entry["place"] for entry in client.get(f"/parcels/{reference}/timeline").json["entries"]]


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ({"facility": None, "city": "St. Pölten"}, "St. Pölten"),
        ({"facility": None, "city": None}, None),
        ({"facility": None}, None),
        ({"facility": {}, "city": "Graz"}, "Graz"),
        ({"facility": {"name": None}, "city": "Graz"}, "Graz"),
        ({"facility": {"id": 3, "name": "Hub Graz"}, "city": "Graz"}, "Hub Graz"),
        ({"city": "Linz"}, "Linz"),
        ("Wien 9", "Wien 9"),
        (None, None),
    ],
)
def test_place(client, post_scans, location, place):
    answer = post_scans("NP", json={"events": [event(location)]})
    assert answer.status_code == 200
    assert answer.json == {"recorded": 1, "repeated": 0, "ignored": 0, "skipped": 0}
    assert places(client) == [place]


def test_others_of_the_message_are_kept(client, post_scans):
    events = [
        event({"facility": {"name": "Hub Wels"}}, "2026-09-13T18:00:00Z"),
        event({"facility": None, "city": "Melk"}, "2026-09-13T19:00:00Z"),
        event("Wien 7", "2026-09-13T20:00:00Z", status="ARR"),
    ]
    assert post_scans("NP", json={"events": events}).json["recorded"] == 3
    assert places(client) == ["Hub Wels", "Melk", "Wien 7"]
    assert client.get("/parcels/PD-000012").json["status"] == "arrived"


def test_unreadable_events_are_skipped(client, post_scans):
    events = [event({"facility": None, "city": "Melk"}, time="yesterday"), event({"city": "Melk"}, item="NP-other")]
    assert post_scans("NP", json={"events": events}).json == {
        "recorded": 0,
        "repeated": 0,
        "ignored": 1,
        "skipped": 1,
    }
