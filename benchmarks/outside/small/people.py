def swap(base, *pairs):
    for good, bad in pairs:
        assert base.count(good) == 1, (base.count(good), good)
        base = base.replace(good, bad)
    return base


MEMBERS = r'''
"""Members of a sports club: accounts, plans and visits."""
import sqlite3
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

MAX_ROW_ID = 2**63 - 1

SCHEMA = """
PRAGMA foreign_keys = ON;
CREATE TABLE plan (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    monthly INTEGER NOT NULL
);
CREATE TABLE member (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    zone TEXT NOT NULL DEFAULT 'UTC',
    plan_id INTEGER REFERENCES plan (id)
);
CREATE TABLE visit (
    id INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL REFERENCES member (id),
    at TEXT NOT NULL,
    minutes INTEGER NOT NULL
);
INSERT INTO plan VALUES (1, 'basic', 20), (2, 'pool', 35), (3, 'winter', 15);
INSERT INTO member VALUES
    (1, 'ana@club.example', 'Ana', 'Europe/Lisbon', 1),
    (2, 'bob@club.example', 'Bob', 'UTC', 2),
    (3, 'cyd@club.example', 'Cyd', 'UTC', NULL);
INSERT INTO visit VALUES
    (1, 1, '2024-07-01T10:00:00+00:00', 60),
    (2, 1, '2024-07-03T18:30:00+00:00', 45),
    (3, 2, '2024-07-03T07:15:00+00:00', 30);
"""

app = FastAPI(title="club")
db = sqlite3.connect(":memory:", check_same_thread=False)
db.row_factory = sqlite3.Row
db.executescript(SCHEMA)


class NewMember(BaseModel):
    email: str = Field(min_length=3)
    name: str = Field(min_length=1)
    zone: str = "UTC"


class MemberChange(BaseModel):
    email: str | None = None
    name: str | None = None
    zone: str | None = None


class Activity(BaseModel):
    visits: int
    average_minutes: float | None


def find_member(member_id: int) -> sqlite3.Row:
    """The row of a member, or a 404."""
    if not 0 < member_id <= MAX_ROW_ID:
        raise HTTPException(404, "no such member")
    row = db.execute("SELECT * FROM member WHERE id = ?", (member_id,)).fetchone()
    if row is None:
        raise HTTPException(404, "no such member")
    return row


def find_plan(plan_id: int) -> sqlite3.Row:
    row = db.execute("SELECT * FROM plan WHERE id = ?", (plan_id,)).fetchone()
    if row is None:
        raise HTTPException(404, "no such plan")
    return row


def load_zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise HTTPException(422, "unknown timezone")


def mean(total, count):
    """Mean to one decimal, or None where nothing was counted."""
    return round(total / count, 1) if count else None


@app.get("/members/{member_id}")
def show_member(member_id: int):
    return dict(find_member(member_id))


@app.post("/members", status_code=201)
def add_member(new: NewMember):
    load_zone(new.zone)
    try:
        with db:
            cur = db.execute(
                "INSERT INTO member (email, name, zone) VALUES (?, ?, ?)",
                (new.email.lower(), new.name, new.zone),
            )
    except sqlite3.IntegrityError:
        raise HTTPException(409, "email already registered")
    return {"id": cur.lastrowid}


@app.patch("/members/{member_id}")
def change_member(member_id: int, change: MemberChange):
    member = dict(find_member(member_id))
    member.update(change.model_dump(exclude_none=True))
    load_zone(member["zone"])
    try:
        with db:
            db.execute(
                "UPDATE member SET email = ?, name = ?, zone = ? WHERE id = ?",
                (member["email"].lower(), member["name"], member["zone"], member_id),
            )
    except sqlite3.IntegrityError:
        raise HTTPException(409, "email already registered")
    return dict(find_member(member_id))


@app.get("/members/{member_id}/visits")
def list_visits(member_id: int, zone: str | None = None):
    """Visits in the member's own timezone, or in the one asked for."""
    member = find_member(member_id)
    tz = load_zone(zone or member["zone"])
    rows = db.execute("SELECT at, minutes FROM visit WHERE member_id = ? ORDER BY at", (member_id,))
    return [
        {"at": datetime.fromisoformat(r["at"]).astimezone(tz).isoformat(), "minutes": r["minutes"]}
        for r in rows
    ]


@app.get("/members/{member_id}/activity")
def activity(member_id: int) -> Activity:
    find_member(member_id)
    row = db.execute(
        "SELECT COUNT(*) AS n, SUM(minutes) AS total FROM visit WHERE member_id = ?", (member_id,)
    ).fetchone()
    return Activity(visits=row["n"], average_minutes=mean(row["total"], row["n"]))


@app.get("/plans/{plan_id}/activity")
def plan_activity(plan_id: int) -> Activity:
    find_plan(plan_id)
    minutes = [
        r["minutes"]
        for r in db.execute(
            "SELECT v.minutes FROM visit v JOIN member m ON m.id = v.member_id WHERE m.plan_id = ?",
            (plan_id,),
        )
    ]
    return Activity(visits=len(minutes), average_minutes=mean(sum(minutes), len(minutes)))


@app.delete("/plans/{plan_id}", status_code=204)
def drop_plan(plan_id: int):
    find_plan(plan_id)
    try:
        with db:
            db.execute("DELETE FROM plan WHERE id = ?", (plan_id,))
    except sqlite3.IntegrityError:
        raise HTTPException(409, "plan has members")


@app.delete("/members/{member_id}", status_code=204)
def drop_member(member_id: int):
    """Forget a member with all visits."""
    find_member(member_id)
    with db:
        db.execute("DELETE FROM visit WHERE member_id = ?", (member_id,))
        db.execute("DELETE FROM member WHERE id = ?", (member_id,))
'''

