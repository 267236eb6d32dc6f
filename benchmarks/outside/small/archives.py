"""Two services with one bug each per case: a municipal archive (Flask, sqlite3) and a delivery tracker (FastAPI)."""


def swap(text, old, new):
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)


CASES = []


def case(name, base, good, bad, trigger, wanted, *others):
    CASES.append(
        {
            "name": name,
            "buggy": swap(base, good, bad),
            "fixed": base,
            "trigger": trigger,
            "wanted": wanted,
            "others": list(others),
        }
    )


ARCHIVE = '''
"""Holdings and reading room of the municipal archive: search, seats, copies. Days are kept as ISO text."""

from __future__ import annotations

import re
import sqlite3
from datetime import date

from flask import Flask, jsonify, request

app = Flask(__name__)
db = sqlite3.connect(":memory:", check_same_thread=False)
db.row_factory = sqlite3.Row

SEATS = 4
SLOTS = {"am": "09:00-12:30", "pm": "13:00-17:00"}
SORTS = {"signature": "d.signature", "title": "d.title COLLATE NOCASE", "oldest": "d.starts, d.signature"}
CENTS = {"paper": 40, "scan": 25, "film": 120}
# Years for which a file stays closed after its last paper, by its class.
CLOSED_FOR = {"public": 0, "personal": 30, "court": 60}
PER_PAGE = 5

SCHEMA = """
CREATE TABLE boxes (id TEXT PRIMARY KEY, shelf TEXT, width_mm INTEGER NOT NULL);
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, box TEXT NOT NULL REFERENCES boxes, signature TEXT UNIQUE NOT NULL, title TEXT NOT NULL,
    class TEXT NOT NULL, starts TEXT NOT NULL, ends TEXT, pages INTEGER NOT NULL, mm INTEGER NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(title, content='documents', content_rowid='id');
CREATE TABLE readers (card TEXT PRIMARY KEY, name TEXT NOT NULL, blocked INTEGER NOT NULL DEFAULT 0);
CREATE TABLE appointments (
    id INTEGER PRIMARY KEY, card TEXT NOT NULL REFERENCES readers, day TEXT NOT NULL, slot TEXT NOT NULL,
    seat INTEGER NOT NULL, UNIQUE (day, slot, seat));
CREATE TABLE copies (id INTEGER PRIMARY KEY, card TEXT NOT NULL REFERENCES readers, cents INTEGER NOT NULL);
CREATE TABLE copy_items (copy INTEGER NOT NULL REFERENCES copies, document INTEGER NOT NULL, pages INTEGER NOT NULL,
    format TEXT NOT NULL);
"""


class Refused(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status, self.message = status, message


@app.errorhandler(Refused)
def refused(error):
    return jsonify(error=error.message), error.status


def one(sql, *values, what):
    """The row that there must be."""
    row = db.execute(sql, values).fetchone()
    if row is None:
        raise Refused(404, f"no such {what}")
    return row


def need(content, key, kind):
    value = content.get(key) if isinstance(content, dict) else None
    if not isinstance(value, kind) or isinstance(value, bool):
        raise Refused(400, f"{key} is missing or of the wrong type")
    return value


def choice(value, options, what):
    """One of the options, or 400."""
    if not isinstance(value, str) or value not in options:
        raise Refused(400, f"{what} must be one of {', '.join(options)}")
    return value


def day_of(text):
    """A day that a client gave."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(400, f"{text!r} is not a day") from None


def years_after(day, years):
    """The same day that many years later; 1 March where that year has no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def opening(row):
    """The first day on which readers may see the file; None while papers are still added to it (it has no end)."""
    if row["ends"] is None:
        return None
    return years_after(date.fromisoformat(row["ends"]), CLOSED_FOR[row["class"]])


def is_open(row):
    first = opening(row)
    return first is not None and first <= date.today()


def brief(row):
    span = f"{row['starts'][:4]}-{(row['ends'] or '')[:4]}"
    return {"id": row["id"], "signature": row["signature"], "title": row["title"], "span": span}


def matching(text):
    """The search for titles with all the words: readers type them as they are, no sign or word is an operator."""
    return " ".join('"' + word.replace('"', '""') + '"' for word in text.split())


def count_pages(given, total):
    """How many pages are wanted: of "7", 7, "1-4,7", or none given, which is the whole file of `total` pages."""
    if given is None:
        return total
    wanted = set()
    for part in str(given).split(","):
        found = re.fullmatch(r"(\\d+)(?:-(\\d+))?", part.strip())
        if found is None:
            raise Refused(400, f"{part!r} are no pages")
        first, last = int(found[1]), int(found[2] or found[1])
        if not 1 <= first <= last <= total:
            raise Refused(400, f"the file has the pages 1 to {total}")
        wanted.update(range(first, last + 1))
    return len(wanted)


@app.get("/documents")
def search():
    text = request.args.get("q", "").strip()
    order = SORTS[choice(request.args.get("sort", "signature"), SORTS, "sort")]
    page = request.args.get("page", "1")
    if not page.isdecimal() or int(page) < 1:
        raise Refused(400, "page must be a number from 1")
    where, values = "", []
    if text:
        where, values = "JOIN words ON words.rowid = d.id WHERE words MATCH ?", [matching(text)]
    rows = db.execute(f"SELECT d.* FROM documents d {where} ORDER BY {order}", values).fetchall()
    first = (int(page) - 1) * PER_PAGE
    return jsonify(total=len(rows), documents=[brief(row) for row in rows[first : first + PER_PAGE]])


@app.get("/documents/<int:number>")
def document(number):
    row = one("SELECT * FROM documents WHERE id = ?", number, what="document")
    first = opening(row)
    return jsonify(**brief(row), pages=row["pages"], box=row["box"], opens=first and first.isoformat(), open=is_open(row))


@app.get("/boxes/<name>")
def box(name):
    row = one("SELECT * FROM boxes WHERE id = ?", name, what="box")
    inside = db.execute("SELECT * FROM documents WHERE box = ? ORDER BY signature", (name,)).fetchall()
    free = row["width_mm"] - sum(each["mm"] for each in inside)
    return jsonify(id=name, shelf=row["shelf"], free_mm=free, documents=[brief(each) for each in inside])


def reader(content):
    found = one("SELECT * FROM readers WHERE card = ?", need(content, "card", str), what="reader")
    if found["blocked"]:
        raise Refused(403, "this card is blocked")
    return found


@app.post("/appointments")
def book():
    """Book the lowest seat that is free; nobody has two seats in a slot."""
    content = request.get_json(silent=True)
    card = reader(content)["card"]
    day, slot = day_of(need(content, "day", str)), choice(content.get("slot"), SLOTS, "slot")
    if day.weekday() >= 5:
        raise Refused(409, "the reading room is closed on weekends")
    rows = db.execute("SELECT card, seat FROM appointments WHERE day = ? AND slot = ?", (str(day), slot)).fetchall()
    if any(row["card"] == card for row in rows):
        raise Refused(409, "there is an appointment already")
    if len(rows) >= SEATS:
        raise Refused(409, "the reading room is full")
    seat = min(set(range(1, SEATS + 1)) - {row["seat"] for row in rows})
    with db:
        db.execute("INSERT INTO appointments (card, day, slot, seat) VALUES (?, ?, ?, ?)", (card, str(day), slot, seat))
    return jsonify(seat=seat, day=str(day), hours=SLOTS[slot]), 201


@app.delete("/appointments/<int:number>")
def cancel(number):
    one("SELECT id FROM appointments WHERE id = ?", number, what="appointment")
    with db:
        db.execute("DELETE FROM appointments WHERE id = ?", (number,))
    return "", 204


@app.post("/copies")
def order_copies():
    """Order copies; a file may be among the items more than once, as scan and on paper for instance."""
    content = request.get_json(silent=True)
    card = reader(content)["card"]
    items = need(content, "items", list)
    if not items:
        raise Refused(400, "nothing is ordered")
    numbers = {need(item, "document", int) for item in items}
    marks = ", ".join("?" * len(numbers))
    rows = db.execute(f"SELECT * FROM documents WHERE id IN ({marks})", tuple(numbers)).fetchall()
    files = {row["id"]: row for row in rows}
    lines = []
    for item in items:
        row = files.get(item["document"])
        if row is None:
            raise Refused(404, "no such document")
        if not is_open(row):
            raise Refused(403, f"{row['signature']} is closed")
        kind = choice(item.get("format", "scan"), CENTS, "format")
        lines.append((row["id"], count_pages(item.get("pages"), row["pages"]), kind))
    cents = sum(pages * CENTS[kind] for _, pages, kind in lines)
    with db:
        number = db.execute("INSERT INTO copies (card, cents) VALUES (?, ?)", (card, cents)).lastrowid
        db.executemany("INSERT INTO copy_items VALUES (?, ?, ?, ?)", [(number, *line) for line in lines])
    return jsonify(id=number, cents=cents, pages=[pages for _, pages, _ in lines]), 201


def seed():
    db.executescript(SCHEMA)
    db.executemany("INSERT INTO boxes VALUES (?, ?, ?)", [("K1", "A-03", 120), ("K2", "A-04", 120), ("K3", None, 80)])
    files = [
        (1, "K1", "RA/1921/4", "Council minutes", "public", "1921-01-10", "1934-06-30", 212, 60),
        (2, "K1", "RA/1921/9", "The mayor's letters to the council", "public", "1921-03-01", "1925-11-02", 88, 20),
        (3, "K1", "BA/1950/1", "Water-works, plans and council votes", "public", "1950-05-02", "1958-12-31", 40, 25),
        (4, "K2", "PA/1980/2", "Staff file of Ida Roth", "personal", "1980-04-01", "1992-02-29", 63, 15),
        (5, "K2", "GA/1979/7", "Inquest into the mill fire", "court", "1979-10-10", "1984-02-29", 150, 30),
        (6, "K2", "BA/2019/3", "New fire station", "public", "2019-02-01", None, 17, 5),
        (7, "K2", "PA/1961/5", "Staff file of Otto Lenz", "personal", "1961-01-15", "1979-08-31", 30, 10),
    ]
    db.executemany("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", files)
    db.execute("INSERT INTO words (words) VALUES ('rebuild')")
    db.executemany("INSERT INTO readers VALUES (?, ?, ?)", [(f"R{n}", f"Reader {n}", n == 6) for n in range(1, 7)])
    booked = [("R1", "2031-05-06", "am", 1), ("R2", "2031-05-06", "am", 3), ("R1", "2031-05-07", "pm", 1)]
    booked += [(f"R{n}", "2031-05-08", "am", n) for n in (1, 2, 3, 4)] + [("R2", "2031-05-09", "am", 2)]
    booked += [("R1", "2031-05-12", "pm", 1), ("R2", "2031-05-12", "pm", 2), ("R3", "2031-05-12", "pm", 4)]
    db.executemany("INSERT INTO appointments (card, day, slot, seat) VALUES (?, ?, ?, ?)", booked)
    db.commit()


seed()
'''

