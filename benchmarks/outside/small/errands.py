def swap(text, old, new):
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)


COURIER = r'''
"""Bicycle couriers: deliveries with time windows, the day's routes, and the riders' shifts."""
import sqlite3
from contextlib import contextmanager
from datetime import datetime, time, timedelta

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

SCHEMA = """
CREATE TABLE drivers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, shift_start TEXT NOT NULL, shift_hours INTEGER NOT NULL);
CREATE TABLE routes (id INTEGER PRIMARY KEY, driver_id INTEGER NOT NULL, day TEXT NOT NULL, capacity INTEGER NOT NULL);
CREATE TABLE deliveries (id INTEGER PRIMARY KEY, route_id INTEGER, position INTEGER, address TEXT NOT NULL,
                         x INTEGER NOT NULL, y INTEGER NOT NULL, day TEXT NOT NULL, opens TEXT NOT NULL,
                         closes TEXT NOT NULL, note TEXT, minutes INTEGER);
INSERT INTO drivers VALUES (1, 'Ida', '08:00', 6), (2, 'Tomas', '12:00', 8), (3, 'Wen', '20:30', 5);
INSERT INTO routes VALUES (1, 1, '2024-06-03', 5), (2, 2, '2024-06-03', 4), (3, 3, '2024-06-03', 2), (4, 2, '2024-06-04', 3);
INSERT INTO deliveries VALUES
    (1, 1, 1, 'Quay 4', 1, 2, '2024-06-03', '08:30', '10:00', 'ring twice', 18),
    (2, 1, 2, 'Mill Lane 9', 5, 5, '2024-06-03', '09:00', '11:00', NULL, NULL),
    (3, 1, 3, 'Old Gate 1', 2, 2, '2024-06-03', '09:00', '12:00', 'fragile', NULL),
    (4, 2, 1, 'Park Row 7', 3, 0, '2024-06-03', '13:00', '14:00', 'back door', NULL),
    (5, 2, 2, 'Hill St 20', 0, 3, '2024-06-03', '14:00', '16:00', 'call first', NULL),
    (6, 3, 1, 'Station', 4, 4, '2024-06-03', '21:00', '22:00', 'desk', NULL),
    (7, NULL, NULL, 'Tower 2', 6, 1, '2024-06-03', '09:30', '10:30', 'keys', NULL),
    (8, NULL, NULL, 'Bakery', 1, 1, '2024-06-03', '05:00', '06:30', 'warm', NULL);
"""
DEPOT = (0, 0)

connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
connection.row_factory = sqlite3.Row
connection.executescript(SCHEMA)

app = FastAPI(title="Couriers")


class CourierError(Exception):
    def __init__(self, status: int, code: str, message: str):
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


@app.exception_handler(CourierError)
async def on_courier_error(request: Request, exc: CourierError):
    return JSONResponse({"error": exc.code, "message": exc.message}, status_code=exc.status)


class DeliveryIn(BaseModel):
    address: str = Field(min_length=3)
    x: int
    y: int
    day: str = Field(pattern=r"^\d{4}-\d\d-\d\d$")
    opens: time
    closes: time
    note: str | None = None


class DeliveryOut(BaseModel):
    id: int
    address: str
    window: str
    note: str | None
    route: int | None = None


class HandoverIn(BaseModel):
    to: int


def get_db():
    return connection


@contextmanager
def transaction(db: sqlite3.Connection):
    """All or nothing."""
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


def need(db: sqlite3.Connection, table: str, number: int) -> sqlite3.Row:
    """The row of that number. A number without a row, whatever the number is, is answered with 404."""
    try:
        row = db.execute(f"SELECT * FROM {table} WHERE id = ?", (number,)).fetchone()
    except OverflowError:
        row = None
    if row is None:
        raise CourierError(404, "unknown", f"There is nothing numbered {number} in {table}.")
    return row


def clock(text: str) -> int:
    """Minutes since midnight."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def shift_end(driver: sqlite3.Row) -> str:
    """When the shift ends, as on the clock."""
    begun = datetime.strptime(driver["shift_start"], "%H:%M")
    return (begun + timedelta(hours=driver["shift_hours"])).strftime("%H:%M")


def covers(shift: sqlite3.Row, delivery: sqlite3.Row) -> bool:
    start = clock(shift["shift_start"])
    return start <= clock(delivery["opens"]) and clock(delivery["closes"]) <= start + shift["shift_hours"] * 60


def stops_of(db: sqlite3.Connection, route_id: int) -> list[sqlite3.Row]:
    """The stops of a route in the order in which they were added."""
    return db.execute("SELECT * FROM deliveries WHERE route_id = ? ORDER BY position", (route_id,)).fetchall()


def load(db: sqlite3.Connection, route_id: int) -> int:
    return len(stops_of(db, route_id))


def blocks(here: tuple[int, int], stop: sqlite3.Row) -> int:
    return abs(here[0] - stop["x"]) + abs(here[1] - stop["y"])


def nearest(here: tuple[int, int], stops: list[sqlite3.Row]) -> sqlite3.Row:
    """The stop with the fewest blocks to ride; of equals the one that was added first."""
    return min(stops, key=lambda stop: blocks(here, stop))


def add_stop(db: sqlite3.Connection, route: sqlite3.Row, delivery: sqlite3.Row) -> int:
    """Put a delivery at the end of a route; its position."""
    with transaction(db):
        if load(db, route["id"]) >= route["capacity"]:
            raise CourierError(409, "route_full", f"Route {route['id']} has no room left.")
        last = db.execute("SELECT max(position) AS last FROM deliveries WHERE route_id = ?", (route["id"],)).fetchone()
        position = (last["last"] or 0) + 1
        db.execute("UPDATE deliveries SET route_id = ?, position = ? WHERE id = ?", (route["id"], position, delivery["id"]))
    return position


def delivery_view(row: sqlite3.Row) -> dict:
    return {"id": row["id"], "address": row["address"], "window": f"{row['opens']}-{row['closes']}", "note": row["note"],
            "route": row["route_id"]}


@app.get("/drivers/{number}")
def show_driver(number: int, db: sqlite3.Connection = Depends(get_db)):
    driver = need(db, "drivers", number)
    return {"id": driver["id"], "name": driver["name"], "shift": f"{driver['shift_start']}-{shift_end(driver)}"}


@app.get("/routes/{number}")
def show_route(number: int, db: sqlite3.Connection = Depends(get_db)):
    """What is on a route and how far it is: the minutes are the mean of the stops already served."""
    route = need(db, "routes", number)
    stops = stops_of(db, number)
    served = [stop["minutes"] for stop in stops if stop["minutes"] is not None]
    mean = sum(served) / len(served) if served else None
    done = round(100 * len(served) / len(stops)) if stops else None
    return {"day": route["day"], "stops": len(stops), "done_percent": done, "mean_minutes": mean}


@app.get("/routes/{number}/plan")
def plan_route(number: int, db: sqlite3.Connection = Depends(get_db)):
    """An order of riding: from the depot always on to the nearest stop."""
    need(db, "routes", number)
    here, left, order, ridden = DEPOT, stops_of(db, number), [], 0
    while left:
        stop = nearest(here, left)
        left.remove(stop)
        order.append(stop["id"])
        ridden += blocks(here, stop)
        here = (stop["x"], stop["y"])
    return {"order": order, "blocks": ridden}


@app.post("/routes/{number}/handover")
def hand_over(number: int, body: HandoverIn, db: sqlite3.Connection = Depends(get_db)):
    """Give all stops of a route that are not served yet to another route: all of them or none."""
    need(db, "routes", number)
    target = need(db, "routes", body.to)
    open_stops = [stop for stop in stops_of(db, number) if stop["minutes"] is None]
    with transaction(db):
        for stop in open_stops:
            add_stop(db, target, stop)
    return {"moved": [stop["id"] for stop in open_stops], "left": load(db, number), "stops": load(db, target["id"])}


@app.get("/deliveries/{number}", response_model=DeliveryOut)
def show_delivery(number: int, db: sqlite3.Connection = Depends(get_db)):
    return delivery_view(need(db, "deliveries", number))


@app.post("/deliveries", status_code=201, response_model=DeliveryOut)
def add_delivery(body: DeliveryIn, db: sqlite3.Connection = Depends(get_db)):
    if body.closes <= body.opens:
        raise CourierError(422, "bad_window", "The window closes before it opens.")
    done = db.execute(
        "INSERT INTO deliveries (address, x, y, day, opens, closes, note) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (body.address, body.x, body.y, body.day, f"{body.opens:%H:%M}", f"{body.closes:%H:%M}", body.note),
    )
    return delivery_view(need(db, "deliveries", done.lastrowid))


@app.post("/deliveries/{number}/assign")
def assign(number: int, db: sqlite3.Connection = Depends(get_db)):
    """Put a delivery on the first route of its day that has room and whose rider is on shift."""
    delivery = need(db, "deliveries", number)
    if delivery["route_id"] is not None:
        raise CourierError(409, "assigned", f"Delivery {number} is on route {delivery['route_id']}.")
    query = "SELECT routes.*, shift_start, shift_hours FROM routes JOIN drivers ON drivers.id = driver_id WHERE day = ?"
    chosen = None
    for route in db.execute(query + " ORDER BY routes.id", (delivery["day"],)).fetchall():
        if covers(route, delivery) and load(db, route["id"]) < route["capacity"]:
            chosen = route
            break
    if chosen is None:
        raise CourierError(409, "no_route", f"No route can take delivery {number}.")
    return {"route": chosen["id"], "position": add_stop(db, chosen, delivery)}
'''