ORDERS = r'''
"""Subscriptions and orders."""
import base64
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, PositiveInt


class ApiError(Exception):
    """An answer that is not a success: a status and a code for machines."""

    def __init__(self, status: int, code: str):
        super().__init__(code)
        self.status = status
        self.code = code


class State(Enum):
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass
class Subscription:
    number: int
    account: str
    plan: str
    seats: int
    used: int
    state: State


PRICES = {"solo": Decimal("9.90"), "team": Decimal("24.50"), "trial": Decimal("0")}
COUPONS = {
    "FREE": {"rate": 1, "plans": ["solo", "team"]},
    "SPRING": {"rate": 0.15, "plans": ["team"]},
}
SUBSCRIPTIONS = [
    Subscription(1, "acme", "team", 8, 6, State.ACTIVE),
    Subscription(2, "bolt", "solo", 1, 1, State.PAUSED),
    Subscription(3, "cern", "team", 5, 0, State.ENDED),
    Subscription(4, "dorf", "trial", 0, 0, State.ACTIVE),
]
ORDERS = [{"number": n, "account": "acme" if n % 2 else "bolt"} for n in range(1, 8)]
PAGE = 3

app = FastAPI()


@app.exception_handler(ApiError)
async def show_error(request: Request, error: ApiError):
    return JSONResponse({"error": error.code}, error.status)


@app.exception_handler(RequestValidationError)
async def show_invalid(request: Request, error: RequestValidationError):
    fields = sorted({str(e["loc"][-1]) for e in error.errors()})
    return JSONResponse({"error": "bad_request", "fields": fields}, 400)


class QuoteIn(BaseModel):
    plan: str
    seats: PositiveInt
    coupon: str | None = None


class StateIn(BaseModel):
    state: str


def money(amount: Decimal) -> str:
    return str(amount.quantize(Decimal("0.01"), ROUND_HALF_UP))


def percent(part: int, whole: int) -> int:
    """Rounded share of the whole; 0 when there is no whole."""
    return round(100 * part / whole) if whole else 0


def read_state(text: str) -> State:
    try:
        return State(text)
    except ValueError:
        raise ApiError(400, "bad_state")


def encode_cursor(number: int) -> str:
    return base64.urlsafe_b64encode(f"o:{number}".encode()).decode()


def decode_cursor(text: str) -> int:
    """Number of the last order that was seen."""
    try:
        kind, number = base64.urlsafe_b64decode(text).decode().split(":")
        return int(number)
    except ValueError:
        raise ApiError(400, "bad_cursor")


def subscription(number: int) -> Subscription:
    for one in SUBSCRIPTIONS:
        if one.number == number:
            return one
    raise ApiError(404, "no_subscription")


def shown(one: Subscription) -> dict:
    return {"number": one.number, "account": one.account, "plan": one.plan, "state": one.state.value}


@app.get("/orders")
def list_orders(cursor: str | None = None):
    after = decode_cursor(cursor) if cursor else 0
    page = [o for o in ORDERS if o["number"] > after][:PAGE]
    more = bool(page) and page[-1]["number"] < ORDERS[-1]["number"]
    return {
        "orders": [o["number"] for o in page],
        "next": encode_cursor(page[-1]["number"]) if more else None,
    }


@app.get("/subscriptions")
def list_subscriptions(state: str | None = None):
    found = SUBSCRIPTIONS
    if state is not None:
        wanted = read_state(state)
        found = [s for s in found if s.state is wanted]
    return {"subscriptions": [shown(s) for s in found]}


@app.get("/subscriptions/{number}/usage")
def usage(number: int):
    one = subscription(number)
    return {"seats": one.seats, "used": one.used, "percent": percent(one.used, one.seats)}


@app.put("/subscriptions/{number}/state")
def set_state(number: int, body: StateIn):
    one = subscription(number)
    state = read_state(body.state)
    if one.state is State.ENDED:
        raise ApiError(409, "subscription_ended")
    one.state = state
    return shown(one)


@app.get("/report")
def report():
    """Share of subscriptions by state."""
    counts = {state.value: 0 for state in State}
    for one in SUBSCRIPTIONS:
        counts[one.state.value] += 1
    return {name: percent(n, len(SUBSCRIPTIONS)) for name, n in counts.items()}


@app.post("/quotes")
def quote(body: QuoteIn):
    price = PRICES.get(body.plan)
    if price is None:
        raise ApiError(404, "no_plan")
    total = price * body.seats
    if body.coupon:
        coupon = COUPONS.get(body.coupon)
        if coupon is None or body.plan not in coupon["plans"]:
            raise ApiError(400, "bad_coupon")
        total *= 1 - Decimal(str(coupon["rate"]))
    return {"plan": body.plan, "total": money(total)}
'''

TICKETS = r'''
"""Help desk: tickets in queues, worked on by agents."""
import re
from datetime import date, datetime, timezone
from json import JSONDecodeError

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

app = FastAPI()


def ticket(number, title, queue, state="open", agent=None, due=None, closed_at=None):
    return {
        "number": number,
        "title": title,
        "queue": queue,
        "state": state,
        "agent": agent,
        "due": due,
        "closed_at": closed_at,
    }


class Desk:
    """Storage of the help desk; async, as it is to move to a database."""

    def __init__(self):
        self._tickets = {
            1: ticket(1, "Login fails", "web", due=date(2024, 5, 2)),
            2: ticket(2, "Printer jam", "office", agent="bo"),
            3: ticket(
                3, "Old badge", "office", "closed", "bo",
                closed_at=datetime(2024, 4, 1, 12, 0, tzinfo=timezone.utc),
            ),
            4: ticket(4, "Slow search", "web"),
        }
        self._agents = {"bo": {"name": "Bo", "away": False}, "li": {"name": "Li", "away": True}}
        self._queues = {"web": {1: "P1", 4: "P3"}, "office": {2: "P2", 3: "P3"}}

    async def ticket(self, number):
        return self._tickets.get(number)

    async def agent(self, login):
        return self._agents.get(login)

    async def queue(self, name):
        return self._queues.get(name)

    async def add(self, title, queue):
        number = max(self._tickets) + 1
        self._tickets[number] = ticket(number, title, queue)
        self._queues[queue][number] = "P3"
        return self._tickets[number]


desk = Desk()


def fail(status, problem):
    return JSONResponse({"ok": False, "problem": problem}, status_code=status)


def done(status=200, **content):
    return JSONResponse({"ok": True, **content}, status_code=status)


def shown(one):
    """A ticket as JSON."""
    return {
        **one,
        "due": one["due"].isoformat() if one["due"] else None,
        "closed_at": one["closed_at"].isoformat() if one["closed_at"] else None,
    }


async def read_object(request: Request):
    """The JSON object of the request, or None where it has another content."""
    try:
        content = await request.json()
    except (JSONDecodeError, UnicodeDecodeError):
        return None
    return content if isinstance(content, dict) else None


@app.get("/tickets/{number}")
async def show_ticket(number: int):
    one = await desk.ticket(number)
    if one is None:
        return fail(404, "no such ticket")
    return done(ticket=shown(one))


@app.post("/tickets")
async def open_ticket(request: Request):
    content = await read_object(request)
    if content is None:
        return fail(400, "object expected")
    title = content.get("title")
    if not isinstance(title, str) or not title.strip():
        return fail(400, "title is missing")
    name = content.get("queue", "web")
    if not isinstance(name, str) or await desk.queue(name) is None:
        return fail(404, "no such queue")
    one = await desk.add(title.strip(), name)
    return done(201, ticket=shown(one))


@app.post("/tickets/{number}/assign")
async def assign(number: int, request: Request):
    """Give a ticket to an agent, or back to the queue when no agent is named."""
    content = await read_object(request)
    if content is None:
        return fail(400, "object expected")
    one = await desk.ticket(number)
    if one is None:
        return fail(404, "no such ticket")
    if one["state"] == "closed":
        return fail(409, "ticket is closed")
    login = content.get("agent")
    if login is not None:
        if not isinstance(login, str):
            return fail(400, "agent must be a login")
        agent = await desk.agent(login)
        if agent is None:
            return fail(404, "no such agent")
        if agent["away"]:
            return fail(409, "agent is away")
    one["agent"] = login
    return done(number=number, agent=login)


@app.get("/queues/{name}")
async def show_queue(name: str):
    queue = await desk.queue(name)
    if queue is None:
        return fail(404, "no such queue")
    return done(queue=[{"number": n, "priority": p} for n, p in queue.items()])


@app.post("/queues/{name}/sweep")
async def sweep(name: str):
    """Take the closed tickets out of a queue."""
    queue = await desk.queue(name)
    if queue is None:
        return fail(404, "no such queue")
    removed = []
    for number in list(queue):
        one = await desk.ticket(number)
        if one["state"] == "closed":
            del queue[number]
            removed.append(number)
    return done(removed=removed, left=len(queue))


@app.get("/find")
async def find_by_mail_subject(subject: str):
    """Ticket that a mail belongs to, from a subject like 'Re: [#12] Printer'."""
    match = re.search(r"\[#(\d{1,9})\]", subject)
    if match is None:
        return fail(400, "subject has no ticket number")
    one = await desk.ticket(int(match.group(1)))
    if one is None:
        return fail(404, "no such ticket")
    return done(number=one["number"], title=one["title"])
'''

