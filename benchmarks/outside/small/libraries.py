"""A library's service and a haulage company's batch job, with one bug each.

Every program is written once; each bug is a textual replacement in it.
"""

from __future__ import annotations

from typing import Any


def swap(text: str, old: str, new: str) -> str:
    """The text with the one occurrence replaced."""
    if text.count(old) != 1:
        raise ValueError(f"{text.count(old)} times: {old}")
    return text.replace(old, new)


def case(
    name: str, base: str, good: str, bad: str, trigger: str, wanted: Any, *others: tuple[str, Any]
) -> dict[str, Any]:
    """A case: the program, and the program with `bad` in place of `good`."""
    buggy = swap(base, good, bad)
    return {
        "name": name, "buggy": buggy, "fixed": base, "trigger": trigger, "wanted": wanted, "others": list(others),
    }  # fmt: skip


CIRCULATION = r'''"""Circulation service of the island libraries: loans, holds, fines, cards and opening times.

Days are stored and answered as ISO text, money is stored in cents and answered as text with two decimals. A card is
good until the last day of a month. What is refused is answered with its status and `{"error": code}`.
"""

import asyncio
import calendar
import sqlite3
from contextlib import asynccontextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

LOAN_DAYS = {"book": 21, "film": 7, "magazine": 14}
LATE_CENTS = {"book": 20, "film": 100, "magazine": 10}
OWED_LIMIT = 1000

SCHEMA = """
CREATE TABLE branches (code TEXT PRIMARY KEY, name TEXT NOT NULL, zone TEXT NOT NULL);
CREATE TABLE hours (branch TEXT, weekday INTEGER, opens TEXT, closes TEXT, PRIMARY KEY (branch, weekday));
CREATE TABLE closures (branch TEXT, day TEXT, reason TEXT);
CREATE TABLE patrons (card TEXT PRIMARY KEY, name TEXT NOT NULL, home TEXT NOT NULL, expires TEXT NOT NULL,
                      blocked_until TEXT);
CREATE TABLE titles (isbn TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, price INTEGER);
CREATE TABLE copies (barcode TEXT PRIMARY KEY, isbn TEXT NOT NULL, branch TEXT NOT NULL);
CREATE TABLE loans (id INTEGER PRIMARY KEY, barcode TEXT, card TEXT, due TEXT NOT NULL, returned TEXT);
CREATE TABLE holds (id INTEGER PRIMARY KEY, isbn TEXT, card TEXT, pickup TEXT, placed TEXT NOT NULL, barcode TEXT,
                    UNIQUE (isbn, card));
CREATE TABLE fines (id INTEGER PRIMARY KEY, card TEXT, loan INTEGER, cents INTEGER, paid INTEGER DEFAULT 0,
                    charged TEXT NOT NULL);
"""
SEED = """
INSERT INTO branches VALUES ('pal', 'Las Palmas', 'Atlantic/Canary'), ('mah', 'Mahón', 'Europe/Madrid');
INSERT INTO hours SELECT code, day.value, '09:00', '19:00' FROM branches, json_each('[0, 1, 2, 3, 4]') AS day;
INSERT INTO hours VALUES ('mah', 5, '10:00', '14:00');
INSERT INTO closures VALUES ('pal', '2026-05-01', 'Labour day'), ('mah', '2026-05-01', 'Labour day');
INSERT INTO patrons VALUES ('N101', 'Inés Roca', 'pal', '2027-04-30', NULL),
    ('N102', 'Pau Vidal', 'mah', '2026-12-31', '2026-04-15'), ('N103', 'Aina Pons', 'mah', '2028-02-29', NULL),
    ('N104', 'Marc Sintes', 'pal', '2027-02-28', NULL), ('N105', 'Lola Díaz', 'pal', '2026-01-31', NULL);
INSERT INTO titles VALUES ('978-1', 'Nada', 'book', 1450), ('978-2', 'El sur', 'film', 2000),
    ('978-3', 'Atlas of tides', 'map', NULL), ('978-4', 'Campos de Níjar', 'book', 300);
INSERT INTO copies VALUES ('c11', '978-1', 'pal'), ('c12', '978-1', 'mah'), ('c21', '978-2', 'pal'),
    ('c31', '978-3', 'mah'), ('c41', '978-4', 'pal'), ('c42', '978-4', 'mah');
INSERT INTO loans VALUES (1, 'c11', 'N101', '2026-04-10', NULL), (2, 'c21', 'N103', '2026-04-08', NULL),
    (3, 'c41', 'N104', '2026-03-02', NULL), (4, 'c12', 'N101', '2026-02-02', '2026-02-09');
INSERT INTO holds VALUES (1, '978-1', 'N103', 'mah', '2026-03-20', 'c12'), (2, '978-1', 'N104', 'pal', '2026-03-25', NULL),
    (3, '978-2', 'N101', 'pal', '2026-04-01', NULL);
INSERT INTO fines VALUES (11, 'N101', 4, 140, 100, '2026-02-09'), (12, 'N101', NULL, 260, 0, '2026-03-01'),
    (13, 'N104', NULL, 1200, 200, '2026-01-15'), (14, 'N103', NULL, 90, 90, '2025-11-02');
"""


class Refused(Exception):
    """What the service does not do; answered with the status."""

    def __init__(self, status: int, code: str):
        super().__init__(code)
        self.status, self.code = status, code


app = FastAPI(title="circulation")
store = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
store.row_factory = sqlite3.Row
store.executescript(SCHEMA + SEED)
writing = asyncio.Lock()


async def read(statement: str, *values) -> list[sqlite3.Row]:
    return store.execute(statement, values).fetchall()


async def read_one(statement: str, *values) -> sqlite3.Row | None:
    return store.execute(statement, values).fetchone()


@asynccontextmanager
async def changing():
    """The database for changes, one after the other; nothing is changed where that fails."""
    async with writing:
        store.execute("BEGIN IMMEDIATE")
        try:
            yield store
        except BaseException:
            store.rollback()
            raise
        store.commit()


class Person(BaseModel):
    name: str
    home: str
    on: date


class Lending(BaseModel):
    card: str
    barcode: str
    on: date


class Drop(BaseModel):
    branch: str
    barcodes: list[str] = Field(min_length=1)
    on: date


class Wish(BaseModel):
    card: str
    isbn: str
    pickup: str | None = None
    on: date


class Payment(BaseModel):
    amount: Decimal = Field(gt=0, decimal_places=2)


@app.exception_handler(Refused)
async def refused(request: Request, error: Refused) -> JSONResponse:
    return JSONResponse({"error": error.code}, error.status)


def money(cents: int) -> str:
    return f"{Decimal(cents) / 100:.2f}"


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


async def known(table: str, key: str, value) -> sqlite3.Row:
    """The row of that key, which a request names."""
    row = await read_one(f"SELECT * FROM {table} WHERE {key} = ?", value)
    if row is None:
        raise Refused(404, f"unknown-{key}")
    return row


async def owed(card: str) -> int:
    """What the patron has still to pay, in cents."""
    row = await read_one("SELECT COALESCE(SUM(cents - paid), 0) AS owed FROM fines WHERE card = ?", card)
    return row["owed"]


async def hours_on(branch: str, day: date) -> tuple[time, time] | None:
    """From when to when the branch is open that day, in its own time; None if it is closed."""
    if await read_one("SELECT 1 FROM closures WHERE branch = ? AND day = ?", branch, day.isoformat()):
        return None
    row = await read_one("SELECT * FROM hours WHERE branch = ? AND weekday = ?", branch, day.weekday())
    return row and (time.fromisoformat(row["opens"]), time.fromisoformat(row["closes"]))


async def due_day(branch: str, kind: str, on: date) -> date:
    """The end of a loan of today: a day on which the branch is open."""
    day = on + timedelta(days=LOAN_DAYS.get(kind, LOAN_DAYS["book"]))
    while await hours_on(branch, day) is None:
        day += timedelta(days=1)
    return day


async def check_may_borrow(patron: sqlite3.Row, on: date) -> None:
    if date.fromisoformat(patron["expires"]) < on:
        raise Refused(403, "card-expired")
    if patron["blocked_until"] and on <= date.fromisoformat(patron["blocked_until"]):
        raise Refused(403, "card-blocked")
    if await owed(patron["card"]) >= OWED_LIMIT:
        raise Refused(403, "owes-too-much")


def late_cents(kind: str, price: int | None, due: date, on: date) -> int:
    """What is charged for a loan that is given back that day: never more than the title's price, where it is known."""
    cents = max((on - due).days, 0) * LATE_CENTS.get(kind, LATE_CENTS["book"])
    return cents if price is None else min(cents, price)


def close_loan(change: sqlite3.Connection, loan_id: int, on: date) -> int:
    """End an open loan and charge what it is late; the cents."""
    loan = change.execute(
        "SELECT loans.*, kind, price FROM loans JOIN copies USING (barcode) JOIN titles USING (isbn)"
        " WHERE loans.id = ? AND returned IS NULL",
        (loan_id,),
    ).fetchone()
    cents = late_cents(loan["kind"], loan["price"], date.fromisoformat(loan["due"]), on)
    change.execute("UPDATE loans SET returned = ? WHERE id = ?", (on.isoformat(), loan_id))
    if cents:
        values = (loan["card"], loan_id, cents, on.isoformat())
        change.execute("INSERT INTO fines (card, loan, cents, charged) VALUES (?, ?, ?, ?)", values)
    return cents


def shelve(change: sqlite3.Connection, barcode: str) -> str:
    """Keep a free copy for the first who waits for its title; what becomes of it."""
    waiting = change.execute(
        "SELECT holds.id FROM holds JOIN copies USING (isbn) WHERE copies.barcode = ? AND holds.barcode IS NULL"
        " ORDER BY placed, holds.id",
        (barcode,),
    ).fetchone()
    if waiting is None:
        return "available"
    change.execute("UPDATE holds SET barcode = ? WHERE id = ?", (barcode, waiting["id"]))
    return "kept"


def days_waited(change: sqlite3.Connection, hold_id: int, on: date) -> int:
    placed = change.execute("SELECT placed FROM holds WHERE id = ?", (hold_id,)).fetchone()["placed"]
    return (on - date.fromisoformat(placed)).days


async def hold_shown(hold: sqlite3.Row) -> dict:
    """A hold as it is answered; its position is 0 once a copy is kept for it."""
    position = 0
    if hold["barcode"] is None:
        waiting = await read("SELECT id FROM holds WHERE isbn = ? AND barcode IS NULL ORDER BY placed, id", hold["isbn"])
        position = 1 + [one["id"] for one in waiting].index(hold["id"])
    return {"id": hold["id"], "isbn": hold["isbn"], "pickup": hold["pickup"], "position": position}


@app.get("/branches/{code}/status")
async def branch_status(code: str, at: datetime) -> dict:
    """Whether the branch is open at that time; without an offset it is the branch's own time."""
    zone = ZoneInfo((await known("branches", "code", code))["zone"])
    moment = at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)
    hours = await hours_on(code, moment.date())
    if hours is None:
        return {"open": False, "day": moment.date().isoformat()}
    opens, closes = (datetime.combine(moment.date(), part, zone) for part in hours)
    return {"open": opens <= moment < closes, "day": moment.date().isoformat(), "closes": closes.isoformat()}


@app.post("/cards", status_code=201)
async def new_card(person: Person) -> dict:
    await known("branches", "code", person.home)
    expires = month_end(person.on.year + 1, person.on.month).isoformat()
    async with changing() as change:
        (latest,) = change.execute("SELECT MAX(card) FROM patrons").fetchone()
        card = f"N{int(latest[1:]) + 1}"
        values = (card, person.name, person.home, expires)
        change.execute("INSERT INTO patrons (card, name, home, expires) VALUES (?, ?, ?, ?)", values)
    return {"card": card, "expires": expires}


@app.post("/cards/{card}/extension")
async def extend_card(card: str) -> dict:
    """One more year from the end of the card."""
    ends = date.fromisoformat((await known("patrons", "card", card))["expires"])
    later = month_end(ends.year + 1, ends.month)
    async with changing() as change:
        change.execute("UPDATE patrons SET expires = ? WHERE card = ?", (later.isoformat(), card))
    return {"card": card, "expires": later.isoformat()}


@app.post("/cards/{card}/payments", status_code=201)
async def pay(card: str, payment: Payment) -> dict:
    """Pay the oldest fines first; as there is no credit, more than is owed is refused."""
    await known("patrons", "card", card)
    left = int(payment.amount * 100)
    if left > await owed(card):
        raise Refused(409, "more-than-owed")
    settled = []
    async with changing() as change:
        fines = change.execute(
            "SELECT id, cents - paid AS due FROM fines WHERE card = ? AND paid < cents ORDER BY charged, id", (card,)
        ).fetchall()
        while left:
            fine = fines.pop(0)
            part = min(left, fine["due"])
            change.execute("UPDATE fines SET paid = paid + ? WHERE id = ?", (part, fine["id"]))
            settled += [fine["id"]] if part == fine["due"] else []
            left -= part
    return {"settled": settled, "owed": money(await owed(card))}


@app.post("/loans", status_code=201)
async def lend(order: Lending) -> dict:
    patron = await known("patrons", "card", order.card)
    copy = await known("copies", "barcode", order.barcode)
    await check_may_borrow(patron, order.on)
    if await read_one("SELECT 1 FROM loans WHERE barcode = ? AND returned IS NULL", order.barcode):
        raise Refused(409, "on-loan")
    hold = await read_one("SELECT * FROM holds WHERE barcode = ?", order.barcode)
    if hold is not None and hold["card"] != order.card:
        raise Refused(409, "kept-for-another")
    title = await known("titles", "isbn", copy["isbn"])
    due = await due_day(copy["branch"], title["kind"], order.on)
    waited = None
    async with changing() as change:
        if hold is not None:
            waited = days_waited(change, hold["id"], order.on)
            change.execute("DELETE FROM holds WHERE id = ?", (hold["id"],))
        values = (order.barcode, order.card, due.isoformat())
        loan_id = change.execute("INSERT INTO loans (barcode, card, due) VALUES (?, ?, ?)", values).lastrowid
    return {"loan": loan_id, "due": due.isoformat(), "waited": waited}


@app.post("/returns")
async def take_back(drop: Drop) -> list[dict]:
    """Take back what was scanned at a branch; one entry for each scan, in their order."""
    await known("branches", "code", drop.branch)
    marks = ", ".join("?" * len(drop.barcodes))
    rows = await read(f"SELECT * FROM loans WHERE returned IS NULL AND barcode IN ({marks})", *drop.barcodes)
    loans = {row["barcode"]: row["id"] for row in rows}
    entries = []
    async with changing() as change:
        for barcode in drop.barcodes:
            loan_id = loans.pop(barcode, None)
            if loan_id is None:
                entries.append({"barcode": barcode, "state": "not-on-loan", "charged": "0.00"})
                continue
            cents = close_loan(change, loan_id, drop.on)
            change.execute("UPDATE copies SET branch = ? WHERE barcode = ?", (drop.branch, barcode))
            entries.append({"barcode": barcode, "state": shelve(change, barcode), "charged": money(cents)})
    return entries


@app.post("/holds", status_code=201)
async def place_hold(wish: Wish) -> dict:
    """Queue the patron for a title; who asks again keeps the hold there is."""
    patron = await known("patrons", "card", wish.card)
    await known("titles", "isbn", wish.isbn)
    pickup = (await known("branches", "code", wish.pickup or patron["home"]))["code"]
    async with changing() as change:
        values = (wish.isbn, wish.card, pickup, wish.on.isoformat())
        change.execute("INSERT OR IGNORE INTO holds (isbn, card, pickup, placed) VALUES (?, ?, ?, ?)", values)
        hold = change.execute("SELECT * FROM holds WHERE isbn = ? AND card = ?", values[:2]).fetchone()
    return await hold_shown(hold)


@app.delete("/holds/{hold_id}")
async def cancel_hold(hold_id: int, on: date) -> dict:
    """Give up a hold; a copy that was kept for it goes to the next who waits."""
    hold = await known("holds", "id", hold_id)
    async with changing() as change:
        waited = days_waited(change, hold_id, on)
        change.execute("DELETE FROM holds WHERE id = ?", (hold_id,))
        copy = shelve(change, hold["barcode"]) if hold["barcode"] else None
    return {"waited": waited, "copy": copy}
'''

