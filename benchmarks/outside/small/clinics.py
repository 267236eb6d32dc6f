"""A veterinary clinic's front desk (Flask, SQLAlchemy) and analytics over sensor readings (FastAPI, pandas)."""

from __future__ import annotations

from typing import Any


def swap(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)


CASES: list[dict[str, Any]] = []


def case(name: str, base: str, good: str, bad: str, trigger: str, wanted: Any, *others: tuple[str, Any]) -> None:
    CASES.append({
        "name": name, "fixed": base, "buggy": swap(base, good, bad),
        "trigger": trigger, "wanted": wanted, "others": list(others),
    })  # fmt: skip


CLINIC = '''"""Front desk of the Lindenhof veterinary clinic: animals, their visits, vaccinations and invoices.

Times are kept in UTC without an offset, money is kept in cents. What can't be done is answered with a `Refused`.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from flask import Flask, jsonify, request
from sqlalchemy import JSON, ForeignKey, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, joinedload, mapped_column, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

SLOT = timedelta(minutes=30)
REMIND_AHEAD = timedelta(days=30)
# Months until a vaccination has to be repeated.
VACCINES = {"rabies": 12, "distemper": 36, "leucosis": 12, "myxomatosis": 6, "parvo-first": 1}
PRICES = {"checkup": 4200, "vaccination": 3150, "x-ray": 8900, "dental": 12000, "bandage": 1250}

app = Flask(__name__)
engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
Desk = sessionmaker(engine)


class Refused(Exception):
    """The status and the message of the answer."""


class Base(DeclarativeBase):
    @declared_attr.directive
    def __tablename__(cls):
        return cls.__name__.lower() + "s"


class Owner(Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    phone: Mapped[str | None]
    loyal: Mapped[bool] = mapped_column(default=False)
    animals: Mapped[list["Animal"]] = relationship(back_populates="owner", order_by="Animal.id")


class Animal(Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    species: Mapped[str]
    born: Mapped[date | None]
    chip: Mapped[str | None] = mapped_column(unique=True)
    # Animals of the shelter have no owner.
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("owners.id"))
    owner: Mapped[Owner | None] = relationship(back_populates="animals")
    visits: Mapped[list["Visit"]] = relationship(
        back_populates="animal", order_by="Visit.at", cascade="all, delete-orphan"
    )
    vaccinations: Mapped[list["Vaccination"]] = relationship(
        back_populates="animal", order_by="Vaccination.given_on", cascade="all, delete-orphan"
    )


class Visit(Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"))
    at: Mapped[datetime]
    vet: Mapped[str]
    reason: Mapped[str]
    animal: Mapped[Animal] = relationship(back_populates="visits")
    invoice: Mapped["Invoice | None"] = relationship(back_populates="visit")


class Vaccination(Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    animal_id: Mapped[int] = mapped_column(ForeignKey("animals.id"))
    vaccine: Mapped[str]
    given_on: Mapped[date]
    due_on: Mapped[date]
    animal: Mapped[Animal] = relationship(back_populates="vaccinations")


class Invoice(Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"), unique=True)
    total_cents: Mapped[int]
    paid_on: Mapped[date | None]
    visit: Mapped[Visit] = relationship(back_populates="invoice")
    items: Mapped[dict[str, int]] = mapped_column(JSON)


def euros(cents):
    return f"{cents // 100}.{cents % 100:02}"


def text(value):
    if not isinstance(value, str) or not value.strip():
        raise Refused(400, "a text is needed")
    return value.strip()


def day(value):
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Refused(400, f"no date: {value}") from None


def moment(value):
    """A time as it is kept; callers may give an offset."""
    try:
        at = datetime.fromisoformat(text(value))
    except ValueError:
        raise Refused(400, f"no time: {value}") from None
    return at if at.tzinfo is None else at.astimezone(UTC).replace(tzinfo=None)


def add_months(start, months):
    """The same day so many months later, or the last day of a month that is too short."""
    count = start.month - 1 + months
    year, month = start.year + count // 12, count % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


# What can be said of an animal: how it is read, and whether an animal must have it.
FIELDS = {"name": (text, True), "species": (text, True), "born": (day, False), "chip": (text, False)}


def read_field(key, value):
    convert, needed = FIELDS[key]
    return None if value is None and not needed else convert(value)


def found(session, kind, key):
    row = session.get(kind, key)
    if row is None:
        raise Refused(404, f"no {kind.__name__.lower()} {key}")
    return row


def rebate_percent(session, owner):
    """Loyal owners get two percent for each invoice that they have paid, at most ten."""
    if owner is None or not owner.loyal:
        return 0
    paid = select(func.count(Invoice.id)).join(Invoice.visit).join(Visit.animal)
    return min(10, 2 * session.scalar(paid.where(Animal.owner_id == owner.id, Invoice.paid_on.is_not(None))))


def vaccinations_due(until):
    """The vaccinations to be repeated until a day, with all that a reminder needs."""
    known = joinedload(Vaccination.animal).joinedload(Animal.owner)
    with Desk() as session:
        due = select(Vaccination).options(known).where(Vaccination.due_on <= until).order_by(Vaccination.due_on)
        return session.scalars(due).all()


def shown(animal):
    return {
        "id": animal.id, "name": animal.name, "species": animal.species, "chip": animal.chip,
        "born": animal.born and animal.born.isoformat(), "owner": animal.owner and animal.owner.name,
    }


@app.errorhandler(Refused)
def refused(error):
    status, message = error.args
    return jsonify(error=message), status


@app.get("/animals/<int:key>")
def get_animal(key):
    with Desk() as session:
        animal = found(session, Animal, key)
        return {**shown(animal), "visits": [visit.at.isoformat() for visit in animal.visits]}


@app.post("/animals")
def add_animal():
    given = request.get_json()
    with Desk() as session:
        animal = Animal(**{key: read_field(key, given.get(key)) for key in FIELDS})
        if given.get("owner") is not None:
            animal.owner = found(session, Owner, given["owner"])
        session.add(animal)
        session.commit()
        return shown(animal), 201


@app.patch("/animals/<int:key>")
def change_animal(key):
    given = request.get_json()
    with Desk() as session:
        animal = found(session, Animal, key)
        for field, value in given.items():
            if field not in FIELDS:
                raise Refused(400, f"{field} can't be changed")
            setattr(animal, field, read_field(field, value))
        session.commit()
        return shown(animal)


@app.delete("/animals/<int:key>")
def remove_animal(key):
    with Desk() as session:
        animal = found(session, Animal, key)
        if any(visit.invoice for visit in animal.visits):
            raise Refused(409, "the books need this animal")
        session.delete(animal)
        session.commit()
        return "", 204


@app.post("/animals/<int:key>/vaccinations")
def vaccinate(key):
    given = request.get_json()
    vaccine, given_on = text(given.get("vaccine")), day(text(given.get("on")))
    if vaccine not in VACCINES:
        raise Refused(400, f"no vaccine {vaccine}")
    with Desk() as session:
        animal = found(session, Animal, key)
        due_on = add_months(given_on, VACCINES[vaccine])
        animal.vaccinations.append(Vaccination(vaccine=vaccine, given_on=given_on, due_on=due_on))
        session.commit()
        return {"animal": animal.name, "vaccine": vaccine, "due": due_on.isoformat()}, 201


@app.get("/reminders")
def reminders():
    """Who is to be written to; those that are late already are called."""
    on = day(request.args.get("on", ""))
    listed = []
    for due in vaccinations_due(on + REMIND_AHEAD):
        entry = {"animal": due.animal.name, "vaccine": due.vaccine, "due": due.due_on.isoformat()}
        if due.due_on < on:
            owner = due.animal.owner
            entry["call"] = owner.phone if owner else "shelter"
        listed.append(entry)
    return jsonify(listed)


@app.post("/visits")
def book_visit():
    given = request.get_json()
    at, vet = moment(given.get("at")), text(given.get("vet"))
    with Desk() as session:
        animal = found(session, Animal, given.get("animal", 0))
        for other in session.scalars(select(Visit).where(Visit.vet == vet)):
            if other.at < at + SLOT and at < other.at + SLOT:
                raise Refused(409, f"{vet} is busy then")
        visit = Visit(animal=animal, at=at, vet=vet, reason=text(given.get("reason")))
        session.add(visit)
        session.commit()
        return {"id": visit.id, "at": visit.at.isoformat(), "animal": animal.name}, 201


@app.post("/visits/<int:key>/invoice")
def bill_visit(key):
    items = request.get_json()["items"]
    if not items or set(items) - set(PRICES):
        raise Refused(400, "items of the price list are needed")
    with Desk() as session:
        visit = found(session, Visit, key)
        if visit.invoice:
            raise Refused(409, "billed already")
        owner = visit.animal.owner
        invoice = Invoice(visit_id=visit.id, items=items)
        gross = sum(PRICES[item] * count for item, count in items.items())
        percent = rebate_percent(session, owner)
        invoice.total_cents = gross - gross * percent // 100
        session.add(invoice)
        session.commit()
        return {"id": invoice.id, "total": euros(invoice.total_cents), "rebate": percent}, 201


@app.get("/reports/revenue")
def revenue():
    first = day(request.args.get("month", "") + "-01")
    in_month = (Invoice.paid_on >= first, Invoice.paid_on < add_months(first, 1))
    with Desk() as session:
        count = session.scalar(select(func.count(Invoice.id)).where(*in_month))
        total = session.scalar(select(func.coalesce(func.sum(Invoice.total_cents), 0)).where(*in_month))
        return {"month": f"{first:%Y-%m}", "invoices": count, "revenue": euros(total)}


def seed():
    Base.metadata.create_all(engine)
    marta, jonas = Owner(name="Marta Brandt", phone="0171-55", loyal=True), Owner(name="Jonas Weil", phone="0160-12")
    bello = Animal(id=1, name="Bello", species="dog", born=date(2019, 3, 4), chip="276-01", owner=marta)
    minka = Animal(id=2, name="Minka", species="cat", born=date(2021, 6, 1), owner=jonas)
    nox, hops = Animal(id=3, name="Nox", species="cat"), Animal(id=4, name="Hops", species="rabbit", owner=jonas)
    spring, may = datetime(2024, 4, 2, 9), datetime(2024, 5, 6, 8)
    first = Visit(id=1, animal=bello, at=spring, vet="Sommer", reason="checkup")
    again = Visit(id=2, animal=bello, at=may, vet="Sommer", reason="limping")
    teeth = Visit(id=3, animal=minka, at=may, vet="Kaya", reason="teeth")
    paws = Visit(id=4, animal=hops, at=may + timedelta(hours=1), vet="Kaya", reason="paws")
    paid = Invoice(visit=first, total_cents=7350, paid_on=date(2024, 4, 9), items={"checkup": 1})
    shots = [
        Vaccination(id=1, animal=bello, vaccine="rabies", given_on=date(2023, 5, 10), due_on=date(2024, 5, 10)),
        Vaccination(id=2, animal=minka, vaccine="leucosis", given_on=date(2023, 7, 1), due_on=date(2024, 7, 1)),
        Vaccination(id=3, animal=nox, vaccine="leucosis", given_on=date(2023, 9, 1), due_on=date(2024, 9, 1)),
    ]
    with Desk() as session:
        session.add_all([marta, jonas, bello, minka, nox, hops, first, again, teeth, paws, paid, *shots])
        session.commit()


seed()
'''