SCHOOL = r'''
"""A school's office: timetables of classes, students, and their grades."""
import unicodedata
from collections import Counter
from datetime import date

from flask import Flask, jsonify, request
from sqlalchemy import ForeignKey, UniqueConstraint, create_engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from sqlalchemy.pool import StaticPool

DAYS = ("mon", "tue", "wed", "thu", "fri")
KINDS = ("test", "oral")

engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
app = Flask(__name__)


class Base(DeclarativeBase):
    pass


class SchoolClass(Base):
    __tablename__ = "classes"
    code: Mapped[str] = mapped_column(primary_key=True)
    students: Mapped[list["Student"]] = relationship(back_populates="school_class", order_by="Student.id")
    lessons: Mapped[list["Lesson"]] = relationship(back_populates="school_class", order_by="Lesson.id")


class Room(Base):
    __tablename__ = "rooms"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Lesson(Base):
    __tablename__ = "lessons"
    id: Mapped[int] = mapped_column(primary_key=True)
    class_code: Mapped[str] = mapped_column(ForeignKey("classes.code"))
    weekday: Mapped[int]
    period: Mapped[int]
    subject: Mapped[str]
    teacher: Mapped[str]
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"))
    school_class: Mapped[SchoolClass] = relationship(back_populates="lessons")
    room: Mapped[Room | None] = relationship()


class Student(Base):
    __tablename__ = "students"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    login: Mapped[str]
    club: Mapped[str | None]
    class_code: Mapped[str] = mapped_column(ForeignKey("classes.code"))
    school_class: Mapped[SchoolClass] = relationship(back_populates="students")
    grades: Mapped[list["Grade"]] = relationship(back_populates="student", order_by="Grade.id", cascade="all, delete-orphan")


class Grade(Base):
    __tablename__ = "grades"
    __table_args__ = (UniqueConstraint("student_id", "subject", "given_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"))
    subject: Mapped[str]
    value: Mapped[int]
    kind: Mapped[str]
    given_on: Mapped[date]
    student: Mapped[Student] = relationship(back_populates="grades")


class Problem(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status, self.message = status, message


@app.errorhandler(Problem)
def on_problem(problem):
    return jsonify(error=problem.message), problem.status


def need(db, model, key):
    found = db.get(model, key)
    if found is None:
        raise Problem(404, f"no {model.__name__.lower()} {key}")
    return found


def fold(text):
    """For comparing: small letters without accents."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(one for one in parts if not unicodedata.combining(one)).casefold()


def login_of(name):
    """First and last word in plain ASCII letters: `jose.pinar` for José Luis Piñar."""
    words = fold(name).encode("ascii", "ignore").decode().split()
    if not words:
        raise Problem(400, "no login can be made of that name")
    return ".".join(words[:1] + words[1:][-1:])


def club_of(student):
    return student.club or "none"


def parse_day(text):
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise Problem(400, f"{text!r} is not a day")


def grade_value(value):
    if type(value) is not int or not 1 <= value <= 6:
        raise Problem(400, "grades are 1 to 6")
    return value


def grade_kind(kind):
    if not isinstance(kind, str) or kind not in KINDS:
        raise Problem(400, "kind is one of " + ", ".join(KINDS))
    return kind


def grade_from(data):
    return Grade(subject=str(data.get("subject", "")), value=grade_value(data.get("value")),
                 kind=grade_kind(data.get("kind", "test")), given_on=parse_day(data.get("given_on")))


def grade_view(grade):
    return {"id": grade.id, "subject": grade.subject, "value": grade.value, "kind": grade.kind, "given_on": grade.given_on.isoformat()}


def week_of(lessons):
    """The subjects of each day by period, None where a period is free."""
    periods = max((lesson.period for lesson in lessons), default=0)
    week = {day: [None] * periods for day in DAYS}
    for lesson in lessons:
        week[DAYS[lesson.weekday]][lesson.period - 1] = lesson.subject
    return week


def lesson_view(lesson):
    return {"class": lesson.class_code, "subject": lesson.subject, "teacher": lesson.teacher, "day": DAYS[lesson.weekday],
            "period": lesson.period, "room": lesson.room.name if lesson.room else None}


@app.get("/classes/<code>/timetable")
def timetable(code):
    with Session(engine) as db:
        return jsonify(week_of(need(db, SchoolClass, code).lessons))


@app.get("/classes/<code>/students")
def class_students(code):
    with Session(engine) as db:
        students = sorted(need(db, SchoolClass, code).students, key=lambda one: fold(one.name))
        return jsonify([{"name": one.name, "login": one.login, "club": club_of(one)} for one in students])


@app.get("/classes/<code>/clubs")
def class_clubs(code):
    """How many students of a class are in which club."""
    with Session(engine) as db:
        return jsonify(Counter(club_of(one) for one in need(db, SchoolClass, code).students))


@app.get("/teachers/<name>/lessons")
def teacher_lessons(name):
    with Session(engine) as db:
        query = select(Lesson).where(Lesson.teacher == name).order_by(Lesson.weekday, Lesson.period)
        return jsonify([lesson_view(one) for one in db.scalars(query)])


@app.post("/students")
def add_student():
    data = request.get_json()
    with Session(engine) as db:
        school_class = need(db, SchoolClass, data.get("class"))
        name = str(data.get("name", ""))
        student = Student(name=name, login=login_of(name), club=data.get("club"), school_class=school_class)
        db.add(student)
        db.commit()
        return jsonify(id=student.id, name=student.name, login=student.login), 201


@app.delete("/students/<int:number>")
def remove_student(number):
    """A student leaves the school: nothing of theirs is kept."""
    with Session(engine) as db:
        db.delete(need(db, Student, number))
        db.commit()
        counts = {model.__tablename__: db.scalar(select(func.count()).select_from(model)) for model in (Student, Grade)}
        return jsonify(counts)


@app.post("/students/<int:number>/grades")
def add_grades(number):
    """Take over a list of grades; those of a subject and day that has one already are skipped and named by index."""
    entered = [grade_from(one) for one in request.get_json()]
    skipped = []
    with Session(engine) as db:
        student_id = need(db, Student, number).id
        for index, grade in enumerate(entered):
            grade.student_id = student_id
            try:
                with db.begin_nested():
                    db.add(grade)
            except IntegrityError:
                skipped.append(index)
        db.commit()
        total = db.scalar(select(func.count()).select_from(Grade).where(Grade.student_id == student_id))
        return jsonify(skipped=skipped, total=total), 201


@app.patch("/grades/<int:number>")
def change_grade(number):
    data = request.get_json()
    with Session(engine) as db:
        grade = need(db, Grade, number)
        if "value" in data:
            grade.value = grade_value(data["value"])
        if "kind" in data:
            grade.kind = grade_kind(data["kind"])
        if "given_on" in data:
            grade.given_on = parse_day(data["given_on"])
        db.commit()
        return jsonify(grade_view(grade))


def seed():
    Base.metadata.create_all(engine)
    with Session(engine) as db:
        db.add_all([SchoolClass(code=code) for code in ("7a", "7b", "8a")])
        db.add_all([Room(id=1, name="R12"), Room(id=2, name="Lab")])
        rows = [("7a", 0, 1, "maths", "Brandt", 1), ("7a", 0, 2, "art", "Okafor", 1), ("7a", 2, 1, "physics", "Brandt", 2),
                ("7b", 1, 1, "maths", "Brandt", 1), ("7b", 1, 3, "music", "Silva", 2), ("7b", 4, 1, "latin", "Silva", None)]
        db.add_all([Lesson(class_code=c, weekday=d, period=p, subject=s, teacher=t, room_id=r) for c, d, p, s, t, r in rows])
        people = [("Ben Adler", "ben.adler", "chess", "7a"), ("Élodie Roux", "elodie.roux", "choir", "7a"),
                  ("Finn Moss", "finn.moss", "choir", "7a"), ("Gia Conti", "gia.conti", None, "7b"),
                  ("Hal Prior", "hal.prior", "chess", "7b"), ("Ira Stone", "ira.stone", None, "7b")]
        db.add_all([Student(name=n, login=i, club=b, class_code=c) for n, i, b, c in people])
        marks = [(1, "maths", 2, "test", 6), (1, "art", 1, "oral", 7), (2, "maths", 4, "test", 6), (4, "music", 3, "oral", 8)]
        db.add_all([Grade(student_id=s, subject=t, value=v, kind=k, given_on=date(2024, 5, d)) for s, t, v, k, d in marks])
        db.commit()


seed()
'''