CLINIC = r'''
"""Appointments of a clinic."""
import calendar
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta, timezone

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

OPENED = datetime(2024, 1, 1, tzinfo=timezone.utc)
SLOT = timedelta(minutes=30)
ORDERINGS = {"name": "p.name", "age": "p.born", "visit": "p.last_visit"}


class Problem(Exception):
    """Anything the clinic cannot do; sent as problem+json."""

    status = 500
    title = "problem"

    def __init__(self, about: str):
        super().__init__(about)
        self.about = about


class Missing(Problem):
    status = 404
    title = "missing"


class Clash(Problem):
    status = 409
    title = "clash"


class Unusable(Problem):
    status = 422
    title = "unusable"


app = FastAPI()


@app.exception_handler(Problem)
def problem_response(request: Request, problem: Problem):
    content = {"title": problem.title, "status": problem.status, "about": problem.about}
    return JSONResponse(content, problem.status, media_type="application/problem+json")


def connect() -> sqlite3.Connection:
    conn = sqlite3.connect(":memory:", check_same_thread=False)
    conn.row_factory = sqlite3.Row
    conn.executescript(
        """
        CREATE TABLE doctor (id INTEGER PRIMARY KEY, name TEXT, field TEXT, room TEXT);
        CREATE TABLE patient (id INTEGER PRIMARY KEY, name TEXT, born TEXT, last_visit TEXT);
        CREATE TABLE appointment (
            id INTEGER PRIMARY KEY,
            doctor_id INTEGER REFERENCES doctor (id),
            patient_id INTEGER REFERENCES patient (id),
            starts TEXT
        );
        INSERT INTO doctor VALUES (1, 'Okoro', 'heart', '12'), (2, 'Lindt', 'heart', '04'),
            (3, 'Adler', 'skin', NULL), (4, 'Moss', 'skin', '07');
        INSERT INTO patient VALUES (1, 'Vera', '1990-05-05', '2024-03-31'),
            (2, 'Karl', '1948-11-20', NULL), (3, 'Inez', '1975-02-01', '2024-02-29');
        INSERT INTO appointment VALUES (1, 1, 1, '2024-06-03T09:00:00+00:00'),
            (2, 1, 2, '2024-06-03T10:30:00+00:00');
        """
    )
    return conn


db = connect()


class Booking(BaseModel):
    doctor: int
    patient: int
    starts: datetime


def one_row(table: str, row_id: int) -> sqlite3.Row:
    with closing(db.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,))) as cur:
        row = cur.fetchone()
    if row is None:
        raise Missing(table)
    return row


def as_utc(moment: datetime) -> datetime:
    """The moment in UTC; a time without offset is taken as UTC."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=timezone.utc)
    return moment.astimezone(timezone.utc)


def add_months(day: date, months: int) -> date:
    """Same day of a later month, or the last day of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unusable("day")


@app.get("/doctors")
def list_doctors(by: str = "name", field: str | None = None):
    """Doctors by name or by room; those without a room come last."""
    if by not in ("name", "room"):
        raise Unusable("by")
    rows = db.execute("SELECT * FROM doctor WHERE ? IS NULL OR field = ?", (field, field)).fetchall()
    rows.sort(key=lambda row: (row[by] is None, row[by] or "", row["name"]))
    return [{"name": row["name"], "room": row["room"]} for row in rows]


@app.get("/doctors/{doctor_id}/days/{day}")
def day_sheet(doctor_id: int, day: str):
    doctor = one_row("doctor", doctor_id)
    wanted = read_day(day)
    query = "SELECT id, starts FROM appointment WHERE doctor_id = ? AND starts LIKE ? ORDER BY starts"
    with closing(db.execute(query, (doctor_id, f"{wanted.isoformat()}T%"))) as cur:
        first = cur.fetchone()
        if first is None:
            return {"doctor": doctor["name"], "begins": None, "appointments": []}
        following = [row["id"] for row in cur]
    return {
        "doctor": doctor["name"],
        "begins": first["starts"],
        "appointments": [first["id"], *following],
    }


@app.get("/patients")
def list_patients(sort: str = "name"):
    column = ORDERINGS.get(sort)
    if column is None:
        raise Unusable("sort")
    rows = db.execute(f"SELECT p.id, p.name FROM patient p ORDER BY {column}, p.id")
    return [row["name"] for row in rows]


@app.get("/patients/{patient_id}/next-check")
def next_check(patient_id: int):
    """Checks are yearly, with a first reminder after six months."""
    patient = one_row("patient", patient_id)
    if patient["last_visit"] is None:
        return {"reminder": None, "due": None}
    last = date.fromisoformat(patient["last_visit"])
    return {"reminder": add_months(last, 6), "due": add_months(last, 12)}


@app.get("/doctors/{doctor_id}/free")
def is_free(doctor_id: int, at: datetime):
    one_row("doctor", doctor_id)
    return {"free": free(doctor_id, as_utc(at))}


def free(doctor_id: int, at: datetime) -> bool:
    taken = db.execute("SELECT starts FROM appointment WHERE doctor_id = ?", (doctor_id,))
    return all(abs(datetime.fromisoformat(row["starts"]) - at) >= SLOT for row in taken)


@app.post("/appointments", status_code=201)
def book(booking: Booking):
    one_row("doctor", booking.doctor)
    one_row("patient", booking.patient)
    starts = as_utc(booking.starts)
    if starts < OPENED:
        raise Unusable("starts")
    if not free(booking.doctor, starts):
        raise Clash("starts")
    with db:
        cur = db.execute(
            "INSERT INTO appointment (doctor_id, patient_id, starts) VALUES (?, ?, ?)",
            (booking.doctor, booking.patient, starts.isoformat()),
        )
    return {"id": cur.lastrowid, "starts": starts.isoformat()}
'''