case(
    "repeat-in-december", CLINIC,
    """    count = start.month - 1 + months
    year, month = start.year + count // 12, count % 12 + 1
""",
    """    count = start.month + months
    year, month = start.year + count // 12, count % 12
""",
    'POST /animals/1/vaccinations {"vaccine": "rabies", "on": "2023-12-14"}',
    [201, {"animal": "Bello", "vaccine": "rabies", "due": "2024-12-14"}],
    ('POST /animals/1/vaccinations {"vaccine": "rabies", "on": "2023-03-14"}',
     [201, {"animal": "Bello", "vaccine": "rabies", "due": "2024-03-14"}]),
    ('POST /animals/4/vaccinations {"vaccine": "myxomatosis", "on": "2024-06-30"}',
     [201, {"animal": "Hops", "vaccine": "myxomatosis", "due": "2024-12-30"}]),
    ('POST /animals/1/vaccinations {"vaccine": "parvo-first", "on": "2024-01-31"}',
     [201, {"animal": "Bello", "vaccine": "parvo-first", "due": "2024-02-29"}]),
    ('POST /animals/1/vaccinations {"vaccine": "parvo-first", "on": "2024-12-31"}',
     [201, {"animal": "Bello", "vaccine": "parvo-first", "due": "2025-01-31"}]),
    ("[str(add_months(date(2024, 11, 30), n)) for n in (0, 1, 2, 3, 13, 36)]",
     ["2024-11-30", "2024-12-30", "2025-01-30", "2025-02-28", "2025-12-30", "2027-11-30"]),
    ("GET /reports/revenue?month=2024-04", [200, {"month": "2024-04", "invoices": 1, "revenue": "73.50"}]),
)  # fmt: skip

