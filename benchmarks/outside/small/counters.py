def swap(text, old, new):
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)


CLINIC = r'''
"""Appointments of a group practice: hours, bookings, the waiting list and reminders."""
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from datetime import date, datetime, timedelta

from fastapi import Depends, FastAPI, Header, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, HttpUrl

SCHEMA = """
CREATE TABLE doctors (id INTEGER PRIMARY KEY, name TEXT NOT NULL, opens TEXT NOT NULL, closes TEXT NOT NULL);
CREATE TABLE patients (id INTEGER PRIMARY KEY, name TEXT NOT NULL, phone TEXT);
CREATE TABLE appointments (id INTEGER PRIMARY KEY, doctor_id INTEGER NOT NULL, patient_id INTEGER NOT NULL,
                           starts_at TEXT NOT NULL, minutes INTEGER NOT NULL, video_url TEXT, booked_by TEXT NOT NULL);
CREATE TABLE waiting (id INTEGER PRIMARY KEY, doctor_id INTEGER NOT NULL, patient_id INTEGER NOT NULL, since TEXT NOT NULL);
CREATE VIRTUAL TABLE patient_names USING fts5 (name);
INSERT INTO doctors VALUES (1, 'Abadi', '08:00', '12:00'), (2, 'Novak', '13:00', '18:00'), (3, 'Lindqvist', '09:00', '11:00');
INSERT INTO patients VALUES
    (1, 'Sean O''Brien', '+353 1 5550 11'), (2, 'Anna-Lena Voss', '+49 30 5550 22'), (3, 'Bridget Tully', NULL),
    (4, 'Omar Haddad', '+33 1 5550 44'), (5, 'Brianna Cole', '+44 20 5550 55');
INSERT INTO patient_names (rowid, name) SELECT id, name FROM patients;
INSERT INTO appointments VALUES
    (1, 1, 4, '2024-05-06T08:00', 20, NULL, 'ida'), (2, 2, 2, '2024-05-06T14:00', 30, NULL, 'ida'),
    (3, 2, 5, '2024-05-06T15:00', 30, NULL, 'joel'), (4, 1, 2, '2024-05-07T09:20', 20, 'https://meet.example.org/r/81', 'ida'),
    (5, 1, 3, '2024-05-08T09:00', 20, NULL, 'joel');
INSERT INTO waiting VALUES (1, 2, 3, '2024-04-20'), (2, 2, 4, '2024-04-18');
"""
APPOINTMENTS = """SELECT a.*, d.name AS doctor, p.name AS patient, p.phone FROM appointments a
                  JOIN doctors d ON d.id = a.doctor_id JOIN patients p ON p.id = a.patient_id """

db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
db.row_factory = sqlite3.Row
db.executescript(SCHEMA)
clerk: ContextVar[str] = ContextVar("clerk")


class PracticeError(Exception):
    status = 422


class Unknown(PracticeError):
    status = 404


class Taken(PracticeError):
    status = 409


class AppointmentIn(BaseModel):
    doctor_id: int
    patient_id: int
    starts_at: datetime
    minutes: int = Field(20, ge=5, le=90)
    video_url: HttpUrl | None = None


async def sign_in(x_clerk: str = Header("desk")):
    clerk.set(x_clerk)


app = FastAPI(title="Practice", dependencies=[Depends(sign_in)])


@app.exception_handler(PracticeError)
def on_practice_error(request: Request, error: PracticeError):
    return JSONResponse({"error": type(error).__name__, "message": str(error)}, status_code=error.status)


@contextmanager
def transaction():
    """What is done inside is done as a whole or not at all."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def need(what: str, key: int, query: str = "SELECT * FROM {what}s WHERE id = ?") -> sqlite3.Row:
    row = db.execute(query.format(what=what), (key,)).fetchone()
    if row is None:
        raise Unknown(f"there is no {what} {key}")
    return row


def appointment(key: int) -> sqlite3.Row:
    return need("appointment", key, APPOINTMENTS + "WHERE a.id = ?")


def stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def end_of(start: datetime, minutes: int) -> datetime:
    return start + timedelta(minutes=minutes)


def view(row: sqlite3.Row) -> dict:
    end = end_of(datetime.fromisoformat(row["starts_at"]), row["minutes"])
    return {"id": row["id"], "doctor": row["doctor"], "patient": row["patient"], "starts_at": row["starts_at"],
            "ends_at": stamp(end), "video_url": row["video_url"]}


def book(doctor_id: int, patient_id: int, starts_at: str, minutes: int, video_url: str | None = None) -> int:
    """Enters an appointment, unless the doctor or the patient has another that starts then."""
    with transaction():
        query = "SELECT 1 FROM appointments WHERE starts_at = ? AND (doctor_id = ? OR patient_id = ?)"
        if db.execute(query, (starts_at, doctor_id, patient_id)).fetchone():
            raise Taken(f"{starts_at} is taken")
        values = (doctor_id, patient_id, starts_at, minutes, video_url, clerk.get())
        return db.execute("INSERT INTO appointments VALUES (NULL, ?, ?, ?, ?, ?, ?)", values).lastrowid


def move_up(freed: sqlite3.Row) -> dict | None:
    """Gives a freed time to whoever has waited longest for the doctor."""
    first = db.execute("SELECT * FROM waiting WHERE doctor_id = ? ORDER BY since, id", (freed["doctor_id"],)).fetchone()
    if first is None:
        return None
    key = book(freed["doctor_id"], first["patient_id"], freed["starts_at"], freed["minutes"])
    db.execute("DELETE FROM waiting WHERE id = ?", (first["id"],))
    return view(appointment(key))


def match_expression(text: str) -> str:
    """For the name index: every word begins some part of the name."""
    words = text.split()
    if not words:
        raise PracticeError("there is nothing to look for")
    return " ".join('"' + word.replace('"', '""') + '"*' for word in words)


def send_reminder(row: sqlite3.Row) -> dict:
    """Hands a text message to the gateway; without a phone number there is none to send."""
    if row["phone"] is None:
        return {"to": None, "patient": row["patient"]}
    text = f"Dr {row['doctor']} sees you at {row['starts_at'][11:]}. Yours, {clerk.get()}"
    return {"to": row["phone"], "patient": row["patient"], "text": text}


@app.get("/patients")
def find_patients(q: str = Query(min_length=1, max_length=60)):
    rows = db.execute("SELECT rowid AS id, name FROM patient_names WHERE name MATCH ? ORDER BY name", (match_expression(q),))
    return [dict(row) for row in rows]


@app.get("/patients/{patient_id}/appointments")
def appointments_of(patient_id: int):
    need("patient", patient_id)
    rows = db.execute(APPOINTMENTS + "WHERE a.patient_id = ? ORDER BY a.starts_at", (patient_id,))
    return [view(row) for row in rows]


@app.get("/appointments/{appointment_id}")
def show_appointment(appointment_id: int):
    return view(appointment(appointment_id))


@app.post("/appointments", status_code=201)
def new_appointment(body: AppointmentIn):
    doctor = need("doctor", body.doctor_id)
    need("patient", body.patient_id)
    end = end_of(body.starts_at, body.minutes)
    if stamp(body.starts_at)[11:] < doctor["opens"] or stamp(end)[11:] > doctor["closes"]:
        raise PracticeError(f"Dr {doctor['name']} is in from {doctor['opens']} to {doctor['closes']}")
    video_url = str(body.video_url) if body.video_url else None
    key = book(doctor["id"], body.patient_id, stamp(body.starts_at), body.minutes, video_url)
    return view(appointment(key))


@app.delete("/appointments/{appointment_id}")
def cancel(appointment_id: int):
    """Cancels an appointment; the next on the waiting list moves up."""
    freed = appointment(appointment_id)
    with transaction():
        db.execute("DELETE FROM appointments WHERE id = ?", (appointment_id,))
        moved_up = move_up(freed)
    return {"cancelled": appointment_id, "moved_up": moved_up}


@app.post("/appointments/{appointment_id}/reminder")
def remind_one(appointment_id: int):
    return send_reminder(appointment(appointment_id))


@app.post("/reminders")
def remind_all(day: date):
    """Reminds everybody who comes on a day, in the order of their appointments."""
    rows = db.execute(APPOINTMENTS + "WHERE a.starts_at LIKE ? ORDER BY a.starts_at, a.id", (f"{day}%",)).fetchall()
    with ThreadPoolExecutor(max_workers=4) as pool:
        jobs = [pool.submit(copy_context().run, send_reminder, row) for row in rows]
        sent = [job.result() for job in jobs]
    return {"day": day, "sent": sent}
'''