case(
    "archive-growing-file",
    ARCHIVE,
    """    if row["ends"] is None:
        return None
    return years_after(""",
    """    return years_after(""",
    "GET /documents/6",
    [200, {"id": 6, "signature": "BA/2019/3", "title": "New fire station", "span": "2019-", "pages": 17, "box": "K2",
           "opens": None, "open": False}],
    ("GET /documents/1", [200, {"id": 1, "signature": "RA/1921/4", "title": "Council minutes", "span": "1921-1934",
                                "pages": 212, "box": "K1", "opens": "1934-06-30", "open": True}]),
    ('POST /copies {"card": "R1", "items": [{"document": 6, "pages": "1-2"}]}', 403),
    ('POST /copies {"card": "R1", "items": [{"document": 1, "pages": "1-2"}, {"document": 6}]}', 403),
    ('POST /copies {"card": "R1", "items": [{"document": 7, "pages": "1-2"}]}', [201, {"id": 1, "cents": 50, "pages": [2]}]),
    ("GET /documents/5", [200, {"id": 5, "signature": "GA/1979/7", "title": "Inquest into the mill fire",
                                "span": "1979-1984", "pages": 150, "box": "K2", "opens": "2044-02-29", "open": False}]),
    ("GET /documents/99", 404),
)

case(
    "archive-page-number",
    ARCHIVE,
    "in str(given).split",
    "in given.split",
    'POST /copies {"card": "R2", "items": [{"document": 1, "pages": 7}]}',
    [201, {"id": 1, "cents": 25, "pages": [1]}],
    ('POST /copies {"card": "R2", "items": [{"document": 1, "pages": "1-4, 7,3"}]}', [201, {"id": 1, "cents": 125, "pages": [5]}]),
    ('POST /copies {"card": "R2", "items": [{"document": 3, "pages": 41}]}', 400),
    ('POST /copies {"card": "R2", "items": [{"document": 3, "pages": 0}]}', 400),
    ('POST /copies {"card": "R2", "items": [{"document": 3, "pages": 40, "format": "film"}]}', [201, {"id": 1, "cents": 120, "pages": [1]}]),
    ('POST /copies {"card": "R2", "items": [{"document": 3}]}', [201, {"id": 1, "cents": 1000, "pages": [40]}]),
    ('POST /copies {"card": "R2", "items": [{"document": 3, "pages": "x"}]}', 400),
)

