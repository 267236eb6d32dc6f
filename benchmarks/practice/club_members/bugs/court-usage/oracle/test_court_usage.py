import pytest


@pytest.mark.parametrize(("court", "day", "monday"), [(3, "2026-11-12", "2026-11-09"), (2, "2026-12-31", "2026-12-28"), (3, "2026-10-06", "2026-10-05")])
def test_closed_all_week(ask, court, day, monday):
    answer = ask(1, "GET", f"/courts/{court}/usage?day={day}")
    assert answer.status_code == 200
    assert answer.json() == {"monday": monday, "offered": 0, "taken": 0, "percent": None}


@pytest.mark.parametrize(
    ("court", "day", "offered", "taken", "percent"),
    [(1, "2026-10-05", 105, 6, 5.7), (1, "2026-10-11", 105, 6, 5.7), (2, "2026-04-01", 60, 0, 0.0), (1, "2026-12-24", 105, 0, 0.0)],
)
def test_open_weeks(ask, court, day, offered, taken, percent):
    body = ask(2, "GET", f"/courts/{court}/usage?day={day}").json()
    assert (body["offered"], body["taken"], body["percent"]) == (offered, taken, percent)


def test_booked_hours_count(ask):
    booked = ask(9, "POST", "/bookings", json={"court_id": 1, "starts_at": "2026-10-14T18:00:00", "hours": 2})
    assert booked.status_code == 201
    body = ask(2, "GET", "/courts/1/usage?day=2026-10-14").json()
    assert (body["taken"], body["percent"]) == (2, 1.9)


def test_for_the_desk_alone(ask):
    assert ask(4, "GET", "/courts/3/usage?day=2026-11-12").status_code == 403
    assert ask(2, "GET", "/courts/8/usage?day=2026-11-12").status_code == 404
    assert ask(2, "GET", "/courts/3/usage?day=soon").status_code == 422