RECIPES = r'''
"""A catalogue of recipes: search, ratings and shopping lists."""
import copy
import re
import unicodedata
from collections import Counter
from itertools import chain

from flask import Flask, jsonify, request

app = Flask(__name__)


class Invalid(Exception):
    status = 400


class Missing(Invalid):
    status = 404


class Conflict(Invalid):
    status = 409


@app.errorhandler(Invalid)
def say_what_is_wrong(error):
    return jsonify(error=type(error).__name__.lower(), detail=str(error)), error.status


class Recipe:
    """One recipe. Whatever is known about it (title, serves, ...) can be read like an attribute."""
    def __init__(self, **fields):
        self.fields = fields
        self.ratings = []

    def __getattr__(self, name):
        fields = self.__dict__.get("fields", {})
        if name in fields:
            return fields[name]
        raise AttributeError(f"a recipe has no {name}")


RECIPES = {}
LISTS = {
    "weekend": [{"recipe": "leek-soup", "serves": 4}, {"recipe": "lentil-stew-vegan", "serves": 6}],
    "camp": [{"recipe": "soup-of-leeks", "serves": 2}, {"recipe": "leek-soup", "serves": 4}],
}


def slug_of(title):
    """The address of a recipe: `Crème fraîche dip` has creme-fraiche-dip."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    if not slug:
        raise Invalid("the title needs a letter from a to z or a digit")
    return slug


def add(recipe):
    slug = slug_of(recipe.title)
    if slug in RECIPES:
        raise Conflict(f"there is a recipe {slug}")
    RECIPES[slug] = recipe
    return slug


def part(name, amount=None, unit=""):
    return {"name": name, "amount": amount, "unit": unit}


for title, serves, tags, parts, ratings in (
    ("Leek soup", 4, ["soup", "vegan"], [part("leek", 600, "g"), part("potato", 300, "g"), part("salt")], [5, 4, None, 5]),
    ("Soup of leeks", 2, ["soup"], [part("leek", 250, "g"), part("cream", 100, "ml"), part("salt")], [2]),
    ("Lentil stew (vegan)", 3, ["stew", "vegan"], [part("red lentils", 200, "g"), part("carrot", 2)], [4, 3]),
    ("Carrot soup", 4, ["soup"], [part("carrot", 6), part("ginger", 15, "g")], []),
    ("Fig jam", 10, ["sweet"], [part("fig", 1000, "g"), part("sugar", 500, "g")], [None]),
):
    recipe = Recipe(title=title, serves=serves, tags=tags, parts=parts)
    recipe.ratings += [{"stars": stars, "comment": ""} for stars in ratings]
    add(recipe)


def find(slug):
    if slug not in RECIPES:
        raise Missing(f"there is no recipe {slug}")
    return RECIPES[slug]


def text_of(data, name):
    if not isinstance(data, dict) or not isinstance(data.get(name), str) or not data[name].strip():
        raise Invalid(f"{name} is missing")
    return data[name]


def portions(value):
    if not re.fullmatch("[1-9][0-9]{0,2}", str(value)):
        raise Invalid("serves is a number from 1 to 999")
    return int(value)


def scaled(recipe, serves):
    """The recipe for another number of people; the one in the catalogue stays as it is."""
    other = copy.deepcopy(recipe)
    for item in other.parts:
        if item["amount"] is not None:
            item["amount"] = round(item["amount"] * serves / recipe.serves, 1)
    other.fields["serves"] = serves
    return other


def average(recipe):
    """The mean number of stars; null as long as nobody gave any."""
    stars = [rating["stars"] for rating in recipe.ratings if rating["stars"] is not None]
    return round(sum(stars) / len(stars), 2) if stars else None


def shopping(name):
    """What to buy for a list: [name, amount, unit], with no amount for what is taken as one likes."""
    totals = {}
    for entry in LISTS[name]:
        recipe = RECIPES[entry["recipe"]]
        factor = entry["serves"] / recipe.serves
        for item in recipe.parts:
            key = (item["name"], item["unit"])
            totals[key] = totals.get(key, 0) + (item["amount"] or 0) * factor
    return [[name, round(total, 1) or None, unit] for (name, unit), total in sorted(totals.items())]


def score(recipe, words):
    """Words in the title count three times as much as words among the tags and parts."""
    rest = " ".join(recipe.tags + [item["name"] for item in recipe.parts])
    return sum(3 * (word in recipe.title.lower()) + (word in rest) for word in words)


def search(text):
    """The recipes that have to do with a text: best ones first, equally good ones by their titles."""
    words = text.lower().split()
    hits = [(points, recipe) for recipe in RECIPES.values() if (points := score(recipe, words))]
    hits.sort(key=lambda hit: (-hit[0], hit[1].title))
    return [recipe for _, recipe in hits]


def highlight(title, text):
    """The title with the words that were looked for marked in it."""
    pattern = "|".join(re.escape(word) for word in text.split())
    return re.sub(f"({pattern})", r"<mark>\1</mark>", title, flags=re.IGNORECASE)


def detail(recipe):
    return {"title": recipe.title, "serves": recipe.serves, "tags": recipe.tags, "parts": recipe.parts, "average": average(recipe)}


@app.get("/recipes")
def search_recipes():
    text = text_of(request.args, "q")
    return jsonify([highlight(recipe.title, text) for recipe in search(text)])


@app.post("/recipes")
def new_recipe():
    data = request.get_json(silent=True)
    recipe = Recipe(title=text_of(data, "title"), serves=portions(data.get("serves")), tags=[], parts=[])
    return jsonify(slug=add(recipe), title=recipe.title), 201


@app.get("/recipes/<slug>")
def show_recipe(slug):
    recipe = find(slug)
    if "serves" in request.args:
        recipe = scaled(recipe, portions(request.args["serves"]))
    return jsonify(detail(recipe))


@app.get("/recipes/<slug>/ratings")
def show_ratings(slug):
    """How often each number of stars was given, `none` being for comments without stars."""
    recipe = find(slug)
    counts = Counter("none" if rating["stars"] is None else str(rating["stars"]) for rating in recipe.ratings)
    return jsonify(average=average(recipe), counts=counts)


@app.post("/recipes/<slug>/merge")
def merge(slug):
    """Drops a duplicate; its ratings and its places on shopping lists go to the recipe that stays."""
    recipe, target = find(slug), text_of(request.get_json(silent=True), "into")
    if find(target) is recipe:
        raise Conflict("that is the same recipe")
    find(target).ratings.extend(recipe.ratings)
    for entry in chain(*LISTS.values()):
        if entry["recipe"] == slug:
            entry["recipe"] = target
    del RECIPES[slug]
    return jsonify(recipe=detail(find(target)), lists={name: shopping(name) for name in LISTS})


@app.get("/lists/<name>")
def show_list(name):
    if name not in LISTS:
        raise Missing(f"there is no list {name}")
    return jsonify(shopping(name))
'''