LIBRARY = r'''
"""A town library: readers, books, loans and shelves."""
from datetime import date
from typing import Annotated

from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel

TODAY = date(2024, 9, 30)
FINE_PER_DAY = 20

app = FastAPI()


def refuse(status: int, code: str) -> HTTPException:
    """Every refusal has a code, which the desk software translates."""
    return HTTPException(status, {"code": code})


class Reader(BaseModel):
    card: int
    name: str
    librarian: bool = False


class Loan(BaseModel):
    number: int
    card: int
    copy_id: str
    due: date
    returned: date | None = None


class Shelf(BaseModel):
    number: int
    label: str
    parent: int | None = None


class Move(BaseModel):
    parent: int | None


READERS = {
    "t-ruth": Reader(card=11, name="Ruth"),
    "t-omar": Reader(card=12, name="Omar"),
    "t-desk": Reader(card=1, name="Desk", librarian=True),
}
BOOKS = {"dune": ["dune/1", "dune/2"], "emma": ["emma/1"], "atlas": []}
LOANS = [
    Loan(number=1, card=11, copy_id="dune/1", due=date(2024, 9, 1), returned=date(2024, 9, 4)),
    Loan(number=2, card=12, copy_id="emma/1", due=date(2024, 9, 20)),
    Loan(number=3, card=12, copy_id="dune/2", due=date(2024, 8, 1), returned=date(2024, 7, 30)),
]
SHELVES = {
    s.number: s
    for s in (
        Shelf(number=1, label="Fiction"),
        Shelf(number=2, label="Novels", parent=1),
        Shelf(number=3, label="Russian", parent=2),
        Shelf(number=4, label="Science"),
    )
}


def current_reader(authorization: Annotated[str | None, Header()] = None) -> Reader:
    if authorization is None:
        raise refuse(401, "token_missing")
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or token not in READERS:
        raise refuse(401, "token_invalid")
    return READERS[token]


def librarian(reader: Annotated[Reader, Depends(current_reader)]) -> Reader:
    if not reader.librarian:
        raise refuse(403, "librarians_only")
    return reader


Someone = Annotated[Reader, Depends(current_reader)]
Librarian = Annotated[Reader, Depends(librarian)]


def get_shelf(number: int) -> Shelf:
    shelf = SHELVES.get(number)
    if shelf is None:
        raise refuse(404, "shelf_unknown")
    return shelf


def path_of(shelf: Shelf) -> list[str]:
    """Labels from the top shelf down to this one."""
    if shelf.parent is None:
        return [shelf.label]
    return path_of(SHELVES[shelf.parent]) + [shelf.label]


def inside(shelf: Shelf, outer: Shelf) -> bool:
    """Whether a shelf is the outer one or below it."""
    if shelf.number == outer.number:
        return True
    return shelf.parent is not None and inside(SHELVES[shelf.parent], outer)


def days_late(due: date, until: date) -> int:
    return max((until - due).days, 0)


def fine(loan: Loan) -> int:
    """Cents to pay for a loan, up to now while the book is out."""
    return days_late(loan.due, loan.returned or TODAY) * FINE_PER_DAY


@app.get("/me")
def me(reader: Someone):
    return reader


@app.get("/me/fines")
def my_fines(reader: Someone):
    return {str(loan.number): fine(loan) for loan in LOANS if loan.card == reader.card}


@app.post("/loans/{number}/return")
def give_back(number: int, reader: Librarian):
    for loan in LOANS:
        if loan.number == number:
            if loan.returned:
                raise refuse(409, "already_returned")
            loan.returned = TODAY
            return {"number": number, "fine": fine(loan)}
    raise refuse(404, "loan_unknown")


@app.get("/books/{code}")
def show_book(code: str):
    if code not in BOOKS:
        raise refuse(404, "book_unknown")
    return {"code": code, "copies": len(BOOKS[code])}


@app.post("/books/{code}/borrow", status_code=201)
def borrow(code: str, reader: Someone):
    if code not in BOOKS:
        raise refuse(404, "book_unknown")
    if sum(1 for loan in LOANS if loan.card == reader.card and not loan.returned) >= 3:
        raise refuse(409, "too_many_loans")
    lent = {loan.copy_id for loan in LOANS if loan.returned is None}
    copies = [copy for copy in BOOKS[code] if copy not in lent]
    if not copies:
        raise refuse(409, "no_copy_left")
    loan = Loan(number=len(LOANS) + 1, card=reader.card, copy_id=copies[0], due=date(2024, 10, 28))
    LOANS.append(loan)
    return loan


@app.get("/shelves/{number}")
def show_shelf(number: int):
    return {"path": path_of(get_shelf(number))}


@app.put("/shelves/{number}/parent")
def move_shelf(number: int, move: Move, reader: Librarian):
    shelf = get_shelf(number)
    if move.parent is not None:
        parent = get_shelf(move.parent)
        if inside(parent, shelf):
            raise refuse(409, "shelf_inside_itself")
    shelf.parent = move.parent
    return {"path": path_of(shelf)}
'''

