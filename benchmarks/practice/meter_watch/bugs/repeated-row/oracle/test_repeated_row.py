import sqlite3

import pytest


def reading(value, at="2026-04-21T20:00:00+02:00", serial="H-3001", **more):
    return {"serial": serial, "taken_at": at, "value": value, **more}


def send(client, *readings):
    answer = client.post("/readings", json={"readings": list(readings)})
    assert answer.status_code == 202
    return answer.json()


def stored(database, serial="H-3001"):
    query = "SELECT taken_at, wh FROM readings WHERE serial = ? AND taken_at > '2026-04-21T16:00' ORDER BY taken_at"
    return sqlite3.connect(database).execute(query, (serial,)).fetchall()


def test_the_same_twice(client, database):
    answer = send(client, reading("23500"), reading("23501", "2026-04-21T21:00:00+02:00"), reading("23500"))
    assert answer == {"accepted": 2, "known": 1, "refused": []}
    assert stored(database) == [("2026-04-21T18:00:00+00:00", 23_500_000), ("2026-04-21T19:00:00+00:00", 23_501_000)]


@pytest.mark.parametrize("at", ["2026-04-21T18:00:00Z", "2026-04-21T20:00:00", "2026-04-21T13:00:00-05:00"])
def test_one_moment_written_in_two_ways(client, database, at):
    assert send(client, reading("23500"), reading("23500.0", at)) == {"accepted": 1, "known": 1, "refused": []}
    assert stored(database) == [("2026-04-21T18:00:00+00:00", 23_500_000)]


def test_two_values_for_one_moment(client, database):
    answer = send(client, reading("23500"), reading("23600"), reading("50", serial="H-1004"), reading("23500"))
    assert answer == {"accepted": 2, "known": 1, "refused": [{"row": 2, "why": "conflict"}]}
    assert stored(database) == [("2026-04-21T18:00:00+00:00", 23_500_000)]
    assert stored(database, "H-1004") == [("2026-04-21T18:00:00+00:00", 50_000)]


def test_three_times(client, database):
    assert send(client, *[reading("23500")] * 3) == {"accepted": 1, "known": 2, "refused": []}
    assert len(stored(database)) == 1


def test_other_meters_at_the_same_moment(client):
    answer = send(client, reading("23500"), reading("9", serial="H-1004"), reading("12", serial="H-9999"))
    assert answer == {"accepted": 2, "known": 0, "refused": [{"row": 3, "why": "unknown meter"}]}


def test_against_what_is_stored(client, database):
    assert send(client, reading("23500"))["accepted"] == 1
    assert send(client, reading("23500"), reading("23500")) == {"accepted": 0, "known": 2, "refused": []}
    assert send(client, reading("1"))["refused"] == [{"row": 1, "why": "conflict"}]
    assert send(client, reading("23499", corrects=True)) == {"accepted": 1, "known": 0, "refused": []}
    assert stored(database) == [("2026-04-21T18:00:00+00:00", 23_499_000)]


def test_a_sheet(client, database):
    row = "H-1004;21.04.2026 20:00;1.402,5\n"
    answer = client.post("/readings/sheet", content=("serial;read at;value\n" + row + row).encode())
    assert (answer.status_code, answer.json()) == (202, {"accepted": 1, "known": 1, "refused": []})
    assert stored(database, "H-1004") == [("2026-04-21T18:00:00+00:00", 1_402_500)]


def test_nothing(client):
    assert send(client) == {"accepted": 0, "known": 0, "refused": []}
