"""Two programs with seven bugs each: a theatre's box office (FastAPI over sqlite3) and a network of repair shops (Starlette)."""

from __future__ import annotations

from typing import Any


def swap(text: str, old: str, new: str) -> str:
    """`text` with `old`, which is there exactly once, replaced."""
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)


def case(name: str, base: str, good: str, bad: str, trigger: str, wanted: Any, *others: tuple[str, Any]) -> dict:
    """A case whose fixed program is `base`, the buggy one `base` with `bad` for `good`."""
    return {
        "name": name, "buggy": swap(base, good, bad), "fixed": base,
        "trigger": trigger, "wanted": wanted, "others": list(others),
    }  # fmt: skip


def calls(*requests: tuple) -> str:
    """An expression for the answers to several (verb, path, JSON body) in one process."""
    asked = ", ".join(
        f"c.request({verb!r}, {path!r}" + "".join(f", json={body!r}" for body in rest) + ")" for verb, path, *rest in requests
    )
    return f"(lambda c: [[r.status_code, r.json()] for r in ({asked},)])({CLIENT})"


CLIENT = "__import__('starlette.testclient', fromlist=['TestClient']).TestClient(app)"


THEATRE = '''"""Box office of the Theater am Wall: plays, performances, tickets, subscriptions and waiting lists."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

HOUSE = ZoneInfo("Europe/Berlin")
CHANGEOVER = timedelta(hours=1)  # to clear the hall and to set the next stage
PREMIERE_EXTRA = 500
RETURN_FEE = 200

SCHEMA = """
CREATE TABLE plays (id INTEGER PRIMARY KEY, title TEXT NOT NULL, author TEXT NOT NULL, minutes INTEGER NOT NULL);
CREATE TABLE performances (
    id INTEGER PRIMARY KEY, play_id INTEGER NOT NULL REFERENCES plays, hall TEXT NOT NULL, starts TEXT NOT NULL, premiere INTEGER NOT NULL
);
CREATE TABLE prices (category TEXT PRIMARY KEY, cents INTEGER NOT NULL);
CREATE TABLE seats (hall TEXT, row TEXT, number INTEGER, category TEXT REFERENCES prices, PRIMARY KEY (hall, row, number));
CREATE TABLE subscriptions (id INTEGER PRIMARY KEY, holder TEXT NOT NULL, credits INTEGER NOT NULL CHECK (credits >= 0));
CREATE TABLE tickets (
    id INTEGER PRIMARY KEY, performance_id INTEGER NOT NULL REFERENCES performances, row TEXT NOT NULL, number INTEGER NOT NULL,
    buyer TEXT NOT NULL, cents INTEGER NOT NULL, subscription_id INTEGER REFERENCES subscriptions,
    status TEXT NOT NULL DEFAULT 'sold'  -- or 'returned': kept for the books, the seat is on sale again
);
CREATE UNIQUE INDEX one_ticket_a_seat ON tickets (performance_id, row, number) WHERE status = 'sold';
CREATE TABLE waiting (
    id INTEGER PRIMARY KEY, performance_id INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, party INTEGER NOT NULL
);
"""

SEED = """
INSERT INTO plays VALUES (1, 'Der zerbrochne Krug', 'Kleist', 105), (2, 'Die Physiker', 'Duerrenmatt', 120), (3, 'Nachtasyl', 'Gorki', 150);
INSERT INTO prices VALUES ('parquet', 3200), ('circle', 2400), ('studio', 1800);
INSERT INTO seats VALUES ('main', 'A', 1, 'parquet'), ('main', 'A', 2, 'parquet'), ('main', 'A', 3, 'parquet'),
    ('main', 'B', 1, 'circle'), ('main', 'B', 2, 'circle'), ('studio', 'S', 1, 'studio'), ('studio', 'S', 2, 'studio');
INSERT INTO performances VALUES (1, 1, 'main', '2024-05-10T19:30:00', 0), (2, 2, 'main', '2024-05-11T20:00:00', 1),
    (3, 3, 'studio', '2024-05-10T20:00:00', 0), (4, 3, 'studio', '2024-05-12T18:00:00', 0), (5, 1, 'main', '2024-05-12T15:00:00', 0);
INSERT INTO subscriptions VALUES (1, 'Ines Albrecht', 3), (2, 'Jonas Mertens', 0);
INSERT INTO tickets VALUES (1, 1, 'A', 1, 'Hanna Ruge', 3200, NULL, 'sold'), (2, 1, 'A', 2, 'Hanna Ruge', 3200, NULL, 'returned'),
    (3, 1, 'B', 1, 'Ines Albrecht', 0, 1, 'sold'), (4, 3, 'S', 1, 'Paul Wendt', 1800, NULL, 'sold'),
    (5, 3, 'S', 2, 'Paul Wendt', 1800, NULL, 'sold'), (6, 4, 'S', 1, 'Lea Timm', 1800, NULL, 'sold'), (7, 4, 'S', 2, 'Lea Timm', 1800, NULL, 'sold');
INSERT INTO waiting VALUES (1, 4, 1, 'Rosa Quandt', 1), (2, 4, 2, 'Malte Ihde', 2);
"""

db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
db.row_factory = sqlite3.Row
db.executescript("PRAGMA foreign_keys = ON;" + SCHEMA + SEED)
lock = threading.RLock()
app = FastAPI(title="Theater am Wall")


class PlayChange(BaseModel):
    """What is not sent, or sent as null, stays as it is."""

    title: str | None = Field(default=None, min_length=1)
    author: str | None = Field(default=None, min_length=1)
    minutes: int | None = Field(default=None, gt=0, le=600)


class NewPerformance(BaseModel):
    play_id: int
    hall: str
    starts: datetime
    premiere: bool = False


class Move(BaseModel):
    starts: datetime


class Place(BaseModel):
    row: str
    number: int


class Order(BaseModel):
    """Seats somebody wants; with a subscription each of them costs a credit and no money."""

    buyer: str = Field(min_length=1)
    seats: list[Place] = Field(min_length=1, max_length=8)
    subscription: int | None = None


class Return(BaseModel):
    """Tickets brought back to the box office."""

    tickets: list[int] = Field(min_length=1, max_length=8)


class Waiter(BaseModel):
    """Somebody who waits for seats of a sold-out performance."""

    name: str = Field(min_length=1)
    party: int = Field(default=1, ge=1, le=4)


def rows(sql: str, *values: Any) -> list[sqlite3.Row]:
    """All rows of a query."""
    with lock:
        return db.execute(sql, values).fetchall()


def row_or_404(table: str, key: int) -> sqlite3.Row:
    """The row of the table with the key."""
    found = rows(f"SELECT * FROM {table} WHERE id = ?", key)
    if not found:
        raise HTTPException(404, f"no {table} {key}")
    return found[0]


@contextmanager
def transaction() -> Iterator[None]:
    """All or nothing: what is written inside is kept only if the block ends without an error."""
    with lock:
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")


def local(moment: datetime) -> datetime:
    """The moment by the clock of the house, as times are stored; one without an offset is so already."""
    return moment if moment.tzinfo is None else moment.astimezone(HOUSE).replace(tzinfo=None)


def check_hall(hall: str, starts: datetime, minutes: int, but: int | None = None) -> None:
    """Refuses a time at which the hall is taken by a performance, other than `but`, or by its changeover."""
    if not rows("SELECT 1 FROM seats WHERE hall = ?", hall):
        raise HTTPException(404, f"no hall {hall}")
    ends = starts + timedelta(minutes=minutes) + CHANGEOVER
    for one in rows("SELECT f.id, f.starts, p.minutes FROM performances f JOIN plays p ON p.id = f.play_id WHERE f.hall = ?", hall):
        begun = datetime.fromisoformat(one["starts"])
        if one["id"] != but and starts < begun + timedelta(minutes=one["minutes"]) + CHANGEOVER and begun < ends:
            raise HTTPException(409, f"{hall} is taken by performance {one['id']}")


def offers(show: sqlite3.Row) -> list[dict[str, Any]]:
    """The free seats of a performance with their prices; at a premiere each seat costs more."""
    free = rows(
        "SELECT s.row, s.number, p.cents FROM seats s JOIN prices p USING (category) WHERE s.hall = ? AND NOT EXISTS"
        " (SELECT 1 FROM tickets t WHERE t.performance_id = ? AND t.row = s.row AND t.number = s.number AND t.status = 'sold')"
        " ORDER BY s.row, s.number",
        show["hall"], show["id"],
    )
    seats = [dict(seat) for seat in free]
    if show["premiere"]:
        for seat in seats:
            seat["cents"] += PREMIERE_EXTRA
    return seats


@app.patch("/plays/{play_id}")
def change_play(play_id: int, change: PlayChange) -> dict[str, Any]:
    """Changes what was sent of a play."""
    row_or_404("plays", play_id)
    sent = change.model_dump(exclude_none=True)
    if sent:
        columns = ", ".join(f"{name} = ?" for name in sent)
        rows(f"UPDATE plays SET {columns} WHERE id = ?", *sent.values(), play_id)
    return dict(row_or_404("plays", play_id))


@app.post("/performances", status_code=201)
def plan(wanted: NewPerformance) -> dict[str, Any]:
    """Puts a performance on the programme if its hall is free."""
    play = row_or_404("plays", wanted.play_id)
    starts = local(wanted.starts)
    check_hall(wanted.hall, starts, play["minutes"])
    key = db.execute(
        "INSERT INTO performances (play_id, hall, starts, premiere) VALUES (?, ?, ?, ?)",
        (wanted.play_id, wanted.hall, starts.isoformat(), wanted.premiere),
    ).lastrowid
    return {"id": key, "title": play["title"], "hall": wanted.hall, "starts": starts.isoformat()}


@app.put("/performances/{performance_id}/starts")
def move(performance_id: int, to: Move) -> dict[str, Any]:
    """Moves a performance to another time in its hall."""
    show = row_or_404("performances", performance_id)
    moved = local(to.starts)
    check_hall(show["hall"], moved, row_or_404("plays", show["play_id"])["minutes"], but=show["id"])
    rows("UPDATE performances SET starts = ? WHERE id = ?", moved.isoformat(), show["id"])
    return {"id": show["id"], "starts": moved.isoformat()}


@app.get("/performances/{performance_id}/seats")
def free_seats(performance_id: int) -> list[dict[str, Any]]:
    """The seats that can still be bought, by their names, such as A1."""
    return [{"seat": f"{one['row']}{one['number']}", "cents": one["cents"]} for one in offers(row_or_404("performances", performance_id))]


@app.post("/performances/{performance_id}/orders", status_code=201)
def order(performance_id: int, wanted: Order) -> dict[str, Any]:
    """Sells all of the wanted seats or none."""
    show = row_or_404("performances", performance_id)
    sold = []
    with transaction():
        if wanted.subscription is not None:
            if row_or_404("subscriptions", wanted.subscription)["credits"] < len(wanted.seats):
                raise HTTPException(409, "too few credits")
            db.execute("UPDATE subscriptions SET credits = credits - ? WHERE id = ?", (len(wanted.seats), wanted.subscription))
        for place in wanted.seats:
            seat = next((one for one in offers(show) if (one["row"], one["number"]) == (place.row, place.number)), None)
            if seat is None:
                raise HTTPException(409, f"seat {place.row}{place.number} is not free")
            cents = seat["cents"] if wanted.subscription is None else 0
            db.execute(
                "INSERT INTO tickets (performance_id, row, number, buyer, cents, subscription_id) VALUES (?, ?, ?, ?, ?, ?)",
                (show["id"], place.row, place.number, wanted.buyer, cents, wanted.subscription),
            )
            sold.append(cents)
    return {"buyer": wanted.buyer, "tickets": len(sold), "cents": sum(sold)}


@app.post("/returns")
def give_back(given: Return) -> dict[str, Any]:
    """Takes tickets back: a paid one is refunded less the fee, one of a subscription gives the credit back."""
    marks = ", ".join("?" * len(given.tickets))
    found = rows(f"SELECT * FROM tickets WHERE id IN ({marks}) AND status = 'sold'", *given.tickets)
    if len(found) < len(set(given.tickets)):
        raise HTTPException(404, "not all of these are sold tickets")
    refund = 0
    with transaction():
        for ticket in found:
            db.execute("UPDATE tickets SET status = 'returned' WHERE id = ?", (ticket["id"],))
            if ticket["subscription_id"] is None:
                refund += ticket["cents"] - RETURN_FEE
            else:
                db.execute("UPDATE subscriptions SET credits = credits + 1 WHERE id = ?", (ticket["subscription_id"],))
    return {"returned": len(found), "refund_cents": refund}


@app.post("/performances/{performance_id}/waiting", status_code=201)
def wait(performance_id: int, waiter: Waiter) -> dict[str, Any]:
    """Puts somebody at the end of the waiting list (the first has position 1) if there are too few seats for the party."""
    show = row_or_404("performances", performance_id)
    if len(offers(show)) >= waiter.party:
        raise HTTPException(409, "there are seats enough")
    last = rows("SELECT COALESCE(MAX(position), 0) AS position FROM waiting WHERE performance_id = ?", show["id"])[0]
    position = last["position"] + 1
    rows("INSERT INTO waiting (performance_id, position, name, party) VALUES (?, ?, ?, ?)", show["id"], position, waiter.name, waiter.party)
    return {"name": waiter.name, "position": position}


@app.get("/subscriptions/{key}")
def subscription(key: int) -> dict[str, Any]:
    """A subscription and what is left of it."""
    return dict(row_or_404("subscriptions", key))
'''


