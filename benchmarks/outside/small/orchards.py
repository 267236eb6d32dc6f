"""Two programs with seven bugs each: a fruit cooperative's packing house (Flask over sqlite3) and a frost watch (Starlette and httpx)."""

from __future__ import annotations

from typing import Any


def swap(text: str, old: str, new: str) -> str:
    """`text` with `old`, which is there exactly once, replaced."""
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)


def case(name: str, base: str, edits: list[tuple[str, str]], trigger: str, wanted: Any, *others: tuple[str, Any]) -> dict:
    """A case whose fixed program is `base`, the buggy one `base` with the second for the first of each edit."""
    buggy = base
    for good, bad in edits:
        buggy = swap(buggy, good, bad)
    return {"name": name, "buggy": buggy, "fixed": base, "trigger": trigger, "wanted": wanted, "others": list(others)}


def asked(*requests: tuple) -> str:
    """An expression for the answers of the Flask program to several (verb, path, JSON body) in one process."""
    each = [(verb, path, *body, *[None] * (not body)) for verb, path, *body in requests]
    answer = "(lambda r: [r.status_code, r.get_json(silent=True)])(c.open(path, method=verb, json=body))"
    return f"(lambda c: [{answer} for verb, path, body in {each!r}])(app.test_client())"


def calls(*requests: tuple) -> str:
    """The same of the Starlette program."""
    each = ", ".join(f"c.request({verb!r}, {path!r}" + "".join(f", json={one!r}" for one in body) + ")" for verb, path, *body in requests)
    return f"(lambda c: [[r.status_code, r.json()] for r in ({each},)])({CLIENT})"


def after(change: str, expression: str) -> str:
    """An expression's value after a change of the module's data."""
    return f"[{change}, {expression}][1]"


CLIENT = "__import__('starlette.testclient', fromlist=['TestClient']).TestClient(app)"