STAFF = r'''
"""Employees, their leave and their monthly pay."""
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum

from fastapi import Body, Depends, FastAPI, HTTPException, Path
from pydantic import BaseModel, Field
from sqlalchemy import Enum as EnumType, ForeignKey, Numeric, StaticPool, create_engine, func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, declarative_base, mapped_column, relationship

engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
Base = declarative_base()
CENT = Decimal("0.01")


class Kind(Enum):
    annual = "annual"
    sick = "sick"
    unpaid = "unpaid"
    parental = "parental leave"


class Employee(Base):
    __tablename__ = "employees"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    monthly: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    department: Mapped[str | None]
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("employees.id"))
    yearly_days: Mapped[int] = mapped_column(default=25)
    manager: Mapped["Employee | None"] = relationship(remote_side=[id])
    leaves: Mapped[list["Leave"]] = relationship(back_populates="employee", order_by="Leave.starts")


class Leave(Base):
    __tablename__ = "leaves"
    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"))
    kind: Mapped[Kind] = mapped_column(EnumType(Kind, values_callable=lambda kinds: [kind.value for kind in kinds]))
    starts: Mapped[date]
    ends: Mapped[date]
    days: Mapped[int]
    employee: Mapped[Employee] = relationship(back_populates="leaves")


class Holiday(Base):
    __tablename__ = "holidays"
    day: Mapped[date] = mapped_column(primary_key=True)


# The tables as the old personnel system left them.
TAKEN_OVER = (
    "INSERT INTO holidays VALUES ('2024-05-01'), ('2024-05-09'), ('2024-12-25'), ('2024-12-26')",
    """INSERT INTO employees (id, name, email, monthly, department, manager_id, yearly_days) VALUES
       (1, 'Vera Holm', 'vera@firm.example', 6000, 'board', NULL, 30), (2, 'Ravi Nair', 'ravi@firm.example', 4180, 'works', 1, 25),
       (3, 'Lucy Okafor', 'lucy@firm.example', 3300, 'works', 2, 25), (4, 'Tom Brandt', 'tom@firm.example', 2200, NULL, 1, 20)""",
    """INSERT INTO leaves (id, employee_id, kind, starts, ends, days) VALUES
       (1, 2, 'annual', '2024-02-05', '2024-02-09', 5), (2, 2, 'unpaid', '2024-05-02', '2024-05-03', 2),
       (3, 1, 'sick', '2024-03-04', '2024-03-05', 2), (4, 4, 'annual', '2024-06-03', '2024-06-21', 15),
       (5, 3, 'parental leave', '2023-09-04', '2023-10-27', 40)""",
)
Base.metadata.create_all(engine)
with engine.begin() as connection:
    for statement in TAKEN_OVER:
        connection.execute(text(statement))


class NewEmployee(BaseModel):
    name: str = Field(min_length=1)
    email: str = Field(pattern=r"^[^@ ]+@[^@ ]+$")
    monthly: Decimal = Field(gt=0, max_digits=9, decimal_places=2)


class EmployeeOut(BaseModel):
    name: str
    department: str | None
    manager: str | None


class LeaveIn(BaseModel):
    kind: Kind
    starts: date
    ends: date
    days: int | None = Field(None, ge=1)


app = FastAPI(title="Staff")


def get_db():
    with Session(engine) as db:
        yield db


def need(db: Session, employee_id: int) -> Employee:
    employee = db.get(Employee, employee_id)
    if employee is None:
        raise HTTPException(404, f"There is no employee {employee_id}")
    return employee


def working_days(db: Session, first: date, last: date) -> int:
    """Mondays to Fridays between two days, both included, without the holidays."""
    free = set(db.scalars(select(Holiday.day).where(Holiday.day.between(first, last))))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum(day.weekday() < 5 and day not in free for day in days)


def days_left(employee: Employee, year: int) -> int:
    taken = [leave.days for leave in employee.leaves if leave.kind is Kind.annual and leave.starts.year == year]
    return employee.yearly_days - sum(taken)


def read_money(raw: str) -> Decimal:
    """An amount as it is typed in, with a point for the cents."""
    try:
        amount = Decimal(raw).quantize(CENT)
    except InvalidOperation:
        raise HTTPException(422, f"{raw} is not an amount")
    if not amount.is_finite() or amount <= 0:
        raise HTTPException(422, f"{raw} is not an amount to be paid")
    return amount


def leave_view(leave: Leave) -> dict:
    manager = leave.employee.manager
    return {"id": leave.id, "employee": leave.employee.name, "kind": leave.kind.value, "starts": leave.starts,
            "ends": leave.ends, "days": leave.days, "signed_by": manager.name if manager else None}


def leave_totals(year: int) -> dict:
    """For the yearly report: the days of leave that began in a year, by kind."""
    query = select(Leave.kind, func.sum(Leave.days)).where(Leave.starts.between(date(year, 1, 1), date(year, 12, 31)))
    with Session(engine) as db:
        return {kind.value: days for kind, days in db.execute(query.group_by(Leave.kind))}


@app.get("/employees/{employee_id}", response_model=EmployeeOut)
def show_employee(employee_id: int, db: Session = Depends(get_db)):
    employee = need(db, employee_id)
    manager = employee.manager.name if employee.manager else None
    return {"name": employee.name, "department": employee.department, "manager": manager}


@app.post("/employees/import")
def import_employees(rows: list[NewEmployee], db: Session = Depends(get_db)):
    """Takes on several people at once; those whose e-mail address is known already are passed over."""
    added, passed_over = [], []
    for row in rows:
        try:
            with db.begin_nested():
                db.add(Employee(name=row.name, email=row.email, monthly=row.monthly))
            added.append(row.email)
        except IntegrityError:
            passed_over.append(row.email)
    db.commit()
    return {"added": added, "passed_over": passed_over, "staff": db.scalar(select(func.count(Employee.id)))}


@app.put("/employees/{employee_id}/pay")
def set_pay(employee_id: int, monthly: str = Body(embed=True), db: Session = Depends(get_db)):
    employee = need(db, employee_id)
    before, employee.monthly = employee.monthly, read_money(monthly)
    db.commit()
    return {"name": employee.name, "before": str(before), "monthly": str(employee.monthly)}


@app.get("/employees/{employee_id}/leaves")
def leaves_of(employee_id: int, db: Session = Depends(get_db)):
    return [leave_view(leave) for leave in need(db, employee_id).leaves]


@app.post("/employees/{employee_id}/leaves", status_code=201)
def request_leave(employee_id: int, body: LeaveIn, db: Session = Depends(get_db)):
    """Enters a leave; unless the days are given, for half posts, they are counted from the calendar."""
    employee = need(db, employee_id)
    if body.ends < body.starts:
        raise HTTPException(422, "It ends before it starts")
    if any(leave.starts <= body.ends and body.starts <= leave.ends for leave in employee.leaves):
        raise HTTPException(409, "There is another leave in that time")
    left = days_left(employee, body.starts.year)
    days = body.days or working_days(db, body.starts, body.ends)
    leave = Leave(kind=body.kind, starts=body.starts, ends=body.ends, days=days)
    employee.leaves.append(leave)
    if leave.kind is Kind.annual and leave.days > left:
        raise HTTPException(409, f"Only {left} days are left")
    db.commit()
    return leave_view(leave)


@app.get("/employees/{employee_id}/payslips/{month}")
def payslip(employee_id: int, month: str = Path(pattern=r"^20\d\d-(0[1-9]|1[0-2])$"), db: Session = Depends(get_db)):
    """The pay for a month, less the days of unpaid leave that began in it."""
    employee, first = need(db, employee_id), date.fromisoformat(f"{month}-01")
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    unpaid = sum(leave.days for leave in employee.leaves if leave.kind is Kind.unpaid and first <= leave.starts <= last)
    deducted = (employee.monthly / working_days(db, first, last) * unpaid).quantize(CENT)
    return {"name": employee.name, "department": employee.department, "unpaid_days": unpaid, "pay": str(employee.monthly - deducted)}
'''