SHOPS = '''"""The Radwerk repair shops: jobs, parts, schedules, bills, wholesalers and partners of all branches."""

import asyncio
import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

SECRET, BRANCHES = b"chain-and-sprocket", ("nord", "hafen", "uni")
RATE = Decimal("58.00")  # of an hour, without VAT
VAT, CENT = Decimal("0.19"), Decimal("0.01")


@dataclass(frozen=True)
class Part:
    """A part of the shared stock; frozen, since a job keeps the parts it took at the price of that moment."""

    number: str
    name: str
    price: Decimal
    stock: int


@dataclass
class Job:
    id: int
    branch: str
    state: str = "open"  # then planned, by the planners, then billed
    technician: str = ""
    day: date | None = None
    hours: Decimal = Decimal(0)
    parts: list[Part] = field(default_factory=list)

    def net(self) -> Decimal:
        return self.hours * RATE + sum((part.price for part in self.parts), Decimal(0))


@dataclass
class Partner:
    branches: tuple[str, ...]
    closed: bool = False
    mailbox: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Supplier:
    """A wholesaler with the makers it carries; while its line is down (not `online`), to ask it is a ConnectionError."""

    name: str
    prices: dict[str, Decimal]
    makers: tuple[str, ...]
    online: bool = True

    async def quote(self, number: str) -> Decimal | None:
        await asyncio.sleep(0)
        if not self.online:
            raise ConnectionError(f"{self.name} does not answer")
        return self.prices.get(number)


PARTS = {
    "SH-CN11": Part("SH-CN11", "chain 11-speed", Decimal("32.90"), 6),
    "SR-PAD2": Part("SR-PAD2", "brake pads", Decimal("18.50"), 1),
    "CO-TUBE": Part("CO-TUBE", "inner tube", Decimal("7.90"), 40),
}
JOBS = {
    1: Job(1, "nord", "planned", "Mira", date(2024, 5, 14), Decimal("1.5"), [PARTS["SH-CN11"]]),
    2: Job(2, "nord"),
    3: Job(3, "nord", "planned", "Mira", date(2024, 5, 13)),
    4: Job(4, "hafen"),
    5: Job(5, "hafen", "billed", "Tomek", date(2024, 5, 6), Decimal(1)),
    6: Job(6, "nord", "planned", "Piet", date(2024, 5, 14)),
}
PARTNERS = {
    "velosure": Partner(("nord", "hafen")),
    "leasewheel": Partner(("nord", "uni"), closed=True),
    "bikepass": Partner(("nord",)),
}
SUPPLIERS = [
    Supplier("Kettenhaus", {"SH-CN11": Decimal("21.40"), "CO-TUBE": Decimal("3.10")}, ("SH", "CO")),
    Supplier("Velo24", {"SH-CN11": Decimal("19.95")}, ("SH", "SR"), online=False),
    Supplier("Bremsen Nagel", {"CO-TUBE": Decimal("2.85"), "SH-CN11": Decimal("20.80")}, ("CO", "SH")),
]
VALUATIONS: dict[int, asyncio.Task[Decimal]] = {}


def plain(value: Any) -> Any:
    """JSON's form of what `json` does not know itself."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


class Reply(JSONResponse):
    def render(self, content: Any) -> bytes:
        return json.dumps(content, default=plain).encode()


async def body_of(request: Request, *needed: str) -> dict[str, Any]:
    """The JSON object of a request, which has the needed keys."""
    try:
        content = await request.json()
    except ValueError:
        raise HTTPException(400, "not JSON") from None
    if not isinstance(content, dict) or any(name not in content for name in needed):
        raise HTTPException(400, "needs " + ", ".join(needed))
    return content


def known(store: dict[Any, Any], key: Any) -> Any:
    """What the store has under the key, 404 if nothing."""
    if key not in store:
        raise HTTPException(404, f"no {key}")
    return store[key]


def open_job(request: Request) -> Job:
    """The job of the path, which is not billed yet."""
    job: Job = known(JOBS, request.path_params["id"])
    if job.state == "billed":
        raise HTTPException(409, "the job is billed")
    return job


def amount(value: Any) -> Decimal:
    """A positive number of a request, sent as number or as text; anything else is refused."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise HTTPException(400, f"{value!r} is not a number") from None
    if not number.is_finite() or number <= 0:
        raise HTTPException(400, "must be more than nothing")
    return number


def announce(job: Job) -> None:
    """Puts the news of a billed job in the mailboxes of its branch's partners; whose mailbox is closed is struck off the list."""
    for name, partner in list(PARTNERS.items()):
        if job.branch in partner.branches and partner.closed:
            del PARTNERS[name]
        elif job.branch in partner.branches:
            partner.mailbox.append({"job": job.id, "state": job.state})


async def valuate(branch: str) -> Decimal:
    """What the unbilled work of a branch is worth; gives way to requests between the jobs."""
    total = Decimal(0)
    for job in list(JOBS.values()):
        if job.branch == branch and job.state != "billed":
            total += job.net()
        await asyncio.sleep(0)
    return total.quantize(CENT, ROUND_HALF_UP)


async def add_work(request: Request) -> Reply:
    """Books hours of work on a job, and a part from the stock if one was fitted."""
    job = open_job(request)
    content = await body_of(request, "hours")
    hours = amount(content["hours"])
    if "part" in content:
        part = known(PARTS, content["part"])
        if part.stock < 1:
            raise HTTPException(409, f"{part.name} is out of stock")
        job.parts.append(part)
        PARTS[part.number] = replace(part, stock=part.stock - 1)
    job.hours += hours
    return Reply({"job": job.id, "hours": job.hours, "net": job.net()})


async def bill_job(request: Request) -> Reply:
    """Bills a planned job and tells the partners."""
    job = open_job(request)
    if job.state != "planned":
        raise HTTPException(409, "nobody has worked on the job")
    job.state = "billed"
    net = job.net().quantize(CENT, ROUND_HALF_UP)
    total = net + (net * VAT).quantize(CENT, ROUND_HALF_UP)
    return Reply({"job": job.id, "net": net, "total": total}, 201, background=BackgroundTask(announce, job))


async def schedule(request: Request) -> Reply:
    """The planned jobs of a branch by day, the days in order."""
    days: dict[str, list[dict[str, Any]]] = {}
    planned = [job for job in JOBS.values() if job.branch == request.path_params["branch"] and job.state == "planned" and job.day]
    for job in sorted(planned, key=lambda one: (one.day, one.id)):
        days.setdefault(job.day.isoformat(), []).append({"job": job.id, "technician": job.technician})
    return Reply({"branch": request.path_params["branch"], "days": days})


async def start_valuation(request: Request) -> Reply:
    """Starts the valuation of a branch and answers at once."""
    branch = request.path_params["branch"]
    if branch not in BRANCHES:
        raise HTTPException(404, f"no branch {branch}")
    key = len(VALUATIONS) + 1
    VALUATIONS[key] = asyncio.create_task(valuate(branch))
    return Reply({"id": key, "state": "running"}, 202)


async def show_valuation(request: Request) -> Reply:
    task = known(VALUATIONS, request.path_params["id"])
    return Reply({"state": "done", "value": task.result()} if task.done() else {"state": "running"})


async def set_price(request: Request) -> Reply:
    """Changes the price of a part, for jobs that take it from now on."""
    part = known(PARTS, request.path_params["number"])
    price = amount((await body_of(request, "price"))["price"])
    PARTS[part.number] = replace(part, price=price)
    return Reply(asdict(PARTS[part.number]))


async def quotes(request: Request) -> Reply:
    """What the wholesalers who carry the maker ask for a part, cheapest first; who does not answer is `silent`."""
    part = known(PARTS, request.path_params["number"])
    asked = [one for one in SUPPLIERS if part.number.startswith(one.makers)]
    answers = await asyncio.gather(*(one.quote(part.number) for one in asked), return_exceptions=True)
    offers = [{"supplier": one.name, "price": price} for one, price in zip(asked, answers) if isinstance(price, Decimal)]
    silent = [one.name for one, answer in zip(asked, answers) if isinstance(answer, ConnectionError)]
    return Reply({"offers": sorted(offers, key=lambda offer: offer["price"]), "silent": silent})


async def delivered(request: Request) -> Reply:
    """A wholesaler's delivery note: the parts go to the stock; a note that is not signed by SECRET is refused."""
    given = request.headers.get("x-signature", "")
    if not hmac.compare_digest(given, hmac.new(SECRET, await request.body(), hashlib.sha256).hexdigest()):
        raise HTTPException(401, "bad signature")
    note = await body_of(request, "number", "count")
    part = known(PARTS, note["number"])
    PARTS[part.number] = replace(part, stock=part.stock + int(amount(note["count"])))
    return Reply(asdict(PARTS[part.number]))


async def partners(request: Request) -> Reply:
    return Reply({name: partner.mailbox for name, partner in PARTNERS.items()})


app = Starlette(routes=[
    Route("/jobs/{id:int}/work", add_work, methods=["POST"]),
    Route("/jobs/{id:int}/bill", bill_job, methods=["POST"]),
    Route("/branches/{branch}/schedule", schedule),
    Route("/branches/{branch}/valuations", start_valuation, methods=["POST"]),
    Route("/valuations/{id:int}", show_valuation),
    Route("/parts/{number}/price", set_price, methods=["PUT"]),
    Route("/parts/{number}/quotes", quotes),
    Route("/webhooks/delivered", delivered, methods=["POST"]),
    Route("/partners", partners),
])
'''