case(
    "late-reminder", CLINIC,
    "    known = joinedload(Vaccination.animal).joinedload(Animal.owner)\n",
    "    known = joinedload(Vaccination.animal)\n",
    "GET /reminders?on=2024-05-20",
    [200, [{"animal": "Bello", "vaccine": "rabies", "due": "2024-05-10", "call": "0171-55"}]],
    ("GET /reminders?on=2024-05-01", [200, [{"animal": "Bello", "vaccine": "rabies", "due": "2024-05-10"}]]),
    ("GET /reminders?on=2024-05-10", [200, [{"animal": "Bello", "vaccine": "rabies", "due": "2024-05-10"}]]),
    ("GET /reminders?on=2024-10-01", [200, [
        {"animal": "Bello", "vaccine": "rabies", "due": "2024-05-10", "call": "0171-55"},
        {"animal": "Minka", "vaccine": "leucosis", "due": "2024-07-01", "call": "0160-12"},
        {"animal": "Nox", "vaccine": "leucosis", "due": "2024-09-01", "call": "shelter"}]]),
    ("GET /reminders?on=2024-01-01", [200, []]),
    ("GET /reminders?on=soon", 400),
)  # fmt: skip

case(
    "loyal-rebate", CLINIC,
    """        gross = sum(PRICES[item] * count for item, count in items.items())
        percent = rebate_percent(session, owner)
        invoice.total_cents = gross - gross * percent // 100
        session.add(invoice)
""",
    """        session.add(invoice)
        gross = sum(PRICES[item] * count for item, count in items.items())
        percent = rebate_percent(session, owner)
        invoice.total_cents = gross - gross * percent // 100
""",
    'POST /visits/2/invoice {"items": {"x-ray": 1, "bandage": 2}}',
    [201, {"id": 2, "total": "111.72", "rebate": 2}],
    ('POST /visits/3/invoice {"items": {"dental": 1}}', [201, {"id": 2, "total": "120.00", "rebate": 0}]),
    ('POST /visits/2/invoice {"items": {"checkup": 1}}', [201, {"id": 2, "total": "41.16", "rebate": 2}]),
    ('POST /visits/1/invoice {"items": {"checkup": 1}}', 409),
    ('POST /visits/3/invoice {"items": {"massage": 1}}', 400),
    ('[app.test_client().post("/visits/2/invoice", json={"items": {"checkup": 2}}).status_code, '
     'Desk().scalars(select(Invoice.total_cents).order_by(Invoice.id)).all()]', [201, [7350, 8232]]),
)  # fmt: skip