HAULAGE = r'''"""Nightly summaries of a haulage company, from the exports of three systems.

* bookings, of the order system: CSV with semicolons, numbers as 1.250,50 and days as 31.12.2024
* scans, of the handhelds: JSON lines, a file for each handheld, in the order of time
* trips, of the fleet system: lines of fixed width, see `TRIP`

`nightly` writes one summary to `OUTBOX` and answers its name and lines, or why it cannot be made.
"""

import bisect
import csv
import heapq
import io
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

BOOKINGS = """\
Shipment;Customer;Booked;From;To;Weight;Price;Currency
K1001;Adler;18.12.2023;HAM;MUC;1.250,50;410,00;EUR
K1002;Brandt;27.12.2023;MUC;HAM;800,00;295,50;EUR
K1003;Adler;30.12.2023;HAM;ZRH;90,00;120,00;CHF
K1004;Corvi;02.01.2024;ZRH;MUC;2.100,00;1.640,00;CHF
K1005;Brandt;05.01.2024;HAM;MUC;410,00;150,00;EUR
K1006;Adler;08.01.2024;MUC;HAM;75,50;48,90;EUR
K1007;Corvi;13.01.2024;ZRH;HAM;600,00;500,00;CHF
K1008;Dunne;17.01.2024;HAM;ZRH;320,00;280,00;EUR
K1009;Adler;05.02.2024;HAM;MUC;500,00;180,00;EUR
K1010;Dunne;07.02.2024;MUC;HAM;650,00;210,00;EUR
K1011;Corvi;09.02.2024;MUC;HAM;40,00;100,00;CHF
K1012;Adler;04.03.2024;HAM;MUC;700,00;200,00;CHF
K1013;Brandt;05.03.2024;MUC;HAM;900,00;300,00;EUR
K1014;Corvi;06.03.2024;HAM;MUC;100,00;100,00;GBP
"""
HANDHELDS = {
    "H1": """\
{"at": "2024-01-03T07:30:00+01:00", "shipment": "K1004", "depot": "ZRH", "kind": "arrive"}
{"at": "2024-01-03T10:00:00+01:00", "shipment": "K1004", "depot": "ZRH", "kind": "depart"}
{"at": "2024-01-04T06:00:00+01:00", "shipment": "K1005", "depot": "HAM", "kind": "arrive"}
{"at": "2024-01-09T08:15:00+01:00", "shipment": "K1006", "depot": "MUC", "kind": "weigh"}
{"at": "2024-01-09T16:45:00+01:00", "shipment": "K1006", "depot": "HAM", "kind": "arrive"}
""",
    "H2": """\
{"at": "2024-01-03T18:00:00+01:00", "shipment": "K1004", "depot": "MUC", "kind": "arrive"}
{"at": "2024-01-03T19:30:00+01:00", "shipment": "K1004", "depot": "MUC", "kind": "depart"}
{"at": "2024-01-04T09:30:00+01:00", "shipment": "K1004", "depot": "MUC", "kind": "deliver"}

{"at": "2024-01-09T08:15:00+01:00", "shipment": "K1006", "depot": "MUC", "kind": "depart"}
""",
}
TRIPS = """\
HH-K 101HAM  1200020240103  9000
M-KS 7  MUC   750020240103
HH-K 102HAM  1200020240104  3000
M-KS 9  MUC   750020240104  7500
HH-K 104HAM2 1800020240105  4500
ZH 4410 ZRH   400020240105  1000
HH-K 105HAM2  250020240108
"""
# The fields of a trip, by the fleet system's manual (which counts from 1): plate 1-8, depot 9-12, capacity in kg 13-18,
# day 19-26, load in kg 27-32. The load is blank until the vehicle was weighed.
TRIP = {
    "plate": slice(0, 8), "depot": slice(8, 12), "capacity": slice(12, 18), "day": slice(18, 26), "load": slice(26, 32),
}  # fmt: skip
# What one unit was in euros; the bank gives no rates at weekends.
RATES = {
    "CHF": [
        (date(2023, 12, 28), Decimal("1.08")), (date(2023, 12, 29), Decimal("1.07")), (date(2024, 1, 2), Decimal("1.06")),
        (date(2024, 1, 12), Decimal("1.05")), (date(2024, 1, 15), Decimal("1.09")), (date(2024, 2, 8), Decimal("1.04")),
    ]
}  # fmt: skip
CENT = Decimal("0.01")
OUTBOX: dict[str, str] = {}


class ExportError(Exception):
    """An export, or what is asked of it, that no summary can be made of."""


@dataclass(frozen=True)
class Booking:
    shipment: str
    customer: str
    booked: date
    origin: str
    target: str
    weight: Decimal
    price: Decimal
    currency: str


@dataclass(frozen=True)
class Scan:
    at: datetime
    shipment: str
    depot: str
    kind: str


@dataclass(frozen=True)
class Trip:
    plate: str
    depot: str
    capacity: int
    load: int | None


def decimal_of(text: str) -> Decimal:
    """`1.250,50` as a number."""
    return Decimal(text.strip().replace(".", "").replace(",", "."))


def shown(value: float | None, places: int = 1) -> str:
    """A number as the summaries have it: a dash where there is none."""
    return "-" if value is None else f"{value:.{places}f}"


def read_bookings(text: str) -> list[Booking]:
    bookings, seen = [], set()
    for row in csv.DictReader(io.StringIO(text), delimiter=";"):
        if row["Shipment"] in seen:
            raise ExportError(f"shipment {row['Shipment']} is booked twice")
        seen.add(row["Shipment"])
        booked = datetime.strptime(row["Booked"], "%d.%m.%Y").date()
        weight, price = decimal_of(row["Weight"]), decimal_of(row["Price"])
        ends = (row["From"], row["To"])
        bookings.append(Booking(row["Shipment"], row["Customer"], booked, *ends, weight, price, row["Currency"]))
    return bookings


def read_scans(text: str) -> list[Scan]:
    records = [json.loads(line) for line in text.splitlines() if line.strip()]
    return [Scan(**record | {"at": datetime.fromisoformat(record["at"])}) for record in records]


def read_trips(text: str, day: date) -> list[Trip]:
    """The trips of one day; the export has those of the whole month."""
    trips = []
    for line in text.splitlines():
        field = {name: line[part].strip() for name, part in TRIP.items()}
        if field["day"] != f"{day:%Y%m%d}":
            continue
        load = int(field["load"]) if field["load"] else None
        trips.append(Trip(field["plate"], field["depot"], int(field["capacity"]), load))
    return trips


def merged(handhelds: dict[str, str], wanted) -> list[Scan]:
    """The wanted scans of all handhelds by time; those of the same moment in the order of the handhelds."""
    streams = [[scan for scan in read_scans(text) if wanted(scan)] for text in handhelds.values()]
    return list(heapq.merge(*streams, key=lambda scan: scan.at))


def in_euro(amount: Decimal, currency: str, day: date) -> Decimal:
    """By the rate of that day, or of the last day before it that has one."""
    if currency == "EUR":
        return amount
    if currency not in RATES:
        raise ExportError(f"no rates of {currency}")
    index = bisect.bisect_right([one for one, _ in RATES[currency]], day) - 1
    if index < 0:
        raise ExportError(f"no rate of {currency} on {day}")
    return (amount * RATES[currency][index][1]).quantize(CENT)


def booked_in(exports: dict, year: int, month: int) -> list[Booking]:
    found = [one for one in read_bookings(exports["bookings"]) if (one.booked.year, one.booked.month) == (year, month)]
    if not found:
        raise ExportError(f"no bookings in {year}-{month:02}")
    return found


def depots(exports: dict, day: date) -> list[str]:
    """Arrivals and departures of each depot, and for how many hours on average shipments stayed that left again."""
    arrived, departed, stays = defaultdict(dict), defaultdict(int), defaultdict(list)
    for scan in merged(exports["handhelds"], lambda scan: scan.at.date() == day):
        if scan.kind == "arrive":
            arrived[scan.depot][scan.shipment] = scan.at
        elif scan.kind == "depart":
            departed[scan.depot] += 1
            if scan.shipment in arrived.get(scan.depot, {}):
                stays[scan.depot].append((scan.at - arrived[scan.depot][scan.shipment]).total_seconds() / 3600)
    lines = []
    for depot in sorted({*arrived, *departed}):
        hours = sum(stays[depot]) / len(stays[depot]) if stays[depot] else None
        lines.append(f"{depot:<5}{len(arrived.get(depot, {})):>3}{departed[depot]:>3}{shown(hours):>6}")
    return lines


def timeline(exports: dict, shipment: str) -> list[str]:
    scans = merged(exports["handhelds"], lambda scan: scan.shipment == shipment)
    if not scans:
        raise ExportError(f"no scans of {shipment}")
    return [f"{scan.at:%d.%m. %H:%M} {scan.depot} {scan.kind}" for scan in scans]


def fleet(exports: dict, day: date) -> list[str]:
    """Trips of each depot, and how much of the capacity the weighed ones used, in percent."""
    by_depot: dict[str, list[Trip]] = defaultdict(list)
    for trip in read_trips(exports["trips"], day):
        by_depot[trip.depot].append(trip)
    lines = []
    for depot, trips in sorted(by_depot.items()):
        weighed = [trip for trip in trips if trip.load is not None]
        capacity = sum(trip.capacity for trip in weighed)
        used = 100 * sum(trip.load for trip in weighed) / capacity if weighed else None
        lines.append(f"{depot:<5}{len(trips):>3}{shown(used):>6}")
    return lines


def customers(exports: dict, year: int, month: int) -> list[str]:
    """CSV of what each customer was billed: a column for each currency of the month, in alphabetical order."""
    billed: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for one in booked_in(exports, year, month):
        billed[one.customer][one.currency] = billed[one.customer].get(one.currency, Decimal()) + one.price
    rows = [{"customer": customer, **sums} for customer, sums in sorted(billed.items())]
    columns = ["customer", *sorted({currency for sums in billed.values() for currency in sums})]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="0.00", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().splitlines()


def lanes(exports: dict, year: int, month: int) -> list[str]:
    """The weight of each lane that was booked, and by how much it is more than that of the way back."""
    flows: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for one in booked_in(exports, year, month):
        flows[one.origin, one.target] += one.weight
    lines = []
    for (origin, target), weight in flows.items():
        surplus = weight - flows.get((target, origin), Decimal())
        lines.append(f"{origin}-{target} {shown(weight)} {shown(surplus)}")
    return [*sorted(lines), f"{len(flows)} lanes"]


def week(exports: dict, year: int, number: int) -> list[str]:
    """Shipments and turnover of an ISO week, beside those of the week before."""
    if not 1 <= number <= date(year, 12, 28).isocalendar().week:
        raise ExportError(f"{year} has no week {number}")
    monday = date.fromisocalendar(year, number, 1)
    before = monday - timedelta(weeks=1)
    bookings = read_bookings(exports["bookings"])
    lines = []
    for name, start in (("week", monday), ("before", before)):
        found = [one for one in bookings if start <= one.booked < start + timedelta(weeks=1)]
        turnover = sum((in_euro(one.price, one.currency, one.booked) for one in found), Decimal())
        lines.append(f"{name} {start} {len(found)} {shown(turnover, 2)}")
    return lines


SUMMARIES = {
    "depots": depots, "timeline": timeline, "fleet": fleet, "customers": customers, "lanes": lanes, "week": week,
}  # fmt: skip


def nightly(summary: str, *asked, **replaced: str) -> dict:
    """Make one summary; of the current exports, or of those that replace them."""
    exports = {"bookings": BOOKINGS, "handhelds": HANDHELDS, "trips": TRIPS} | replaced
    try:
        if summary not in SUMMARIES:
            raise ExportError(f"no summary {summary}")
        lines = SUMMARIES[summary](exports, *asked)
    except ExportError as error:
        return {"failed": str(error)}
    name = "-".join([summary, *map(str, asked)])
    OUTBOX[name] = "\n".join(lines)
    return {"name": name, "lines": lines}
'''

