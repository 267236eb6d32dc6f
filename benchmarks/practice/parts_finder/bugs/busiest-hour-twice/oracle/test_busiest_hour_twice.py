import pytest


@pytest.fixture
def busiest(client):
    def hours(**parameters):
        answer = client.get("/stats/busiest", params=parameters)
        assert answer.status_code == 200, answer.text
        return [(one["hour"], one["sold"]) for one in answer.json()["hours"]]

    return hours


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Europe/Rome", "Europe/Amsterdam"])
def test_hour_that_comes_twice(busiest, zone):
    assert busiest(zone=zone, limit=3) == [("2025-10-26T02:00", 3), ("2026-07-07T16:00", 2), ("2025-10-06T10:00", 1)]


def test_other_hours_of_that_night(busiest):
    assert busiest(zone="Europe/Lisbon", limit=2) == [("2025-10-26T01:00", 3), ("2026-07-07T15:00", 2)]
    assert busiest(zone="Europe/Berlin", category="lights") == [("2025-10-26T02:00", 2), ("2026-04-02T11:00", 1)]
    assert busiest(zone="Europe/Athens", category="Lights", limit=1) == [("2025-10-26T03:00", 2)]


def test_all_hours_in_order(busiest):
    assert busiest(zone="Europe/Berlin", limit=100, brand="Fiat") == [
        ("2025-10-26T02:00", 2), ("2025-10-08T19:00", 1), ("2026-07-07T16:00", 1)
    ]


def test_zones_without_summer_time(busiest):
    assert busiest(limit=2) == [("2025-10-26T01:00", 2), ("2026-07-07T14:00", 2)]
    assert busiest(zone="Asia/Tokyo", limit=2) == [("2025-10-26T10:00", 2), ("2026-07-07T23:00", 2)]
    assert busiest(zone="Asia/Kolkata", limit=1, category="Engine") == [("2025-10-26T07:00", 1)]


def test_summer_and_winter(busiest):
    assert busiest(zone="Europe/Berlin", brand="BMW") == [
        ("2025-10-26T00:00", 1), ("2025-11-12T12:00", 1), ("2026-04-02T11:00", 1), ("2026-09-02T12:00", 1)
    ]


def test_nothing_and_nonsense(client, busiest):
    assert busiest(zone="Europe/Berlin", category="Glass") == []
    assert client.get("/stats/busiest", params={"zone": "Mars/Olympus"}).status_code == 400
