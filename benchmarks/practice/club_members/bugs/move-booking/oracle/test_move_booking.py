import pytest


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("2026-10-09T18:00:00", "2026-10-09T16:00:00Z"), ("2026-10-07T07:00", "2026-10-07T05:00:00Z"), ("2026-10-25T09:00:00", "2026-10-25T08:00:00Z"),
     ("2026-10-09T16:00:00Z", "2026-10-09T16:00:00Z"), ("2026-10-09T18:00:00+02:00", "2026-10-09T16:00:00Z")],
)
def test_where_to(ask, sent, kept):
    answer = ask(4, "POST", "/bookings/1/move", json={"starts_at": sent})
    assert answer.status_code == 200
    body = answer.json()
    assert (body["starts_at"], body["hours"], body["note"], body["member_id"]) == (kept, 2, "Training", 4)
    assert [one["starts_at"] for one in ask(4, "GET", "/bookings").json()] == [kept]


def test_the_hours_are_given_back(ask):
    assert ask(4, "POST", "/bookings/1/move", json={"starts_at": "2026-10-09T18:00:00", "court_id": 2}).status_code == 200
    free = ask(4, "GET", "/courts/1/free?day=2026-10-06").json()["free"]
    assert "2026-10-06T16:00:00Z" in free
    taken = ask(4, "GET", "/courts/2/free?day=2026-10-09").json()["free"]
    assert "2026-10-09T16:00:00Z" not in taken


@pytest.mark.parametrize(
    ("sent", "status"),
    [("2026-10-04T18:00:00", 422), ("2026-10-05T09:00:00", 422), ("2026-11-04T18:00:00", 422), ("2026-10-09T18:30:00", 422), ("2026-10-10T13:00:00", 409), ("soon", 422)],
)
def test_where_not_to(ask, sent, status):
    assert ask(4, "POST", "/bookings/1/move", json={"starts_at": sent}).status_code == status
    assert [one["starts_at"] for one in ask(4, "GET", "/bookings").json()] == ["2026-10-06T16:00:00Z"]


def test_whose(ask):
    assert ask(9, "POST", "/bookings/1/move", json={"starts_at": "2026-10-09T18:00:00"}).status_code == 403
    assert ask(2, "POST", "/bookings/1/move", json={"starts_at": "2026-10-09T18:00:00"}).json()["member_id"] == 4
    assert ask(4, "POST", "/bookings/1/move", json={"starts_at": "2026-10-09T18:00:00"}).status_code == 404


def test_bookings_as_before(ask):
    booked = ask(9, "POST", "/bookings", json={"court_id": 1, "starts_at": "2026-10-08T18:00:00"})
    assert (booked.status_code, booked.json()["starts_at"]) == (201, "2026-10-08T16:00:00Z")
