import sqlite3
from datetime import UTC, datetime, timedelta

import pytest


@pytest.fixture
def listed(data):
    rows = sqlite3.connect(data / "houses.sqlite").execute("SELECT listed_at FROM houses ORDER BY listed_at")
    return [datetime.fromisoformat(row[0]) for row in rows]


def test_time_without_an_offset(client, listed):
    """Looks into the widest gaps, where every reading of the zone gives the same houses."""
    gaps = sorted(zip(listed, listed[1:], strict=False), key=lambda pair: pair[0] - pair[1])[:4]
    for before, after in gaps:
        assert after - before > timedelta(hours=40)
        middle = (before + (after - before) / 2).replace(tzinfo=None)
        answer = client.get(f"/houses?listed_after={middle.isoformat()}")
        assert answer.status_code in (200, 422)
        if answer.status_code == 200:
            assert answer.json()["total"] == sum(moment >= after for moment in listed)


@pytest.mark.parametrize("text", ["2026-05-04T08:00:00", "2026-05-04", "2026-01-01T00:00"])
def test_never_an_error_of_ours(client, text):
    assert client.get(f"/houses?listed_after={text}").status_code in (200, 422)


def test_time_with_an_offset(client, listed):
    after = datetime(2026, 5, 1, tzinfo=UTC)
    expected = sum(moment > after for moment in listed)
    assert client.get("/houses?listed_after=2026-05-01T00:00:00Z").json()["total"] == expected
    assert client.get("/houses?listed_after=2026-05-01T02:00:00%2B02:00").json()["total"] == expected
    assert client.get("/houses").json()["total"] == 160


@pytest.mark.parametrize("text", ["2999-01-01T00:00:00Z", "2999-01-01T00:00:00"])
def test_future_is_refused(client, text):
    assert client.get(f"/houses?listed_after={text}").status_code == 422
    assert client.get("/houses?listed_after=soon").status_code == 422