GREENHOUSE = r'''
"""Readings of the sensors in greenhouses: import, summaries, vents and live values."""
import asyncio
import io
import re
from dataclasses import dataclass

import pandas as pd
from fastapi import Body, FastAPI, Query, Request
from fastapi.responses import JSONResponse

STAMP = re.compile(r"\d{4}-[01]\d-[0-3]\d[ T][0-2]\d:[0-5]\d(:[0-5]\d(\.\d{1,6})?)?")
# From so many degrees on the vents are opened so far, in percent.
VENT_STEPS = ((32.0, 100), (28.0, 60), (24.0, 25))

SEED = """sensor,at,value
n-temp,2024-05-01 06:00,12.0
n-temp,2024-05-01 14:00,26.0
n-temp,2024-05-02 06:00,14.0
n-temp,2024-05-04 06:00,15.0
n-temp,2024-05-04 14:00,30.0
n-light,2024-05-01 00:00,0.0
n-light,2024-05-02 12:00,820.0
s-temp,2024-05-02 06:00,20.0
s-temp,2024-05-02 14:00,22.0
s-temp,2024-05-03 06:00,19.0
s-mist,2024-05-01 06:00,0.0
s-mist,2024-05-02 06:00,0.0
e-temp,2024-05-01 14:00,33.5
"""


@dataclass
class Sensor:
    house: str
    unit: str
    present: float | None = None


SENSORS = {
    "n-temp": Sensor("north", "C", 24.5), "n-light": Sensor("north", "lx", 700.0),
    "s-temp": Sensor("south", "C", 21.0), "s-mist": Sensor("south", "ml", 0.0),
    "e-temp": Sensor("east", "C", 34.0), "e-soil": Sensor("east", "%"),
}


class GrowError(Exception):
    """Something that is told to the user, as a status, a reason and what it is about."""

    def __init__(self, status: int, reason: str, about: str):
        self.status, self.reason, self.about = status, reason, about


app = FastAPI(title="Greenhouses")


@app.exception_handler(GrowError)
async def tell(request: Request, error: GrowError):
    return JSONResponse({"reason": error.reason, "about": error.about}, status_code=error.status)


class Archive:
    """All readings, with those of each sensor kept at hand once they were asked for."""

    def __init__(self, frame: pd.DataFrame):
        self.frame = frame
        self.at_hand: dict[str, pd.DataFrame] = {}

    def of(self, name: str) -> pd.DataFrame:
        """The readings of one sensor, oldest first."""
        if name not in self.at_hand:
            self.at_hand[name] = self.frame[self.frame["sensor"] == name].sort_values("at")
        return self.at_hand[name]

    def add(self, rows: pd.DataFrame) -> None:
        """Adds readings; one that is sent again takes the place of the earlier."""
        both = pd.concat([self.frame, rows], ignore_index=True)
        self.frame = both.drop_duplicates(["sensor", "at"], keep="last")
        self.at_hand.clear()


def read_csv(text: str) -> pd.DataFrame:
    """The readings in a file; loggers write the time with or without seconds and fractions of them."""
    try:
        frame = pd.read_csv(io.StringIO(text))
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise GrowError(422, "bad_file", str(error))
    if list(frame.columns) != ["sensor", "at", "value"]:
        raise GrowError(422, "bad_file", "the columns are sensor, at and value")
    for name, stamp in zip(frame["sensor"], frame["at"]):
        if name not in SENSORS or not STAMP.fullmatch(str(stamp)):
            raise GrowError(422, "bad_file", f"{name} at {stamp} is not known")
    frame["at"] = pd.to_datetime(frame["at"], format="ISO8601")
    frame["value"] = pd.to_numeric(frame["value"], errors="coerce")
    return frame.dropna(subset=["value"])


archive = Archive(read_csv(SEED))


def need_sensor(name: str) -> Sensor:
    if name not in SENSORS:
        raise GrowError(404, "no_sensor", name)
    return SENSORS[name]


def sensors_in(house: str) -> list[str]:
    found = [name for name, sensor in SENSORS.items() if sensor.house == house]
    if not found:
        raise GrowError(404, "no_house", house)
    return found


def number(value: float):
    """For an answer: rounded, and null where there is no value."""
    return None if pd.isna(value) else round(float(value), 1)


def latest(name: str) -> float:
    readings = archive.of(name)
    if readings.empty:
        raise GrowError(409, "no_readings", name)
    return float(readings["value"].iloc[-1])


def change(name: str):
    """By how many percent the last reading is above the first; null where that cannot be told."""
    values = archive.of(name)["value"]
    if len(values) < 2 or values.iloc[0] == 0:
        return None
    first, last = values.iloc[0], values.iloc[-1]
    return round((last - first) / first * 100)


def weekly_digest() -> list[str]:
    """The lines of Monday's mail, one for each sensor."""
    changes = {name: change(name) for name in sorted(SENSORS)}
    return [f"{name}: -" if percent is None else f"{name}: {percent:+d} %" for name, percent in changes.items()]


def opening(degrees: float) -> int:
    """How far the vents should be open, in percent."""
    percent = 0
    for limit, step in VENT_STEPS:
        if degrees >= limit:
            percent = step
            break
    return percent


async def poll(name: str) -> float:
    await asyncio.sleep(0.001)
    if SENSORS[name].present is None:
        raise GrowError(503, "offline", name)
    return SENSORS[name].present


@app.post("/readings", status_code=201)
def upload(csv: str = Body(embed=True)):
    rows = read_csv(csv)
    archive.add(rows)
    return {"read": len(rows), "kept": len(archive.frame), "latest": {name: latest(name) for name in sorted(set(rows["sensor"]))}}


@app.get("/sensors/{name}/daily")
def daily(name: str):
    """One mean a day, from the first day with a reading to the last."""
    need_sensor(name)
    means = archive.of(name).set_index("at")["value"].resample("D").mean()
    return [{"day": day.strftime("%Y-%m-%d"), "mean": number(mean)} for day, mean in means.items()]


@app.get("/sensors/{name}/report")
def report(name: str, days: int = Query(2, ge=1, le=30)):
    """The latest reading, and what the last days before it were like."""
    sensor = need_sensor(name)
    value, readings = latest(name), archive.of(name)
    recent = readings[readings["at"] > readings["at"].max() - pd.Timedelta(days=days)]["value"]
    return {"latest": value, "unit": sensor.unit, "low": number(recent.min()), "high": number(recent.max())}


@app.get("/sensors/{name}/live")
async def live(name: str):
    need_sensor(name)
    return {"sensor": name, "value": await poll(name)}


@app.get("/houses/{house}/live")
async def live_house(house: str):
    """The present values of a house, asked for all at once; the climate computer needs every one."""
    names = sensors_in(house)
    values = await asyncio.gather(*(poll(name) for name in names))
    return dict(zip(names, values))


@app.get("/houses/{house}/vents")
def vents(house: str):
    """What the vents of a house should be set to after the latest temperature."""
    name = next(name for name in sensors_in(house) if SENSORS[name].unit == "C")
    degrees = latest(name)
    return {"house": house, "degrees": degrees, "open": opening(degrees)}
'''


