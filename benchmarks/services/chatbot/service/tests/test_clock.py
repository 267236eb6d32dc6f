from datetime import UTC, date, datetime

import pytest

from chatbot import clock


def test_local_day():
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    assert clock.local_day(late, "Europe/Berlin") == date(2026, 3, 3)
    assert clock.local_day(late, None) == date(2026, 3, 2)


def test_unknown_zone():
    with pytest.raises(ValueError):
        clock.zone("Mars/Olympus")


def test_midnight():
    assert clock.seconds_to_midnight(datetime(2026, 3, 2, 22, 0, tzinfo=UTC), "Europe/Berlin") == 3600


def test_instants_are_stored_in_utc():
    assert clock.stamp(clock.parse("2026-03-02T10:00:00+02:00")) == "2026-03-02T08:00:00+00:00"