PACKING = r'''"""Packing house of the growers' cooperative at Jork: deliveries, bins, samples, cold rooms and the inspectors' notes."""

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, g, request, stream_with_context
from werkzeug.exceptions import HTTPException

REHEARSAL = tempfile.TemporaryDirectory()  # for a day of training; production sets PACKING_DB
DATABASE = os.environ.get("PACKING_DB") or str(Path(REHEARSAL.name) / "packing.db")

SCHEMA = """
CREATE TABLE growers (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE varieties (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE UNIQUE INDEX variety_names ON varieties (lower(name));
CREATE TABLE rooms (name TEXT PRIMARY KEY, capacity INTEGER NOT NULL);
CREATE TABLE deliveries (  -- the scale writes its own rows, with its local time and offset; those of the office have the default
    id INTEGER PRIMARY KEY, grower_id INTEGER NOT NULL REFERENCES growers, received TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE bins (
    id INTEGER PRIMARY KEY, delivery_id INTEGER NOT NULL REFERENCES deliveries, variety_id INTEGER NOT NULL REFERENCES varieties,
    kilos TEXT NOT NULL, room TEXT REFERENCES rooms
);
CREATE TABLE samples (id INTEGER PRIMARY KEY, bin_id INTEGER NOT NULL REFERENCES bins, brix TEXT NOT NULL);
CREATE TABLE moves (id INTEGER PRIMARY KEY, bin_id INTEGER NOT NULL REFERENCES bins, room TEXT NOT NULL REFERENCES rooms);
CREATE VIRTUAL TABLE notes USING fts5(body, bin_id UNINDEXED);
"""

SEED = """
INSERT INTO growers VALUES (1, 'Behrens'), (2, 'Quast'), (3, 'Stechmann');
INSERT INTO varieties VALUES (1, 'Elstar'), (2, 'Boskoop'), (3, 'Holsteiner Cox');
INSERT INTO rooms VALUES ('K1', 2), ('K2', 3), ('K3', 40);
INSERT INTO deliveries VALUES
    (1, 1, '2025-09-18T08:05:00+02:00'), (2, 2, '2025-09-18 06:10:00'),
    (3, 2, '2025-09-18T07:45:00+02:00'), (4, 1, '2025-09-19T09:30:00+02:00');
INSERT INTO bins VALUES
    (1, 1, 1, '312.5', 'K1'), (2, 1, 3, '298', NULL), (3, 2, 2, '305.2', NULL), (4, 3, 1, '310', 'K2'), (5, 4, 3, '150.4', NULL);
INSERT INTO samples (bin_id, brix) VALUES (1, '12.4'), (1, '12.8'), (3, '11.9');
INSERT INTO moves (bin_id, room) VALUES (1, 'K2'), (1, 'K1'), (4, 'K2');
INSERT INTO notes (bin_id, body) VALUES
    (2, 'Sun-burn on the upper layer, some Cox''s spot'), (3, 'stalks torn, core rot in two of ten'), (4, 'clean'), (5, 'spot of rot at the core');
"""

app = Flask(__name__)


def db() -> sqlite3.Connection:
    """The request's connection, opened when it is first needed."""
    if "connection" not in g:
        g.connection = sqlite3.connect(DATABASE, isolation_level=None)
        g.connection.row_factory = sqlite3.Row
        g.connection.execute("PRAGMA foreign_keys = ON")
    return g.connection


@app.teardown_appcontext
def close_connection(_error: BaseException | None) -> None:
    connection = g.pop("connection", None)
    if connection is not None:
        connection.close()


@contextmanager
def transaction() -> Iterator[sqlite3.Connection]:
    """A unit of work: all of it is kept, or nothing if it fails."""
    connection = db()
    if connection.in_transaction:  # part of a larger unit, which commits or not
        yield connection
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def find(table: str, key: Any, column: str = "id") -> sqlite3.Row:
    """The row with that key, or 404."""
    row = db().execute(f"SELECT * FROM {table} WHERE {column} = ?", (key,)).fetchone()
    return row or abort(404, f"{table}: no {key}")


def payload() -> dict[str, Any]:
    """The request's JSON object, or 400."""
    body = request.get_json()
    return body if isinstance(body, dict) else abort(400, "a JSON object is needed")


def positive(value: Any, name: str) -> Decimal:
    """A number above zero as a client wrote it, or 400."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        abort(400, f"{name}: not a number")
    return number if number.is_finite() and number > 0 else abort(400, f"{name}: must be above zero")


def instant(text: str) -> datetime:
    """The moment that a stored time stands for."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def variety_id(name: Any) -> int:
    """The variety of that name, whatever its capitals; an unknown one is entered with its first bin."""
    if not isinstance(name, str) or not name.strip():
        abort(400, "variety: a name is needed")
    known = db().execute("SELECT id FROM varieties WHERE lower(name) = lower(?)", (name.strip(),)).fetchone()
    return known["id"] if known else db().execute("INSERT INTO varieties (name) VALUES (?)", (name.strip(),)).lastrowid


def describe(bin_id: int) -> dict[str, Any]:
    """A bin for a client; `brix` is the mean of its samples."""
    row = db().execute(
        "SELECT b.id, v.name AS variety, b.kilos, b.room FROM bins b JOIN varieties v ON v.id = b.variety_id WHERE b.id = ?", (bin_id,)
    ).fetchone()
    brix = [Decimal(one["brix"]) for one in db().execute("SELECT brix FROM samples WHERE bin_id = ?", (bin_id,))]
    mean = str((sum(brix) / len(brix)).quantize(Decimal("0.1"))) if brix else None
    return {**dict(row), "brix": mean}


def put_into(bin_id: int, name: Any) -> None:
    """Move a bin to a cold room and log that; 404 without such a room, 409 if it is full."""
    with transaction() as connection:
        room = find("rooms", name, "name")
        used = connection.execute("SELECT count(*) FROM bins WHERE room = ? AND id <> ?", (name, bin_id)).fetchone()[0]
        if used >= room["capacity"]:
            abort(409, f"{name} is full")
        connection.execute("UPDATE bins SET room = ? WHERE id = ?", (name, bin_id))
        connection.execute("INSERT INTO moves (bin_id, room) VALUES (?, ?)", (bin_id, name))


def add_bin(delivery_id: int, wanted: dict[str, Any]) -> dict[str, Any]:
    """Enter one bin of a delivery with its note; one that names a room goes there at once."""
    row = (delivery_id, variety_id(wanted.get("variety")), str(positive(wanted.get("kilos"), "kilos")))
    bin_id = db().execute("INSERT INTO bins (delivery_id, variety_id, kilos) VALUES (?, ?, ?)", row).lastrowid
    if wanted.get("note"):
        db().execute("INSERT INTO notes (bin_id, body) VALUES (?, ?)", (bin_id, str(wanted["note"])))
    if wanted.get("room"):
        put_into(bin_id, wanted["room"])
    return describe(bin_id)


def phrase(query: str) -> str:
    """The full-text expression for notes that have all words of the query, which are plain text."""
    return " ".join('"' + word.replace('"', '""') + '"' for word in query.split())


def exported(grower_id: int) -> Iterator[str]:
    """The grower's bins as a JSON array, line by line: there may be thousands at the end of a season."""
    owned = "SELECT b.id, kilos, room, received FROM bins b JOIN deliveries d ON d.id = b.delivery_id WHERE grower_id = ? ORDER BY b.id"
    separator = "[\n"
    for row in db().execute(owned, (grower_id,)):
        yield separator + json.dumps(dict(row))
        separator = ",\n"
    yield "\n]" if separator == ",\n" else "[]"


@app.errorhandler(HTTPException)
def refused(error: HTTPException) -> tuple[dict[str, Any], int | None]:
    return {"error": error.description}, error.code


@app.get("/deliveries")
def list_deliveries() -> dict[str, Any]:
    """Deliveries in the order in which they came in, of one grower or of all."""
    grower = request.args.get("grower", type=int)
    rows = db().execute("SELECT * FROM deliveries WHERE ? IS NULL OR grower_id = ?", (grower, grower)).fetchall()
    came_in = sorted((instant(row["received"]), row["id"]) for row in rows)
    return {"deliveries": [{"id": key, "received": received.astimezone(UTC).isoformat()} for received, key in came_in]}


@app.post("/deliveries")
def receive() -> tuple[dict[str, Any], int]:
    """Enter a grower's delivery, with all of its bins or not at all."""
    body = payload()
    bins = body.get("bins")
    if not isinstance(bins, list) or not bins or not all(isinstance(one, dict) for one in bins):
        abort(400, "bins: a list of bins is needed")
    grower = find("growers", body.get("grower"))
    with transaction() as connection:
        delivery_id = connection.execute("INSERT INTO deliveries (grower_id) VALUES (?)", (grower["id"],)).lastrowid
        entered = [add_bin(delivery_id, one) for one in bins]
    return {"id": delivery_id, "bins": entered}, 201


@app.delete("/deliveries/<int:delivery_id>")
def withdraw(delivery_id: int) -> tuple[str, int]:
    """Remove a delivery that the grower took back, with everything that was entered for its bins."""
    find("deliveries", delivery_id)
    of_its_bins = "WHERE bin_id IN (SELECT id FROM bins WHERE delivery_id = ?)"
    with transaction() as connection:
        for table in ("notes", "samples", "moves"):
            connection.execute(f"DELETE FROM {table} {of_its_bins}", (delivery_id,))
        connection.execute("DELETE FROM bins WHERE delivery_id = ?", (delivery_id,))
        connection.execute("DELETE FROM deliveries WHERE id = ?", (delivery_id,))
    return "", 204


@app.post("/bins/<int:bin_id>/samples")
def add_sample(bin_id: int) -> tuple[dict[str, Any], int]:
    """Enter a measurement of the sugar."""
    find("bins", bin_id)
    brix = positive(payload().get("brix"), "brix")
    db().execute("INSERT INTO samples (bin_id, brix) VALUES (?, ?)", (bin_id, str(brix)))
    return describe(bin_id), 201


@app.post("/bins/<int:bin_id>/room")
def move_bin(bin_id: int) -> dict[str, Any]:
    put_into(find("bins", bin_id)["id"], payload().get("room"))
    return describe(bin_id)


@app.get("/rooms/<name>")
def show_room(name: str) -> dict[str, Any]:
    """A cold room: what is in it now, and each bin that was ever moved there."""
    room = find("rooms", name, "name")
    inside = [row["id"] for row in db().execute("SELECT id FROM bins WHERE room = ? ORDER BY id", (name,))]
    moved = [row["bin_id"] for row in db().execute("SELECT bin_id FROM moves WHERE room = ? ORDER BY id", (name,))]
    return {"room": name, "capacity": room["capacity"], "bins": inside, "moves": moved}


@app.get("/growers/<int:grower_id>/bins")
def grower_bins(grower_id: int) -> dict[str, Any]:
    find("growers", grower_id)
    owned = "SELECT b.id FROM bins b JOIN deliveries d ON d.id = b.delivery_id WHERE d.grower_id = ? ORDER BY b.id"
    return {"bins": [describe(row["id"]) for row in db().execute(owned, (grower_id,)).fetchall()]}


@app.get("/growers/<int:grower_id>/export")
def export(grower_id: int) -> Response:
    """All bins of a grower for the accountant."""
    find("growers", grower_id)
    return Response(stream_with_context(exported(grower_id)), mimetype="application/json")


@app.get("/notes")
def search_notes() -> dict[str, Any]:
    """Bins with a note in which all the words of `q` occur."""
    query = request.args.get("q", "")
    if not query.strip():
        abort(400, "q: what to look for is needed")
    rows = db().execute("SELECT bin_id, body FROM notes WHERE notes MATCH ? ORDER BY bin_id", (phrase(query),)).fetchall()
    return {"notes": [{"bin": row["bin_id"], "note": row["body"]} for row in rows]}


if not Path(DATABASE).exists():
    with closing(sqlite3.connect(DATABASE)) as fresh:
        fresh.executescript(f"BEGIN; {SCHEMA} {SEED} COMMIT;")
'''


