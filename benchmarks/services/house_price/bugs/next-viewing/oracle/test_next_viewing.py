import pytest


def book(client, starts_at, minutes):
    body = {"starts_at": starts_at, "minutes": minutes, "visitor": "Ana"}
    assert client.post("/houses/23/viewings", json=body).status_code == 201


@pytest.mark.parametrize("minutes", [721, 780, 900, 5000, 1000000])
def test_longer_than_any_day(client, minutes):
    answer = client.get(f"/houses/23/viewings/next?day=2026-10-05&minutes={minutes}")
    assert answer.status_code in (404, 409, 422)


@pytest.mark.parametrize(
    ("minutes", "day", "time"),
    [(15, "2026-10-05", "10:00"), (60, "2026-10-05", "10:00"), (61, "2026-10-05", "13:00"), (420, "2026-10-05", "13:00"), (421, "2026-10-06", "08:00"), (720, "2026-10-06", "08:00")],
)
def test_next_time(client, minutes, day, time):
    book(client, "2026-10-05T08:00", 120)
    book(client, "2026-10-05T11:30", 60)
    answer = client.get(f"/houses/23/viewings/next?day=2026-10-05&minutes={minutes}")
    assert answer.status_code == 200
    assert answer.json() == {"day": day, "time": time}


def test_bad_requests(client):
    assert client.get("/houses/23/viewings/next?day=soon").status_code == 422
    assert client.get("/houses/23/viewings/next?day=2026-10-05&minutes=1").status_code == 422
    assert client.get("/houses/4000/viewings/next?day=2026-10-05").status_code == 404