TEAMS = r'''
"""Teams, their people, and invitations to join."""
import csv
import io
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from fastapi import BackgroundTasks, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel

NOW = datetime(2024, 11, 5, 8, 0)
MAX_DAYS = 90
GRANTS = [
    ("owner", "invite"),
    ("owner", "export"),
    ("owner", "delete"),
    ("editor", "invite"),
    ("editor", "export"),
]
ROLES = ("owner", "editor", "viewer")
OUTBOX: list[str] = []


@dataclass
class Person:
    name: str
    email: str
    role: str = "viewer"


@dataclass
class Team:
    slug: str
    title: str
    people: list[Person] = field(default_factory=list)


@dataclass
class Invitation:
    code: str
    team: str
    email: str
    invited_by: str
    expires: datetime
    note: str | None = None


class Rejected(Exception):
    def __init__(self, status: int, reason: str):
        self.status = status
        self.reason = reason


class InviteIn(BaseModel):
    team: str
    email: str
    invited_by: str
    days: int = 14
    note: str | None = None


class RenewIn(BaseModel):
    days: int


def rights_by_role(grants) -> dict[str, list[str]]:
    table = defaultdict(list)
    for role, right in grants:
        table[role].append(right)
    return dict(table)


RIGHTS = rights_by_role(GRANTS)
TEAMS = {
    "blue": Team("blue", "Blue", [Person("Ida", "ida@x.example", "owner"), Person("Max", "max@x.example")]),
    "lodz": Team("lodz", "Łódź", [Person("Ewa", "ewa@x.example", "owner")]),
    "koeln": Team("koeln", "Köln", [Person("Jan", "jan@x.example", "editor")]),
}
INVITATIONS = {"i1": Invitation("i1", "blue", "new@x.example", "Ida", datetime(2024, 11, 9, 8, 0))}

app = FastAPI()


def envelope(data: Any = None, error: str | None = None, status: int = 200) -> JSONResponse:
    return JSONResponse({"data": data, "error": error}, status)


@app.exception_handler(Rejected)
async def on_rejected(request: Request, rejected: Rejected):
    return envelope(error=rejected.reason, status=rejected.status)


@app.exception_handler(RequestValidationError)
async def on_invalid(request: Request, invalid: RequestValidationError):
    return envelope(error="invalid_input", status=400)


@app.middleware("http")
async def no_store(request: Request, call_next):
    response = await call_next(request)
    response.headers["Cache-Control"] = "no-store"
    return response


def team_or_reject(slug: str) -> Team:
    if slug not in TEAMS:
        raise Rejected(404, "team_not_found")
    return TEAMS[slug]


def deadline(start: datetime, days: int) -> datetime:
    if not 1 <= days <= MAX_DAYS:
        raise Rejected(400, "bad_days")
    return start + timedelta(days=days)


def announce(invitation: Invitation) -> None:
    """Put the mails of an invitation into the outbox."""
    OUTBOX.append(f"{invitation.email}: join {invitation.team}")
    if invitation.note:
        OUTBOX.append(f"{invitation.email}: {invitation.invited_by} writes {invitation.note!r}")


@app.get("/teams/{slug}")
def show_team(slug: str):
    team = team_or_reject(slug)
    return envelope({"title": team.title, "people": [p.name for p in team.people]})


@app.get("/teams/{slug}/people/{name}/rights")
def show_rights(slug: str, name: str):
    """What a person may do in a team; a role without grants may only look."""
    team = team_or_reject(slug)
    for person in team.people:
        if person.name == name:
            return envelope({"role": person.role, "rights": RIGHTS.get(person.role, [])})
    raise Rejected(404, "person_not_found")


@app.get("/teams/{slug}/export")
def export(slug: str):
    team = team_or_reject(slug)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["name", "email", "role"])
    writer.writerows([p.name, p.email, p.role] for p in team.people)
    disposition = f"attachment; filename*=UTF-8''{quote(team.title)}.csv"
    return Response(out.getvalue(), media_type="text/csv", headers={"Content-Disposition": disposition})


@app.post("/invitations")
def invite(body: InviteIn, tasks: BackgroundTasks):
    team = team_or_reject(body.team)
    if any(p.email == body.email for p in team.people):
        raise Rejected(409, "already_in_team")
    expires = deadline(NOW, body.days)
    invitation = Invitation(
        f"i{len(INVITATIONS) + 1}", team.slug, body.email, body.invited_by, expires, body.note
    )
    INVITATIONS[invitation.code] = invitation
    tasks.add_task(announce, invitation)
    answer = envelope({"code": invitation.code, "expires": expires.isoformat()}, status=201)
    answer.background = tasks
    return answer


@app.post("/invitations/{code}/renew")
def renew(code: str, body: RenewIn):
    invitation = INVITATIONS.get(code)
    if invitation is None:
        raise Rejected(404, "invitation_not_found")
    invitation.expires = deadline(invitation.expires, body.days)
    return envelope({"code": code, "expires": invitation.expires.isoformat()})
'''

CASES = []


def case(name, base, pairs, trigger, wanted, others, **more):
    CASES.append(dict(name=name, buggy=swap(base, *pairs), fixed=base, trigger=trigger, wanted=wanted, others=others, **more))


# ---- members

case(
    "members-change-to-taken-email", MEMBERS,
    [('''    try:
        with db:
            db.execute(
                "UPDATE member SET email = ?, name = ?, zone = ? WHERE id = ?",
                (member["email"].lower(), member["name"], member["zone"], member_id),
            )
    except sqlite3.IntegrityError:
        raise HTTPException(409, "email already registered")
''', '''    with db:
        db.execute(
            "UPDATE member SET email = ?, name = ?, zone = ? WHERE id = ?",
            (member["email"].lower(), member["name"], member["zone"], member_id),
        )
''')],
    'PATCH /members/2 {"email": "Ana@club.example"}',
    [409, {"detail": "email already registered"}],
    [
        ('PATCH /members/2 {"email": "bobby@club.example"}', [200, {"id": 2, "email": "bobby@club.example", "name": "Bob", "zone": "UTC", "plan_id": 2}]),
        ('PATCH /members/2 {"email": "BOB@club.example", "name": "Rob"}', [200, {"id": 2, "email": "bob@club.example", "name": "Rob", "zone": "UTC", "plan_id": 2}]),
        ('PATCH /members/9 {"name": "X"}', 404),
        ('POST /members {"email": "ana@club.example", "name": "A"}', [409, {"detail": "email already registered"}]),
    ],
)

case(
    "members-visits-in-unknown-zone", MEMBERS,
    [('tz = load_zone(zone or member["zone"])', 'tz = ZoneInfo(zone or member["zone"])')],
    "GET /members/1/visits?zone=Mars/Phobos",
    [422, {"detail": "unknown timezone"}],
    [
        ("GET /members/1/visits", [200, [{"at": "2024-07-01T11:00:00+01:00", "minutes": 60}, {"at": "2024-07-03T19:30:00+01:00", "minutes": 45}]]),
        ("GET /members/2/visits?zone=Asia/Tokyo", [200, [{"at": "2024-07-03T16:15:00+09:00", "minutes": 30}]]),
        ("GET /members/1/visits?zone=../secret", [422, {"detail": "unknown timezone"}]),
        ("GET /members/8/visits?zone=UTC", 404),
    ],
    others_may_crash=True,
)