def sign(note: str) -> str:
    """An expression for the answer to a signed delivery note."""
    return (
        f"(lambda b: (lambda r: [r.status_code, r.json() if r.status_code == 200 else r.text])({CLIENT}.post('/webhooks/delivered', content=b,"
        f" headers={{'x-signature': hmac.new(SECRET, b, hashlib.sha256).hexdigest()}})))({note.encode()!r})"
    )


def valued(branch: str) -> str:
    """An expression for what comes of the valuation of a branch, asked for until it is done."""
    client = CLIENT.replace("(app)", "(app, raise_server_exceptions=False)")
    return (
        f"(lambda c: [c.__enter__() and c.post('/branches/{branch}/valuations').status_code,"
        " next((a for a in (c.get('/valuations/1').text for _ in range(200)) if 'done' in a), None), c.__exit__()][:2])"
        f"({client})"
    )


def order(performance: int, buyer: str, seats: str, subscription: int | None = None) -> tuple:
    """The request for the seats, named like "A1 A2"."""
    body: dict[str, Any] = {"buyer": buyer, "seats": [{"row": one[0], "number": int(one[1:])} for one in seats.split()]}
    if subscription is not None:
        body["subscription"] = subscription
    return "POST", f"/performances/{performance}/orders", body


def seat(name: str, cents: int) -> dict:
    """A free seat as it is listed."""
    return {"seat": name, "cents": cents}


