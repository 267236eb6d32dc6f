from datetime import date, timedelta

import numpy as np
import pytest
import sqlalchemy as sa

from meter_watch import anomalies, consumption
from meter_watch.forecast import Forecaster
from meter_watch.months import Month
from meter_watch.store import estimates

DAYS = [date(2026, 3, 1) + timedelta(days=place) for place in range(10)]


def test_the_model_follows_the_weather(training):
    forecaster = Forecaster(training.forecast_file)
    mild, cold = forecaster.daily_kwh(DAYS[1:3], {DAYS[1]: 4.0, DAYS[2]: 14.0}, 80)
    assert 8 < mild < 14
    assert 34 < cold < 42


def test_an_estimate(client):
    answer = client.post("/meters/H-3002/estimates/2026-03")
    assert (answer.status_code, answer.json()) == (
        201,
        {"serial": "H-3002", "month": "2026-03", "days": 31, "kwh": 1805.4},
    )


def test_no_estimate_without_weather(client):
    answer = client.post("/meters/H-3002/estimates/2026-04")
    assert (answer.status_code, answer.json()["problem"]) == (409, "not_measured")


def test_a_kept_estimate_counts_where_nothing_was_measured(client, store):
    def keep(connection):
        for serial in ("H-3002", "H-1001"):
            row = {"serial": serial, "month": "2026-03", "daily": "12.25;0.0;30.5"}
            connection.execute(sa.insert(estimates).values(row))
        return consumption.kept_estimate(connection, "H-3002", Month(2026, 3))

    assert [str(kwh) for kwh in store.run_here(keep)] == ["12.25", "0.0", "30.5"]
    assert client.get("/meters/H-3002/usage?month=2026-03").json()["kwh"] == "42.8"
    assert client.get("/meters/H-3002/usage?month=2026-03").json()["estimated"] is True
    assert client.get("/meters/H-1001/usage?month=2026-03").json()["kwh"] == "750.6"


def test_a_spike_is_flagged(client):
    flags = client.post("/meters/H-1001/check").json()["flags"]
    assert [(flag["day"], flag["kind"]) for flag in flags] == [("2026-03-15", "spike"), ("2026-03-16", "spike")]
    assert [flag["day"] for flag in client.get("/buildings/1/flags").json()] == ["2026-03-15", "2026-03-16"]


def test_an_ordinary_meter_has_no_flags(client):
    assert client.post("/meters/H-3001/check").json() == {"serial": "H-3001", "flags": []}
    assert client.get("/buildings/3/flags").json() == []


def test_standing_still_in_the_cold():
    wh = np.array([900.0, 0, 0, 0, 880, 0, 910, 905, 890, 900])
    found = anomalies.inspect(DAYS, wh, np.full(10, 9.0), 6.0)
    assert [(finding.day.day, finding.kind) for finding in found] == [(day, "standstill") for day in (2, 3, 4)]
    assert anomalies.inspect(DAYS, wh, np.full(10, 2.0), 6.0) == []


def test_nothing_measured_nothing_found():
    assert anomalies.inspect([], np.array([]), np.array([]), 6.0) == []


def test_readings_are_looked_at_in_the_background(client):
    reading = {"serial": "H-1001", "taken_at": "2026-04-21T20:00:00+02:00", "value": "99000"}
    assert client.post("/readings", json={"readings": [reading]}).json()["accepted"] == 1
    days = [flag["day"] for flag in client.get("/buildings/1/flags").json()]
    assert days == ["2026-03-15", "2026-03-16"]


def test_days_without_heat_say_nothing():
    amounts = anomalies.without_outages(DAYS, np.linspace(10.5, 19.5, 10), {DAYS[2], date(2025, 1, 1)})
    assert np.isnan(amounts).tolist() == [place == 2 for place in range(10)]
    assert amounts[3] == 13.5


def test_an_outage_takes_flags_away(client):
    sent = {"first_day": "2026-03-15", "last_day": "2026-03-15", "reason": "burst pipe"}
    assert client.post("/buildings/1/outages", json=sent).status_code == 201
    assert [flag["day"] for flag in client.post("/meters/H-1001/check").json()["flags"]] == ["2026-03-16"]


def test_an_outage_ends_after_it_begins(client):
    sent = {"first_day": "2026-03-15", "last_day": "2026-03-14", "reason": "typing error"}
    assert client.post("/buildings/1/outages", json=sent).status_code == 422