case(
    "remove-vaccinated", CLINIC,
    """        back_populates="animal", order_by="Vaccination.given_on", cascade="all, delete-orphan"
""",
    """        back_populates="animal", order_by="Vaccination.given_on"
""",
    "DELETE /animals/3", 204,
    ("DELETE /animals/4", 204),
    ("DELETE /animals/2", 204),
    ("DELETE /animals/1", 409),
    ("DELETE /animals/9", 404),
    ('[app.test_client().delete("/animals/2").status_code, app.test_client().get("/animals/2").status_code, '
     'Desk().scalars(select(Vaccination.animal_id).order_by(Vaccination.id)).all(), '
     'Desk().scalar(select(func.count(Visit.id)).where(Visit.animal_id == 2))]', [204, 404, [1, 3], 0]),
    ('[app.test_client().delete("/animals/3").status_code, len(app.test_client().get("/reminders?on=2024-12-01").json)]',
     [204, 2]),
    ('[app.test_client().delete("/animals/1").status_code, Desk().scalar(select(func.count(Vaccination.id)))]',
     [409, 3]),
)  # fmt: skip

case(
    "quiet-month", CLINIC,
    "select(func.coalesce(func.sum(Invoice.total_cents), 0)).where(*in_month)",
    "select(func.sum(Invoice.total_cents)).where(*in_month)",
    "GET /reports/revenue?month=2024-03", [200, {"month": "2024-03", "invoices": 0, "revenue": "0.00"}],
    ("GET /reports/revenue?month=2024-04", [200, {"month": "2024-04", "invoices": 1, "revenue": "73.50"}]),
    ("GET /reports/revenue?month=2024-12", [200, {"month": "2024-12", "invoices": 0, "revenue": "0.00"}]),
    ("GET /reports/revenue?month=april", 400),
    ("GET /reports/revenue", 400),
    ('POST /visits/3/invoice {"items": {"bandage": 1}}', [201, {"id": 2, "total": "12.50", "rebate": 0}]),
)  # fmt: skip

