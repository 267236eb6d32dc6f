from datetime import UTC, datetime

import pytest

from nightbus import times


def test_local_moment():
    assert times.local_moment("2026-07-01T23:30", "Europe/Lisbon") == datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert times.local_moment("2026-07-01T23:30+02:00", "Europe/Lisbon") == datetime(2026, 7, 1, 21, 30, tzinfo=UTC)
    assert times.local_moment("2026-10-25T02:30", "Europe/Berlin") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-03-29T02:30", "0001-01-01T00:00+05:00"])
def test_no_moment(text):
    with pytest.raises(times.Unreadable):
        times.local_moment(text, "Europe/Berlin")


def test_clock_minutes():
    assert times.clock_minutes("22:40") == 1360
    assert times.clock_minutes("9:05") == 545


def test_clock_minutes_after_midnight():
    assert times.clock_minutes("25:30") == 1530


@pytest.mark.parametrize("text", ["", "30:00", "23:75", "ten", "-1:00"])
def test_no_clock_minutes(text):
    with pytest.raises(times.Unreadable):
        times.clock_minutes(text)