def asked(request: tuple) -> str:
    """A single request in the form of the oracle."""
    import json

    return " ".join([*request[:2], *(json.dumps(body) for body in request[2:])])


KRUG = {"id": 1, "title": "Der zerbrochne Krug", "author": "Kleist", "minutes": 105}
FIRST = [seat("A2", 3200), seat("A3", 3200), seat("B2", 2400)]
WHOLE = [seat("A1", 3200), seat("A2", 3200), seat("A3", 3200), seat("B1", 2400), seat("B2", 2400)]
NOT_SOLD = {"detail": "not all of these are sold tickets"}

CASES = [
    case(
        "patch-of-nulls", THEATRE,
        """    if sent:
        columns = ", ".join(f"{name} = ?" for name in sent)
        rows(f"UPDATE plays SET {columns} WHERE id = ?", *sent.values(), play_id)
""",
        """    columns = ", ".join(f"{name} = ?" for name in sent)
    rows(f"UPDATE plays SET {columns} WHERE id = ?", *sent.values(), play_id)
""",
        'PATCH /plays/1 {"title": null, "author": null}', [200, KRUG],
        ('PATCH /plays/1 {"minutes": 110}', [200, {**KRUG, "minutes": 110}]),
        ('PATCH /plays/1 {"subtitle": "Lustspiel"}', [200, KRUG]),
        ('PATCH /plays/1 {"title": "Krug", "author": null, "minutes": 95}', [200, {**KRUG, "title": "Krug", "minutes": 95}]),
        (calls(("PATCH", "/plays/1", {"author": "H. v. Kleist"}), ("PATCH", "/plays/1", {"author": None})),
         [[200, {**KRUG, "author": "H. v. Kleist"}], [200, {**KRUG, "author": "H. v. Kleist"}]]),
        ('PATCH /plays/1 {"title": ""}', 422),
        ('PATCH /plays/9 {"title": null}', 404),
        ("PATCH /plays/1", 422),
    ),
    case(
        "start-with-offset", THEATRE,
        "    starts = local(wanted.starts)\n", "    starts = wanted.starts\n",
        'POST /performances {"play_id": 1, "hall": "main", "starts": "2024-05-11T15:30:00Z"}',
        [409, {"detail": "main is taken by performance 2"}],
        ('POST /performances {"play_id": 1, "hall": "main", "starts": "2024-05-11T17:15:00"}',
         [201, {"id": 6, "title": "Der zerbrochne Krug", "hall": "main", "starts": "2024-05-11T17:15:00"}]),
        ('POST /performances {"play_id": 1, "hall": "main", "starts": "2024-05-11T15:15:00Z"}',
         [201, {"id": 6, "title": "Der zerbrochne Krug", "hall": "main", "starts": "2024-05-11T17:15:00"}]),
        ('POST /performances {"play_id": 1, "hall": "main", "starts": "2024-12-11T20:15:00+03:00"}',
         [201, {"id": 6, "title": "Der zerbrochne Krug", "hall": "main", "starts": "2024-12-11T18:15:00"}]),
        ('POST /performances {"play_id": 1, "hall": "main", "starts": "2024-05-11T18:00:00"}', 409),
        ('PUT /performances/2/starts {"starts": "2024-05-11T18:30:00Z"}', [200, {"id": 2, "starts": "2024-05-11T20:30:00"}]),
        (calls(("POST", "/performances", {"play_id": 1, "hall": "studio", "starts": "2024-05-20T18:00:00Z"}),
               ("POST", "/performances", {"play_id": 1, "hall": "studio", "starts": "2024-05-20T22:00:00"}),
               ("POST", "/performances", {"play_id": 1, "hall": "studio", "starts": "2024-05-20T22:45:00+02:00"})),
         [[201, {"id": 6, "title": "Der zerbrochne Krug", "hall": "studio", "starts": "2024-05-20T20:00:00"}],
          [409, {"detail": "studio is taken by performance 6"}],
          [201, {"id": 7, "title": "Der zerbrochne Krug", "hall": "studio", "starts": "2024-05-20T22:45:00"}]]),
        ('POST /performances {"play_id": 1, "hall": "cellar", "starts": "2024-05-11T17:15:00Z"}', 404),
        ('POST /performances {"play_id": 1, "hall": "main", "starts": "soon"}', 422),
    ),
    case(
        "premiere-prices", THEATRE,
        "    seats = [dict(seat) for seat in free]\n    if show", "    seats = free\n    if show",
        "GET /performances/2/seats", [200, [{**one, "cents": one["cents"] + 500} for one in WHOLE]],
        ("GET /performances/1/seats", [200, FIRST]),
        (asked(order(2, "Ole", "A1 B2")), [201, {"buyer": "Ole", "tickets": 2, "cents": 6600}]),
        (asked(order(1, "Ole", "A2 B2")), [201, {"buyer": "Ole", "tickets": 2, "cents": 5600}]),
        (asked(order(2, "Ines Albrecht", "A1", 1)), [201, {"buyer": "Ines Albrecht", "tickets": 1, "cents": 0}]),
        (calls(("GET", "/performances/2/seats"), ("GET", "/performances/2/seats"), ("GET", "/performances/5/seats")),
         [[200, [{**one, "cents": one["cents"] + 500} for one in WHOLE]]] * 2 + [[200, WHOLE]]),
        ("GET /performances/3/seats", [200, []]),
        ('POST /performances/2/waiting {"name": "Ole", "party": 2}', 409),
        ("GET /performances/9/seats", 404),
    ),
    case(
        "refused-order-left-open", THEATRE,
        "        except BaseException:\n", "        except sqlite3.Error:\n",
        calls(order(1, "Ole", "A2 A1"), order(1, "Ute", "A2 A3")),
        [[409, {"detail": "seat A1 is not free"}], [201, {"buyer": "Ute", "tickets": 2, "cents": 6400}]],
        (asked(order(1, "Ole", "A2 A1")), [409, {"detail": "seat A1 is not free"}]),
        (calls(order(1, "Ole", "A3 Z9"), ("GET", "/performances/1/seats")), [[409, {"detail": "seat Z9 is not free"}], [200, FIRST]]),
        (calls(order(5, "Ines Albrecht", "A1 A2 A1", 1), ("GET", "/subscriptions/1"), ("GET", "/performances/5/seats")),
         [[409, {"detail": "seat A1 is not free"}], [200, {"id": 1, "holder": "Ines Albrecht", "credits": 3}], [200, WHOLE]]),
        (calls(order(5, "Jonas Mertens", "A1", 2), order(5, "Ines Albrecht", "A1", 8), order(5, "Ines Albrecht", "A1 B1", 1), ("GET", "/subscriptions/1")),
         [[409, {"detail": "too few credits"}], [404, {"detail": "no subscriptions 8"}], [201, {"buyer": "Ines Albrecht", "tickets": 2, "cents": 0}],
          [200, {"id": 1, "holder": "Ines Albrecht", "credits": 1}]]),
        (calls(order(1, "Ole", "B1"), ("POST", "/returns", {"tickets": [1, 3]}), ("GET", "/performances/1/seats"), ("GET", "/subscriptions/1")),
         [[409, {"detail": "seat B1 is not free"}], [200, {"returned": 2, "refund_cents": 3000}], [200, WHOLE],
          [200, {"id": 1, "holder": "Ines Albrecht", "credits": 4}]]),
        (calls(order(1, "Ute", "A2"), order(1, "Ole", "A3 A2"), order(1, "Ole", "A3")),
         [[201, {"buyer": "Ute", "tickets": 1, "cents": 3200}], [409, {"detail": "seat A2 is not free"}], [201, {"buyer": "Ole", "tickets": 1, "cents": 3200}]]),
    ),
    case(
        "returned-seat-sold-again", THEATRE,
        "(performance_id, row, number) WHERE status = 'sold';", "(performance_id, row, number);",
        asked(order(1, "Ole", "A2")), [201, {"buyer": "Ole", "tickets": 1, "cents": 3200}],
        (asked(order(1, "Ole", "A3 B2")), [201, {"buyer": "Ole", "tickets": 2, "cents": 5600}]),
        (calls(("POST", "/returns", {"tickets": [4, 5]}), order(3, "Ute", "S1 S2"), ("GET", "/performances/3/seats"), order(3, "Ole", "S1")),
         [[200, {"returned": 2, "refund_cents": 3200}], [201, {"buyer": "Ute", "tickets": 2, "cents": 3600}], [200, []], [409, {"detail": "seat S1 is not free"}]]),
        (calls(order(1, "Ole", "A2"), ("POST", "/returns", {"tickets": [8, 1]}), order(1, "Ute", "A2"), ("GET", "/performances/1/seats")),
         [[201, {"buyer": "Ole", "tickets": 1, "cents": 3200}], [200, {"returned": 2, "refund_cents": 6000}],
          [201, {"buyer": "Ute", "tickets": 1, "cents": 3200}], [200, [seat("A1", 3200), seat("A3", 3200), seat("B2", 2400)]]]),
        (f"[{calls(order(1, 'Ole', 'A2'))}[0][0], [tuple(one) for one in rows('SELECT id, buyer, status FROM tickets WHERE performance_id = 1 AND row = ? ORDER BY id', 'A')]]",
         [201, [[1, "Hanna Ruge", "sold"], [2, "Hanna Ruge", "returned"], [8, "Ole", "sold"]]]),
        (asked(order(1, "Ole", "A1")), [409, {"detail": "seat A1 is not free"}]),
        (asked(order(1, "Ole", "A3 A3")), [409, {"detail": "seat A3 is not free"}]),
        ('POST /returns {"tickets": [2, 1]}', [404, NOT_SOLD]),
    ),
    case(
        "single-ticket-back", THEATRE,
        """    marks = ", ".join("?" * len(given.tickets))
    found = rows(f"SELECT * FROM tickets WHERE id IN ({marks}) AND status = 'sold'", *given.tickets)
""",
        """    found = rows(f"SELECT * FROM tickets WHERE id IN {tuple(given.tickets)} AND status = 'sold'")
""",
        'POST /returns {"tickets": [1]}', [200, {"returned": 1, "refund_cents": 3000}],
        ('POST /returns {"tickets": [4, 5]}', [200, {"returned": 2, "refund_cents": 3200}]),
        (calls(("POST", "/returns", {"tickets": [3]}), ("GET", "/subscriptions/1")),
         [[200, {"returned": 1, "refund_cents": 0}], [200, {"id": 1, "holder": "Ines Albrecht", "credits": 4}]]),
        ('POST /returns {"tickets": [2]}', [404, NOT_SOLD]),
        ('POST /returns {"tickets": [77]}', [404, NOT_SOLD]),
        ('POST /returns {"tickets": [1, 3, 4]}', [200, {"returned": 3, "refund_cents": 4600}]),
        ('POST /returns {"tickets": [4, 4]}', [200, {"returned": 1, "refund_cents": 1600}]),
        ('POST /returns {"tickets": []}', 422),
        (calls(("POST", "/returns", {"tickets": [1]}), ("POST", "/returns", {"tickets": [1]}), ("GET", "/performances/1/seats")),
         [[200, {"returned": 1, "refund_cents": 3000}], [404, NOT_SOLD], [200, [seat("A1", 3200), *FIRST]]]),
    ),
    case(
        "first-to-wait", THEATRE,
        "SELECT COALESCE(MAX(position), 0) AS position", "SELECT MAX(position) AS position",
        'POST /performances/3/waiting {"name": "Ole"}', [201, {"name": "Ole", "position": 1}],
        ('POST /performances/4/waiting {"name": "Ole"}', [201, {"name": "Ole", "position": 3}]),
        (calls(*[("POST", f"/performances/{show}/waiting", {"name": name}) for show, name in ((3, "Ole"), (3, "Ute"), (4, "Ole"), (3, "Kim"))]),
         [[201, {"name": "Ole", "position": 1}], [201, {"name": "Ute", "position": 2}], [201, {"name": "Ole", "position": 3}], [201, {"name": "Kim", "position": 3}]]),
        ('POST /performances/1/waiting {"name": "Ole", "party": 4}', [201, {"name": "Ole", "position": 1}]),
        ('POST /performances/1/waiting {"name": "Ole", "party": 3}', 409),
        (f"[{calls(('POST', '/performances/3/waiting', {'name': 'Ole', 'party': 2}))}[0][0], [tuple(one) for one in rows('SELECT * FROM waiting WHERE performance_id = 3')]]",
         [201, [[3, 3, 1, "Ole", 2]]]),
        ('POST /performances/3/waiting {"name": "Ole", "party": 5}', 422),
        ('POST /performances/8/waiting {"name": "Ole"}', 404),
    ),
    case(
        "hours-that-are-text", SHOPS,
        "    except InvalidOperation:\n", "    except ValueError:\n",
        'POST /jobs/2/work {"hours": "1,5"}', 400,
        ('POST /jobs/2/work {"hours": "1.5"}', [200, {"job": 2, "hours": "1.5", "net": "87.000"}]),
        ('POST /jobs/2/work {"hours": null}', 400),
        ('POST /jobs/2/work {"hours": "NaN"}', 400),
        ('POST /jobs/2/work {"hours": -2}', 400),
        ('POST /jobs/1/work {"hours": 0.25}', [200, {"job": 1, "hours": "1.75", "net": "134.4000"}]),
        ('PUT /parts/SR-PAD2/price {"price": "18,90 EUR"}', 400),
        ("[" + calls(("POST", "/jobs/2/work", {"hours": 1})) + ", "
         + CLIENT + ".post('/jobs/2/work', json={'hours': 'two', 'part': 'SR-PAD2'}).status_code, JOBS[2].hours, PARTS['SR-PAD2'].stock]",
         [[[200, {"job": 2, "hours": "1", "net": "58.00"}]], 400, "Decimal('1')", 1]),
        ('POST /jobs/5/work {"hours": "1,5"}', 409),
    ),
    case(
        "note-without-signature", SHOPS,
        'request.headers.get("x-signature", "")', 'request.headers.get("x-signature")',
        'POST /webhooks/delivered {"number": "CO-TUBE", "count": 10}', 401,
        ('POST /webhooks/delivered {"number": "CO-TUBE", "count": 10, "headers": {"x-signature": "0f3a"}}', 401),
        (sign('{"number": "CO-TUBE", "count": 10}'), [200, {"number": "CO-TUBE", "name": "inner tube", "price": "7.90", "stock": 50}]),
        (f"[{CLIENT}.post('/webhooks/delivered', json={{'number': 'CO-TUBE', 'count': 10}}).status_code, PARTS['CO-TUBE'].stock]", [401, 40]),
        ('POST /webhooks/delivered {"number": "CO-TUBE", "count": 10, "headers": {"x-signature": ""}}', 401),
        ("POST /webhooks/delivered", 401),
        ('POST /webhooks/delivered {"number": "CO-TUBE", "count": 10, "headers": {"x-signature": "None"}}', 401),
        (sign('{"number": "XX-1", "count": 10}'), [404, "no XX-1"]),
        (sign('{"number": "CO-TUBE", "count": 0}'), [400, "must be more than nothing"]),
    ),
    case(
        "partner-struck-off", SHOPS,
        "in list(PARTNERS.items()):", "in PARTNERS.items():",
        "POST /jobs/1/bill", [201, {"job": 1, "net": "119.90", "total": "142.68"}],
        ("POST /jobs/2/bill", 409),
        (calls(("POST", "/jobs/1/bill"), ("GET", "/partners")),
         [[201, {"job": 1, "net": "119.90", "total": "142.68"}], [200, {"velosure": [{"job": 1, "state": "billed"}], "bikepass": [{"job": 1, "state": "billed"}]}]]),
        (calls(("POST", "/jobs/1/bill"), ("POST", "/jobs/6/bill"), ("GET", "/partners")),
         [[201, {"job": 1, "net": "119.90", "total": "142.68"}], [201, {"job": 6, "net": "0.00", "total": "0.00"}],
          [200, {name: [{"job": 1, "state": "billed"}, {"job": 6, "state": "billed"}] for name in ("velosure", "bikepass")}]]),
        ("[announce(JOBS[5]), [[name, one.mailbox] for name, one in PARTNERS.items()]]",
         [None, [["velosure", [{"job": 5, "state": "billed"}]], ["leasewheel", []], ["bikepass", []]]]),
        ("[announce(Job(9, 'uni')), list(PARTNERS)]", [None, ["velosure", "bikepass"]]),
        ("[[setattr(one, 'closed', True) for one in PARTNERS.values()], announce(Job(9, 'nord')), list(PARTNERS)]", [[None, None, None], None, []]),
        ("POST /jobs/5/bill", 409),
    ),
    case(
        "days-as-keys", SHOPS,
        "days.setdefault(job.day.isoformat(), [])", "days.setdefault(job.day, [])",
        "GET /branches/nord/schedule",
        [200, {"branch": "nord", "days": {"2024-05-13": [{"job": 3, "technician": "Mira"}], "2024-05-14": [{"job": 1, "technician": "Mira"}, {"job": 6, "technician": "Piet"}]}}],
        ("GET /branches/hafen/schedule", [200, {"branch": "hafen", "days": {}}]),
        (f"{CLIENT}.get('/branches/nord/schedule').text",
         '{"branch": "nord", "days": {"2024-05-13": [{"job": 3, "technician": "Mira"}], "2024-05-14": [{"job": 1, "technician": "Mira"}, {"job": 6, "technician": "Piet"}]}}'),
        (calls(("POST", "/jobs/3/bill"), ("GET", "/branches/nord/schedule")),
         [[201, {"job": 3, "net": "0.00", "total": "0.00"}],
          [200, {"branch": "nord", "days": {"2024-05-14": [{"job": 1, "technician": "Mira"}, {"job": 6, "technician": "Piet"}]}}]]),
        ("[JOBS.update({7: Job(7, 'uni', 'planned', 'Piet', date(2025, 1, 2)), 8: Job(8, 'uni', 'planned', 'Ada', date(2024, 12, 31))}), "
         + CLIENT + ".get('/branches/uni/schedule').text][1]",
         '{"branch": "uni", "days": {"2024-12-31": [{"job": 8, "technician": "Ada"}], "2025-01-02": [{"job": 7, "technician": "Piet"}]}}'),
        ("[JOBS.update({7: Job(7, 'uni', 'planned', 'Piet')}), " + CLIENT + ".get('/branches/uni/schedule').json()][1]", {"branch": "uni", "days": {}}),
        ("GET /partners", [200, {"velosure": [], "leasewheel": [], "bikepass": []}]),
    ),
    case(
        "task-without-loop", SHOPS,
        "async def start_valuation(", "def start_valuation(",
        "POST /branches/nord/valuations", [202, {"id": 1, "state": "running"}],
        ("POST /branches/west/valuations", 404),
        (valued("nord"), [202, '{"state": "done", "value": "119.90"}']),
        (valued("uni"), [202, '{"state": "done", "value": "0.00"}']),
        (calls(*[("POST", f"/branches/{branch}/valuations") for branch in ("nord", "hafen", "nord")]),
         [[202, {"id": 1, "state": "running"}], [202, {"id": 2, "state": "running"}], [202, {"id": 3, "state": "running"}]]),
        ("valuate('nord')", "Decimal('119.90')"),
        (f"[{CLIENT}.post('/branches/' + name + '/valuations').status_code for name in ('west', 'nord', 'hafen')] + [len(VALUATIONS)]", [404, 202, 202, 2]),
        ("GET /valuations/1", 404),
    ),
    case(
        "price-of-frozen-part", SHOPS,
        "    PARTS[part.number] = replace(part, price=price)\n", "    part.price = price\n",
        'PUT /parts/SH-CN11/price {"price": "35.50"}', [200, {"number": "SH-CN11", "name": "chain 11-speed", "price": "35.50", "stock": 6}],
        ('POST /jobs/2/work {"hours": 1, "part": "SH-CN11"}', [200, {"job": 2, "hours": "1", "net": "90.90"}]),
        (calls(("PUT", "/parts/SH-CN11/price", {"price": 40}), ("POST", "/jobs/2/work", {"hours": 1, "part": "SH-CN11"}), ("POST", "/jobs/1/bill")),
         [[200, {"number": "SH-CN11", "name": "chain 11-speed", "price": "40", "stock": 6}], [200, {"job": 2, "hours": "1", "net": "98.00"}],
          [201, {"job": 1, "net": "119.90", "total": "142.68"}]]),
        (calls(("POST", "/jobs/4/work", {"hours": 1, "part": "SR-PAD2"}), ("PUT", "/parts/SR-PAD2/price", {"price": "19.00"}), ("POST", "/jobs/4/work", {"hours": 1})),
         [[200, {"job": 4, "hours": "1", "net": "76.50"}], [200, {"number": "SR-PAD2", "name": "brake pads", "price": "19.00", "stock": 0}],
          [200, {"job": 4, "hours": "2", "net": "134.50"}]]),
        (calls(("PUT", "/parts/CO-TUBE/price", {"price": "8.20"}), ("PUT", "/parts/CO-TUBE/price", {"price": "8.40"})),
         [[200, {"number": "CO-TUBE", "name": "inner tube", "price": price, "stock": 40}] for price in ("8.20", "8.40")]),
        (f"[{CLIENT}.put('/parts/CO-TUBE/price', json={{'price': '9'}}).status_code, PARTS['CO-TUBE'].price, PARTS['SR-PAD2'].price]", [200, "Decimal('9')", "Decimal('18.50')"]),
        ('PUT /parts/SH-CN11/price {"price": 0}', 400),
        ('PUT /parts/SH-CN11/price {"cents": 900}', 400),
        ('PUT /parts/XX-1/price {"price": 9}', 404),
    ),
    case(
        "wholesaler-offline", SHOPS,
        "for one in asked), return_exceptions=True)", "for one in asked))",
        "GET /parts/SH-CN11/quotes",
        [200, {"offers": [{"supplier": "Bremsen Nagel", "price": "20.80"}, {"supplier": "Kettenhaus", "price": "21.40"}], "silent": ["Velo24"]}],
        ("GET /parts/CO-TUBE/quotes", [200, {"offers": [{"supplier": "Bremsen Nagel", "price": "2.85"}, {"supplier": "Kettenhaus", "price": "3.10"}], "silent": []}]),
        ("GET /parts/SR-PAD2/quotes", [200, {"offers": [], "silent": ["Velo24"]}]),
        ("[setattr(SUPPLIERS[0], 'online', False), " + CLIENT + ".get('/parts/SH-CN11/quotes').json()][1]",
         {"offers": [{"supplier": "Bremsen Nagel", "price": "20.80"}], "silent": ["Kettenhaus", "Velo24"]}),
        ("[setattr(SUPPLIERS[1], 'online', True), " + CLIENT + ".get('/parts/SH-CN11/quotes').json()][1]",
         {"offers": [{"supplier": "Velo24", "price": "19.95"}, {"supplier": "Bremsen Nagel", "price": "20.80"}, {"supplier": "Kettenhaus", "price": "21.40"}], "silent": []}),
        ("[setattr(SUPPLIERS[2], 'online', False), " + CLIENT + ".get('/parts/CO-TUBE/quotes').json()][1]",
         {"offers": [{"supplier": "Kettenhaus", "price": "3.10"}], "silent": ["Bremsen Nagel"]}),
        ("GET /parts/XX-1/quotes", 404),
    ),
]