case(
    "visit-with-offset", CLINIC,
    "    return at if at.tzinfo is None else at.astimezone(UTC).replace(tzinfo=None)\n",
    "    return at\n",
    'POST /visits {"animal": 3, "at": "2024-05-06T16:30:00+02:00", "vet": "Kaya", "reason": "eyes"}',
    [201, {"id": 5, "at": "2024-05-06T14:30:00", "animal": "Nox"}],
    ('POST /visits {"animal": 3, "at": "2024-05-06T16:30:00", "vet": "Kaya", "reason": "eyes"}',
     [201, {"id": 5, "at": "2024-05-06T16:30:00", "animal": "Nox"}]),
    ('POST /visits {"animal": 3, "at": "2024-05-06T10:15:00+02:00", "vet": "Kaya", "reason": "eyes"}', 409),
    ('POST /visits {"animal": 3, "at": "2024-05-06T08:15:00+02:00", "vet": "Kaya", "reason": "eyes"}',
     [201, {"id": 5, "at": "2024-05-06T06:15:00", "animal": "Nox"}]),
    ('POST /visits {"animal": 2, "at": "2024-05-07T00:30:00+02:00", "vet": "Orth", "reason": "eyes"}',
     [201, {"id": 5, "at": "2024-05-06T22:30:00", "animal": "Minka"}]),
    ('POST /visits {"animal": 3, "at": "2024-05-06T08:30:00Z", "vet": "Sommer", "reason": "eyes"}',
     [201, {"id": 5, "at": "2024-05-06T08:30:00", "animal": "Nox"}]),
    ('POST /visits {"animal": 3, "at": "tomorrow", "vet": "Kaya", "reason": "eyes"}', 400),
)  # fmt: skip

case(
    "forget-birthday", CLINIC,
    "            setattr(animal, field, read_field(field, value))\n",
    "            setattr(animal, field, FIELDS[field][0](value))\n",
    'PATCH /animals/2 {"born": null}',
    [200, {"id": 2, "name": "Minka", "species": "cat", "chip": None, "born": None, "owner": "Jonas Weil"}],
    ('PATCH /animals/2 {"born": "2021-05-30", "chip": "276-02"}',
     [200, {"id": 2, "name": "Minka", "species": "cat", "chip": "276-02", "born": "2021-05-30",
            "owner": "Jonas Weil"}]),
    ('PATCH /animals/1 {"name": "Bella", "born": null}',
     [200, {"id": 1, "name": "Bella", "species": "dog", "chip": "276-01", "born": None, "owner": "Marta Brandt"}]),
    ('PATCH /animals/1 {"name": null}', 400),
    ('PATCH /animals/1 {"born": "spring"}', 400),
    ('PATCH /animals/1 {"weight": 3}', 400),
    ('POST /animals {"name": "Piet", "species": "parrot", "born": null}',
     [201, {"id": 5, "name": "Piet", "species": "parrot", "chip": None, "born": None, "owner": None}]),
)  # fmt: skip


