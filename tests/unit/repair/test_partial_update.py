"""Partial changes that empty what they do not name."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

SENSORS = """
from dataclasses import dataclass

from fastapi import FastAPI
from pydantic import BaseModel, Field

app = FastAPI()


class Sensor(BaseModel):
    name: str
    low: float
    high: float


class Change(BaseModel):
    name: str | None = None
    low: float | None = Field(default=None)


class SensorChange(Change):
    high: float | None = None


STORED = {"a": Sensor(name="bed", low=1, high=2)}


def checked(sensor):
    if sensor.low >= sensor.high:
        raise ValueError("low is not below high")
    return sensor

"""

CASES = [
    Case(
        "a copy with what was changed",
        SENSORS
        + """
@app.patch("/sensors/{key}")
async def change_sensor(key: str, change: SensorChange):
    STORED[key] = checked(STORED[key].model_copy(update=change.model_dump()))
    return STORED[key]
""",
        'PATCH /sensors/a {"name": "roof"}',
        (
            "-    STORED[key] = checked(STORED[key].model_copy(update=change.model_dump()))",
            "+    STORED[key] = checked(STORED[key].model_copy(update=change.model_dump(exclude_unset=True)))",
        ),
        200,
    ),
    Case(
        "a loop that sets them, in a function that was called before",
        SENSORS
        + """
def put_in(sensor, given):
    change = SensorChange.model_validate(given)
    for field, value in change.model_dump(mode="json").items():
        setattr(sensor, field, value)


def change_sensor(key, given):
    sensor = STORED[key]
    put_in(sensor, given)
    return checked(sensor).low
""",
        "change_sensor('a', {'name': 'roof'})",
        (
            '-    for field, value in change.model_dump(mode="json").items():',
            '+    for field, value in change.model_dump(mode="json", exclude_unset=True).items():',
        ),
        1.0,
    ),
    Case(
        "a mapping laid over another",
        SENSORS
        + """
class Desk:
    def change(self, key, change: SensorChange):
        data = dict(change)
        sensor = {**STORED[key].model_dump(), **data}
        return sensor["high"] - sensor["low"]
""",
        "Desk().change('a', SensorChange(low=1.5))",
        ("-        data = dict(change)", "+        data = change.model_dump(exclude_unset=True)"),
        0.5,
    ),
]

SILENT = [
    Silent(
        "a whole that takes the place of another",
        SENSORS
        + """
@app.put("/sensors/{key}")
def put_sensor(key: str, change: SensorChange):
    return checked(STORED[key].model_copy(update=change.model_dump()))
""",
        'PUT /sensors/a {"name": "roof"}',
        "partial-update",
    ),
    Silent(
        "something new is made of it",
        SENSORS
        + """
class Draft:
    def __init__(self, name, low, high):
        self.low, self.high = low, high


@app.post("/sensors")
def make_sensor(change: SensorChange):
    return checked(Draft(**change.model_dump()))
""",
        'POST /sensors {"name": "roof"}',
        "partial-update",
    ),
    Silent(
        "a field that has a default of its own",
        SENSORS.replace("high: float | None = None", "high: float | None = 5.0")
        + """
@app.patch("/sensors/{key}")
def change_sensor(key: str, change: SensorChange):
    return checked(STORED[key].model_copy(update=change.model_dump()))
""",
        'PATCH /sensors/a {"name": "roof"}',
        "partial-update",
    ),
]


@named(CASES)
def test_the_fix_is_what_a_person_would_write(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