case(
    "archive-sort",
    ARCHIVE,
    'SORTS[choice(request.args.get("sort", "signature"), SORTS, "sort")]',
    'SORTS[request.args.get("sort", "signature")]',
    "GET /documents?q=council&sort=newest",
    400,
    ("GET /documents?q=staff&sort=oldest", [200, {"total": 2, "documents": [
        {"id": 7, "signature": "PA/1961/5", "title": "Staff file of Otto Lenz", "span": "1961-1979"},
        {"id": 4, "signature": "PA/1980/2", "title": "Staff file of Ida Roth", "span": "1980-1992"}]}]),
    ("GET /documents?sort=", 400),
    ("GET /documents?sort=Title", 400),
    ("GET /documents?page=2", [200, {"total": 7, "documents": [
        {"id": 1, "signature": "RA/1921/4", "title": "Council minutes", "span": "1921-1934"},
        {"id": 2, "signature": "RA/1921/9", "title": "The mayor's letters to the council", "span": "1921-1925"}]}]),
    ("GET /documents?page=0", 400),
)

case(
    "archive-search-signs",
    ARCHIVE,
    """    return " ".join('"' + word.replace('"', '""') + '"' for word in text.split())""",
    """    return " ".join(text.split())""",
    "GET /documents?q=water-works",
    [200, {"total": 1, "documents": [
        {"id": 3, "signature": "BA/1950/1", "title": "Water-works, plans and council votes", "span": "1950-1958"}]}],
    ("GET /documents?q=fire+mill", [200, {"total": 1, "documents": [
        {"id": 5, "signature": "GA/1979/7", "title": "Inquest into the mill fire", "span": "1979-1984"}]}]),
    ("GET /documents?q=letters+mayor's", [200, {"total": 1, "documents": [
        {"id": 2, "signature": "RA/1921/9", "title": "The mayor's letters to the council", "span": "1921-1925"}]}]),
    ("GET /documents?q=votes,+plans", [200, {"total": 1, "documents": [
        {"id": 3, "signature": "BA/1950/1", "title": "Water-works, plans and council votes", "span": "1950-1958"}]}]),
    ("GET /documents?q=plans+AND", [200, {"total": 1, "documents": [
        {"id": 3, "signature": "BA/1950/1", "title": "Water-works, plans and council votes", "span": "1950-1958"}]}]),
    ("GET /documents?q=%22mill", [200, {"total": 1, "documents": [
        {"id": 5, "signature": "GA/1979/7", "title": "Inquest into the mill fire", "span": "1979-1984"}]}]),
    ("GET /documents?q=water-mill", [200, {"total": 0, "documents": []}]),
)

