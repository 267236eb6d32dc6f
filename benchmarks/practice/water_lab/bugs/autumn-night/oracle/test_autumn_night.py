def hours(client, query):
    answer = client.get(f"/points/{query}")
    assert answer.status_code == 200
    return [(one["hour"], one["value"], one["readings"]) for one in answer.json()["hours"]]


def test_the_hour_that_comes_twice(client):
    assert hours(client, "MB-01/logger?parameter=temp&day=2025-10-26") == [
        ("2025-10-26T01:00:00+02:00", 9.0, 1), ("2025-10-26T02:00:00+02:00", 8.7, 2),
        ("2025-10-26T02:00:00+01:00", 8.2, 1), ("2025-10-26T03:00:00+01:00", 8.0, 1)]


def test_only_the_second_of_the_two_hours(client):
    text = "time;parameter;value\n2024-10-27T02:10:00+01:00;cond;400\n2024-10-27T02:50:00+01:00;cond;410\n2024-10-27T23:59:00+01:00;cond;420\n"
    assert client.post("/imports/logger/MB-02", content=text).json()["readings"] == 3
    assert hours(client, "MB-02/logger?parameter=cond&day=2024-10-27") == [
        ("2024-10-27T02:00:00+01:00", 405.0, 2), ("2024-10-27T23:00:00+01:00", 420.0, 1)]


def test_spring(client):
    text = "time;parameter;value\n2025-03-30T01:50:00+01:00;temp;4\n2025-03-30T03:05:00+02:00;temp;5\n"
    client.post("/imports/logger/MB-02", content=text)
    assert hours(client, "MB-02/logger?parameter=temp&day=2025-03-30") == [
        ("2025-03-30T01:00:00+01:00", 4.0, 1), ("2025-03-30T03:00:00+02:00", 5.0, 1)]


def test_any_other_day(client):
    assert hours(client, "MB-01/logger?parameter=temp&day=2026-02-03") == [("2026-02-03T05:00:00+01:00", 2.4, 4)]
    assert client.get("/points/MB-01/logger?parameter=temp&day=2026-02-04").status_code == 404
    assert client.get("/points/MB-01/logger?parameter=temp&day=soon").status_code == 400
