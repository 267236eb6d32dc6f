from datetime import datetime

import pytest

from guest_desk import clock

LIMIT = "2026-08-09T09:30:00+00:00"


def extend(client, name, number, days):
    return client(name).post(f"/invitations/{number}/extend", json={"days": days})


def last(client):
    return client("mara").get("/staff/audit").json()["entries"][0]


@pytest.mark.parametrize(
    ("name", "number", "days", "asked"),
    [
        ("ana", 1, 90, "2026-09-18T12:00:00+00:00"),
        ("ana", 1, 50, "2026-08-09T12:00:00+00:00"),
        ("ana", 1, 365, "2027-06-20T12:00:00+00:00"),
        ("ben", 3, 61, "2026-08-10T09:30:00+00:00"),
    ],
)
def test_beyond_the_limit(client, name, number, days, asked):
    answer = extend(client, name, number, days)
    assert (answer.status_code, answer.json()["until"]) == (200, LIMIT)
    entry = last(client)
    assert (entry["action"], entry["details"]["invitation"]) == ("invitation.extended", number)
    assert entry["details"]["until"] == LIMIT
    assert datetime.fromisoformat(entry["details"]["asked"]) == datetime.fromisoformat(asked)
    assert [row["until"] for row in client(name).get("/invitations").json() if row["id"] == number] == [LIMIT]


@pytest.mark.parametrize(
    ("name", "number", "days", "until"),
    [
        ("ana", 1, 7, "2026-06-27T12:00:00+00:00"),
        ("ana", 1, 49, "2026-08-08T12:00:00+00:00"),
        ("ben", 3, 2, "2026-06-12T09:30:00+00:00"),
        ("ben", 3, 60, LIMIT),
    ],
)
def test_within_it(client, name, number, days, until):
    answer = extend(client, name, number, days)
    assert (answer.status_code, answer.json()["until"]) == (200, until)
    assert last(client)["details"] == {"invitation": number, "until": until}


def test_again_on_another_day(client):
    assert extend(client, "ana", 1, 90).status_code == 200
    with clock.at(datetime.fromisoformat("2026-06-10T12:30:00+00:00")):
        assert extend(client, "ana", 1, 1).json()["until"] == "2026-08-09T12:30:00+00:00"
        assert datetime.fromisoformat(last(client)["details"]["asked"]) == datetime.fromisoformat("2026-08-10T09:30:00+00:00")


def test_it_can_be_taken_until_the_limit(client):
    extend(client, "ana", 1, 200)
    with clock.at(datetime.fromisoformat("2026-08-09T09:29:00+00:00")):
        assert client().post("/invitations/take", json={"token": "inv-joe", "name": "Joe"}).status_code == 201


def test_the_export_has_it(client):
    extend(client, "ana", 1, 90)
    lines = client("mara").get("/staff/audit/export?hostel=LIS").text.splitlines()
    assert len(lines) == 4 and "2026-09-18" in lines[-1] and LIMIT in lines[-1]


def test_what_is_refused(client):
    assert extend(client, "ben", 1, 90).status_code == 403
    assert extend(client, "ben", 2, 90).status_code == 409
    assert extend(client, "ana", 99, 90).status_code == 404
    assert extend(client, "ana", 1, 0).status_code == 400
    assert extend(client, "ana", 1, 366).status_code == 400
    assert len(client("mara").get("/staff/audit").json()["entries"]) == 4