FROST = r'''"""Frost watch of the fruit growers at the lower Elbe: forecasts of the stations, sprinklers, warnings and night reports."""

import asyncio
import math
from collections.abc import Awaitable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

STATIONS, VALVES, SMS = "https://stations.example", "https://valves.example", "https://sms.example"


@dataclass
class Plot:
    name: str
    station: str
    bears: float  # the cold that the buds bear at this stage, in degrees Celsius


@dataclass
class Orchard:
    id: int
    name: str
    phone: str
    plots: list[Plot]
    valves: list[str]
    muted: bool = False  # wants no warnings
    sprinkling: bool = False


@dataclass
class Report:
    id: int
    orchard: int
    ordered: str
    state: str = "queued"
    plots: list[dict[str, Any]] = field(default_factory=list)


ORCHARDS = {
    1: Orchard(1, "Quast", "+4941621", [Plot("north", "jork", -1.0), Plot("dyke", "estebruegge", -2.2)], ["v11", "v12"]),
    2: Orchard(2, "Behrens", "+4941622", [Plot("old", "jork", -3.0), Plot("young", "jork", 0.0)], ["v21"], muted=True),
    3: Orchard(3, "Stechmann", "+4941623", [Plot("hill", "hollern", -1.5)], ["v31", "v32"]),
    4: Orchard(4, "Palm", "+4941624", [Plot("moor", "buxtehude", -1.0)], []),
    5: Orchard(5, "Feindt", "+4941699", [Plot("shore", "grünendeich", -1.0)], ["v51"]),
}
WARNINGS: asyncio.Queue[tuple[Orchard, str]] = asyncio.Queue()
REPORTS: dict[int, Report] = {}


class Rehearsal:
    """Stands in for the stations, valves and the SMS gateway, at one evening in April; `seen` are the requests."""

    clock = datetime(2025, 4, 18, 20, 0, tzinfo=UTC)
    lows = {"jork": -1.4, "estebruegge": -0.6, "hollern-west": -2.0}
    probes = {"jork": "[-0.4, 0.12, null]", "estebruegge": "[0.5, NaN, 0.2]", "hollern-west": "[1.26, -2]"}
    moved = {"hollern": "hollern-mitte", "hollern-mitte": "hollern-west"}
    waits = {"buxtehude": "30", "grünendeich": format_datetime(clock + timedelta(seconds=90), usegmt=True)}
    stuck = {"v32"}
    seen: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(f"{request.method} {request.url}")
        _, name, *what = request.url.path.split("/")
        if request.url.host == "valves.example":
            if name in self.stuck:
                raise httpx.ConnectError(f"{name} does not answer", request=request)
            return httpx.Response(200, json={"valve": name, "state": what[0]})
        if request.url.host == "sms.example":
            return httpx.Response(404 if name == "+4941699" else 200, json={"number": name})
        if name in self.waits:
            return httpx.Response(429, headers={"retry-after": self.waits[name]})
        if name in self.moved:
            return httpx.Response(301, headers={"location": "/".join(["", self.moved[name], *what])})
        if what == ["probes"] and name in self.probes:
            return httpx.Response(200, content=f'{{"probes": {self.probes[name]}}}')
        if what == ["forecast"] and name in self.lows:
            return httpx.Response(200, json={"low": self.lows[name], "at": "05:00"})
        return httpx.Response(404)


NETWORK = Rehearsal()


def now() -> datetime:
    return NETWORK.clock


def client() -> httpx.AsyncClient:
    """A client for all services; close it after use."""
    return httpx.AsyncClient(transport=httpx.MockTransport(NETWORK), follow_redirects=True, timeout=5)


class Busy(Exception):
    """A station wants to be asked later."""

    def __init__(self, station: str, seconds: int) -> None:
        super().__init__(f"{station} is busy")
        self.seconds = seconds


def seconds_to_wait(answer: httpx.Response) -> int:
    """How long a station's Retry-After (RFC 9110) asks to wait: seconds, not below zero; a minute if it does not say."""
    value = answer.headers.get("retry-after", "60")
    if value.isdecimal():
        return int(value)
    return max(0, math.ceil((parsedate_to_datetime(value) - now()).total_seconds()))


async def fetch(http: httpx.AsyncClient, station: str, what: str) -> dict[str, Any]:
    """What a station publishes, wherever it has moved to; 404 if nobody knows it."""
    answer = await http.get(f"{STATIONS}/{station}/{what}")
    if answer.status_code == 404:
        raise HTTPException(404, f"no station {station}")
    if answer.status_code == 429:
        raise Busy(station, seconds_to_wait(answer))
    answer.raise_for_status()
    return answer.json()


class Forecasts:
    """The forecasts for one request: a station is asked once, however many plots rely on it."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http
        self.asked: dict[str, Awaitable[dict[str, Any]]] = {}

    async def of(self, station: str) -> dict[str, Any]:
        if station not in self.asked:
            self.asked[station] = asyncio.ensure_future(fetch(self.http, station, "forecast"))
        return await self.asked[station]


async def outlook(http: httpx.AsyncClient, orchard: Orchard) -> list[dict[str, Any]]:
    """The coming night for each plot of an orchard."""
    forecasts, plots = Forecasts(http), []
    for plot in orchard.plots:
        night = await forecasts.of(plot.station)
        plots.append({"plot": plot.name, "low": night["low"], "at": night["at"], "frost": night["low"] < plot.bears})
    return plots


async def send(http: httpx.AsyncClient, orchard: Orchard, text: str) -> None:
    """Send a short message to the orchard's phone."""
    (await http.post(f"{SMS}/{orchard.phone}/messages", json={"text": text})).raise_for_status()


async def switch(http: httpx.AsyncClient, valve: str, state: str) -> None:
    (await http.post(f"{VALVES}/{valve}/{state}")).raise_for_status()


async def send_warnings() -> dict[str, int]:
    """Send the queued warnings; those of orchards that want none are dropped."""
    done = {"sent": 0, "dropped": 0}
    async with client() as http:
        while not WARNINGS.empty():
            orchard, text = WARNINGS.get_nowait()
            try:
                if orchard.muted:
                    done["dropped"] += 1
                    continue
                await send(http, orchard, text)
                done["sent"] += 1
            finally:
                WARNINGS.task_done()
    return done


def find(store: dict[int, Any], request: Request) -> Any:
    """The orchard or report of the path, or 404."""
    if request.path_params["id"] not in store:
        raise HTTPException(404, "not found")
    return store[request.path_params["id"]]


async def deliver(report: Report) -> None:
    """In the background: gather the night's outlook for the orchard and send it."""
    async with client() as http:
        try:
            report.plots = await outlook(http, ORCHARDS[report.orchard])
            cold = [one["plot"] for one in report.plots if one["frost"]]
            await send(http, ORCHARDS[report.orchard], "Frost: " + ", ".join(cold) if cold else "No frost")
            report.state = "sent"
        except (Busy, HTTPException, httpx.HTTPError):
            report.state = "failed"


async def order_report(request: Request) -> JSONResponse:
    """Accept the order of a night report, which is made after the answer; 409 if the phone is not registered."""
    orchard = find(ORCHARDS, request)
    async with client() as http:
        if (await http.get(f"{SMS}/{orchard.phone}")).status_code == 404:
            raise HTTPException(409, f"{orchard.phone} is not registered")
        report = REPORTS.setdefault(len(REPORTS) + 1, Report(len(REPORTS) + 1, orchard.id, now().isoformat()))
        work = BackgroundTask(deliver, report)
        return JSONResponse({"id": report.id, "state": report.state}, 202, background=work)


def degrees(value: float | None) -> float | None:
    """What a probe measured, to a tenth; None if it has no valid measurement."""
    return None if value is None or not math.isfinite(value) else round(value, 1)


async def show_outlook(request: Request) -> JSONResponse:
    orchard = find(ORCHARDS, request)
    async with client() as http:
        return JSONResponse({"orchard": orchard.name, "plots": await outlook(http, orchard)})


async def show_probes(request: Request) -> JSONResponse:
    """The probes of a station and the coldest of the valid ones."""
    async with client() as http:
        found = await fetch(http, request.path_params["station"], "probes")
    probes = [degrees(value) for value in found["probes"]]
    return JSONResponse({"probes": probes, "coldest": min((one for one in probes if one is not None), default=None)})


async def sprinkle(request: Request) -> JSONResponse:
    """Open all sprinklers of an orchard at once; 502 if one of them cannot be reached."""
    orchard, unreached = find(ORCHARDS, request), False
    async with client() as http:
        try:
            async with asyncio.TaskGroup() as group:
                for valve in orchard.valves:
                    group.create_task(switch(http, valve, "open"))
        except* httpx.TransportError:
            unreached = True
    if unreached:
        raise HTTPException(502, "a sprinkler cannot be reached")
    orchard.sprinkling = True
    return JSONResponse({"orchard": orchard.name, "open": orchard.valves})


async def warn(request: Request) -> JSONResponse:
    """Warn the given orchards, in their order."""
    body = await request.json()
    if not body.get("text") or not set(body.get("orchards", [])) <= set(ORCHARDS):
        raise HTTPException(400, "a text and orchards that we know are needed")
    for key in body.get("orchards", []):
        WARNINGS.put_nowait((ORCHARDS[key], body["text"]))
    return JSONResponse(await send_warnings())


async def show_report(request: Request) -> JSONResponse:
    return JSONResponse(asdict(find(REPORTS, request)))


async def refused(_request: Request, error: HTTPException) -> JSONResponse:
    return JSONResponse({"error": error.detail}, error.status_code)


async def busy(_request: Request, error: Busy) -> JSONResponse:
    return JSONResponse({"error": str(error), "retry_after": error.seconds}, 503)


app = Starlette(
    routes=[
        Route("/orchards/{id:int}/outlook", show_outlook),
        Route("/orchards/{id:int}/sprinklers", sprinkle, methods=["POST"]),
        Route("/orchards/{id:int}/reports", order_report, methods=["POST"]),
        Route("/reports/{id:int}", show_report),
        Route("/stations/{station}/probes", show_probes),
        Route("/warnings", warn, methods=["POST"]),
    ],
    exception_handlers={HTTPException: refused, Busy: busy},
)
'''