READINGS = '''"""Analytics over the readings of the greenhouse sensors: statistics, series, anomalies and forecasts.

Gateways send a reading again when they are unsure: of readings for the same time the last one counts.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

import numpy as np
import pandas as pd
from fastapi import FastAPI, Query, Request
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime, BaseModel, Field

# How pandas calls a step, and how its points are labelled.
STEPS = {"hour": ("h", "%Y-%m-%d %H:00"), "day": ("D", "%Y-%m-%d"), "month": ("MS", "%Y-%m")}

app = FastAPI(title="greenhouse analytics")


class ServiceError(Exception):
    status = 400


class NotFound(ServiceError):
    status = 404


class TooFewReadings(ServiceError):
    status = 409


class BadLimits(ServiceError):
    status = 422


class Sensor(BaseModel):
    id: str
    name: str
    unit: str
    low: float
    high: float


class SensorChange(BaseModel):
    name: str | None = None
    unit: str | None = None
    low: float | None = None
    high: float | None = None


class Reading(BaseModel):
    at: AwareDatetime
    value: float = Field(allow_inf_nan=False)


class Sensors:
    def __init__(self) -> None:
        self.rows: dict[str, Sensor] = {}

    def get(self, key: str) -> Sensor:
        if key not in self.rows:
            raise NotFound(f"no sensor {key}")
        return self.rows[key]

    def put(self, sensor: Sensor) -> Sensor:
        if sensor.low >= sensor.high:
            raise BadLimits(f"{sensor.id}: {sensor.low} is not below {sensor.high}")
        self.rows[sensor.id] = sensor
        return sensor


class Readings:
    """The readings of each sensor that has any, as they came."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Reading]] = {}

    def add(self, key: str, readings: list[Reading]) -> int:
        self.rows.setdefault(key, []).extend(readings)
        return len(self.rows[key])

    def of(self, key: str) -> list[Reading]:
        return self.rows.get(key, [])

    def prune(self, before: datetime) -> tuple[int, list[str]]:
        """Forget what is older; how many readings that were, and the sensors that have none any more."""
        dropped, emptied = 0, []
        for key, readings in list(self.rows.items()):
            kept = [one for one in readings if one.at >= before]
            dropped += len(readings) - len(kept)
            if kept:
                self.rows[key] = kept
            else:
                del self.rows[key]
                emptied.append(key)
        return dropped, emptied


sensors, readings = Sensors(), Readings()


def series_of(key: str) -> pd.Series:
    """The values of a sensor by time, in order."""
    rows = readings.of(sensors.get(key).id)
    index = pd.DatetimeIndex([one.at for one in rows], tz="UTC")
    series = pd.Series([one.value for one in rows], index=index, dtype="float64")
    series = series[~series.index.duplicated(keep="last")]
    return series.sort_index()


def enough(series: pd.Series, wanted: int) -> pd.Series:
    if len(series) < wanted:
        raise TooFewReadings(f"{wanted} readings are needed, there are {len(series)}")
    return series


def number(value: float, digits: int = 3) -> float | None:
    """A number for an answer, None where pandas has none."""
    return None if pd.isna(value) else round(float(value), digits)


def outside(sensor: Sensor) -> Iterator[Reading]:
    for one in readings.of(sensor.id):
        if one.value < sensor.low or one.value > sensor.high:
            yield one


def trend(series: pd.Series, steps: int) -> list[float]:
    """Goes on along the straight line through all values."""
    values = enough(series, 2).to_numpy()
    slope, start = np.polyfit(np.arange(len(values)), values, 1)
    return [start + slope * (len(values) + step) for step in range(steps)]


def seasonal(series: pd.Series, steps: int, period: int) -> list[float]:
    """Repeats the last period, shifted by what changed since the one before it."""
    values = enough(series, 2 * period).to_numpy()
    last, previous = values[-period:], values[-2 * period : -period]
    growth = (last - previous).mean()
    return [last[step % period] + growth * (step // period + 1) for step in range(steps)]


@app.exception_handler(ServiceError)
async def refuse(request: Request, error: ServiceError) -> JSONResponse:
    return JSONResponse({"error": str(error)}, status_code=error.status)


@app.get("/sensors/{key}")
def get_sensor(key: str) -> Sensor:
    return sensors.get(key)


@app.patch("/sensors/{key}")
def change_sensor(key: str, change: SensorChange):
    changed = sensors.get(key).model_copy(update=change.model_dump(exclude_unset=True))
    sensors.put(changed)
    return {"sensor": changed, "alarms": len(list(outside(changed)))}


@app.post("/sensors/{key}/readings", status_code=201)
def add_readings(key: str, given: list[Reading]):
    sensor = sensors.get(key)
    kept = readings.add(sensor.id, given)
    return {"added": len(given), "kept": kept, "alarms": len(list(outside(sensor)))}


@app.get("/sensors/{key}/stats")
def stats(key: str):
    series = enough(series_of(key), 1)
    return {
        "count": len(series),
        "mean": number(series.mean()),
        "deviation": number(series.std()),
        "least": number(series.min()),
        "most": number(series.max()),
    }


@app.get("/sensors/{key}/series")
def series(key: str, step: Literal["hour", "day", "month"] = "hour"):
    """Means by step; a step without readings has none."""
    rule, label = STEPS[step]
    means = series_of(key).resample(rule).mean()
    return {"step": step, "points": [{"at": at.strftime(label), "mean": number(mean)} for at, mean in means.items()]}


@app.get("/sensors/{key}/anomalies")
def anomalies(key: str, limit: Annotated[float, Query(gt=0)] = 2.0):
    """The values that are far from the mean, in deviations, with their positions in the series."""
    series = enough(series_of(key), 3)
    values = series.to_numpy()
    distance = np.abs(values - values.mean())
    positions = np.flatnonzero(distance > limit * values.std()).tolist()
    return {"positions": positions, "values": [number(series.iloc[at]) for at in positions], "of": len(series)}


@app.get("/sensors/{key}/forecast")
def forecast(
    key: str,
    method: Literal["trend", "seasonal"] = "trend",
    steps: Annotated[int, Query(ge=1, le=48)] = 3,
    period: Annotated[int, Query(ge=1, le=24)] = 4,
):
    series = series_of(key)
    values = trend(series, steps) if method == "trend" else seasonal(series, steps, period)
    return {"method": method, "values": [number(value, 2) for value in values]}


@app.get("/compare")
def compare(left: str, right: str):
    """How two sensors go together, by the times for which there are readings of both."""
    both = pd.concat({"left": series_of(left), "right": series_of(right)}, axis=1).dropna()
    difference = number((both["left"] - both["right"]).mean())
    return {"common": len(both), "difference": difference, "correlation": number(both["left"].corr(both["right"]))}


@app.post("/maintenance/prune")
def prune(before: AwareDatetime):
    dropped, emptied = readings.prune(before)
    return {"dropped": dropped, "emptied": emptied, "left": {key: len(rows) for key, rows in readings.rows.items()}}


def seed() -> None:
    start = datetime(2024, 5, 1, 6, tzinfo=UTC)
    names = {"t1": "bed one", "t2": "bed two", "t3": "door", "t4": "roof", "t5": "cellar", "t6": "pond"}
    for key, name in names.items():
        sensors.put(Sensor(id=key, name=name, unit="C", low=10, high=30))
    taken = {
        "t1": (1, start, [18, 20, 23, 21, 19, 21, 24, 22]),
        "t4": (24 * 40, start - timedelta(days=90), [12.5, 13.5]),
        "t2": (1, start, [17, 19, 21, 20, 18]),
        "t3": (2, start, [15, 15, 16, 15, 15, 34, 15]),
        "t6": (1, start, [11.25]),
    }
    for key, (hours, first, values) in taken.items():
        rows = [Reading(at=first + timedelta(hours=hours * at), value=value) for at, value in enumerate(values)]
        readings.add(key, rows)
    # The gateway of the door was unsure about its second reading.
    readings.add("t3", [Reading(at=start + timedelta(hours=2), value=14)])


seed()
'''

