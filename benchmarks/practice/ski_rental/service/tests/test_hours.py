from datetime import date, datetime, timedelta

import pytest

from ski_rental import clock, hours
from ski_rental.errors import Conflict


def test_opening(session):
    start, end = hours.opening(session, date(2026, 1, 17))
    assert (start.hour, start.minute, end.hour, end.minute) == (7, 30, 18, 30)
    assert hours.opening(session, date(2026, 1, 14)) is None
    assert hours.opening(session, date(2026, 7, 1)) is None


def test_due(session):
    assert hours.due_at(session, date(2026, 1, 16)) == clock.at(date(2026, 1, 16), hours.WEEK[1])
    assert hours.due_at(session, date(2026, 1, 14)) == clock.at(date(2026, 1, 15), hours.WEEK[1])


def test_no_pickup(session):
    for moment, last in [
        ("2026-01-14T10:00+01:00", date(2026, 1, 15)),
        ("2026-01-19T20:00+01:00", date(2026, 1, 20)),
        ("2026-01-20T10:00+01:00", date(2026, 1, 21)),
        ("2026-01-21T10:00+01:00", date(2026, 1, 20)),
        ("2026-05-01T10:00+02:00", date(2026, 5, 1)),
    ]:
        with pytest.raises(Conflict):
            hours.check_pickup(session, datetime.fromisoformat(moment), last)


def test_day_of_the_change_of_clocks():
    start, end = clock.bounds(date(2026, 3, 29))
    assert end.astimezone(clock.UTC) - start.astimezone(clock.UTC) == timedelta(hours=23)
