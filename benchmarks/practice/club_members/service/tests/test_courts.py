import pytest


def book(client, starts_at, court=1, **more):
    return client.post("/bookings", json={"court_id": court, "starts_at": starts_at, **more})


def test_courts(client):
    assert [court["name"] for court in client.get("/courts").json()] == ["Halle 1", "Sand 1", "Sand 2"]


def test_free_hours(as_):
    free = as_(4).get("/courts/1/free", params={"day": "2026-10-06"}).json()["free"]
    assert len(free) == 12
    assert free[0] == "2026-10-06T05:00:00Z"
    assert "2026-10-06T16:00:00Z" not in free
    assert "2026-10-06T17:00:00Z" not in free


def test_no_hours_out_of_season(as_):
    assert as_(4).get("/courts/3/free", params={"day": "2026-10-06"}).json() == {"free": []}
    assert as_(4).get("/courts/9/free", params={"day": "2026-10-06"}).status_code == 404


def test_book(as_):
    answer = book(as_(9), "2026-10-08T18:00:00+02:00", hours=2)
    assert answer.status_code == 201
    assert answer.json()["starts_at"] == "2026-10-08T16:00:00Z"
    assert book(as_(4), "2026-10-08T19:00:00+02:00").json()["code"] == "court_taken"
    assert [one["hours"] for one in as_(9).get("/bookings").json()] == [2]


def test_club_time_is_meant_without_an_offset(as_):
    assert book(as_(9), "2026-10-09T18:00:00").json()["starts_at"] == "2026-10-09T16:00:00Z"


@pytest.mark.parametrize("starts_at", ["2026-10-05T08:00:00Z", "2026-10-08T18:30:00Z", "2026-10-08T23:00:00Z"])
def test_hours_that_exist(as_, starts_at):
    assert book(as_(9), starts_at).status_code == (201 if starts_at.startswith("2026-10-05") else 422)


@pytest.mark.parametrize(("starts_at", "court"), [("2026-10-04T08:00:00Z", 1), ("2026-11-04T08:00:00Z", 1), ("2026-10-08T08:00:00Z", 3)])
def test_hours_that_cannot_be_booked(as_, starts_at, court):
    assert book(as_(9), starts_at, court).status_code == 422


def test_cancel(as_):
    assert as_(9).delete("/bookings/1").status_code == 403
    assert as_(4).delete("/bookings/1").status_code == 204
    assert as_(4).delete("/bookings/1").status_code == 404
    assert as_(2).delete("/bookings/4").status_code == 409