case(
    "archive-seat",
    ARCHIVE,
    """    seat = min(set(range(1, SEATS + 1)) - {row["seat"] for row in rows})
""",
    """    seat = len(rows) + 1
""",
    'POST /appointments {"card": "R5", "day": "2031-05-06", "slot": "am"}',
    [201, {"seat": 2, "day": "2031-05-06", "hours": "09:00-12:30"}],
    ('POST /appointments {"card": "R5", "day": "2031-05-07", "slot": "pm"}', [201, {"seat": 2, "day": "2031-05-07", "hours": "13:00-17:00"}]),
    ('POST /appointments {"card": "R5", "day": "2031-05-12", "slot": "pm"}', [201, {"seat": 3, "day": "2031-05-12", "hours": "13:00-17:00"}]),
    ('POST /appointments {"card": "R5", "day": "2031-05-09", "slot": "am"}', [201, {"seat": 1, "day": "2031-05-09", "hours": "09:00-12:30"}]),
    ('POST /appointments {"card": "R5", "day": "2031-05-09", "slot": "pm"}', [201, {"seat": 1, "day": "2031-05-09", "hours": "13:00-17:00"}]),
    ('POST /appointments {"card": "R5", "day": "2031-05-08", "slot": "am"}', 409),
    ('POST /appointments {"card": "R2", "day": "2031-05-06", "slot": "am"}', 409),
)

case(
    "archive-same-file-twice",
    ARCHIVE,
    """", ".join("?" * len(numbers))""",
    """", ".join("?" * len(items))""",
    'POST /copies {"card": "R1", "items": [{"document": 2, "pages": "1-3"}, {"document": 2, "pages": "5", "format": "paper"}]}',
    [201, {"id": 1, "cents": 115, "pages": [3, 1]}],
    ('POST /copies {"card": "R1", "items": [{"document": 2, "pages": "1-3"}, {"document": 3, "pages": "5", "format": "paper"}]}',
     [201, {"id": 1, "cents": 115, "pages": [3, 1]}]),
    ('POST /copies {"card": "R1", "items": [{"document": 2, "pages": "1-3"}, {"document": 1, "pages": "9"}, {"document": 2, "pages": "1-3"}]}',
     [201, {"id": 1, "cents": 175, "pages": [3, 1, 3]}]),
    ('POST /copies {"card": "R1", "items": [{"document": 2, "pages": "1-3"}, {"document": 2, "pages": "100"}]}', 400),
    ('POST /copies {"card": "R1", "items": [{"document": 50}, {"document": 50}]}', 404),
    ('POST /copies {"card": "R1", "items": []}', 400),
    ('POST /copies {"card": "R6", "items": [{"document": 2}]}', 403),
)

