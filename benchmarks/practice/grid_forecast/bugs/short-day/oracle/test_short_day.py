import pytest


def hours(get, code, day):
    return [each["hour"] for each in get(f"/sites/{code}/bill?day={day}")["hours"]]


def test_spring_in_lisbon(get):
    found = get("/sites/TAV/bill?day=2026-03-29")
    assert [each["hour"][11:] for each in found["hours"][:3]] == ["00:00:00+00:00", "02:00:00+01:00", "03:00:00+01:00"]
    assert len(found["hours"]) == 23
    assert all(each["cost"] is not None for each in found["hours"])
    assert found["total"] == "1931.14"


def test_spring_in_the_azores(get):
    found = get("/sites/ANG/bill?day=2026-03-29")
    assert found["hours"][0] == {"hour": "2026-03-29T01:00:00+00:00", "cost": "17.38"}
    assert (len(found["hours"]), found["total"]) == (23, "777.95")


def test_energy_is_that_of_the_readings(get, loads):
    for code, day in (("TAV", "2026-03-29"), ("ANG", "2026-03-29"), ("TAV", "2026-03-10"), ("041", "2026-04-02")):
        assert get(f"/sites/{code}/bill?day={day}")["energy_kwh"] == pytest.approx(sum(loads(code, day).values()), abs=0.01)


def test_autumn(get):
    found = hours(get, "TAV", "2025-10-26")
    assert [hour[11:] for hour in found[:4]] == ["00:00:00+01:00", "01:00:00+01:00", "01:00:00+00:00", "02:00:00+00:00"]
    assert len(found) == len(set(found)) == 25
    found = hours(get, "ANG", "2025-10-26")
    assert [hour[11:] for hour in found[:2]] == ["00:00:00+00:00", "00:00:00-01:00"]
    assert len(found) == 25


def test_autumn_that_has_readings(client, get, upload):
    lines = ["2025-10-26T01:00+01:00,100", "2025-10-26T01:00+00:00,200"]
    assert upload("/sites/TAV/readings", "time,kw", *lines).status_code == 201
    found = get("/sites/TAV/bill?day=2025-10-26")
    assert [each["cost"] for each in found["hours"][:4]] == [None, "11.20", "22.40", None]
    assert (found["total"], found["energy_kwh"]) == ("33.60", 300)


def test_gaps_of_these_days(get):
    assert get("/sites/TAV/gaps?day=2026-03-29")["gaps"] == []
    assert get("/sites/ANG/gaps?day=2026-03-29")["gaps"] == []
    assert len(get("/sites/TAV/gaps?day=2025-10-26")["gaps"]) == 25
    assert len(get("/sites/TAV/gaps?day=2025-03-30")["gaps"]) == 23


def test_ordinary_days(client, get):
    found = get("/sites/TAV/bill?day=2026-03-02")
    assert (len(found["hours"]), found["total"], found["energy_kwh"]) == (24, "2170.76", 12731.6)
    assert hours(get, "TAV", "2026-07-01")[0] == "2026-07-01T00:00:00+01:00"
    assert client.get("/sites/ODE/bill?day=2026-03-29").status_code == 409