SENSOR = {"id": "t1", "name": "bed one", "unit": "C", "low": 10.0, "high": 30.0}

case(
    "lone-reading", READINGS,
    '        "deviation": number(series.std()),\n',
    '        "deviation": round(series.std(), 3),\n',
    "GET /sensors/t6/stats",
    [200, {"count": 1, "mean": 11.25, "deviation": None, "least": 11.25, "most": 11.25}],
    ("GET /sensors/t3/stats", [200, {"count": 7, "mean": 17.714, "deviation": 7.204, "least": 14.0, "most": 34.0}]),
    ("GET /sensors/t4/stats", [200, {"count": 2, "mean": 13.0, "deviation": 0.707, "least": 12.5, "most": 13.5}]),
    ("GET /sensors/t5/stats", 409),
    ("GET /sensors/t9/stats", 404),
    ("[stats(key)['deviation'] for key in ('t6', 't1', 't4')]", [None, 2.0, 0.707]),
)  # fmt: skip

case(
    "anomaly-positions", READINGS,
    "np.flatnonzero(distance > limit * values.std()).tolist()",
    "list(np.flatnonzero(distance > limit * values.std()))",
    "GET /sensors/t3/anomalies", [200, {"positions": [5], "values": [34.0], "of": 7}],
    ("GET /sensors/t1/anomalies", [200, {"positions": [], "values": [], "of": 8}]),
    ("GET /sensors/t1/anomalies?limit=1.5", [200, {"positions": [0, 6], "values": [18.0, 24.0], "of": 8}]),
    ("GET /sensors/t2/anomalies?limit=1.4", [200, {"positions": [0, 2], "values": [17.0, 21.0], "of": 5}]),
    ("GET /sensors/t4/anomalies", 409),
    ("GET /sensors/t1/anomalies?limit=0", 422),
)  # fmt: skip

case(
    "monthly-series", READINGS,
    '"month": ("MS", "%Y-%m")', '"month": ("M", "%Y-%m")',
    "GET /sensors/t4/series?step=month",
    [200, {"step": "month", "points": [
        {"at": "2024-02", "mean": 12.5}, {"at": "2024-03", "mean": 13.5}]}],
    ("GET /sensors/t1/series?step=day", [200, {"step": "day", "points": [{"at": "2024-05-01", "mean": 21.0}]}]),
    ("GET /sensors/t6/series", [200, {"step": "hour", "points": [{"at": "2024-05-01 06:00", "mean": 11.25}]}]),
    ("GET /sensors/t1/series?step=month", [200, {"step": "month", "points": [{"at": "2024-05", "mean": 21.0}]}]),
    ("GET /sensors/t5/series?step=month", [200, {"step": "month", "points": []}]),
    ("GET /sensors/t1/series?step=week", 422),
)  # fmt: skip

