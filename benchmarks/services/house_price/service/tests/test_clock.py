import pytest

from house_price import clock
from house_price.errors import InvalidInput


def test_local_time_becomes_utc():
    assert clock.to_utc("2026-01-15T09:00", "America/New_York").isoformat() == "2026-01-15T14:00:00+00:00"


def test_an_offset_wins():
    assert clock.to_utc("2026-01-15T09:00+01:00", "Asia/Tokyo").isoformat() == "2026-01-15T08:00:00+00:00"


def test_local_day():
    assert clock.local_day("2026-05-31T22:30:00+00:00", "Europe/Warsaw") == "2026-06-01"


def test_month_in_local_time():
    start, end = clock.month_bounds("2026-12", "Europe/Warsaw")
    assert start.isoformat() == "2026-11-30T23:00:00+00:00"
    assert end.isoformat() == "2026-12-31T23:00:00+00:00"


def test_month_before():
    assert clock.month_before("2026-01") == "2025-12"


@pytest.mark.parametrize(("month", "zone"), [("2026-13", "UTC"), ("May", "UTC"), ("2026-05", "Mars/Base")])
def test_bad_months_and_zones(month, zone):
    with pytest.raises(InvalidInput):
        clock.month_bounds(month, zone)