def case(name, base, good, bad, trigger, wanted, *others, may_crash=False):
    out = dict(name=name, buggy=swap(base, good, bad), fixed=base, trigger=trigger, wanted=wanted, others=list(others))
    if may_crash:
        out["others_may_crash"] = True
    if name == "courier-shift-past-midnight":
        out["buggy"] = swap(out["buggy"], "from datetime import datetime, time, timedelta\n", "from datetime import time\n")
    return out


CASES = [
    # couriers
    case("courier-route-without-stops", COURIER, "    done = round(100 * len(served) / len(stops)) if stops else None\n",
         "    done = round(100 * len(served) / len(stops))\n",
         'GET /routes/4', [200, {"day": "2024-06-04", "stops": 0, "done_percent": None, "mean_minutes": None}],
         ('GET /routes/1', [200, {"day": "2024-06-03", "stops": 3, "done_percent": 33, "mean_minutes": 18.0}]),
         ('GET /routes/2', [200, {"day": "2024-06-03", "stops": 2, "done_percent": 0, "mean_minutes": None}]),
         ('GET /routes/9', 404)),
    case("courier-shift-past-midnight", COURIER, '''    begun = datetime.strptime(driver["shift_start"], "%H:%M")
    return (begun + timedelta(hours=driver["shift_hours"])).strftime("%H:%M")
''', '''    begun = time.fromisoformat(driver["shift_start"])
    return begun.replace(hour=begun.hour + driver["shift_hours"]).strftime("%H:%M")
''',
         'GET /drivers/3', [200, {"id": 3, "name": "Wen", "shift": "20:30-01:30"}],
         ('GET /drivers/1', [200, {"id": 1, "name": "Ida", "shift": "08:00-14:00"}]),
         ('GET /drivers/2', [200, {"id": 2, "name": "Tomas", "shift": "12:00-20:00"}]),
         ('GET /drivers/4', 404)),
    case("courier-two-stops-equally-far", COURIER, "    return min(stops, key=lambda stop: blocks(here, stop))\n",
         "    return min((blocks(here, stop), stop) for stop in stops)[1]\n",
         'GET /routes/2/plan', [200, {"order": [4, 5], "blocks": 9}],
         ('GET /routes/1/plan', [200, {"order": [1, 3, 2], "blocks": 10}]),
         ('GET /routes/4/plan', [200, {"order": [], "blocks": 0}]),
         ('GET /routes/3/plan', [200, {"order": [6], "blocks": 8}]),
         ('GET /routes/9/plan', 404)),
    case("courier-very-long-number", COURIER, '''    try:
        row = db.execute(f"SELECT * FROM {table} WHERE id = ?", (number,)).fetchone()
    except OverflowError:
        row = None
''', '''    row = db.execute(f"SELECT * FROM {table} WHERE id = ?", (number,)).fetchone()
''',
         'GET /deliveries/20240603000000000017', 404,
         ('GET /deliveries/1', [200, {"id": 1, "address": "Quay 4", "window": "08:30-10:00", "note": "ring twice", "route": 1}]),
         ('GET /deliveries/-5', 404),
         ('GET /routes/20240603000000000017/plan', 404),
         ('POST /routes/1/handover {"to": 20240603000000000017}', 404),
         ('GET /deliveries/soon', 422), may_crash=True),
    case("courier-nobody-on-shift", COURIER, '''    chosen = None
    for route in db.execute(query + " ORDER BY routes.id", (delivery["day"],)).fetchall():
        if covers(route, delivery) and load(db, route["id"]) < route["capacity"]:
            chosen = route
            break
    if chosen is None:
        raise CourierError(409, "no_route", f"No route can take delivery {number}.")
''', '''    for route in db.execute(query + " ORDER BY routes.id", (delivery["day"],)).fetchall():
        if covers(route, delivery) and load(db, route["id"]) < route["capacity"]:
            chosen = route
            break
''',
         'POST /deliveries/8/assign', 409,
         ('POST /deliveries/7/assign', [200, {"route": 1, "position": 4}]),
         ('POST /deliveries/1/assign', [409, {"error": "assigned", "message": "Delivery 1 is on route 1."}]),
         ('POST /deliveries/99/assign', 404)),
    case("courier-delivery-without-note", COURIER, "    note: str | None\n    route", "    note: str\n    route",
         'GET /deliveries/2', [200, {"id": 2, "address": "Mill Lane 9", "window": "09:00-11:00", "note": None, "route": 1}],
         ('GET /deliveries/7', [200, {"id": 7, "address": "Tower 2", "window": "09:30-10:30", "note": "keys", "route": None}]),
         ('POST /deliveries {"address": "Pier 3", "x": 1, "y": 0, "day": "2024-06-04", "opens": "09:00", "closes": "10:00"}',
          [201, {"id": 9, "address": "Pier 3", "window": "09:00-10:00", "note": None, "route": None}]),
         ('POST /deliveries {"address": "Pier 3", "x": 1, "y": 0, "day": "2024-06-04", "opens": "10:00", "closes": "09:00"}', 422),
         ('GET /deliveries/99', 404), may_crash=True),
    case("courier-handover-of-stops", COURIER, '''    if db.in_transaction:
        yield
        return
''', "",
         'POST /routes/1/handover {"to": 2}', [200, {"moved": [2, 3], "left": 1, "stops": 4}],
         ('POST /deliveries/7/assign', [200, {"route": 1, "position": 4}]),
         ('POST /routes/4/handover {"to": 2}', [200, {"moved": [], "left": 0, "stops": 2}]),
         ('POST /routes/1/handover {"to": 3}', [409, {"error": "route_full", "message": "Route 3 has no room left."}]),
         ('[__import__("fastapi.testclient").testclient.TestClient(app).post("/routes/1/handover", json={"to": 3}).status_code, '
          'load(connection, 1), load(connection, 3)]', [409, 3, 1]),
         ('POST /routes/1/handover {"to": 9}', 404), may_crash=True),
    # school
    case("school-free-period", SCHOOL, "    periods = max((lesson.period for lesson in lessons), default=0)\n",
         "    periods = len({lesson.period for lesson in lessons})\n",
         'GET /classes/7b/timetable',
         [200, {"mon": [None] * 3, "tue": ["maths", None, "music"], "wed": [None] * 3, "thu": [None] * 3, "fri": ["latin", None, None]}],
         ('GET /classes/7a/timetable',
          [200, {"mon": ["maths", "art"], "tue": [None] * 2, "wed": ["physics", None], "thu": [None] * 2, "fri": [None] * 2}]),
         ('GET /classes/8a/timetable', [200, {"mon": [], "tue": [], "wed": [], "thu": [], "fri": []}]),
         ('GET /classes/9z/timetable', 404)),
    case("school-lesson-without-room", SCHOOL, "lesson.room.name if lesson.room else None}", "lesson.room.name}",
         'GET /teachers/Silva/lessons',
         [200, [{"class": "7b", "subject": "music", "teacher": "Silva", "day": "tue", "period": 3, "room": "Lab"},
                {"class": "7b", "subject": "latin", "teacher": "Silva", "day": "fri", "period": 1, "room": None}]],
         ('GET /teachers/Okafor/lessons',
          [200, [{"class": "7a", "subject": "art", "teacher": "Okafor", "day": "mon", "period": 2, "room": "R12"}]]),
         ('GET /teachers/Nobody/lessons', [200, []])),
    case("school-login-of-accented-name", SCHOOL, 'fold(name).encode("ascii", "ignore")', 'name.casefold().encode("ascii")',
         'POST /students {"name": "Zoë Maria Björk", "class": "8a"}',
         [201, {"id": 7, "name": "Zoë Maria Björk", "login": "zoe.bjork"}],
         ('POST /students {"name": "Ada Lind", "class": "8a"}', [201, {"id": 7, "name": "Ada Lind", "login": "ada.lind"}]),
         ('POST /students {"name": "Prince", "class": "8a"}', [201, {"id": 7, "name": "Prince", "login": "prince"}]),
         ('POST /students {"name": " ", "class": "8a"}', 400),
         ('POST /students {"name": "Zoë Björk", "class": "9z"}', 404)),
    case("school-clubs-of-class", SCHOOL, "Counter(club_of(one) for", "Counter(one.club for",
         'GET /classes/7b/clubs', [200, {"chess": 1, "none": 2}],
         ('GET /classes/7a/clubs', [200, {"chess": 1, "choir": 2}]),
         ('GET /classes/8a/clubs', [200, {}]),
         ('GET /classes/9z/clubs', 404)),
    case("school-student-with-grades-leaves", SCHOOL, ', cascade="all, delete-orphan")', ")",
         'DELETE /students/1', [200, {"students": 5, "grades": 2}],
         ('DELETE /students/3', [200, {"students": 5, "grades": 4}]),
         ('DELETE /students/4', [200, {"students": 5, "grades": 3}]),
         ('DELETE /students/99', 404), may_crash=True),
    case("school-grade-twice-in-list", SCHOOL, '''                with db.begin_nested():
                    db.add(grade)
''', '''                db.add(grade)
                db.flush()
''',
         'POST /students/1/grades [{"subject": "latin", "value": 2, "given_on": "2024-05-06"}, '
         '{"subject": "maths", "value": 3, "given_on": "2024-05-06"}, {"subject": "music", "value": 1, "given_on": "2024-05-06"}]',
         [201, {"skipped": [1], "total": 4}],
         ('POST /students/1/grades [{"subject": "latin", "value": 2, "given_on": "2024-05-06"}]', [201, {"skipped": [], "total": 3}]),
         ('POST /students/1/grades [{"subject": "latin", "value": 2, "given_on": "2024-05-06"}, '
          '{"subject": "latin", "value": 3, "given_on": "2024-05-06"}]', [201, {"skipped": [1], "total": 3}]),
         ('POST /students/2/grades [{"subject": "maths", "value": 7, "given_on": "2024-05-09"}]', 400),
         ('POST /students/99/grades [{"subject": "maths", "value": 2, "given_on": "2024-05-09"}]', 404), may_crash=True),
    case("school-grade-moved-to-other-day", SCHOOL, 'grade.given_on = parse_day(data["given_on"])', 'grade.given_on = data["given_on"]',
         'PATCH /grades/1 {"given_on": "2024-05-03"}',
         [200, {"id": 1, "subject": "maths", "value": 2, "kind": "test", "given_on": "2024-05-03"}],
         ('PATCH /grades/1 {"value": 3}', [200, {"id": 1, "subject": "maths", "value": 3, "kind": "test", "given_on": "2024-05-06"}]),
         ('PATCH /grades/1 {"given_on": "Friday"}', 400),
         ('PATCH /grades/1 {"value": 9, "given_on": "2024-05-03"}', 400),
         ('PATCH /grades/99 {"given_on": "2024-05-03"}', 404), may_crash=True),
]