case(
    "archive-leap-day",
    ARCHIVE,
    """    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
""",
    """    return day.replace(year=day.year + years)
""",
    "GET /documents/4",
    [200, {"id": 4, "signature": "PA/1980/2", "title": "Staff file of Ida Roth", "span": "1980-1992", "pages": 63,
           "box": "K2", "opens": "2022-03-01", "open": True}],
    ("GET /documents/7", [200, {"id": 7, "signature": "PA/1961/5", "title": "Staff file of Otto Lenz",
                                "span": "1961-1979", "pages": 30, "box": "K2", "opens": "2009-08-31", "open": True}]),
    ("GET /documents/5", [200, {"id": 5, "signature": "GA/1979/7", "title": "Inquest into the mill fire",
                                "span": "1979-1984", "pages": 150, "box": "K2", "opens": "2044-02-29", "open": False}]),
    ('POST /copies {"card": "R3", "items": [{"document": 4, "pages": "60-63"}]}', [201, {"id": 1, "cents": 100, "pages": [4]}]),
    ('POST /copies {"card": "R3", "items": [{"document": 5, "pages": "60-63"}]}', 403),
    ("GET /documents/6", [200, {"id": 6, "signature": "BA/2019/3", "title": "New fire station", "span": "2019-",
                                "pages": 17, "box": "K2", "opens": None, "open": False}]),
)