def lines(name: str, *found: str) -> dict[str, Any]:
    """What `nightly` answers for a summary it wrote."""
    return {"name": name, "lines": list(found)}


CASES = [
    case(
        "payment-above-open-fines",
        CIRCULATION,
        "COALESCE(SUM(cents - paid), 0)",
        "COALESCE(SUM(cents), 0)",
        'POST /cards/N101/payments {"amount": "3.50"}',
        409,
        ('POST /cards/N101/payments {"amount": "3.00"}', [201, {"settled": [11, 12], "owed": "0.00"}]),
        ('POST /cards/N101/payments {"amount": "0.40"}', [201, {"settled": [11], "owed": "2.60"}]),
        ('POST /cards/N101/payments {"amount": "4.00"}', 409),
        ('POST /cards/N103/payments {"amount": "0.90"}', 409),
        ('POST /cards/N102/payments {"amount": "1.00"}', [409, {"error": "more-than-owed"}]),
        ('POST /cards/N104/payments {"amount": "10.00"}', [201, {"settled": [13], "owed": "0.00"}]),
    ),
    case(
        "copy-scanned-twice",
        CIRCULATION,
        "loan_id = loans.pop(barcode, None)",
        "loan_id = loans.get(barcode)",
        'POST /returns {"branch": "pal", "barcodes": ["c11", "c11"], "on": "2026-04-13"}',
        [200, [{"barcode": "c11", "state": "kept", "charged": "0.60"},
               {"barcode": "c11", "state": "not-on-loan", "charged": "0.00"}]],
        ('POST /returns {"branch": "mah", "barcodes": ["c21", "c41", "c31"], "on": "2026-04-13"}',
         [200, [{"barcode": "c21", "state": "kept", "charged": "5.00"},
                {"barcode": "c41", "state": "available", "charged": "3.00"},
                {"barcode": "c31", "state": "not-on-loan", "charged": "0.00"}]]),
        ('POST /returns {"branch": "mah", "barcodes": ["c31", "c21", "c41", "c21", "c21"], "on": "2026-04-08"}',
         [200, [{"barcode": "c31", "state": "not-on-loan", "charged": "0.00"},
                {"barcode": "c21", "state": "kept", "charged": "0.00"},
                {"barcode": "c41", "state": "available", "charged": "3.00"},
                {"barcode": "c21", "state": "not-on-loan", "charged": "0.00"},
                {"barcode": "c21", "state": "not-on-loan", "charged": "0.00"}]]),
        ('POST /returns {"branch": "pal", "barcodes": ["c12", "c12"], "on": "2026-04-08"}',
         [200, [{"barcode": "c12", "state": "not-on-loan", "charged": "0.00"}] * 2]),
        ('POST /returns {"branch": "xxx", "barcodes": ["c11", "c11"], "on": "2026-04-08"}', 404),
    ),
    case(
        "hold-asked-again",
        CIRCULATION,
        """        change.execute("INSERT OR IGNORE INTO holds (isbn, card, pickup, placed) VALUES (?, ?, ?, ?)", values)
        hold = change.execute("SELECT * FROM holds WHERE isbn = ? AND card = ?", values[:2]).fetchone()
""",
        """        added = change.execute("INSERT OR IGNORE INTO holds (isbn, card, pickup, placed) VALUES (?, ?, ?, ?)", values)
        hold = change.execute("SELECT * FROM holds WHERE id = ?", (added.lastrowid,)).fetchone()
""",
        'POST /holds {"card": "N101", "isbn": "978-2", "on": "2026-04-13"}',
        [201, {"id": 3, "isbn": "978-2", "pickup": "pal", "position": 1}],
        ('POST /holds {"card": "N102", "isbn": "978-1", "on": "2026-04-13"}',
         [201, {"id": 4, "isbn": "978-1", "pickup": "mah", "position": 2}]),
        ('POST /holds {"card": "N103", "isbn": "978-1", "on": "2026-04-13"}',
         [201, {"id": 1, "isbn": "978-1", "pickup": "mah", "position": 0}]),
        ('POST /holds {"card": "N104", "isbn": "978-1", "pickup": "mah", "on": "2026-04-13"}',
         [201, {"id": 2, "isbn": "978-1", "pickup": "pal", "position": 1}]),
        ('POST /holds {"card": "N102", "isbn": "978-1", "pickup": "pal", "on": "2026-03-22"}',
         [201, {"id": 4, "isbn": "978-1", "pickup": "pal", "position": 1}]),
        ('POST /holds {"card": "N101", "isbn": "978-9", "on": "2026-03-22"}', 404),
    ),
    case(
        "card-extension",
        CIRCULATION,
        "later = month_end(ends.year + 1, ends.month)",
        "later = ends.replace(year=ends.year + 1)",
        "POST /cards/N103/extension",
        [200, {"card": "N103", "expires": "2029-02-28"}],
        ("POST /cards/N101/extension", [200, {"card": "N101", "expires": "2028-04-30"}]),
        ("POST /cards/N104/extension", [200, {"card": "N104", "expires": "2028-02-29"}]),
        ("POST /cards/N102/extension", [200, {"card": "N102", "expires": "2027-12-31"}]),
        ("POST /cards/N105/extension", [200, {"card": "N105", "expires": "2027-01-31"}]),
        ("POST /cards/N999/extension", 404),
    ),
    case(
        "status-at-branch-time",
        CIRCULATION,
        '"open": opens <= moment < closes',
        '"open": opens <= at < closes',
        "GET /branches/pal/status?at=2026-04-21T10:00:00",
        [200, {"open": True, "day": "2026-04-21", "closes": "2026-04-21T19:00:00+01:00"}],
        ("GET /branches/pal/status?at=2026-04-21T18:30:00Z",
         [200, {"open": False, "day": "2026-04-21", "closes": "2026-04-21T19:00:00+01:00"}]),
        ("GET /branches/pal/status?at=2026-04-21T18:30:00",
         [200, {"open": True, "day": "2026-04-21", "closes": "2026-04-21T19:00:00+01:00"}]),
        ("GET /branches/mah/status?at=2026-04-21T07:30:00Z",
         [200, {"open": True, "day": "2026-04-21", "closes": "2026-04-21T19:00:00+02:00"}]),
        ("GET /branches/mah/status?at=2026-04-21T08:30:00",
         [200, {"open": False, "day": "2026-04-21", "closes": "2026-04-21T19:00:00+02:00"}]),
        ("GET /branches/mah/status?at=2026-04-25T23:30:00Z", [200, {"open": False, "day": "2026-04-26"}]),
        ("GET /branches/mah/status?at=2026-04-25T14:00:00",
         [200, {"open": False, "day": "2026-04-25", "closes": "2026-04-25T14:00:00+02:00"}]),
    ),
    case(
        "kept-copy-is-lent",
        CIRCULATION,
        """            waited = days_waited(change, hold["id"], order.on)
            change.execute("DELETE FROM holds WHERE id = ?", (hold["id"],))
""",
        """            change.execute("DELETE FROM holds WHERE id = ?", (hold["id"],))
            waited = days_waited(change, hold["id"], order.on)
""",
        'POST /loans {"card": "N103", "barcode": "c12", "on": "2026-04-01"}',
        [201, {"loan": 5, "due": "2026-04-22", "waited": 12}],
        ('POST /loans {"card": "N103", "barcode": "c31", "on": "2026-04-10"}',
         [201, {"loan": 5, "due": "2026-05-02", "waited": None}]),
        ('POST /loans {"card": "N103", "barcode": "c12", "on": "2026-03-20"}',
         [201, {"loan": 5, "due": "2026-04-10", "waited": 0}]),
        ('POST /loans {"card": "N101", "barcode": "c12", "on": "2026-04-01"}', 409),
        ("DELETE /holds/1?on=2026-04-01", [200, {"waited": 12, "copy": "kept"}]),
        ("DELETE /holds/3?on=2026-04-02", [200, {"waited": 1, "copy": None}]),
    ),
    case(
        "loan-to-blocked-card",
        CIRCULATION,
        'on <= date.fromisoformat(patron["blocked_until"])',
        'on <= patron["blocked_until"]',
        'POST /loans {"card": "N102", "barcode": "c31", "on": "2026-04-10"}',
        [403, {"error": "card-blocked"}],
        ('POST /loans {"card": "N101", "barcode": "c42", "on": "2026-04-11"}',
         [201, {"loan": 5, "due": "2026-05-02", "waited": None}]),
        ('POST /loans {"card": "N102", "barcode": "c31", "on": "2026-04-15"}', 403),
        ('POST /loans {"card": "N102", "barcode": "c31", "on": "2026-04-16"}',
         [201, {"loan": 5, "due": "2026-05-07", "waited": None}]),
        ('POST /loans {"card": "N102", "barcode": "c31", "on": "2027-01-01"}', [403, {"error": "card-expired"}]),
        ('POST /loans {"card": "N104", "barcode": "c42", "on": "2026-04-11"}', [403, {"error": "owes-too-much"}]),
    ),
    case(
        "lane-without-way-back",
        HAULAGE,
        "flows.get((target, origin), Decimal())",
        "flows[target, origin]",
        'nightly("lanes", 2024, 1)',
        lines("lanes-2024-1", "HAM-MUC 410.0 334.5", "HAM-ZRH 320.0 -280.0", "MUC-HAM 75.5 -334.5",
              "ZRH-HAM 600.0 280.0", "ZRH-MUC 2100.0 2100.0", "5 lanes"),
        ('nightly("lanes", 2024, 2)', lines("lanes-2024-2", "HAM-MUC 500.0 -190.0", "MUC-HAM 690.0 190.0", "2 lanes")),
        ('nightly("lanes", 2023, 12)', lines("lanes-2023-12", "HAM-MUC 1250.5 450.5", "HAM-ZRH 90.0 90.0",
                                             "MUC-HAM 800.0 -450.5", "3 lanes")),
        ('nightly("lanes", 2024, 3)', lines("lanes-2024-3", "HAM-MUC 800.0 -100.0", "MUC-HAM 900.0 100.0", "2 lanes")),
        ('nightly("lanes", 2024, 4)', {"failed": "no bookings in 2024-04"}),
        ('nightly("lanes", 2024, 4, bookings=BOOKINGS + "K1;Eck;02.04.2024;ZRH;HAM;1,00;2,00;EUR\\n")',
         lines("lanes-2024-4", "ZRH-HAM 1.0 1.0", "1 lanes")),
    ),
    case(
        "first-week-of-the-year",
        HAULAGE,
        "before = monday - timedelta(weeks=1)",
        "before = date.fromisocalendar(year, number - 1, 1)",
        'nightly("week", 2024, 1)',
        lines("week-2024-1", "week 2024-01-01 2 1888.40", "before 2023-12-25 2 423.90"),
        ('nightly("week", 2024, 2)', lines("week-2024-2", "week 2024-01-08 2 573.90", "before 2024-01-01 2 1888.40")),
        ('nightly("week", 2021, 1)', lines("week-2021-1", "week 2021-01-04 0 0.00", "before 2020-12-28 0 0.00")),
        ('nightly("week", 2020, 53)', lines("week-2020-53", "week 2020-12-28 0 0.00", "before 2020-12-21 0 0.00")),
        ('nightly("week", 2021, 53)', {"failed": "2021 has no week 53"}),
        ('nightly("week", 2024, 0)', {"failed": "2024 has no week 0"}),
    ),
    case(
        "fleet-of-second-depot",
        HAULAGE,
        '"capacity": slice(12, 18)',
        '"capacity": slice(11, 18)',
        'nightly("fleet", date(2024, 1, 5))',
        lines("fleet-2024-01-05", "HAM2   1  25.0", "ZRH    1  25.0"),
        ('nightly("fleet", date(2024, 1, 3))', lines("fleet-2024-01-03", "HAM    1  75.0", "MUC    1     -")),
        ('nightly("fleet", date(2024, 1, 8))', lines("fleet-2024-01-08", "HAM2   1     -")),
        ('nightly("fleet", date(2024, 1, 9), trips="HH-K 104HAM212000020240109 60000\\n")',
         lines("fleet-2024-01-09", "HAM2   1  50.0")),
        ('nightly("fleet", date(2024, 1, 9), trips="HH-K 104HAM 12000020240109 60000\\n")',
         lines("fleet-2024-01-09", "HAM    1  50.0")),
        ('nightly("fleet", date(2024, 1, 10))', lines("fleet-2024-01-10")),
    ),
    case(
        "scans-of-the-same-moment",
        HAULAGE,
        """    streams = [[scan for scan in read_scans(text) if wanted(scan)] for text in handhelds.values()]
    return list(heapq.merge(*streams, key=lambda scan: scan.at))
""",
        """    streams = [[(scan.at, scan) for scan in read_scans(text) if wanted(scan)] for text in handhelds.values()]
    return [scan for _, scan in heapq.merge(*streams)]
""",
        'nightly("timeline", "K1006")',
        lines("timeline-K1006", "09.01. 08:15 MUC weigh", "09.01. 08:15 MUC depart", "09.01. 16:45 HAM arrive"),
        ('nightly("timeline", "K1004")',
         lines("timeline-K1004", "03.01. 07:30 ZRH arrive", "03.01. 10:00 ZRH depart", "03.01. 18:00 MUC arrive",
               "03.01. 19:30 MUC depart", "04.01. 09:30 MUC deliver")),
        ('nightly("depots", date(2024, 1, 9))', lines("depots-2024-01-09", "HAM    1  0     -", "MUC    0  1     -")),
        ('nightly("timeline", "K1006", handhelds={"H1": HANDHELDS["H2"], "H2": HANDHELDS["H1"]})',
         lines("timeline-K1006", "09.01. 08:15 MUC depart", "09.01. 08:15 MUC weigh", "09.01. 16:45 HAM arrive")),
        ('nightly("depots", date(2024, 1, 3))',
         lines("depots-2024-01-03", "MUC    1  1   1.5", "ZRH    1  1   2.5")),
        ('nightly("timeline", "K9")', {"failed": "no scans of K9"}),
    ),
    case(
        "rate-after-the-last",
        HAULAGE,
        "bisect.bisect_right([one for one, _ in RATES[currency]], day) - 1",
        "bisect.bisect_left([one for one, _ in RATES[currency]], day)",
        'nightly("week", 2024, 6)',
        lines("week-2024-6", "week 2024-02-05 3 494.00", "before 2024-01-29 0 0.00"),
        ('nightly("week", 2024, 2)', lines("week-2024-2", "week 2024-01-08 2 573.90", "before 2024-01-01 2 1888.40")),
        ('nightly("week", 2023, 52)', lines("week-2023-52", "week 2023-12-25 2 423.90", "before 2023-12-18 1 410.00")),
        ('nightly("week", 2024, 6, bookings=BOOKINGS.replace("09.02.2024", "08.02.2024"))',
         lines("week-2024-6", "week 2024-02-05 3 494.00", "before 2024-01-29 0 0.00")),
        ('nightly("week", 2024, 6, bookings=BOOKINGS.replace("09.02.2024", "07.02.2024"))',
         lines("week-2024-6", "week 2024-02-05 3 499.00", "before 2024-01-29 0 0.00")),
        ('nightly("week", 2023, 52, bookings=BOOKINGS.replace("30.12.2023", "27.12.2023"))',
         {"failed": "no rate of CHF on 2023-12-27"}),
        ('nightly("week", 2024, 10, bookings=BOOKINGS.replace(";CHF", ";EUR"))', {"failed": "no rates of GBP"}),
    ),
    case(
        "columns-of-currencies",
        HAULAGE,
        'columns = ["customer", *sorted({currency for sums in billed.values() for currency in sums})]',
        "columns = list(rows[0])",
        'nightly("customers", 2024, 1)',
        lines("customers-2024-1", "customer,CHF,EUR", "Adler,0.00,48.90", "Brandt,0.00,150.00", "Corvi,2140.00,0.00",
              "Dunne,0.00,280.00"),
        ('nightly("customers", 2024, 1, bookings=BOOKINGS.replace(";CHF", ";EUR"))',
         lines("customers-2024-1", "customer,EUR", "Adler,48.90", "Brandt,150.00", "Corvi,2140.00", "Dunne,280.00")),
        ('nightly("customers", 2023, 12)',
         lines("customers-2023-12", "customer,CHF,EUR", "Adler,120.00,410.00", "Brandt,0.00,295.50")),
        ('nightly("customers", 2024, 3)',
         lines("customers-2024-3", "customer,CHF,EUR,GBP", "Adler,200.00,0.00,0.00", "Brandt,0.00,300.00,0.00",
               "Corvi,0.00,0.00,100.00")),
        ('nightly("customers", 2024, 2)',
         lines("customers-2024-2", "customer,CHF,EUR", "Adler,0.00,180.00", "Corvi,100.00,0.00", "Dunne,0.00,210.00")),
        ('nightly("customers", 2024, 4)', {"failed": "no bookings in 2024-04"}),
    ),
    case(
        "depot-that-nothing-left",
        HAULAGE,
        "{shown(hours):>6}",
        "{hours:>6.1f}",
        'nightly("depots", date(2024, 1, 4))',
        lines("depots-2024-01-04", "HAM    1  0     -"),
        ('nightly("depots", date(2024, 1, 3))',
         lines("depots-2024-01-03", "MUC    1  1   1.5", "ZRH    1  1   2.5")),
        ('nightly("depots", date(2024, 1, 9))', lines("depots-2024-01-09", "HAM    1  0     -", "MUC    0  1     -")),
        ('nightly("depots", date(2024, 1, 10))', lines("depots-2024-01-10")),
        ('nightly("depots", date(2024, 1, 3), handhelds={"H1": HANDHELDS["H1"]})',
         lines("depots-2024-01-03", "ZRH    1  1   2.5")),
        ('nightly("depots", date(2024, 1, 3), handhelds={"H2": HANDHELDS["H2"].replace("T19:30", "T18:00")})',
         lines("depots-2024-01-03", "MUC    1  1   0.0")),
    ),
]