case(
    "members-activity-without-visits", MEMBERS,
    [('''        "SELECT COUNT(*) AS n, SUM(minutes) AS total FROM visit WHERE member_id = ?", (member_id,)
    ).fetchone()
    return Activity(visits=row["n"], average_minutes=mean(row["total"], row["n"]))''',
      '''        "SELECT COUNT(*) AS n, AVG(minutes) AS average FROM visit WHERE member_id = ?", (member_id,)
    ).fetchone()
    return Activity(visits=row["n"], average_minutes=round(row["average"], 1))''')],
    "GET /members/3/activity",
    [200, {"visits": 0, "average_minutes": None}],
    [
        ("GET /members/1/activity", [200, {"visits": 2, "average_minutes": 52.5}]),
        ("GET /plans/3/activity", [200, {"visits": 0, "average_minutes": None}]),
        ("GET /members/77/activity", 404),
    ],
)

case(
    "members-drop-plan-in-use", MEMBERS,
    [('''    try:
        with db:
            db.execute("DELETE FROM plan WHERE id = ?", (plan_id,))
    except sqlite3.IntegrityError:
        raise HTTPException(409, "plan has members")
''', '''    with db:
        db.execute("DELETE FROM plan WHERE id = ?", (plan_id,))
''')],
    "DELETE /plans/1",
    409,
    [
        ("DELETE /plans/3", [204, None]),
        ("DELETE /plans/30", [404, {"detail": "no such plan"}]),
        ("DELETE /members/1", [204, None]),
    ],
)

case(
    "members-id-beyond-sqlite", MEMBERS,
    [('''    if not 0 < member_id <= MAX_ROW_ID:
        raise HTTPException(404, "no such member")
    row''', '''    row'''), ('MAX_ROW_ID = 2**63 - 1\n\n', '')],
    "GET /members/36893488147419103232",
    [404, {"detail": "no such member"}],
    [
        ("GET /members/2", [200, {"id": 2, "email": "bob@club.example", "name": "Bob", "zone": "UTC", "plan_id": 2}]),
        ("GET /members/404", [404, {"detail": "no such member"}]),
        ("GET /members/abc", 422),
        ("DELETE /members/99999999999999999999", [404, {"detail": "no such member"}]),
    ],
    others_may_crash=True,
)

# ---- orders

case(
    "orders-broken-cursor", ORDERS,
    [('''    try:
        kind, number = base64.urlsafe_b64decode(text).decode().split(":")
        return int(number)
    except ValueError:
        raise ApiError(400, "bad_cursor")
''', '''    kind, number = base64.urlsafe_b64decode(text).decode().split(":")
    return int(number)
''')],
    "GET /orders?cursor=bzo2x",
    400,
    [
        ("GET /orders", [200, {"orders": [1, 2, 3], "next": "bzoz"}]),
        ("GET /orders?cursor=bzo2", [200, {"orders": [7], "next": None}]),
        ("GET /orders?cursor=aGVsbG8=", 400),
        ("GET /orders?cursor=", [200, {"orders": [1, 2, 3], "next": "bzoz"}]),
    ],
    others_may_crash=True,
)

case(
    "orders-coupon-with-fraction", ORDERS,
    [('total *= 1 - Decimal(str(coupon["rate"]))', 'total *= 1 - coupon["rate"]')],
    'POST /quotes {"plan": "team", "seats": 3, "coupon": "SPRING"}',
    [200, {"plan": "team", "total": "62.48"}],
    [
        ('POST /quotes {"plan": "team", "seats": 3}', [200, {"plan": "team", "total": "73.50"}]),
        ('POST /quotes {"plan": "solo", "seats": 2, "coupon": "FREE"}', [200, {"plan": "solo", "total": "0.00"}]),
        ('POST /quotes {"plan": "solo", "seats": 2, "coupon": "SPRING"}', [400, {"error": "bad_coupon"}]),
        ('POST /quotes {"plan": "solo", "seats": 0}', [400, {"error": "bad_request", "fields": ["seats"]}]),
    ],
)

case(
    "orders-filter-by-unknown-state", ORDERS,
    [("wanted = read_state(state)", "wanted = State(state)")],
    "GET /subscriptions?state=cancelled",
    [400, {"error": "bad_state"}],
    [
        ("GET /subscriptions?state=paused", [200, {"subscriptions": [{"number": 2, "account": "bolt", "plan": "solo", "state": "paused"}]}]),
        ('PUT /subscriptions/1/state {"state": "cancelled"}', [400, {"error": "bad_state"}]),
        ('PUT /subscriptions/3/state {"state": "active"}', [409, {"error": "subscription_ended"}]),
    ],
)

case(
    "orders-usage-of-plan-without-seats", ORDERS,
    [('"percent": percent(one.used, one.seats)}', '"percent": round(one.used / one.seats * 100)}')],
    "GET /subscriptions/4/usage",
    [200, {"seats": 0, "used": 0, "percent": 0}],
    [
        ("GET /subscriptions/1/usage", [200, {"seats": 8, "used": 6, "percent": 75}]),
        ("GET /subscriptions/3/usage", [200, {"seats": 5, "used": 0, "percent": 0}]),
        ("GET /subscriptions/12/usage", [404, {"error": "no_subscription"}]),
    ],
)

# ---- tickets

case(
    "tickets-assign-to-agent", TICKETS,
    [("agent = await desk.agent(login)", "agent = desk.agent(login)")],
    'POST /tickets/1/assign {"agent": "bo"}',
    [200, {"ok": True, "number": 1, "agent": "bo"}],
    [
        ('POST /tickets/2/assign {"agent": null}', [200, {"ok": True, "number": 2, "agent": None}]),
        ('POST /tickets/3/assign {"agent": "bo"}', [409, {"ok": False, "problem": "ticket is closed"}]),
        ('POST /tickets/1/assign {"agent": "li"}', [409, {"ok": False, "problem": "agent is away"}]),
        ('POST /tickets/1/assign {"agent": "zoe"}', [404, {"ok": False, "problem": "no such agent"}]),
    ],
    others_may_crash=True,
)