TRACKER = '''
"""Parcel tracker of a depot, in memory: couriers' routes, partners' events, messages and shops' webhooks."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from fastapi import BackgroundTasks, FastAPI, HTTPException
from pydantic import BaseModel, Field

app = FastAPI(title="tracker")

DEPOT, ZONE = (52.52, 13.405), ZoneInfo("Europe/Berlin")
# What may follow on what; nothing follows on the other states.
NEXT = {"registered": ("collected", "cancelled"), "collected": ("out", "cancelled"),
        "out": ("delivered", "failed"), "failed": ("out", "returned")}
TEXTS = {"out": "{name}, your parcel {code} comes today", "delivered": "{name}, parcel {code} was delivered",
         "failed": "{name}, we could not deliver {code}"}
PARTNERS = {"nordpost": {"AB": "out", "ZU": "delivered", "NA": "failed"},
            "swift": {"done": "delivered", "back": "returned", "stop": "cancelled"}}
MAX_TRIES = 5


@dataclass
class Contact:
    name: str
    email: str
    phone: str | None = None
    sms: bool = False


@dataclass
class Parcel:
    code: str
    shop: str
    to: Contact
    place: tuple[float, float]
    kg: Decimal
    state: str = "registered"
    courier: str | None = None
    history: list[dict] = field(default_factory=list)


@dataclass
class Courier:
    id: str
    limit: Decimal
    queue: list[str] = field(default_factory=list)


@dataclass
class Hook:
    shop: str
    url: str
    payload: dict
    tries: int = 0


PARCELS: dict[str, Parcel] = {}
COURIERS: dict[str, Courier] = {}
PENDING: dict[int, Hook] = {}
MESSAGES: list[dict] = []
HOOKS: dict[str, str] = {"lumo": "https://lumo.example/parcels", "vela": "https://down.example/in"}
OFFLINE = {"down.example"}


class Weighed(BaseModel):
    kg: float = Field(gt=0)


class PartnerEvent(BaseModel):
    code: str
    status: str
    time: str


def kilos(value: float | str) -> Decimal:
    """Weights are kept to 10 g."""
    return Decimal(str(value)).quantize(Decimal("0.01"))


def found(things: dict, key: str, what: str):
    if key not in things:
        raise HTTPException(404, f"no {what} {key}")
    return things[key]


def moment(text: str) -> datetime:
    """A moment that a partner gives; one without an offset is the depot's local time."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise HTTPException(400, f"{text!r} is not a time") from None
    return at.replace(tzinfo=ZONE) if at.tzinfo is None else at


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Between two places as the crow flies."""
    (lat, lon), (lat2, lon2) = (map(math.radians, place) for place in (a, b))
    cosine = math.sin(lat) * math.sin(lat2) + math.cos(lat) * math.cos(lat2) * math.cos(lon2 - lon)
    return 6371.0 * math.acos(max(-1.0, min(1.0, cosine)))


def load(courier: Courier) -> Decimal:
    return sum((PARCELS[code].kg for code in courier.queue), Decimal(0))


def view(parcel: Parcel) -> dict:
    history = [{**event, "at": event["at"].astimezone(UTC).isoformat()} for event in parcel.history]
    kg = float(parcel.kg)
    return {"code": parcel.code, "state": parcel.state, "kg": kg, "courier": parcel.courier, "history": history}


def advance(parcel: Parcel, state: str, at: datetime, by: str) -> None:
    """Take the parcel to a state; in a final one it's off its courier's queue."""
    if state not in NEXT.get(parcel.state, ()):
        raise HTTPException(409, f"{parcel.code} is {parcel.state}")
    if parcel.history and at < parcel.history[-1]["at"]:
        raise HTTPException(409, "this is older than what we know")
    parcel.state = state
    parcel.history.append({"state": state, "at": at, "by": by})
    if state not in NEXT and parcel.courier is not None:
        COURIERS[parcel.courier].queue.remove(parcel.code)
        parcel.courier = None


def message(parcel: Parcel) -> dict:
    """The message about its state: by SMS if the recipient likes that and we have a phone, else by e-mail."""
    to = parcel.to
    text = TEXTS[parcel.state].format(name=to.name, code=parcel.code)
    if to.sms and to.phone:
        return {"channel": "sms", "to": to.phone.replace(" ", ""), "text": text}
    return {"channel": "email", "to": to.email.lower(), "text": text}


async def deliver(hook: Hook) -> bool:
    """Hand it to the gateway."""
    hook.tries += 1
    await asyncio.sleep(0)
    return urlsplit(hook.url).hostname not in OFFLINE


async def tell(parcel: Parcel) -> None:
    """Tell the recipient and the shop; a webhook that fails is tried again later."""
    if parcel.state in TEXTS:
        MESSAGES.append(message(parcel))
    if parcel.shop in HOOKS:
        hook = Hook(parcel.shop, HOOKS[parcel.shop], {"code": parcel.code, "state": parcel.state})
        if not await deliver(hook):
            PENDING[max(PENDING, default=0) + 1] = hook


@app.put("/parcels/{code}/weight")
async def weighed(code: str, body: Weighed) -> dict:
    parcel = found(PARCELS, code, "parcel")
    kg = kilos(body.kg)
    if parcel.courier is not None:
        courier = COURIERS[parcel.courier]
        if load(courier) - parcel.kg + kg > courier.limit:
            raise HTTPException(409, f"too heavy for {courier.id}")
    parcel.kg = kg
    return view(parcel)


@app.post("/partners/{partner}")
async def partner_event(partner: str, body: PartnerEvent, tasks: BackgroundTasks) -> dict:
    states = found(PARTNERS, partner, "partner")
    if body.status not in states:
        raise HTTPException(400, f"{partner} has no status {body.status}")
    parcel = found(PARCELS, body.code, "parcel")
    advance(parcel, states[body.status], moment(body.time), partner)
    tasks.add_task(tell, parcel)
    return view(parcel)


@app.get("/couriers/{id}/route")
async def route(id: str) -> dict:
    """The courier's stops, always the nearest next, from the depot."""
    courier = found(COURIERS, id, "courier")
    left, here, stops = [PARCELS[code] for code in courier.queue], DEPOT, []
    while left:
        nearest = min(left, key=lambda parcel: km(here, parcel.place))
        stops.append({"code": nearest.code, "km": round(km(here, nearest.place), 1)})
        left.remove(nearest)
        here = nearest.place
    total = round(sum(stop["km"] for stop in stops), 1)
    return {"stops": stops, "km": total, "first": stops[0]["code"] if stops else None, "kg": float(load(courier))}


@app.post("/webhooks/retry")
async def retry(shop: str | None = None) -> dict:
    """Try the pending webhooks again, of one shop or of all; those that failed too often are given up."""
    sent, given_up = [], []
    for number, hook in list(PENDING.items()):
        if shop is not None and hook.shop != shop:
            continue
        if await deliver(hook):
            sent.append(number)
        elif hook.tries >= MAX_TRIES:
            given_up.append(number)
        else:
            continue
        PENDING.pop(number, None)
    return {"sent": sent, "given_up": given_up, "left": sorted(PENDING)}


def seed() -> None:
    ida, ben = Contact("Ida", "Ida@mail.example", "+49 151 700", sms=True), Contact("Ben", "ben@mail.example", sms=True)
    zoe, kim = Contact("Zoe", "zoe@mail.example", "+49 30 11"), Contact("Kim", "kim@mail.example", "", sms=True)
    spring, summer = datetime(2025, 3, 10, 9, 0, tzinfo=UTC), datetime(2025, 7, 1, 9, 0, tzinfo=UTC)
    rows = [
        ("P1", "lumo", ida, (52.53, 13.41), "2.50", "out", "ana", spring),
        ("P2", "vela", ben, (52.50, 13.45), "0.80", "out", "ana", spring),
        ("P3", "lumo", zoe, (52.48, 13.35), "4.00", "failed", "ana", summer),
        ("P4", "lumo", kim, SAME_A, "3.10", "out", "bo", summer),
        ("P5", "solo", zoe, SAME_A, "6.20", "out", "bo", summer),
        ("P6", "lumo", ida, (52.51, 13.39), "1.00", "delivered", None, spring),
        ("P7", "lumo", ben, (52.51, 13.38), "0.70", "collected", None, spring),
        ("P8", "solo", ben, (52.55, 13.36), "2.00", "returned", None, summer),
        ("P9", "solo", ida, SAME_B, "1.20", "out", "dee", summer),
        ("P10", "solo", zoe, SAME_C, "1.30", "out", "dee", summer),
    ]
    COURIERS.update({id: Courier(id, kilos(kg)) for id, kg in (("ana", 40), ("bo", 10), ("cy", 25), ("dee", 9))})
    for code, shop, to, place, kg, state, courier, at in rows:
        PARCELS[code] = Parcel(code, shop, to, place, kilos(kg), state, courier)
        PARCELS[code].history.append({"state": state, "at": at, "by": "scanner"})
        if courier is not None:
            COURIERS[courier].queue.append(code)
    for number, (shop, tries) in enumerate([("vela", 1), ("lumo", 2), ("vela", 4), ("lumo", 1)], start=1):
        PENDING[number] = Hook(shop, HOOKS[shop], {"code": "P0"}, tries)


seed()
'''
# Places at which the rounded cosine is above 1: to itself, and to a door beside it.
for _name, _place in (("SAME_A", "(52.5014, 13.3543)"), ("SAME_B", "(52.522982, 13.299016)"), ("SAME_C", "(52.522982, 13.299017)")):
    TRACKER = TRACKER.replace(_name, _place)
