import pytest


def free(ask, court, day, member=4):
    answer = ask(member, "GET", f"/courts/{court}/free?day={day}")
    assert answer.status_code == 200
    return answer.json()["free"]


@pytest.mark.parametrize(("court", "day", "count"), [(1, "2026-10-06", 12), (2, "2026-10-06", 11), (2, "2026-10-07", 10), (1, "2026-10-10", 13), (1, "2026-12-24", 15), (3, "2026-10-06", 0)])
def test_the_same_answer_each_time(ask, court, day, count):
    first = free(ask, court, day)
    assert len(first) == count
    assert free(ask, court, day, member=9) == first
    assert free(ask, court, day) == first


def test_which_hours(ask):
    for _ in range(3):
        found = free(ask, 2, "2026-10-07")
        assert found == [f"2026-10-07T{hour:02d}:00:00Z" for hour in range(6, 18) if hour not in (14, 15)]


def test_given_back_hours_are_free_again(ask):
    assert "2026-10-06T16:00:00Z" not in free(ask, 1, "2026-10-06")
    assert ask(4, "DELETE", "/bookings/1").status_code == 204
    found = free(ask, 1, "2026-10-06")
    assert "2026-10-06T16:00:00Z" in found
    assert "2026-10-06T17:00:00Z" in found
    assert found == sorted(found)
    again = ask(9, "POST", "/bookings", json={"court_id": 1, "starts_at": "2026-10-06T18:00:00", "hours": 2})
    assert again.status_code == 201


def test_booking_after_looking(ask):
    free(ask, 1, "2026-10-14")
    booked = ask(9, "POST", "/bookings", json={"court_id": 1, "starts_at": "2026-10-14T10:00:00", "hours": 2})
    assert booked.status_code == 201
    assert len(free(ask, 1, "2026-10-14")) == 13
    taken = ask(4, "POST", "/bookings", json={"court_id": 1, "starts_at": "2026-10-14T11:00:00"})
    assert (taken.status_code, taken.json()["code"]) == (409, "court_taken")
    other = ask(4, "POST", "/bookings", json={"court_id": 1, "starts_at": "2026-10-14T12:00:00"})
    assert other.status_code == 201


def test_hours_that_do_not_exist(ask):
    assert ask(9, "POST", "/bookings", json={"court_id": 1, "starts_at": "2026-10-14T10:30:00"}).status_code == 422
    assert ask(9, "GET", "/courts/7/free?day=2026-10-06").status_code == 404
