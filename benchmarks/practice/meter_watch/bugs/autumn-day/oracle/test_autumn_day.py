import pytest


def hours(client, serial, day):
    answer = client.get(f"/meters/{serial}/profile", params={"day": day})
    assert answer.status_code == 200
    assert (answer.json()["serial"], answer.json()["day"]) == (serial, day)
    return answer.json()["hours"]


def expected(count):
    """The seeded hour by hour use: 310 Wh, and 20 Wh more in each hour; halves go up."""
    return [f"{(310 + 20 * hour + 50) // 100 / 10:.1f}" for hour in range(count)]


@pytest.mark.parametrize(
    ("day", "count"), [("2025-10-26", 25), ("2026-03-29", 23), ("2025-10-25", 24), ("2026-03-28", 24), ("2026-01-20", 24)]
)
def test_as_many_hours_as_the_clock_gives(client, day, count):
    assert [hour["kwh"] for hour in hours(client, "H-3001", day)] == expected(count)


def test_the_hour_that_comes_twice(client):
    names = [hour["from"] for hour in hours(client, "H-3001", "2025-10-26")]
    assert names[1:5] == [
        "2025-10-26T01:00:00+02:00",
        "2025-10-26T02:00:00+02:00",
        "2025-10-26T02:00:00+01:00",
        "2025-10-26T03:00:00+01:00",
    ]
    assert names[-1] == "2025-10-26T23:00:00+01:00"
    assert len(set(names)) == 25


def test_the_hour_that_does_not_come(client):
    names = [hour["from"] for hour in hours(client, "H-3001", "2026-03-29")]
    assert names[1:3] == ["2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00"]
    assert names[-1] == "2026-03-29T23:00:00+02:00"


@pytest.mark.parametrize(("day", "count"), [("2024-10-27", 25), ("2025-03-30", 23), ("2025-06-01", 24)])
def test_not_measured(client, day, count):
    assert [hour["kwh"] for hour in hours(client, "H-3001", day)] == [None] * count


def test_unknown_meter(client):
    assert client.get("/meters/H-9999/profile?day=2025-10-26").status_code == 404
