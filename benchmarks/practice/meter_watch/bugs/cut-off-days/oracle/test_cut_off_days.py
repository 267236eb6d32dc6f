import pytest


def check(client, serial):
    answer = client.post(f"/meters/{serial}/check")
    assert answer.status_code == 200
    return [(flag["day"], flag["kind"], flag["wh"], flag["score"]) for flag in answer.json()["flags"]]


def outage(client, building, first, last):
    sent = {"first_day": first, "last_day": last, "reason": "works"}
    answer = client.post(f"/buildings/{building}/outages", json=sent)
    assert answer.status_code == 201


def test_the_school_was_cut_off(client):
    assert check(client, "H-2001") == []
    assert client.get("/buildings/2/flags").json() == []
    assert check(client, "H-2003") == []


def readings(client, serial, *pairs):
    sent = [{"serial": serial, "taken_at": at, "value": str(value), "corrects": True} for at, value in pairs]
    assert client.post("/readings", json={"readings": sent}).json()["accepted"] == len(sent)


@pytest.fixture
def winter(client):
    """A meter that is read at each midnight of March in whole kWh, with 90 kWh a day and two odd stretches."""
    meter = {
        "serial": "H-3010",
        "building_id": 3,
        "unit": "kWh",
        "customer": "C-60",
        "tariff": "trade-24",
        "heated_m2": 100,
        "installed_on": "2026-02-01",
    }
    assert client.post("/meters", json=meter).status_code == 201
    pairs, value = [], 100
    for day in range(1, 32):
        pairs.append((f"2026-03-{day:02d}T00:00:00", value))
        value += {9: 0, 10: 0, 20: 2000}.get(day, 90 + day % 3)
    readings(client, "H-3010", *pairs)


SPIKE = ("2026-03-20", "spike", 2_000_000)
STILL = [("2026-03-09", "standstill", 0, None), ("2026-03-10", "standstill", 0, None)]


def test_without_an_outage(client, winter):
    found = check(client, "H-3010")
    assert found[:2] == STILL
    assert [one[:3] for one in found[2:]] == [SPIKE]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2026-03-09", "2026-03-10", ["2026-03-20"]),
        ("2026-03-08", "2026-03-12", ["2026-03-20"]),
        ("2026-03-20", "2026-03-20", ["2026-03-09", "2026-03-10"]),
        ("2025-12-01", "2025-12-03", ["2026-03-09", "2026-03-10", "2026-03-20"]),
        ("2026-03-01", "2026-03-31", []),
    ],
)
def test_days_of_an_outage_do_not_count(client, winter, first, last, days):
    outage(client, 3, first, last)
    assert [one[0] for one in check(client, "H-3010")] == days
    assert [flag["day"] for flag in client.get("/buildings/3/flags").json()] == days


def test_amounts_are_told_exactly(client, winter):
    outage(client, 3, "2026-03-09", "2026-03-09")
    found = check(client, "H-3010")
    assert [one[:3] for one in found] == [SPIKE]
    assert found[0][3] > 6


def test_a_meter_that_is_read_in_the_morning(client):
    assert [one[:3] for one in check(client, "H-1001")] == [
        ("2026-03-15", "spike", 82_915),
        ("2026-03-16", "spike", 41_518),
    ]
    outage(client, 1, "2026-03-15", "2026-03-15")
    assert [one[0] for one in check(client, "H-1001")] == ["2026-03-16"]
    assert check(client, "H-3001") == []