BEHRENS = [
    {"id": 1, "kilos": "312.5", "room": "K1", "received": "2025-09-18T08:05:00+02:00"}, {"id": 2, "kilos": "298", "room": None, "received": "2025-09-18T08:05:00+02:00"},
    {"id": 5, "kilos": "150.4", "room": None, "received": "2025-09-19T09:30:00+02:00"},
]
SPOT = {"bin": 2, "note": "Sun-burn on the upper layer, some Cox's spot"}
TORN = {"bin": 3, "note": "stalks torn, core rot in two of ten"}
EARLY, LATE = ({"id": 3, "received": "2025-09-18T05:45:00+00:00"}, {"id": 2, "received": "2025-09-18T06:10:00+00:00"})
FIRST, LAST = ({"id": 1, "received": "2025-09-18T06:05:00+00:00"}, {"id": 4, "received": "2025-09-19T07:30:00+00:00"})
QUAST = [{"plot": "north", "low": -1.4, "at": "05:00", "frost": True}, {"plot": "dyke", "low": -0.6, "at": "05:00", "frost": False}]
BEHRENS_PLOTS = [{"plot": "old", "low": -1.4, "at": "05:00", "frost": False}, {"plot": "young", "low": -1.4, "at": "05:00", "frost": True}]
HILL = [{"plot": "hill", "low": -2.0, "at": "05:00", "frost": True}]
ORDERED = "2025-04-18T20:00:00+00:00"


