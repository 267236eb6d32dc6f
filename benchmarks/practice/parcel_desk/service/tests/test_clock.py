from datetime import UTC, date, datetime

from parcel_desk import clock


def test_days_begin_at_midnight_of_the_shops():
    begin, end = clock.day_bounds(date(2026, 9, 14))
    assert begin == datetime(2026, 9, 13, 22, tzinfo=UTC)
    assert end == datetime(2026, 9, 14, 22, tzinfo=UTC)


def test_day_of_the_time_change_has_25_hours():
    begin, end = clock.day_bounds(date(2026, 10, 25))
    assert (end - begin).total_seconds() == 25 * 3600


def test_wall_clock_of_the_shops():
    assert clock.stamp(clock.at_desk(datetime(2026, 1, 5, 8, 30))) == "2026-01-05T07:30:00Z"