def case(name, base, changes, trigger, wanted, *others, may_crash=False):
    buggy = base
    for good, bad in changes:
        buggy = swap(buggy, good, bad)
    out = dict(name=name, buggy=buggy, fixed=base, trigger=trigger, wanted=wanted, others=list(others))
    if may_crash:
        out["others_may_crash"] = True
    return out


def an_appointment(key, doctor, patient, start, end, video_url=None):
    return {"id": key, "doctor": doctor, "patient": patient, "starts_at": start, "ends_at": end, "video_url": video_url}


def a_part(name, amount=None, unit=""):
    return {"name": name, "amount": amount, "unit": unit}


def a_leave(key, employee, kind, starts, ends, days, signed_by):
    return {"id": key, "employee": employee, "kind": kind, "starts": starts, "ends": ends, "days": days, "signed_by": signed_by}


OMAR_MOVED_UP = an_appointment(6, "Novak", "Omar Haddad", "2024-05-06T14:00", "2024-05-06T14:30")
WEEKEND = [["carrot", 4.0, ""], ["leek", 600.0, "g"], ["potato", 300.0, "g"], ["red lentils", 400.0, "g"], ["salt", None, ""]]
CAMP = [["cream", 100.0, "ml"], ["leek", 850.0, "g"], ["potato", 300.0, "g"], ["salt", None, ""]]