TRACKER = swap(TRACKER, "the nearest next, from the depot.", "the nearest next, from the depot; with none there is no first.")


def parcel(code, state, kg, courier, *history):
    return {"code": code, "state": state, "kg": kg, "courier": courier,
            "history": [dict(zip(("state", "at", "by"), each)) for each in history]}


SPRING, SUMMER = "2025-03-10T09:00:00+00:00", "2025-07-01T09:00:00+00:00"
EMPTY = {"stops": [], "km": 0, "first": None, "kg": 0.0}
ANA = {"stops": [{"code": "P1", "km": 1.2}, {"code": "P2", "km": 4.3}, {"code": "P3", "km": 7.1}], "km": 12.6,
       "first": "P1", "kg": 7.3}
BO = {"stops": [{"code": "P4", "km": 4.0}, {"code": "P5", "km": 0.0}], "km": 4.0, "first": "P4", "kg": 9.3}

case(
    "tracker-final-state",
    TRACKER,
    "NEXT.get(parcel.state, ())",
    "NEXT[parcel.state]",
    'POST /partners/swift {"code": "P8", "status": "done", "time": "2025-08-01T10:00:00Z"}',
    409,
    ('POST /partners/nordpost {"code": "P2", "status": "NA", "time": "2025-03-10T10:00:00Z"}',
     [200, parcel("P2", "failed", 0.8, "ana", ("out", SPRING, "scanner"), ("failed", "2025-03-10T10:00:00+00:00", "nordpost"))]),
    ('POST /partners/swift {"code": "P7", "status": "stop", "time": "2025-03-10T10:00:00Z"}',
     [200, parcel("P7", "cancelled", 0.7, None, ("collected", SPRING, "scanner"), ("cancelled", "2025-03-10T10:00:00+00:00", "swift"))]),
    ('POST /partners/swift {"code": "P6", "status": "back", "time": "2025-08-01T10:00:00Z"}', 409),
    ('POST /partners/swift {"code": "P6", "status": "done", "time": "2025-08-01T10:00:00Z"}', 409),
    ('POST /partners/swift {"code": "P3", "status": "back", "time": "2025-08-01T10:00:00Z"}',
     [200, parcel("P3", "returned", 4.0, None, ("failed", SUMMER, "scanner"), ("returned", "2025-08-01T10:00:00+00:00", "swift"))]),
    ('POST /partners/swift {"code": "P3", "status": "lost", "time": "2025-08-01T10:00:00Z"}', 400),
)

case(
    "tracker-no-phone",
    TRACKER,
    "if to.sms and to.phone:",
    "if to.sms:",
    'POST /partners/swift {"code": "P2", "status": "done", "time": "2025-03-10T10:00:00Z"}',
    [200, parcel("P2", "delivered", 0.8, None, ("out", SPRING, "scanner"), ("delivered", "2025-03-10T10:00:00+00:00", "swift"))],
    ('POST /partners/swift {"code": "P1", "status": "done", "time": "2025-03-10T10:00:00Z"}',
     [200, parcel("P1", "delivered", 2.5, None, ("out", SPRING, "scanner"), ("delivered", "2025-03-10T10:00:00+00:00", "swift"))]),
    ('message(PARCELS["P1"])', {"channel": "sms", "to": "+49151700", "text": "Ida, your parcel P1 comes today"}),
    ('message(PARCELS["P2"])', {"channel": "email", "to": "ben@mail.example", "text": "Ben, your parcel P2 comes today"}),
    ('message(PARCELS["P3"])', {"channel": "email", "to": "zoe@mail.example", "text": "Zoe, we could not deliver P3"}),
    ('message(PARCELS["P4"])', {"channel": "email", "to": "kim@mail.example", "text": "Kim, your parcel P4 comes today"}),
    ("[asyncio.run(tell(PARCELS['P2'])), len(PENDING), MESSAGES[-1]['channel']]", [None, 5, "email"]),
)

case(
    "tracker-no-stops",
    TRACKER,
    """"first": stops[0]["code"] if stops else None,""",
    """"first": stops[0]["code"],""",
    "GET /couriers/cy/route",
    [200, EMPTY],
    ("GET /couriers/ana/route", [200, ANA]),
    ("GET /couriers/bo/route", [200, BO]),
    ("GET /couriers/none/route", 404),
    ("GET /couriers/dee/route", [200, {"stops": [{"code": "P10", "km": 7.2}, {"code": "P9", "km": 0.0}], "km": 7.2,
                                       "first": "P10", "kg": 2.5}]),
)

