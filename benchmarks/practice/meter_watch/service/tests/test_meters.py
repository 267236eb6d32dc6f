import pytest

from meter_watch import consumption
from meter_watch.consumption import Reading
from meter_watch.faults import Unreadable
from meter_watch.months import Month

NEW = {
    "serial": "H-1010",
    "building_id": 1,
    "unit": "kWh",
    "customer": "C-60",
    "tariff": "home-24",
    "heated_m2": 55,
    "installed_on": "2026-04-01",
}


def test_health(client):
    assert client.get("/health").json() == {"status": "ok", "now": "2026-04-22T07:00:00+00:00"}


def test_a_meter_is_registered_once(client):
    assert client.post("/meters", json=NEW).status_code == 201
    assert client.get("/meters/H-1010").json()["line"] == ["H-1010"]
    again = client.post("/meters", json=NEW)
    assert (again.status_code, again.json()["problem"]) == (409, "conflict")


def test_a_meter_hangs_in_a_known_building(client):
    assert client.post("/meters", json={**NEW, "building_id": 9}).status_code == 404


@pytest.mark.parametrize("wrong", [{"serial": "1010"}, {"heated_m2": -1}])
def test_a_meter_that_has_no_meaning(client, wrong):
    assert client.post("/meters", json={**NEW, **wrong}).status_code == 422


def test_unknown_meter(client):
    answer = client.get("/meters/H-9999")
    assert (answer.status_code, answer.json()) == (404, {"problem": "unknown", "detail": "no meter H-9999"})


def test_exchanged_meters_are_one_line(client):
    assert client.get("/meters/H-1004").json()["line"] == ["H-1003", "H-1004"]
    old = client.get("/meters/H-1003").json()
    assert old["line"] == ["H-1003"]
    assert old["retired_at"] == "2026-02-11T09:00:00Z"


def test_an_exchange_continues_the_line(client):
    client.post("/meters", json=NEW)
    sent = {"new_serial": "H-1010", "at": "2026-04-10T10:00:00+02:00", "old_final_wh": 1_400_000}
    answer = client.post("/meters/H-1004/exchange", json=sent)
    assert (answer.status_code, answer.json()["line"]) == (201, ["H-1003", "H-1004", "H-1010"])
    assert client.post("/meters/H-1004/exchange", json=sent).status_code == 409


def test_no_exchange_between_buildings(client):
    sent = {"new_serial": "H-3002", "at": "2026-04-10T10:00:00+02:00", "old_final_wh": 1}
    assert client.post("/meters/H-1001/exchange", json=sent).status_code == 409


@pytest.mark.parametrize(("serial", "month", "kwh"), [("H-1001", "2026-01", "1093.0"), ("H-1009", "2026-01", "970.0")])
def test_usage_of_a_month(client, serial, month, kwh):
    answer = client.get(f"/meters/{serial}/usage", params={"month": month}).json()
    assert answer == {"serial": serial, "month": month, "kwh": kwh, "estimated": False}


def test_usage_over_an_exchange(client):
    assert client.get("/meters/H-1004/usage?month=2026-02").json()["kwh"] == "920.0"


def test_usage_that_was_not_measured(client):
    answer = client.get("/meters/H-3002/usage?month=2026-03")
    assert (answer.status_code, answer.json()["problem"]) == (409, "not_measured")


@pytest.mark.parametrize("month", ["2026-13", "2026-3"])
def test_not_a_month(client, month):
    assert client.get("/meters/H-1001/usage", params={"month": month}).status_code == 422
    with pytest.raises(Unreadable):
        Month.parse(month)


def test_months_follow_each_other(config):
    assert Month.parse("2026-12").following == Month(2027, 1)
    start, end = Month(2026, 3).bounds(config.tz)
    assert (end - start).total_seconds() == (31 * 24 - 1) * 3600


def test_the_counter_between_two_readings(local):
    known = [Reading(local(2026, 1, 1), 1_000), Reading(local(2026, 1, 3), 3_000), Reading(local(2026, 1, 4), 3_500)]
    moments = [local(2026, 1, 1), local(2026, 1, 2), local(2026, 1, 3), local(2026, 1, 3, 12)]
    assert [consumption.counter_at(known, moment) for moment in moments] == [1_000, 2_000, 3_000, 3_250]
    assert consumption.counter_at(known, local(2025, 12, 31)) is None
    assert consumption.counter_at(known, local(2026, 1, 5)) is None


def test_usage_of_a_building(client):
    answer = client.get("/buildings/1/usage?month=2026-02").json()
    assert answer["kwh"] == "2523.9"
    assert [line["kwh"] for line in answer["meters"]] == ["844.0", "920.0", "759.8"]
    assert [line["kwh_per_m2"] for line in answer["meters"]] == ["10.3", "10.2", "10.3"]


def test_a_building_tells_which_meter_was_not_read(client):
    lines = client.get("/buildings/3/usage?month=2026-02").json()["meters"]
    assert lines[1] == {
        "serial": "H-3002",
        "flat": "first floor",
        "kwh": None,
        "kwh_per_m2": None,
        "problem": "not_measured",
    }


def test_unknown_building(client):
    assert client.get("/buildings/8/usage?month=2026-02").status_code == 404