CASES = [
    # a practice
    case("clinic-cancel-with-someone-waiting", CLINIC, [('''    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
''', '''    db.execute("BEGIN")
''')],
         'DELETE /appointments/2', [200, {"cancelled": 2, "moved_up": OMAR_MOVED_UP}],
         ('DELETE /appointments/1', [200, {"cancelled": 1, "moved_up": None}]),
         ('DELETE /appointments/77', 404),
         ('POST /appointments {"doctor_id": 2, "patient_id": 1, "starts_at": "2024-05-06T14:00", "minutes": 30}', 409),
         ('(clerk.set("ida"), cancel(2), db.in_transaction, [tuple(one) for one in db.execute("SELECT id, patient_id FROM waiting")])[2:]',
          [False, [[1, 3]]]), may_crash=True),
    case("clinic-search-name-with-apostrophe", CLINIC, [('''    return " ".join('"' + word.replace('"', '""') + '"*' for word in words)
''', '''    return " ".join(word + "*" for word in words)
''')],
         "GET /patients?q=O'Brien", [200, [{"id": 1, "name": "Sean O'Brien"}]],
         ('GET /patients?q=bri', [200, [{"id": 5, "name": "Brianna Cole"}, {"id": 3, "name": "Bridget Tully"}, {"id": 1, "name": "Sean O'Brien"}]]),
         ('GET /patients?q=cole%20bria', [200, [{"id": 5, "name": "Brianna Cole"}]]),
         ('GET /patients?q=Anna-Lena', [200, [{"id": 2, "name": "Anna-Lena Voss"}]]),
         ('GET /patients?q=zoe', [200, []]),
         ('GET /patients?q=%20', 422), may_crash=True),
    case("clinic-appointment-by-video", CLINIC, [('''    video_url = str(body.video_url) if body.video_url else None
    key = book(doctor["id"], body.patient_id, stamp(body.starts_at), body.minutes, video_url)
''', '''    key = book(doctor["id"], body.patient_id, stamp(body.starts_at), body.minutes, body.video_url)
''')],
         'POST /appointments {"doctor_id": 1, "patient_id": 1, "starts_at": "2024-05-07T10:00", "video_url": "https://meet.example.org/r/90"}',
         [201, an_appointment(6, "Abadi", "Sean O'Brien", "2024-05-07T10:00", "2024-05-07T10:20", "https://meet.example.org/r/90")],
         ('POST /appointments {"doctor_id": 1, "patient_id": 1, "starts_at": "2024-05-07T10:00"}',
          [201, an_appointment(6, "Abadi", "Sean O'Brien", "2024-05-07T10:00", "2024-05-07T10:20")]),
         ('POST /appointments {"doctor_id": 1, "patient_id": 1, "starts_at": "2024-05-07T10:00", "video_url": "room 9"}', 422),
         ('POST /appointments {"doctor_id": 1, "patient_id": 1, "starts_at": "2024-05-07T09:20", "video_url": "https://meet.example.org/r/90"}', 409),
         ('GET /appointments/4', [200, an_appointment(4, "Abadi", "Anna-Lena Voss", "2024-05-07T09:20", "2024-05-07T09:40", "https://meet.example.org/r/81")])),
    case("clinic-appointments-of-a-patient", CLINIC, [('''    rows = db.execute(APPOINTMENTS + "WHERE a.patient_id = ? ORDER BY a.starts_at", (patient_id,))
''', '''    rows = db.execute("""SELECT a.*, p.name AS patient, p.phone FROM appointments a JOIN patients p ON p.id = a.patient_id
                         WHERE p.id = ? ORDER BY a.starts_at""", (patient_id,))
''')],
         'GET /patients/2/appointments',
         [200, [an_appointment(2, "Novak", "Anna-Lena Voss", "2024-05-06T14:00", "2024-05-06T14:30"),
                an_appointment(4, "Abadi", "Anna-Lena Voss", "2024-05-07T09:20", "2024-05-07T09:40", "https://meet.example.org/r/81")]],
         ('GET /patients/1/appointments', [200, []]),
         ('GET /patients/77/appointments', 404),
         ('GET /appointments/3', [200, an_appointment(3, "Novak", "Brianna Cole", "2024-05-06T15:00", "2024-05-06T15:30")]),
         ('GET /patients/4/appointments', [200, [an_appointment(1, "Abadi", "Omar Haddad", "2024-05-06T08:00", "2024-05-06T08:20")]]),
         may_crash=True),
    case("clinic-reminders-of-a-day", CLINIC, [('''        jobs = [pool.submit(copy_context().run, send_reminder, row) for row in rows]
        sent = [job.result() for job in jobs]
''', '''        sent = list(pool.map(send_reminder, rows))
'''), ("import ContextVar, copy_context\n", "import ContextVar\n")],
         'POST /reminders?day=2024-05-06 {"headers": {"X-Clerk": "ida"}}',
         [200, {"day": "2024-05-06", "sent": [
             {"to": "+33 1 5550 44", "patient": "Omar Haddad", "text": "Dr Abadi sees you at 08:00. Yours, ida"},
             {"to": "+49 30 5550 22", "patient": "Anna-Lena Voss", "text": "Dr Novak sees you at 14:00. Yours, ida"},
             {"to": "+44 20 5550 55", "patient": "Brianna Cole", "text": "Dr Novak sees you at 15:00. Yours, ida"}]}],
         ('POST /reminders?day=2024-05-08', [200, {"day": "2024-05-08", "sent": [{"to": None, "patient": "Bridget Tully"}]}]),
         ('POST /appointments/3/reminder {"headers": {"X-Clerk": "joel"}}',
          [200, {"to": "+44 20 5550 55", "patient": "Brianna Cole", "text": "Dr Novak sees you at 15:00. Yours, joel"}]),
         ('POST /reminders?day=2024-05-07', [200, {"day": "2024-05-07", "sent": [
             {"to": "+49 30 5550 22", "patient": "Anna-Lena Voss", "text": "Dr Abadi sees you at 09:20. Yours, desk"}]}]),
         ('POST /reminders?day=2024-05-09', [200, {"day": "2024-05-09", "sent": []}]), may_crash=True),
    case("clinic-appointment-past-the-hour", CLINIC, [('''    return start + timedelta(minutes=minutes)
''', '''    return start.replace(minute=start.minute + minutes)
'''), ("import date, datetime, timedelta\n", "import date, datetime\n")],
         'POST /appointments {"doctor_id": 3, "patient_id": 1, "starts_at": "2024-05-07T09:45", "minutes": 30}',
         [201, an_appointment(6, "Lindqvist", "Sean O'Brien", "2024-05-07T09:45", "2024-05-07T10:15")],
         ('POST /appointments {"doctor_id": 3, "patient_id": 1, "starts_at": "2024-05-07T09:15", "minutes": 30}',
          [201, an_appointment(6, "Lindqvist", "Sean O'Brien", "2024-05-07T09:15", "2024-05-07T09:45")]),
         ('POST /appointments {"doctor_id": 3, "patient_id": 1, "starts_at": "2024-05-07T09:30", "minutes": 90}',
          [201, an_appointment(6, "Lindqvist", "Sean O'Brien", "2024-05-07T09:30", "2024-05-07T11:00")]),
         ('POST /appointments {"doctor_id": 3, "patient_id": 1, "starts_at": "2024-05-07T10:45", "minutes": 20}', 422),
         ('POST /appointments {"doctor_id": 3, "patient_id": 1, "starts_at": "2024-05-07T08:45", "minutes": 10}', 422), may_crash=True),
    # recipes
    case("recipes-for-more-people", RECIPES, [('''        fields = self.__dict__.get("fields", {})
        if name in fields:
            return fields[name]
''', '''        if name in self.fields:
            return self.fields[name]
''')],
         'GET /recipes/leek-soup?serves=6',
         [200, {"title": "Leek soup", "serves": 6, "tags": ["soup", "vegan"], "average": 4.67,
                "parts": [a_part("leek", 900.0, "g"), a_part("potato", 450.0, "g"), a_part("salt")]}],
         ('GET /recipes/leek-soup', [200, {"title": "Leek soup", "serves": 4, "tags": ["soup", "vegan"], "average": 4.67,
                                           "parts": [a_part("leek", 600, "g"), a_part("potato", 300, "g"), a_part("salt")]}]),
         ('GET /recipes/leek-soup?serves=0', 400),
         ('GET /recipes/pea-soup?serves=2', 404),
         ('[scaled(RECIPES["leek-soup"], 2).parts[0]["amount"], RECIPES["leek-soup"].parts[0]["amount"], RECIPES["leek-soup"].serves]',
          [300.0, 600, 4]),
         ('[hasattr(RECIPES["fig-jam"], "title"), hasattr(RECIPES["fig-jam"], "author")]', [True, False]), may_crash=True),
    case("recipes-equally-good-finds", RECIPES, [('''    hits.sort(key=lambda hit: (-hit[0], hit[1].title))
''', '''    hits.sort(reverse=True)
''')],
         'GET /recipes?q=soup', [200, ["Carrot <mark>soup</mark>", "Leek <mark>soup</mark>", "<mark>Soup</mark> of leeks"]],
         ('GET /recipes?q=jam%20lentil', [200, ["<mark>Lentil</mark> stew (vegan)", "Fig <mark>jam</mark>"]]),
         ('GET /recipes?q=leek%20potato', [200, ["<mark>Leek</mark> soup", "Soup of <mark>leek</mark>s"]]),
         ('GET /recipes?q=vegan%20salt', [200, ["Lentil stew (<mark>vegan</mark>)", "Leek soup", "Soup of leeks"]]),
         ('GET /recipes?q=sweet', [200, ["Fig jam"]]),
         ('GET /recipes', 400)),
    case("recipes-search-with-bracket", RECIPES, [('''    pattern = "|".join(re.escape(word) for word in text.split())
''', '''    pattern = "|".join(text.split())
''')],
         'GET /recipes?q=stew%20(vegan', [200, ["Lentil <mark>stew</mark> <mark>(vegan</mark>)"]],
         ('GET /recipes?q=stew', [200, ["Lentil <mark>stew</mark> (vegan)"]]),
         ('GET /recipes?q=jam%20LENTIL', [200, ["<mark>Lentil</mark> stew (vegan)", "Fig <mark>jam</mark>"]]),
         ('GET /recipes?q=*%20jam', [200, ["Fig <mark>jam</mark>"]]),
         ('GET /recipes?q=stew%20%5C', [200, ["Lentil <mark>stew</mark> (vegan)"]]),
         ('GET /recipes?q=%20', 400), may_crash=True),
    case("recipes-title-with-accents", RECIPES, [('''.encode("ascii", "ignore").decode()''', '''.encode("ascii").decode()''')],
         'POST /recipes {"title": "Crème brûlée", "serves": 4}', [201, {"slug": "creme-brulee", "title": "Crème brûlée"}],
         ('POST /recipes {"title": "Plum & ginger tart", "serves": 8}', [201, {"slug": "plum-ginger-tart", "title": "Plum & ginger tart"}]),
         ('POST /recipes {"title": "Léek soup", "serves": 2}', 409),
         ('POST /recipes {"title": "!!!", "serves": 2}', 400),
         ('POST /recipes {"title": "борщ", "serves": 2}', 400), may_crash=True),
    case("recipes-ratings-with-and-without-stars", RECIPES, [('''else str(rating["stars"]) for''', '''else rating["stars"] for''')],
         'GET /recipes/leek-soup/ratings', [200, {"average": 4.67, "counts": {"5": 2, "4": 1, "none": 1}}],
         ('GET /recipes/lentil-stew-vegan/ratings', [200, {"average": 3.5, "counts": {"3": 1, "4": 1}}]),
         ('GET /recipes/fig-jam/ratings', [200, {"average": None, "counts": {"none": 1}}]),
         ('GET /recipes/carrot-soup/ratings', [200, {"average": None, "counts": {}}]),
         ('GET /recipes/none/ratings', 404)),
    case("recipes-merge-one-that-is-on-a-list", RECIPES, [('''    for entry in chain(*LISTS.values()):
        if entry["recipe"] == slug:
            entry["recipe"] = target
''', ""), ("from itertools import chain\n", "")],
         'POST /recipes/soup-of-leeks/merge {"into": "leek-soup"}',
         [200, {"recipe": {"title": "Leek soup", "serves": 4, "tags": ["soup", "vegan"], "average": 4.0,
                           "parts": [a_part("leek", 600, "g"), a_part("potato", 300, "g"), a_part("salt")]},
                "lists": {"weekend": WEEKEND, "camp": [["leek", 900.0, "g"], ["potato", 450.0, "g"], ["salt", None, ""]]}}],
         ('POST /recipes/fig-jam/merge {"into": "carrot-soup"}',
          [200, {"recipe": {"title": "Carrot soup", "serves": 4, "tags": ["soup"], "average": None,
                            "parts": [a_part("carrot", 6), a_part("ginger", 15, "g")]}, "lists": {"weekend": WEEKEND, "camp": CAMP}}]),
         ('POST /recipes/soup-of-leeks/merge {"into": "soup-of-leeks"}', 409),
         ('POST /recipes/soup-of-leeks/merge {"into": "pea-soup"}', 404),
         ('POST /recipes/soup-of-leeks/merge {"to": "leek-soup"}', 400),
         ('GET /lists/camp', [200, CAMP])),
    # employees
    case("staff-leave-without-days", STAFF, [('''    days = body.days or working_days(db, body.starts, body.ends)
    leave = Leave(kind=body.kind, starts=body.starts, ends=body.ends, days=days)
    employee.leaves.append(leave)
''', '''    leave = Leave(kind=body.kind, starts=body.starts, ends=body.ends, days=body.days)
    employee.leaves.append(leave)
    if leave.days is None:
        leave.days = working_days(db, body.starts, body.ends)
''')],
         'POST /employees/3/leaves {"kind": "annual", "starts": "2024-05-06", "ends": "2024-05-13"}',
         [201, a_leave(6, "Lucy Okafor", "annual", "2024-05-06", "2024-05-13", 5, "Ravi Nair")],
         ('POST /employees/3/leaves {"kind": "annual", "starts": "2024-05-06", "ends": "2024-05-13", "days": 3}',
          [201, a_leave(6, "Lucy Okafor", "annual", "2024-05-06", "2024-05-13", 3, "Ravi Nair")]),
         ('POST /employees/4/leaves {"kind": "annual", "starts": "2024-07-01", "ends": "2024-07-12"}', 409),
         ('POST /employees/4/leaves {"kind": "annual", "starts": "2024-07-01", "ends": "2024-07-05"}',
          [201, a_leave(6, "Tom Brandt", "annual", "2024-07-01", "2024-07-05", 5, "Vera Holm")]),
         ('POST /employees/4/leaves {"kind": "sick", "starts": "2024-06-20", "ends": "2024-06-24"}', 409),
         ('POST /employees/4/leaves {"kind": "sick", "starts": "2024-07-20", "ends": "2024-07-14"}', 422), may_crash=True),
    case("staff-import-with-known-address", STAFF, [('''        try:
            with db.begin_nested():
                db.add(Employee(name=row.name, email=row.email, monthly=row.monthly))
            added.append(row.email)
        except''', '''        db.add(Employee(name=row.name, email=row.email, monthly=row.monthly))
        try:
            db.flush()
            added.append(row.email)
        except''')],
         'POST /employees/import [{"name": "Ana", "email": "ana@x.example", "monthly": 2500}, '
         '{"name": "R. Nair", "email": "ravi@firm.example", "monthly": 2500}, {"name": "Kim", "email": "kim@x.example", "monthly": "2600.50"}]',
         [200, {"added": ["ana@x.example", "kim@x.example"], "passed_over": ["ravi@firm.example"], "staff": 6}],
         ('POST /employees/import [{"name": "Ana", "email": "ana@x.example", "monthly": 2500}, {"name": "Kim", "email": "kim@x.example", "monthly": 2600}]',
          [200, {"added": ["ana@x.example", "kim@x.example"], "passed_over": [], "staff": 6}]),
         ('POST /employees/import [{"name": "Ana", "email": "ana@x.example", "monthly": 2500}, {"name": "Ana B", "email": "ana@x.example", "monthly": 2600}]',
          [200, {"added": ["ana@x.example"], "passed_over": ["ana@x.example"], "staff": 5}]),
         ('POST /employees/import [{"name": "R. Nair", "email": "ravi@firm.example", "monthly": 2500}]',
          [200, {"added": [], "passed_over": ["ravi@firm.example"], "staff": 4}]),
         ('POST /employees/import [{"name": "Ana", "email": "ana", "monthly": 2500}]', 422), may_crash=True),
    case("staff-pay-with-comma", STAFF, [("    except InvalidOperation:\n", "    except ValueError:\n"),
                                         ("import Decimal, InvalidOperation\n", "import Decimal\n")],
         'PUT /employees/3/pay {"monthly": "3.450,00"}', 422,
         ('PUT /employees/3/pay {"monthly": "3450.5"}', [200, {"name": "Lucy Okafor", "before": "3300.00", "monthly": "3450.50"}]),
         ('PUT /employees/3/pay {"monthly": "-5"}', 422),
         ('PUT /employees/3/pay {"monthly": "nan"}', 422),
         ('PUT /employees/3/pay {"monthly": "inf"}', 422),
         ('PUT /employees/9/pay {"monthly": "3450"}', 404), may_crash=True),
    case("staff-leave-of-the-head", STAFF, [('''    manager = leave.employee.manager
    return {"id": leave.id''', '''    return {"id": leave.id'''), ('''manager.name if manager else None}
''', '''leave.employee.manager.name}
''')],
         'GET /employees/1/leaves', [200, [a_leave(3, "Vera Holm", "sick", "2024-03-04", "2024-03-05", 2, None)]],
         ('GET /employees/4/leaves', [200, [a_leave(4, "Tom Brandt", "annual", "2024-06-03", "2024-06-21", 15, "Vera Holm")]]),
         ('GET /employees/9/leaves', 404),
         ('POST /employees/1/leaves {"kind": "sick", "starts": "2024-04-02", "ends": "2024-04-02"}',
          [201, a_leave(6, "Vera Holm", "sick", "2024-04-02", "2024-04-02", 1, None)]),
         ('GET /employees/1', [200, {"name": "Vera Holm", "department": "board", "manager": None}]), may_crash=True),
    case("staff-yearly-report-of-old-leave", STAFF, [("EnumType(Kind, values_callable=lambda kinds: [kind.value for kind in kinds])", "EnumType(Kind)")],
         'leave_totals(2023)', {"parental leave": 40},
         ('GET /employees/2/leaves', [200, [a_leave(1, "Ravi Nair", "annual", "2024-02-05", "2024-02-09", 5, "Vera Holm"),
                                            a_leave(2, "Ravi Nair", "unpaid", "2024-05-02", "2024-05-03", 2, "Vera Holm")]]),
         ('leave_totals(2024)', {"annual": 20, "sick": 2, "unpaid": 2}),
         ('GET /employees/3/leaves', [200, [a_leave(5, "Lucy Okafor", "parental leave", "2023-09-04", "2023-10-27", 40, "Ravi Nair")]]),
         ('POST /employees/3/leaves {"kind": "parental leave", "starts": "2024-09-02", "ends": "2024-09-06"}',
          [201, a_leave(6, "Lucy Okafor", "parental leave", "2024-09-02", "2024-09-06", 5, "Ravi Nair")]),
         ('POST /employees/2/leaves {"kind": "holiday", "starts": "2024-09-02", "ends": "2024-09-06"}', 422), may_crash=True),
    case("staff-employee-of-no-department", STAFF, [('''    name: str
    department: str | None
''', '''    name: str
    department: str
''')],
         'GET /employees/4', [200, {"name": "Tom Brandt", "department": None, "manager": "Vera Holm"}],
         ('GET /employees/2', [200, {"name": "Ravi Nair", "department": "works", "manager": "Vera Holm"}]),
         ('GET /employees/1', [200, {"name": "Vera Holm", "department": "board", "manager": None}]),
         ('GET /employees/4/payslips/2024-12', [200, {"name": "Tom Brandt", "department": None, "unpaid_days": 0, "pay": "2200.00"}]),
         ('GET /employees/2/payslips/2024-05', [200, {"name": "Ravi Nair", "department": "works", "unpaid_days": 2, "pay": "3781.90"}]),
         ('GET /employees/9', 404)),
    # greenhouses
    case("grow-day-without-readings", GREENHOUSE, [('"mean": number(mean)}', '"mean": round(mean, 1)}')],
         'GET /sensors/n-temp/daily', [200, [{"day": "2024-05-01", "mean": 19.0}, {"day": "2024-05-02", "mean": 14.0},
                                             {"day": "2024-05-03", "mean": None}, {"day": "2024-05-04", "mean": 22.5}]],
         ('GET /sensors/s-temp/daily', [200, [{"day": "2024-05-02", "mean": 21.0}, {"day": "2024-05-03", "mean": 19.0}]]),
         ('GET /sensors/n-light/daily', [200, [{"day": "2024-05-01", "mean": 0.0}, {"day": "2024-05-02", "mean": 820.0}]]),
         ('GET /sensors/e-soil/daily', [200, []]),
         ('GET /sensors/x/daily', 404)),
    case("grow-file-with-and-without-seconds", GREENHOUSE, [('pd.to_datetime(frame["at"], format="ISO8601")', 'pd.to_datetime(frame["at"])')],
         r'POST /readings {"csv": "sensor,at,value\ns-temp,2024-05-04 06:00,18.5\ns-temp,2024-05-04 06:00:30,18.0\n"}',
         [201, {"read": 2, "kept": 15, "latest": {"s-temp": 18.0}}],
         (r'POST /readings {"csv": "sensor,at,value\ns-temp,2024-05-04 06:00,18.5\ne-soil,2024-05-04 07:00,40\n"}',
          [201, {"read": 2, "kept": 15, "latest": {"e-soil": 40.0, "s-temp": 18.5}}]),
         (r'POST /readings {"csv": "sensor,at,value\ns-temp,2024-05-03 06:00:00.000,18.5\ns-temp,2024-05-04T06:00,?\n"}',
          [201, {"read": 1, "kept": 13, "latest": {"s-temp": 18.5}}]),
         (r'POST /readings {"csv": "sensor,at,value\ns-temp,2024-05-04 06:00,18.5\ns-temp,yesterday,18.0\n"}', 422),
         (r'POST /readings {"csv": "sensor,at,value\nq-temp,2024-05-04 06:00,18.5\n"}', 422),
         ('POST /readings {"csv": ""}', 422), may_crash=True),
    case("grow-digest-that-starts-at-nought", GREENHOUSE, [('''    if len(values) < 2 or values.iloc[0] == 0:
''', '''    if len(values) < 2:
''')],
         'weekly_digest()', ["e-soil: -", "e-temp: -", "n-light: -", "n-temp: +150 %", "s-mist: -", "s-temp: -5 %"],
         ('GET /sensors/n-light/daily', 200),
         ('change("n-temp")', 150),
         ('change("s-temp")', -5),
         ('change("s-mist")', None),
         ('change("e-soil")', None), may_crash=True),
    case("grow-house-with-silent-sensor", GREENHOUSE, [('''    values = await asyncio.gather(*(poll(name) for name in names))
    return dict(zip(names, values))
''', '''    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(poll(name)) for name in names]
    return {name: task.result() for name, task in zip(names, tasks)}
''')],
         'GET /houses/east/live', [503, {"reason": "offline", "about": "e-soil"}],
         ('GET /houses/north/live', [200, {"n-temp": 24.5, "n-light": 700.0}]),
         ('GET /sensors/e-soil/live', [503, {"reason": "offline", "about": "e-soil"}]),
         ('GET /sensors/e-temp/live', [200, {"sensor": "e-temp", "value": 34.0}]),
         ('GET /houses/west/live', [404, {"reason": "no_house", "about": "west"}])),
    case("grow-report-of-a-sensor", GREENHOUSE, [('''        if name not in self.at_hand:
            self.at_hand[name] = self.frame[self.frame["sensor"] == name].sort_values("at")
        return self.at_hand[name]
''', '''        self.at_hand[name] = self.at_hand.get(name) or self.frame[self.frame["sensor"] == name].sort_values("at")
        return self.at_hand[name]
''')],
         'GET /sensors/n-temp/report', [200, {"latest": 30.0, "unit": "C", "low": 15.0, "high": 30.0}],
         ('GET /sensors/n-temp/daily', 200),
         ('GET /sensors/s-temp/report?days=1', [200, {"latest": 19.0, "unit": "C", "low": 19.0, "high": 22.0}]),
         ('GET /sensors/e-soil/report', 409),
         ('[archive.of("s-temp") is archive.of("s-temp"), archive.add(read_csv("sensor,at,value\\ns-temp,2024-05-05 06:00,17\\n")), latest("s-temp")]',
          [True, None, 17.0]),
         ('[len(archive.of("e-soil")), len(archive.of("e-soil"))]', [0, 0]), may_crash=True),
    case("grow-vents-on-a-cool-day", GREENHOUSE, [('''    percent = 0
    for limit, step''', '''    for limit, step''')],
         'GET /houses/south/vents', [200, {"house": "south", "degrees": 19.0, "open": 0}],
         ('GET /houses/north/vents', [200, {"house": "north", "degrees": 30.0, "open": 60}]),
         ('GET /houses/east/vents', [200, {"house": "east", "degrees": 33.5, "open": 100}]),
         ('[opening(24.0), opening(31.9), opening(32.0), opening(-3.0)]', [25, 60, 100, 0]),
         ('GET /houses/west/vents', 404), may_crash=True),
]