case(
    "tickets-open-with-list", TICKETS,
    [('''async def open_ticket(request: Request):
    content = await read_object(request)
    if content is None:
        return fail(400, "object expected")
''', '''async def open_ticket(request: Request):
    content = await request.json()
''')],
    'POST /tickets [{"title": "Two screens"}]',
    [400, {"ok": False, "problem": "object expected"}],
    [
        ('POST /tickets {"title": " New mouse ", "queue": "office"}', [201, {"ok": True, "ticket": {"number": 5, "title": "New mouse", "queue": "office", "state": "open", "agent": None, "due": None, "closed_at": None}}]),
        ('POST /tickets {"queue": "office"}', [400, {"ok": False, "problem": "title is missing"}]),
        ('POST /tickets "New mouse"', [400, {"ok": False, "problem": "object expected"}]),
        ('POST /tickets {"title": "a", "queue": "moon"}', 404),
    ],
    others_may_crash=True,
)

case(
    "tickets-show-closed", TICKETS,
    [('''        "closed_at": one["closed_at"].isoformat() if one["closed_at"] else None,
''', "")],
    "GET /tickets/3",
    [200, {"ok": True, "ticket": {"number": 3, "title": "Old badge", "queue": "office", "state": "closed", "agent": "bo", "due": None, "closed_at": "2024-04-01T12:00:00+00:00"}}],
    [
        ("GET /tickets/1", [200, {"ok": True, "ticket": {"number": 1, "title": "Login fails", "queue": "web", "state": "open", "agent": None, "due": "2024-05-02", "closed_at": None}}]),
        ("GET /tickets/6", [404, {"ok": False, "problem": "no such ticket"}]),
    ],
)

case(
    "tickets-sweep-queue", TICKETS,
    [("for number in list(queue):", "for number in queue:")],
    "POST /queues/office/sweep",
    [200, {"ok": True, "removed": [3], "left": 1}],
    [
        ("POST /queues/web/sweep", [200, {"ok": True, "removed": [], "left": 2}]),
        ("POST /queues/moon/sweep", [404, {"ok": False, "problem": "no such queue"}]),
        ("GET /queues/office", [200, {"ok": True, "queue": [{"number": 2, "priority": "P2"}, {"number": 3, "priority": "P3"}]}]),
    ],
)

# ---- clinic

case(
    "clinic-next-check-after-leap-day", CLINIC,
    [('"due": add_months(last, 12)}', '"due": last.replace(year=last.year + 1)}')],
    "GET /patients/3/next-check",
    [200, {"reminder": "2024-08-29", "due": "2025-02-28"}],
    [
        ("GET /patients/1/next-check", [200, {"reminder": "2024-09-30", "due": "2025-03-31"}]),
        ("GET /patients/2/next-check", [200, {"reminder": None, "due": None}]),
        ("GET /patients/5/next-check", [404, {"title": "missing", "status": 404, "about": "patient"}]),
    ],
)

case(
    "clinic-book-time-without-offset", CLINIC,
    [("starts = as_utc(booking.starts)", "starts = booking.starts")],
    'POST /appointments {"doctor": 1, "patient": 3, "starts": "2024-06-04T09:00:00"}',
    [201, {"id": 3, "starts": "2024-06-04T09:00:00+00:00"}],
    [
        ('POST /appointments {"doctor": 1, "patient": 3, "starts": "2024-06-04T09:00:00+00:00"}', [201, {"id": 3, "starts": "2024-06-04T09:00:00+00:00"}]),
        ('POST /appointments {"doctor": 1, "patient": 3, "starts": "2024-06-03T11:15:00+02:00"}', [409, {"title": "clash", "status": 409, "about": "starts"}]),
        ('POST /appointments {"doctor": 1, "patient": 3, "starts": "2019-06-03T11:15:00Z"}', [422, {"title": "unusable", "status": 422, "about": "starts"}]),
        ('POST /appointments {"doctor": 1, "patient": 3, "starts": "2024-06-03T10:45:00"}', [409, {"title": "clash", "status": 409, "about": "starts"}]),
    ],
    others_may_crash=True,
)

case(
    "clinic-patients-by-age", CLINIC,
    [('"age": "p.born"', '"age": "p.birthday"')],
    "GET /patients?sort=age",
    [200, ["Karl", "Inez", "Vera"]],
    [
        ("GET /patients", [200, ["Inez", "Karl", "Vera"]]),
        ("GET /patients?sort=visit", [200, ["Karl", "Inez", "Vera"]]),
        ("GET /patients?sort=phone", [422, {"title": "unusable", "status": 422, "about": "sort"}]),
    ],
)

case(
    "clinic-day-sheet-with-appointments", CLINIC,
    [('''        following = [row["id"] for row in cur]
''', '''    following = [row["id"] for row in cur]
''')],
    "GET /doctors/1/days/2024-06-03",
    [200, {"doctor": "Okoro", "begins": "2024-06-03T09:00:00+00:00", "appointments": [1, 2]}],
    [
        ("GET /doctors/2/days/2024-06-03", [200, {"doctor": "Lindt", "begins": None, "appointments": []}]),
        ("GET /doctors/1/days/2024-06-31", [422, {"title": "unusable", "status": 422, "about": "day"}]),
        ("GET /doctors/7/days/2024-06-03", [404, {"title": "missing", "status": 404, "about": "doctor"}]),
    ],
)

case(
    "clinic-doctors-by-room", CLINIC,
    [('(row[by] is None, row[by] or "", row["name"])', '(row[by], row["name"])')],
    "GET /doctors?by=room",
    [200, [{"name": "Lindt", "room": "04"}, {"name": "Moss", "room": "07"}, {"name": "Okoro", "room": "12"}, {"name": "Adler", "room": None}]],
    [
        ("GET /doctors?by=room&field=heart", [200, [{"name": "Lindt", "room": "04"}, {"name": "Okoro", "room": "12"}]]),
        ("GET /doctors?field=skin", [200, [{"name": "Adler", "room": None}, {"name": "Moss", "room": "07"}]]),
        ("GET /doctors?by=age", [422, {"title": "unusable", "status": 422, "about": "by"}]),
        ("GET /doctors?by=room&field=skin", [200, [{"name": "Moss", "room": "07"}, {"name": "Adler", "room": None}]]),
    ],
    others_may_crash=True,
)

# ---- library

case(
    "library-header-without-token", LIBRARY,
    [('scheme, _, token = authorization.partition(" ")', 'scheme, token = authorization.split(" ")')],
    'GET /me {"headers": {"Authorization": "Bearer"}}',
    [401, {"detail": {"code": "token_invalid"}}],
    [
        ('GET /me {"headers": {"Authorization": "bearer t-ruth"}}', [200, {"card": 11, "name": "Ruth", "librarian": False}]),
        ('GET /me {"headers": {"Authorization": "Bearer t-none"}}', [401, {"detail": {"code": "token_invalid"}}]),
        ("GET /me", [401, {"detail": {"code": "token_missing"}}]),
        ('GET /me/fines {"headers": {"Authorization": "Digest username=x, realm=y"}}', [401, {"detail": {"code": "token_invalid"}}]),
    ],
    others_may_crash=True,
)

