import json


def rows(client, query):
    answer = client.get(query)
    assert answer.status_code == 200
    return [json.loads(line, parse_constant=lambda name: 1 / 0) for line in answer.text.splitlines()]


def test_gaps_are_null(client):
    found = rows(client, "/sites/TAV/export.jsonl?from=2026-03-10&to=2026-03-10")
    assert len(found) == 24
    assert [each["hour"][11:13] for each in found if each["kw"] is None] == ["03", "04", "05"]
    assert found[3] == {"site": "TAV", "hour": "2026-03-10T03:00:00+00:00", "kw": None}
    assert all(set(each) == {"site", "hour", "kw"} for each in found)


def test_known_readings_stay(client, loads):
    known = loads("TAV", "2026-03-10")
    found = rows(client, "/sites/TAV/export.jsonl?from=2026-03-10&to=2026-03-10")
    assert {each["hour"]: each["kw"] for each in found if each["kw"] is not None} == known
    assert len(known) == 21


def test_full_days(client):
    found = rows(client, "/sites/041/export.jsonl?from=2026-03-02&to=2026-03-03")
    assert len(found) == 48 and all(isinstance(each["kw"], float) for each in found)


def test_days_without_any_reading(client):
    found = rows(client, "/sites/ANG/export.jsonl?from=2026-01-05&to=2026-01-06")
    assert len(found) == 48 and all(each["kw"] is None for each in found)
    assert found[0]["hour"] == "2026-01-05T00:00:00-01:00"


def test_an_hour_of_zero_is_no_gap(client, upload):
    assert upload("/sites/TAV/readings", "time,kw", "2026-03-10T04:00,0").status_code == 201
    found = rows(client, "/sites/TAV/export.jsonl?from=2026-03-10&to=2026-03-10")
    assert [each["kw"] for each in found[3:6]] == [None, 0, None]


def test_csv_and_the_short_day(client):
    lines = client.get("/sites/TAV/export.csv?from=2026-03-10&to=2026-03-10").text.splitlines()
    assert lines[4:7] == [f"TAV,2026-03-10T0{hour}:00:00+00:00," for hour in (3, 4, 5)]
    assert len(rows(client, "/sites/ANG/export.jsonl?from=2026-03-29&to=2026-03-29")) == 23


def test_other_pages(client, get, loads):
    assert len(get("/sites/TAV/gaps?day=2026-03-10")["gaps"]) == 3
    assert len(loads("TAV", "2026-03-10")) == 21
    assert client.get("/sites/TAV/export.jsonl?from=2026-03-11&to=2026-03-10").status_code == 422