def entered(key: int, variety: str, kilos: str, room: str | None = None) -> dict[str, Any]:
    """A bin that was just entered."""
    return {"id": key, "variety": variety, "kilos": kilos, "room": room, "brix": None}


def report(orchard: int, state: str, plots: list) -> dict[str, Any]:
    """The first report."""
    return {"id": 1, "orchard": orchard, "ordered": ORDERED, "state": state, "plots": plots}


# How the report is delivered with the client of the request that ordered it.
DELIVER = '''async def deliver(http: httpx.AsyncClient, report: Report) -> None:
    """In the background: gather the night's outlook for the orchard and send it."""
    try:
        report.plots = await outlook(http, ORCHARDS[report.orchard])
        cold = [one["plot"] for one in report.plots if one["frost"]]
        await send(http, ORCHARDS[report.orchard], "Frost: " + ", ".join(cold) if cold else "No frost")
        report.state = "sent"
    except (Busy, HTTPException, httpx.HTTPError):
        report.state = "failed"


'''

CASES: list[dict[str, Any]] = [
    case(
        "export-outlives-request", PACKING,
        [("Response(stream_with_context(exported(grower_id)), ", "Response(exported(grower_id), "), ("abort, g, request, stream_with_context", "abort, g, request")],
        "GET /growers/1/export", [200, BEHRENS],
        ("GET /growers/3/bins", [200, {"bins": []}]),
        ("GET /growers/9/export", 404),
        ("GET /growers/2/export",
         [200, [{"id": 3, "kilos": "305.2", "room": None, "received": "2025-09-18 06:10:00"}, {"id": 4, "kilos": "310", "room": "K2", "received": "2025-09-18T07:45:00+02:00"}]]),
        ("GET /growers/3/export", [200, []]),
        ("app.test_client().get('/growers/1/export').mimetype", "application/json"),
        (asked(("GET", "/growers/1/export"), ("GET", "/growers/3/export"), ("GET", "/growers/1/export")), [[200, BEHRENS], [200, []], [200, BEHRENS]]),
        ("GET /growers/2/bins", [200, {"bins": [{**entered(3, "Boskoop", "305.2"), "brix": "11.9"}, entered(4, "Elstar", "310", "K2")]}]),
    ),
    case(
        "words-as-syntax", PACKING,
        [("""return " ".join('"' + word.replace('"', '""') + '"' for word in query.split())""", """return " ".join(query.split())""")],
        "GET /notes?q=Cox's", [200, {"notes": [SPOT]}],
        ("GET /notes?q=torn", [200, {"notes": [TORN]}]),
        ("GET /notes?q=rot+core", [200, {"notes": [TORN, {"bin": 5, "note": "spot of rot at the core"}]}]),
        ("GET /notes?q=sun-burn", [200, {"notes": [SPOT]}]),
        ("GET /notes?q=Cox's+layer", [200, {"notes": [SPOT]}]),
        ("GET /notes?q=Cox's+rot", [200, {"notes": []}]),
        ("GET /notes?q=(core)+rot,", [200, {"notes": [TORN, {"bin": 5, "note": "spot of rot at the core"}]}]),
        ("GET /notes?q=two+OR", [200, {"notes": []}]),
        ("GET /notes?q=+", 400),
    ),
    case(
        "unit-within-unit", PACKING,
        [("    if connection.in_transaction:  # part of a larger unit, which commits or not\n        yield connection\n        return\n", "")],
        'POST /deliveries {"grower": 3, "bins": [{"variety": "Elstar", "kilos": "300", "room": "K2"}]}',
        [201, {"id": 5, "bins": [entered(6, "Elstar", "300", "K2")]}],
        ('POST /deliveries {"grower": 3, "bins": [{"variety": "Elstar", "kilos": "300"}]}', [201, {"id": 5, "bins": [entered(6, "Elstar", "300")]}]),
        (asked(("POST", "/deliveries", {"grower": 3, "bins": [{"variety": "Elstar", "kilos": 300, "room": "K1"}, {"variety": "Elstar", "kilos": 310, "room": "K1"}]}),
               ("GET", "/rooms/K1"), ("GET", "/deliveries?grower=3")),
         [[409, {"error": "K1 is full"}], [200, {"room": "K1", "capacity": 2, "bins": [1], "moves": [1]}], [200, {"deliveries": []}]]),
        (asked(("POST", "/deliveries", {"grower": 3, "bins": [{"variety": "Elstar", "kilos": 300, "room": "K3"}, {"variety": "Elstar", "kilos": 310, "room": "K7"}]}),
               ("GET", "/rooms/K3"), ("GET", "/growers/3/bins")),
         [[404, {"error": "rooms: no K7"}], [200, {"room": "K3", "capacity": 40, "bins": [], "moves": []}], [200, {"bins": []}]]),
        (asked(("POST", "/deliveries", {"grower": 3, "bins": [{"variety": "Elstar", "kilos": 300, "room": "K2"}, {"variety": "Boskoop", "kilos": 310, "room": "K1"}]}),
               ("GET", "/rooms/K2"), ("GET", "/rooms/K1")),
         [[201, {"id": 5, "bins": [entered(6, "Elstar", "300", "K2"), entered(7, "Boskoop", "310", "K1")]}],
          [200, {"room": "K2", "capacity": 3, "bins": [4, 6], "moves": [1, 4, 6]}], [200, {"room": "K1", "capacity": 2, "bins": [1, 7], "moves": [1, 7]}]]),
        (asked(("POST", "/bins/2/room", {"room": "K1"}), ("POST", "/bins/3/room", {"room": "K1"}), ("GET", "/rooms/K1")),
         [[200, entered(2, "Holsteiner Cox", "298", "K1")], [409, {"error": "K1 is full"}], [200, {"room": "K1", "capacity": 2, "bins": [1, 2], "moves": [1, 2]}]]),
        ('POST /bins/2/room {"room": "K9"}', 404),
    ),
    case(
        "same-name-in-capitals", PACKING,
        [("WHERE lower(name) = lower(?)", "WHERE name = ?")],
        'POST /deliveries {"grower": 3, "bins": [{"variety": "ELSTAR", "kilos": "300"}]}', [201, {"id": 5, "bins": [entered(6, "Elstar", "300")]}],
        ('POST /deliveries {"grower": 3, "bins": [{"variety": "Elstar", "kilos": "300"}]}', [201, {"id": 5, "bins": [entered(6, "Elstar", "300")]}]),
        ('POST /deliveries {"grower": 3, "bins": [{"variety": "Topaz", "kilos": "300"}]}', [201, {"id": 5, "bins": [entered(6, "Topaz", "300")]}]),
        ('POST /deliveries {"grower": 2, "bins": [{"variety": "Topaz", "kilos": 9}, {"variety": "topaz", "kilos": 8}, {"variety": " boskoop ", "kilos": 7}]}',
         [201, {"id": 5, "bins": [entered(6, "Topaz", "9"), entered(7, "Topaz", "8"), entered(8, "Boskoop", "7")]}]),
        (asked(("POST", "/deliveries", {"grower": 3, "bins": [{"variety": "holsteiner cox", "kilos": 300}]}), ("GET", "/growers/3/bins")),
         [[201, {"id": 5, "bins": [entered(6, "Holsteiner Cox", "300")]}], [200, {"bins": [entered(6, "Holsteiner Cox", "300")]}]]),
        (asked(("POST", "/deliveries", {"grower": 3, "bins": [{"variety": "Topaz", "kilos": 300}]}), ("POST", "/deliveries", {"grower": 3, "bins": [{"variety": "Topaz", "kilos": 310}]})),
         [[201, {"id": 5, "bins": [entered(6, "Topaz", "300")]}], [201, {"id": 6, "bins": [entered(7, "Topaz", "310")]}]]),
        ('POST /deliveries {"grower": 3, "bins": [{"variety": " ", "kilos": "300"}]}', 400),
    ),
    case(
        "not-a-number", PACKING,
        [("    except InvalidOperation:\n", "    except ValueError:\n"), ("import Decimal, InvalidOperation", "import Decimal")],
        'POST /bins/1/samples {"brix": "n/a"}', 400,
        ('POST /bins/1/samples {"brix": "13.1"}', [201, {"id": 1, "variety": "Elstar", "kilos": "312.5", "room": "K1", "brix": "12.8"}]),
        ('POST /bins/1/samples {"brix": ""}', 400),
        ('POST /bins/1/samples {"weight": 3}', 400),
        ('POST /bins/1/samples {"brix": -1}', 400),
        ('POST /bins/1/samples {"brix": "nan"}', 400),
        (asked(("POST", "/bins/3/samples", {"brix": "sweet"}), ("GET", "/growers/2/bins")),
         [[400, {"error": "brix: not a number"}], [200, {"bins": [{**entered(3, "Boskoop", "305.2"), "brix": "11.9"}, entered(4, "Elstar", "310", "K2")]}]]),
        (asked(("POST", "/deliveries", {"grower": 3, "bins": [{"variety": "Elstar", "kilos": "300"}, {"variety": "Elstar", "kilos": "heavy"}]}), ("GET", "/deliveries?grower=3")),
         [[400, {"error": "kilos: not a number"}], [200, {"deliveries": []}]]),
        ('POST /bins/99/samples {"brix": "n/a"}', 404),
    ),
    case(
        "times-without-zone", PACKING,
        [("    moment = datetime.fromisoformat(text)\n    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)\n", "    return datetime.fromisoformat(text)\n")],
        "GET /deliveries?grower=2", [200, {"deliveries": [EARLY, LATE]}],
        ("GET /deliveries?grower=1", [200, {"deliveries": [FIRST, LAST]}]),
        ("GET /deliveries", [200, {"deliveries": [EARLY, FIRST, LATE, LAST]}]),
        ("GET /deliveries?grower=3", [200, {"deliveries": []}]),
        ("(lambda os, time: [os.environ.update(TZ='Asia/Tokyo'), time.tzset(), app.test_client().get('/deliveries?grower=2').get_json(), os.environ.pop('TZ'), time.tzset()][2])"
         "(os, __import__('time'))", {"deliveries": [EARLY, LATE]}),
        ("(lambda c: [c.post('/deliveries', json={'grower': 1, 'bins': [{'variety': 'Elstar', 'kilos': 300}]}).status_code,"
         " [one['id'] for one in c.get('/deliveries?grower=1').get_json()['deliveries']]])(app.test_client())", [201, [1, 4, 5]]),
        ("instant('2025-09-18 06:10:00') == instant('2025-09-18T08:10:00+02:00')", True),
        ("instant('2025-09-18T08:10:00+02:00').astimezone(UTC).isoformat()", "2025-09-18T06:10:00+00:00"),
    ),
    case(
        "moves-left-behind", PACKING,
        [('for table in ("notes", "samples", "moves"):', 'for table in ("notes", "samples"):')],
        "DELETE /deliveries/1", [204, None],
        ("DELETE /deliveries/2", [204, None]),
        ("DELETE /deliveries/9", 404),
        (asked(("DELETE", "/deliveries/1"), ("GET", "/rooms/K2"), ("GET", "/rooms/K1"), ("GET", "/deliveries?grower=1")),
         [[204, None], [200, {"room": "K2", "capacity": 3, "bins": [4], "moves": [4]}], [200, {"room": "K1", "capacity": 2, "bins": [], "moves": []}], [200, {"deliveries": [LAST]}]]),
        (asked(("DELETE", "/deliveries/1"), ("GET", "/notes?q=spot"), ("GET", "/growers/1/bins")),
         [[204, None], [200, {"notes": [{"bin": 5, "note": "spot of rot at the core"}]}], [200, {"bins": [entered(5, "Holsteiner Cox", "150.4")]}]]),
        (asked(("DELETE", "/deliveries/3"), ("GET", "/rooms/K2"), ("DELETE", "/deliveries/3")),
         [[204, None], [200, {"room": "K2", "capacity": 3, "bins": [], "moves": [1]}], [404, {"error": "deliveries: no 3"}]]),
        (asked(("DELETE", "/deliveries/2"), ("GET", "/notes?q=torn"), ("GET", "/rooms/K2")),
         [[204, None], [200, {"notes": []}], [200, {"room": "K2", "capacity": 3, "bins": [4], "moves": [1, 4]}]]),
    ),
    case(
        "group-of-failures", FROST,
        [("        except* httpx.TransportError:\n            unreached = True\n    if unreached:\n        raise HTTPException(502, \"a sprinkler cannot be reached\")\n",
          "        except httpx.TransportError as error:\n            raise HTTPException(502, \"a sprinkler cannot be reached\") from error\n"),
         ("orchard, unreached = find(ORCHARDS, request), False\n", "orchard = find(ORCHARDS, request)\n")],
        "POST /orchards/3/sprinklers", [502, {"error": "a sprinkler cannot be reached"}],
        ("POST /orchards/1/sprinklers", [200, {"orchard": "Quast", "open": ["v11", "v12"]}]),
        ("POST /orchards/9/sprinklers", 404),
        (f"[{CLIENT}.post('/orchards/' + key + '/sprinklers').status_code for key in '31'] + [ORCHARDS[3].sprinkling, ORCHARDS[1].sprinkling]", [502, 200, False, True]),
        (after("NETWORK.stuck.update(['v11', 'v12'])", f"{CLIENT}.post('/orchards/1/sprinklers').status_code"), 502),
        (after("NETWORK.stuck.add('v21')", f"{CLIENT}.post('/orchards/2/sprinklers').json()"), {"error": "a sprinkler cannot be reached"}),
        (after("NETWORK.stuck.clear()", calls(("POST", "/orchards/3/sprinklers"))), [[200, {"orchard": "Stechmann", "open": ["v31", "v32"]}]]),
        (f"[{CLIENT}.post('/orchards/1/sprinklers').status_code, sorted(NETWORK.seen)]", [200, ["POST https://valves.example/v11/open", "POST https://valves.example/v12/open"]]),
    ),
    case(
        "station-moved", FROST,
        [("MockTransport(NETWORK), follow_redirects=True, timeout=5)", "MockTransport(NETWORK), timeout=5)")],
        "GET /orchards/3/outlook", [200, {"orchard": "Stechmann", "plots": HILL}],
        ("GET /orchards/1/outlook", [200, {"orchard": "Quast", "plots": QUAST}]),
        ("GET /stations/hollern/probes", [200, {"probes": [1.3, -2], "coldest": -2}]),
        ("GET /stations/hollern-mitte/probes", [200, {"probes": [1.3, -2], "coldest": -2}]),
        ("GET /stations/nirgends/probes", 404),
        (after("NETWORK.moved.update(jork='nirgends')", f"{CLIENT}.get('/orchards/2/outlook').status_code"), 404),
        (after("NETWORK.moved.update(jork='buxtehude')", calls(("GET", "/stations/jork/probes"))), [[503, {"error": "jork is busy", "retry_after": 30}]]),
        (calls(("POST", "/orchards/3/reports"), ("GET", "/reports/1")), [[202, {"id": 1, "state": "queued"}], [200, report(3, "sent", HILL)]]),
    ),
    case(
        "asked-once-awaited-twice", FROST,
        [('= asyncio.ensure_future(fetch(self.http, station, "forecast"))', '= fetch(self.http, station, "forecast")')],
        "GET /orchards/2/outlook", [200, {"orchard": "Behrens", "plots": BEHRENS_PLOTS}],
        ("GET /orchards/1/outlook", [200, {"orchard": "Quast", "plots": QUAST}]),
        (f"[{CLIENT}.get('/orchards/2/outlook').status_code, NETWORK.seen]", [200, ["GET https://stations.example/jork/forecast"]]),
        (f"[{CLIENT}.get('/orchards/1/outlook').status_code, NETWORK.seen]",
         [200, ["GET https://stations.example/jork/forecast", "GET https://stations.example/estebruegge/forecast"]]),
        (after("ORCHARDS[1].plots.append(Plot('third', 'jork', -1.4))", f"[{CLIENT}.get('/orchards/1/outlook').json()['plots'][2], len(NETWORK.seen)]"),
         [{"plot": "third", "low": -1.4, "at": "05:00", "frost": False}, 2]),
        (f"(lambda c: [c.get('/orchards/2/outlook').json()['plots'][0]['low'], NETWORK.lows.update(jork=-5.0), c.get('/orchards/2/outlook').json()['plots'][1]['low']])({CLIENT})",
         [-1.4, None, -5.0]),
        (calls(("POST", "/orchards/2/reports"), ("GET", "/reports/1")), [[202, {"id": 1, "state": "queued"}], [200, report(2, "sent", BEHRENS_PLOTS)]]),
        (after("NETWORK.waits.update(jork='7')", calls(("GET", "/orchards/2/outlook"))), [[503, {"error": "jork is busy", "retry_after": 7}]]),
    ),
    case(
        "broken-probe", FROST,
        [("return None if value is None or not math.isfinite(value) else round(value, 1)", "return None if value is None else round(value, 1)")],
        "GET /stations/estebruegge/probes", [200, {"probes": [0.5, None, 0.2], "coldest": 0.2}],
        ("GET /stations/jork/probes", [200, {"probes": [-0.4, 0.1, None], "coldest": -0.4}]),
        (after("NETWORK.probes.update(jork='[NaN]')", calls(("GET", "/stations/jork/probes"))), [[200, {"probes": [None], "coldest": None}]]),
        (after("NETWORK.probes.update(jork='[NaN, 2.04, 0, NaN]')", calls(("GET", "/stations/jork/probes"))), [[200, {"probes": [None, 2.0, 0, None], "coldest": 0}]]),
        (after("NETWORK.probes.update(jork='[]')", calls(("GET", "/stations/jork/probes"))), [[200, {"probes": [], "coldest": None}]]),
        ("[degrees(value) for value in (None, 0.0, -3.14, 2)]", [None, 0.0, -3.1, 2]),
        ("GET /stations/nirgends/probes", 404),
    ),
    case(
        "done-and-done-again", FROST,
        [('                    done["dropped"] += 1\n', '                    done["dropped"] += 1\n                    WARNINGS.task_done()\n')],
        'POST /warnings {"orchards": [2, 1], "text": "Frost at 5"}', [200, {"sent": 1, "dropped": 1}],
        ('POST /warnings {"orchards": [1, 3], "text": "Frost at 5"}', [200, {"sent": 2, "dropped": 0}]),
        ('POST /warnings {"orchards": [2], "text": "Frost at 5"}', [200, {"sent": 0, "dropped": 1}]),
        (f"[{CLIENT}.post('/warnings', json={{'orchards': [2, 3, 2, 1], 'text': 'x'}}).json(), NETWORK.seen]",
         [{"sent": 2, "dropped": 2}, ["POST https://sms.example/+4941623/messages", "POST https://sms.example/+4941621/messages"]]),
        (f"(lambda _: asyncio.wait_for(WARNINGS.join(), 1))({CLIENT}.post('/warnings', json={{'orchards': [3, 2, 1], 'text': 'x'}}))", None),
        (f"(lambda _: asyncio.wait_for(WARNINGS.join(), 1))({CLIENT}.post('/warnings', json={{'orchards': [1], 'text': 'x'}}))", None),
        (calls(("POST", "/warnings", {"orchards": [1, 2], "text": "x"}), ("POST", "/warnings", {"orchards": [2, 1], "text": "x"})), [[200, {"sent": 1, "dropped": 1}]] * 2),
        ('POST /warnings {"orchards": [2, 9], "text": "Frost at 5"}', 400),
    ),
    case(
        "client-closed-before", FROST,
        [(FROST[FROST.index("async def deliver("):FROST.index("async def order_report(")], DELIVER), ("BackgroundTask(deliver, report)", "BackgroundTask(deliver, http, report)")],
        "POST /orchards/1/reports", [202, {"id": 1, "state": "queued"}],
        ("POST /orchards/5/reports", 409),
        ("POST /orchards/9/reports", 404),
        (calls(("POST", "/orchards/1/reports"), ("GET", "/reports/1")), [[202, {"id": 1, "state": "queued"}], [200, report(1, "sent", QUAST)]]),
        (calls(("POST", "/orchards/4/reports"), ("GET", "/reports/1")), [[202, {"id": 1, "state": "queued"}], [200, report(4, "failed", [])]]),
        (calls(("POST", "/orchards/3/reports"), ("POST", "/orchards/1/reports"), ("GET", "/reports/1")),
         [[202, {"id": 1, "state": "queued"}], [202, {"id": 2, "state": "queued"}], [200, report(3, "sent", HILL)]]),
        (f"[{CLIENT}.post('/orchards/1/reports').status_code, NETWORK.seen[0], NETWORK.seen[-1]]",
         [202, "GET https://sms.example/+4941621", "POST https://sms.example/+4941621/messages"]),
        ("GET /reports/1", 404),
    ),
    case(
        "wait-until-a-date", FROST,
        [("    if value.isdecimal():\n        return int(value)\n    return max(0, math.ceil((parsedate_to_datetime(value) - now()).total_seconds()))\n", "    return max(0, int(value))\n"),
         ("import format_datetime, parsedate_to_datetime", "import format_datetime")],
        "GET /orchards/5/outlook", [503, {"error": "grünendeich is busy", "retry_after": 90}],
        ("GET /orchards/4/outlook", [503, {"error": "buxtehude is busy", "retry_after": 30}]),
        (after("NETWORK.waits.update(jork='Fri, 18 Apr 2025 21:00:00 GMT')", calls(("GET", "/orchards/2/outlook"))), [[503, {"error": "jork is busy", "retry_after": 3600}]]),
        (after("NETWORK.waits.update(jork='Fri, 18 Apr 2025 19:59:00 GMT')", calls(("GET", "/stations/jork/probes"))), [[503, {"error": "jork is busy", "retry_after": 0}]]),
        (after("NETWORK.waits.update(jork='Sun, 20 Apr 2025 20:00:05 GMT')", calls(("GET", "/stations/jork/probes"))), [[503, {"error": "jork is busy", "retry_after": 172805}]]),
        (after("NETWORK.waits.update(jork='0')", calls(("GET", "/stations/jork/probes"))), [[503, {"error": "jork is busy", "retry_after": 0}]]),
        ("seconds_to_wait(httpx.Response(429))", 60),
        (calls(("POST", "/orchards/4/reports"), ("GET", "/reports/1")), [[202, {"id": 1, "state": "queued"}], [200, report(4, "failed", [])]]),
    ),
]