case(
    "library-move-shelf-below-itself", LIBRARY,
    [('''        if inside(parent, shelf):
''', '''        if parent.number == shelf.number:
'''), ('''def inside(shelf: Shelf, outer: Shelf) -> bool:
    """Whether a shelf is the outer one or below it."""
    if shelf.number == outer.number:
        return True
    return shelf.parent is not None and inside(SHELVES[shelf.parent], outer)


''', "")],
    'PUT /shelves/1/parent {"parent": 3, "headers": {"Authorization": "Bearer t-desk"}}',
    [409, {"detail": {"code": "shelf_inside_itself"}}],
    [
        ('PUT /shelves/3/parent {"parent": 4, "headers": {"Authorization": "Bearer t-desk"}}', [200, {"path": ["Science", "Russian"]}]),
        ('PUT /shelves/3/parent {"parent": 1, "headers": {"Authorization": "Bearer t-desk"}}', [200, {"path": ["Fiction", "Russian"]}]),
        ('PUT /shelves/1/parent {"parent": 1, "headers": {"Authorization": "Bearer t-desk"}}', [409, {"detail": {"code": "shelf_inside_itself"}}]),
        ('PUT /shelves/3/parent {"parent": null, "headers": {"Authorization": "Bearer t-ruth"}}', 403),
    ],
)

case(
    "library-fine-of-open-loan", LIBRARY,
    [("days_late(loan.due, loan.returned or TODAY)", "days_late(loan.due, loan.returned)")],
    'GET /me/fines {"headers": {"Authorization": "Bearer t-omar"}}',
    [200, {"2": 200, "3": 0}],
    [
        ('GET /me/fines {"headers": {"Authorization": "Bearer t-ruth"}}', [200, {"1": 60}]),
        ('POST /loans/2/return {"headers": {"Authorization": "Bearer t-desk"}}', [200, {"number": 2, "fine": 200}]),
        ('POST /loans/1/return {"headers": {"Authorization": "Bearer t-desk"}}', [409, {"detail": {"code": "already_returned"}}]),
    ],
)

case(
    "library-borrow-last-copy-gone", LIBRARY,
    [('''    if not copies:
        raise refuse(409, "no_copy_left")
''', "")],
    'POST /books/emma/borrow {"headers": {"Authorization": "Bearer t-ruth"}}',
    409,
    [
        ('POST /books/dune/borrow {"headers": {"Authorization": "Bearer t-ruth"}}', [201, {"number": 4, "card": 11, "copy_id": "dune/1", "due": "2024-10-28", "returned": None}]),
        ('POST /books/ulysses/borrow {"headers": {"Authorization": "Bearer t-ruth"}}', [404, {"detail": {"code": "book_unknown"}}]),
        ("POST /books/emma/borrow", [401, {"detail": {"code": "token_missing"}}]),
        ('POST /books/atlas/borrow {"headers": {"Authorization": "Bearer t-omar"}}', 409),
    ],
    others_may_crash=True,
)

# ---- teams

case(
    "teams-invite-with-note", TEAMS,
    [("{invitation.invited_by} writes", "{invitation.sender} writes")],
    'POST /invitations {"team": "blue", "email": "kim@x.example", "invited_by": "Ida", "note": "hello"}',
    [201, {"data": {"code": "i2", "expires": "2024-11-19T08:00:00"}, "error": None}],
    [
        ('POST /invitations {"team": "blue", "email": "kim@x.example", "invited_by": "Ida", "days": 2}', [201, {"data": {"code": "i2", "expires": "2024-11-07T08:00:00"}, "error": None}]),
        ('POST /invitations {"team": "blue", "email": "max@x.example", "invited_by": "Ida", "note": "hello"}', [409, {"data": None, "error": "already_in_team"}]),
        ('POST /invitations {"team": "blue"}', [400, {"data": None, "error": "invalid_input"}]),
    ],
)

case(
    "teams-export-of-polish-team", TEAMS,
    [('''filename*=UTF-8\'\'{quote(team.title)}.csv"''', '''filename={team.title}.csv"'''), ("from urllib.parse import quote\n", "")],
    "GET /teams/lodz/export",
    [200, None],
    [
        ("GET /teams/blue/export", [200, None]),
        ("GET /teams/rome/export", [404, {"data": None, "error": "team_not_found"}]),
        ("GET /teams/lodz", [200, {"data": {"title": "Łódź", "people": ["Ewa"]}, "error": None}]),
    ],
)

case(
    "teams-invite-for-too-many-days", TEAMS,
    [("    expires = deadline(NOW, body.days)\n", "    expires = NOW + timedelta(days=body.days)\n")],
    'POST /invitations {"team": "blue", "email": "kim@x.example", "invited_by": "Ida", "days": 9999999}',
    [400, {"data": None, "error": "bad_days"}],
    [
        ('POST /invitations {"team": "blue", "email": "kim@x.example", "invited_by": "Ida", "days": 30}', [201, {"data": {"code": "i2", "expires": "2024-12-05T08:00:00"}, "error": None}]),
        ('POST /invitations/i1/renew {"days": 9999999}', [400, {"data": None, "error": "bad_days"}]),
        ('POST /invitations/i1/renew {"days": 1}', [200, {"data": {"code": "i1", "expires": "2024-11-10T08:00:00"}, "error": None}]),
        ('POST /invitations {"team": "blue", "email": "kim@x.example", "invited_by": "Ida", "days": 99999999999}', [400, {"data": None, "error": "bad_days"}]),
    ],
    others_may_crash=True,
)

case(
    "teams-rights-of-viewer", TEAMS,
    [("RIGHTS.get(person.role, [])", "RIGHTS[person.role]")],
    "GET /teams/blue/people/Max/rights",
    [200, {"data": {"role": "viewer", "rights": []}, "error": None}],
    [
        ("GET /teams/blue/people/Ida/rights", [200, {"data": {"role": "owner", "rights": ["invite", "export", "delete"]}, "error": None}]),
        ("GET /teams/koeln/people/Jan/rights", [200, {"data": {"role": "editor", "rights": ["invite", "export"]}, "error": None}]),
        ("GET /teams/blue/people/Zed/rights", [404, {"data": None, "error": "person_not_found"}]),
    ],
)

assert len(CASES) == 26