case(
    "reading-sent-again", READINGS,
    '''    series = series[~series.index.duplicated(keep="last")]
    return series.sort_index()
''',
    '''    return series.sort_index()
''',
    "GET /compare?left=t1&right=t3", [200, {"common": 4, "difference": 6.0, "correlation": -0.555}],
    ("GET /compare?left=t1&right=t2", [200, {"common": 5, "difference": 1.2, "correlation": 0.986}]),
    ("GET /compare?left=t3&right=t1", [200, {"common": 4, "difference": -6.0, "correlation": -0.555}]),
    ("GET /compare?left=t3&right=t2", [200, {"common": 3, "difference": -3.667, "correlation": -0.721}]),
    ("GET /compare?left=t1&right=t5", [200, {"common": 0, "difference": None, "correlation": None}]),
    ("GET /compare?left=t1&right=t8", 404),
    ("GET /sensors/t3/stats", [200, {"count": 7, "mean": 17.714, "deviation": 7.204, "least": 14.0, "most": 34.0}]),
    ("GET /sensors/t1/stats", [200, {"count": 8, "mean": 21.0, "deviation": 2.0, "least": 18.0, "most": 24.0}]),
)  # fmt: skip

case(
    "rename-sensor", READINGS,
    "change.model_dump(exclude_unset=True)", "change.model_dump()",
    'PATCH /sensors/t1 {"name": "bed A"}', [200, {"sensor": {**SENSOR, "name": "bed A"}, "alarms": 0}],
    ('PATCH /sensors/t1 {"name": "a", "unit": "F", "low": 19, "high": 22}',
     [200, {"sensor": {"id": "t1", "name": "a", "unit": "F", "low": 19.0, "high": 22.0}, "alarms": 3}]),
    ('PATCH /sensors/t1 {"high": 22}', [200, {"sensor": {**SENSOR, "high": 22.0}, "alarms": 2}]),
    ('PATCH /sensors/t1 {"low": 0, "unit": "F"}', [200, {"sensor": {**SENSOR, "low": 0.0, "unit": "F"}, "alarms": 0}]),
    ('PATCH /sensors/t1 {"low": 40}', 422),
    ('PATCH /sensors/t1 {"low": 40, "high": 50}',
     [200, {"sensor": {**SENSOR, "low": 40.0, "high": 50.0}, "alarms": 8}]),
    ('PATCH /sensors/t7 {"name": "x"}', 404),
)  # fmt: skip

case(
    "short-season", READINGS,
    "enough(series, 2 * period)", "enough(series, period)",
    "GET /sensors/t1/forecast?method=seasonal&period=5", 409,
    ("GET /sensors/t1/forecast?method=seasonal&steps=5",
     [200, {"method": "seasonal", "values": [20.0, 22.0, 25.0, 23.0, 21.0]}]),
    ("GET /sensors/t2/forecast?method=seasonal", 409),
    ("GET /sensors/t2/forecast?method=seasonal&period=2&steps=2",
     [200, {"method": "seasonal", "values": [19.0, 17.0]}]),
    ("GET /sensors/t5/forecast?method=seasonal", 409),
    ("GET /sensors/t6/forecast?method=seasonal&period=1", 409),
    ("GET /sensors/t4/forecast?method=seasonal&period=1&steps=2",
     [200, {"method": "seasonal", "values": [14.5, 15.5]}]),
    ("GET /sensors/t1/forecast", [200, {"method": "trend", "values": [23.14, 23.62, 24.1]}]),
)  # fmt: skip

case(
    "prune-emptied", READINGS,
    "in list(self.rows.items()):", "in self.rows.items():",
    "POST /maintenance/prune?before=2024-04-01T00:00:00Z",
    [200, {"dropped": 2, "emptied": ["t4"], "left": {"t1": 8, "t2": 5, "t3": 8, "t6": 1}}],
    ("POST /maintenance/prune?before=2024-03-01T00:00:00Z",
     [200, {"dropped": 1, "emptied": [], "left": {"t1": 8, "t4": 1, "t2": 5, "t3": 8, "t6": 1}}]),
    ("POST /maintenance/prune?before=2024-05-01T12:00:00Z",
     [200, {"dropped": 18, "emptied": ["t4", "t2", "t6"], "left": {"t1": 2, "t3": 4}}]),
    ("POST /maintenance/prune?before=2025-01-01T00:00:00Z",
     [200, {"dropped": 24, "emptied": ["t1", "t4", "t2", "t3", "t6"], "left": {}}]),
    ("POST /maintenance/prune?before=2024-05-01T12:00:00", 422),
    ("[readings.prune(datetime(2024, 4, 1, tzinfo=UTC)), sorted(readings.rows), readings.of('t4')]",
     [[2, ["t4"]], ["t1", "t2", "t3", "t6"], []]),
)  # fmt: skip