case(
    "tracker-local-time",
    TRACKER,
    "return at.replace(tzinfo=ZONE) if at.tzinfo is None else at",
    "return at",
    'POST /partners/nordpost {"code": "P1", "status": "ZU", "time": "2025-03-10T10:30:00"}',
    [200, parcel("P1", "delivered", 2.5, None, ("out", SPRING, "scanner"), ("delivered", "2025-03-10T09:30:00+00:00", "nordpost"))],
    ('POST /partners/nordpost {"code": "P1", "status": "ZU", "time": "2025-03-10T10:30:00+00:00"}',
     [200, parcel("P1", "delivered", 2.5, None, ("out", SPRING, "scanner"), ("delivered", "2025-03-10T10:30:00+00:00", "nordpost"))]),
    ('POST /partners/swift {"code": "P5", "status": "done", "time": "2025-07-01T11:15:00"}',
     [200, parcel("P5", "delivered", 6.2, None, ("out", SUMMER, "scanner"), ("delivered", "2025-07-01T09:15:00+00:00", "swift"))]),
    ('POST /partners/swift {"code": "P1", "status": "done", "time": "2025-03-10T09:30:00"}', 409),
    ('POST /partners/swift {"code": "P1", "status": "done", "time": "2025-03-10T11:30:00+02:00"}',
     [200, parcel("P1", "delivered", 2.5, None, ("out", SPRING, "scanner"), ("delivered", "2025-03-10T09:30:00+00:00", "swift"))]),
    ('POST /partners/swift {"code": "P1", "status": "done", "time": "noon"}', 400),
    ('POST /partners/swift {"code": "P3", "status": "back", "time": "2025-07-01 11:00"}',
     [200, parcel("P3", "returned", 4.0, None, ("failed", SUMMER, "scanner"), ("returned", SUMMER, "swift"))]),
)

case(
    "tracker-weighed-again",
    TRACKER,
    "    kg = kilos(body.kg)\n",
    "    kg = body.kg\n",
    'PUT /parcels/P4/weight {"kg": 3.25}',
    [200, parcel("P4", "out", 3.25, "bo", ("out", SUMMER, "scanner"))],
    ('PUT /parcels/P8/weight {"kg": 1.5}', [200, parcel("P8", "returned", 1.5, None, ("returned", SUMMER, "scanner"))]),
    ('PUT /parcels/P5/weight {"kg": 6.9}', [200, parcel("P5", "out", 6.9, "bo", ("out", SUMMER, "scanner"))]),
    ('PUT /parcels/P5/weight {"kg": 6.91}', 409),
    ('PUT /parcels/P2/weight {"kg": 2.347}', [200, parcel("P2", "out", 2.35, "ana", ("out", SPRING, "scanner"))]),
    ('PUT /parcels/P4/weight {"kg": 0}', 422),
    ('[asyncio.run(weighed("P7", Weighed(kg=1.5)))["kg"], str(PARCELS["P7"].kg + kilos("0.1"))]', [1.5, "1.60"]),
)

case(
    "tracker-same-door",
    TRACKER,
    "math.acos(max(-1.0, min(1.0, cosine)))",
    "math.acos(cosine)",
    "GET /couriers/bo/route",
    [200, BO],
    ("GET /couriers/ana/route", [200, ANA]),
    ("GET /couriers/dee/route", [200, {"stops": [{"code": "P10", "km": 7.2}, {"code": "P9", "km": 0.0}], "km": 7.2,
                                       "first": "P10", "kg": 2.5}]),
    ("GET /couriers/cy/route", [200, EMPTY]),
    ("round(km((0, 0), (0, 180)))", 20015),
    ("round(km(DEPOT, (48.14, 11.58)))", 504),
)

case(
    "tracker-retry",
    TRACKER,
    "in list(PENDING.items()):",
    "in PENDING.items():",
    "POST /webhooks/retry",
    [200, {"sent": [2, 4], "given_up": [3], "left": [1]}],
    ("POST /webhooks/retry?shop=solo", [200, {"sent": [], "given_up": [], "left": [1, 2, 3, 4]}]),
    ("POST /webhooks/retry?shop=lumo", [200, {"sent": [2, 4], "given_up": [], "left": [1, 3]}]),
    ("POST /webhooks/retry?shop=vela", [200, {"sent": [], "given_up": [3], "left": [1, 2, 4]}]),
    ("[asyncio.run(retry()), asyncio.run(retry())][1]", {"sent": [], "given_up": [], "left": [1]}),
    ("[asyncio.run(retry()), PENDING[1].tries]", [{"sent": [2, 4], "given_up": [3], "left": [1]}, 2]),
)
