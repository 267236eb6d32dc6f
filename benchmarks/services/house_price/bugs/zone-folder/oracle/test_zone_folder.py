import pytest


@pytest.mark.parametrize("name", ["America", "Europe", "../etc/passwd", "/etc/passwd", "Mars/Base", "America/", "Etc/../Etc", "a" * 300])
def test_no_such_zone(partner, name):
    answer = partner.get("/reports/monthly", params={"month": "2026-04", "timezone": name})
    assert answer.status_code in (404, 422)
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize("name", ["UTC", "Europe/Lisbon", "America/New_York", "Asia/Tokyo"])
def test_zones(partner, name):
    answer = partner.get("/reports/monthly", params={"month": "2026-04", "timezone": name})
    assert answer.status_code == 200
    assert answer.json()["listed"] > 0


def test_zones_shift_the_month(data):
    from house_price import clock

    start, end = clock.month_bounds("2026-04", "Asia/Tokyo")
    assert (start.isoformat(), end.isoformat()) == ("2026-03-31T15:00:00+00:00", "2026-04-30T15:00:00+00:00")
