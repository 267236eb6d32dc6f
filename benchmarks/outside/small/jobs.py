"""Twenty-six cases over six base programs (three services, three plain programs)."""

SALES = r'''
"""Sales reports: CSV text goes in, tables and key figures come out."""
import io
import math

import pandas as pd
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

app = FastAPI(title="sales reports")

COLUMNS = ["day", "shop", "sku", "units", "price"]

SPRING = """day,shop,sku,units,price
2024-03-01,north,p1,3,10.0
2024-03-01,south,p2,1,25.0
2024-03-02,north,p2,2,25.0
2024-03-03,south,p1,5,9.5
"""

MARKET = """day,shop,sku,units,price
2024-04-06,stall,p1,2,12.0
2024-04-06,stall,p9,7,1.5
"""

PACKS = pd.DataFrame({"sku": ["p1", "p2", "p3"], "pack": [6, 1, 12]})


class ReportError(Exception):
    """A report that cannot be made; becomes an {"error", "detail"} answer."""

    status = 422

    def __init__(self, code, detail=""):
        super().__init__(detail or code)
        self.code = code
        self.detail = detail


class NotHere(ReportError):
    status = 404


@app.exception_handler(ReportError)
async def on_report_error(request: Request, exc: ReportError):
    return JSONResponse({"error": exc.code, "detail": exc.detail}, status_code=exc.status)


class Upload(BaseModel):
    text: str = Field(min_length=1)
    delimiter: str = Field(default=",", min_length=1, max_length=1)


def parse_table(text, delimiter=","):
    """A typed sales frame out of CSV text."""
    try:
        frame = pd.read_csv(io.StringIO(text), sep=delimiter)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as exc:
        raise ReportError("bad_csv", str(exc)) from exc
    missing = [name for name in COLUMNS if name not in frame.columns]
    if missing:
        raise ReportError("missing_columns", ", ".join(missing))
    try:
        return frame[COLUMNS].astype({"day": str, "shop": str, "sku": str, "units": int, "price": float})
    except ValueError as exc:
        raise ReportError("bad_value", str(exc)) from exc


DATASETS = {
    "spring": parse_table(SPRING),
    "market": parse_table(MARKET),
    "blank": parse_table("day,shop,sku,units,price\n"),
}


def dataset(name):
    if name not in DATASETS:
        raise NotHere("no_dataset", name)
    return DATASETS[name]


def check_column(frame, column):
    if column not in frame.columns:
        raise ReportError("unknown_column", column)
    return column


def figure(value):
    """A float that JSON can carry, None in place of NaN."""
    value = float(value)
    return None if math.isnan(value) else round(value, 2)


def summarise(frame):
    """Key figures of a frame; null where there is nothing to compute one from."""
    revenue = frame["units"] * frame["price"]
    per_day = revenue.groupby(frame["day"]).sum()
    best_day = per_day.idxmax() if len(per_day) else None
    return {
        "rows": len(frame),
        "revenue": figure(revenue.sum()),
        "median_price": figure(frame["price"].median()),
        "best_day": best_day,
    }


def in_pieces(frame):
    """Units as single pieces per sku; whatever is not in the pack list is sold singly."""
    merged = frame.merge(PACKS, on="sku", how="left")
    merged["pack"] = merged["pack"].fillna(1).astype(int)
    merged["pieces"] = merged["units"] * merged["pack"]
    return {sku: int(total) for sku, total in merged.groupby("sku")["pieces"].sum().items()}


@app.post("/datasets/{name}", status_code=201)
def upload(name: str, body: Upload):
    if name in DATASETS:
        raise ReportError("exists", name)
    DATASETS[name] = parse_table(body.text, body.delimiter)
    return {"name": name, "rows": len(DATASETS[name])}


@app.get("/datasets/{name}/summary")
def summary(name: str):
    return summarise(dataset(name))


@app.get("/datasets/{name}/distinct/{column}")
def distinct(name: str, column: str):
    frame = dataset(name)
    values = frame[check_column(frame, column)]
    return {"column": column, "values": sorted(str(value) for value in values.unique())}


@app.get("/datasets/{name}/units-by/{column}")
def units_by(name: str, column: str):
    frame = dataset(name)
    totals = frame.groupby(check_column(frame, column))["units"].sum()
    return {str(key): int(total) for key, total in totals.items()}


@app.get("/datasets/{name}/pieces")
def pieces(name: str):
    return in_pieces(dataset(name))
'''

DESK = r'''
"""Support desk backend: message templates, tickets, contacts, quotas and subscriptions."""
import json
from collections import deque

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

TEMPLATES = {
    "welcome": "Hello {name}, your ticket is {ticket}.",
    "closing": "Ticket {ticket} was closed.",
}

TRANSITIONS = {
    "new": {"open", "spam"},
    "open": {"waiting", "solved"},
    "waiting": {"open", "solved"},
    "solved": {"open", "archived"},
}
STATES = {"new", "open", "waiting", "solved", "archived", "spam"}

TICKETS = {"T1": "new", "T2": "archived", "T3": "open", "T4": "spam"}
CONTACTS = {}
SUBSCRIPTIONS = {
    "ann@example.org": "2024-01-31",
    "bob@example.org": "2024-06-30",
    "cat@example.org": "2024-12-31",
    "dan@example.org": "2025-03-31",
}


class Problem(Exception):
    """Refusal of a request, answered as problem+json."""

    def __init__(self, status, title, **extra):
        super().__init__(title)
        self.status, self.title, self.extra = status, title, extra


async def on_problem(request, exc):
    return JSONResponse(
        {"title": exc.title, **exc.extra}, status_code=exc.status, media_type="application/problem+json"
    )


async def read_object(request):
    try:
        body = json.loads(await request.body())
    except json.JSONDecodeError:
        raise Problem(400, "body is not JSON")
    if not isinstance(body, dict):
        raise Problem(400, "body is not an object")
    return body


def required(body, field):
    if body.get(field) in (None, ""):
        raise Problem(422, "missing field", field=field)
    return body[field]


class Window:
    """At most `limit` sends within any `span` seconds."""

    def __init__(self, limit, span=60):
        self.limit, self.span = limit, span
        self.hits = deque()

    def admit(self, now):
        while self.hits and self.hits[0] <= now - self.span:
            self.hits.popleft()
        if len(self.hits) >= self.limit:
            oldest = self.hits[0] if self.hits else now
            raise Problem(429, "quota used up", retry_after=oldest + self.span - now)
        self.hits.append(now)
        return self.limit - len(self.hits)


QUOTAS = {"free": Window(2), "team": Window(50), "paused": Window(0)}


def fill(name, fields):
    if name not in TEMPLATES:
        raise Problem(404, "no such template")
    try:
        return TEMPLATES[name].format(**fields)
    except KeyError as exc:
        raise Problem(422, "missing field", field=exc.args[0])


async def render(request):
    body = await read_object(request)
    fields = required(body, "fields")
    if not isinstance(fields, dict):
        raise Problem(422, "fields is not an object")
    return JSONResponse({"text": fill(request.path_params["name"], fields)})


async def move(request):
    ref = request.path_params["ref"]
    if ref not in TICKETS:
        raise Problem(404, "no such ticket")
    target = required(await read_object(request), "to")
    if target not in STATES:
        raise Problem(422, "no such state", state=target)
    current = TICKETS[ref]
    if target not in TRANSITIONS.get(current, ()):
        raise Problem(409, "move not allowed", state=current, to=target)
    TICKETS[ref] = target
    return JSONResponse({"ref": ref, "state": target})


async def import_contacts(request):
    """JSON lines in `text`; the numbers of unusable lines are given back."""
    text = required(await read_object(request), "text")
    rejected = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            email = entry["email"].strip().lower()
            name = entry.get("name", "")
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError):
            rejected.append(number)
            continue
        CONTACTS[email] = name
    return JSONResponse({"imported": len(CONTACTS), "rejected": rejected})


async def send(request):
    plan = request.path_params["plan"]
    if plan not in QUOTAS:
        raise Problem(404, "no such plan")
    times = required(await read_object(request), "at")
    left = None
    for moment in times:
        left = QUOTAS[plan].admit(moment)
    return JSONResponse({"plan": plan, "left": left})


async def expire(request):
    """Drop the subscriptions that ended before a day."""
    before = required(await read_object(request), "before")
    removed = []
    for email, until in list(SUBSCRIPTIONS.items()):
        if until < before:
            del SUBSCRIPTIONS[email]
            removed.append(email)
    return JSONResponse({"removed": removed, "left": len(SUBSCRIPTIONS)})


app = Starlette(
    routes=[
        Route("/templates/{name}/render", render, methods=["POST"]),
        Route("/tickets/{ref}/move", move, methods=["POST"]),
        Route("/contacts/import", import_contacts, methods=["POST"]),
        Route("/plans/{plan}/send", send, methods=["POST"]),
        Route("/subscriptions/expire", expire, methods=["POST"]),
    ],
    exception_handlers={Problem: on_problem},
)
'''

SCORING = r'''
"""Customer scoring: a fixed churn score, on-demand training and neighbour search."""
import math

import numpy as np
from fastapi import FastAPI, HTTPException, Query
from pydantic import BaseModel

app = FastAPI()

FEATURES = ("visits", "basket", "returns")
WEIGHTS = {"visits": 0.30, "basket": 0.02, "returns": -0.50}
BIAS = -1.0
MIN_SAMPLES = 4

CUSTOMERS = {
    "c1": {"segment": "regular", "visits": 10, "basket": 40.0, "returns": 1},
    "c2": {"segment": "regular", "visits": 30, "basket": 20.0, "returns": 0},
    "c3": {"segment": "trade", "visits": 5, "basket": 310.0, "returns": 2},
    "c4": {"segment": "dormant", "visits": 0, "basket": 15.0, "returns": 0},
    "c5": {"segment": "dormant", "visits": 0, "basket": 25.0, "returns": 1},
}


class Profile(BaseModel):
    visits: float
    basket: float
    returns: float = 0.0


class Sample(BaseModel):
    row: list[float]
    loyal: bool


class Training(BaseModel):
    samples: list[Sample]


class Batch(BaseModel):
    rows: list[list[float]]


def sigmoid(z):
    if z >= 0:
        return 1.0 / (1.0 + math.exp(-z))
    grown = math.exp(z)
    return grown / (1.0 + grown)


def band(probability):
    if probability < 0.3:
        return "low"
    return "high" if probability > 0.7 else "middle"


def as_matrix(rows):
    """Rows as an array with one column per feature, in the order of FEATURES."""
    if any(len(row) != len(FEATURES) for row in rows):
        raise HTTPException(422, f"each row needs {len(FEATURES)} numbers")
    matrix = np.array(rows, dtype=float)
    if matrix.ndim != 2 or matrix.shape[1] != len(FEATURES):
        raise HTTPException(422, f"each row needs {len(FEATURES)} numbers")
    return matrix


def vector(customer):
    return np.array([customer[name] for name in FEATURES], dtype=float)


def weighted_basket(members):
    """Mean basket weighted by visits, None when there is no visit to weigh with."""
    baskets = [member["basket"] for member in members]
    visits = [member["visits"] for member in members]
    if not sum(visits):
        return None
    return round(float(np.average(baskets, weights=visits)), 2)


@app.get("/features")
def features():
    return {"names": list(FEATURES), "weights": [WEIGHTS[name] for name in FEATURES]}


@app.post("/score")
def score(profile: Profile):
    z = BIAS + sum(WEIGHTS[name] * getattr(profile, name) for name in FEATURES)
    probability = round(sigmoid(z), 4)
    return {"probability": probability, "band": band(probability)}


@app.post("/batch/means")
def batch_means(batch: Batch):
    matrix = as_matrix(batch.rows)
    return dict(zip(FEATURES, (round(float(mean), 3) for mean in matrix.mean(axis=0))))


@app.post("/train")
def train(training: Training):
    """Fit a throw-away model and tell which way each feature pulls."""
    from sklearn.linear_model import LogisticRegression

    if len(training.samples) < MIN_SAMPLES:
        raise HTTPException(422, f"at least {MIN_SAMPLES} samples are needed")
    matrix = as_matrix([sample.row for sample in training.samples])
    labels = np.array([sample.loyal for sample in training.samples], dtype=int)
    if len(set(labels.tolist())) < 2:
        raise HTTPException(422, "samples of both outcomes are needed")
    model = LogisticRegression(max_iter=200).fit(matrix, labels)
    pulls = {name: ("up" if weight > 0 else "down") for name, weight in zip(FEATURES, model.coef_[0])}
    return {"samples": len(labels), "pulls": pulls}


@app.get("/segments/{name}")
def segment(name: str):
    members = [customer for customer in CUSTOMERS.values() if customer["segment"] == name]
    if not members:
        raise HTTPException(404, "no such segment")
    return {"segment": name, "members": len(members), "basket": weighted_basket(members)}


@app.get("/customers/{ref}/similar")
def similar(ref: str, k: int = Query(3, ge=1, le=20)):
    """Up to k other customers, the most similar one first."""
    if ref not in CUSTOMERS:
        raise HTTPException(404, "no such customer")
    refs = [other for other in CUSTOMERS if other != ref]
    own = vector(CUSTOMERS[ref])
    distance = np.array([np.linalg.norm(vector(CUSTOMERS[other]) - own) for other in refs])
    picked = np.argpartition(distance, k)[:k] if k < len(refs) else np.arange(len(refs))
    ranked = sorted(picked, key=lambda index: (distance[index], refs[index]))
    return {"customer": ref, "similar": [refs[index] for index in ranked]}
'''

BILLING = r'''
"""Nightly billing run: renewals, price import and a check that the run itself is alive.

Usage: billing.py nightly DAY | import CSVTEXT | status LAST NOW
"""
import csv
import io
import json
import sys
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

CENT = Decimal("0.01")
STALE_AFTER = timedelta(hours=26)
SETTINGS = json.loads("""
{"coupons": {"SPRING": "0.10", "FRIEND": "0.25", "STAFF": 0.5},
 "currency": "EUR"}
""")


class BillingError(Exception):
    """Bad input to the run; the command line reports it and exits with 2."""


@dataclass
class Subscription:
    ref: str
    started: date
    price: Decimal
    coupon: str = ""


SUBSCRIPTIONS = [
    Subscription("S1", date(2021, 5, 4), Decimal("120.00")),
    Subscription("S2", date(2020, 2, 29), Decimal("80.00")),
    Subscription("S3", date(2022, 5, 4), Decimal("49.90"), "SPRING"),
    Subscription("S4", date(2019, 12, 31), Decimal("200.00")),
    Subscription("S5", date(2020, 8, 15), Decimal("99.90"), "STAFF"),
]


def parse_day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BillingError(f"not a day: {text!r}") from None


def parse_stamp(text):
    """A moment in time; stamps without an offset come from the old scheduler and are UTC."""
    try:
        stamp = datetime.fromisoformat(text)
    except ValueError:
        raise BillingError(f"not a time stamp: {text!r}") from None
    if stamp.tzinfo is None:
        stamp = stamp.replace(tzinfo=timezone.utc)
    return stamp


def parse_amount(text):
    """An amount as people type it: 1234.50 or 1 234,50."""
    cleaned = text.strip().replace(" ", "").replace(",", ".")
    try:
        amount = Decimal(cleaned).quantize(CENT, ROUND_HALF_UP)
    except (ValueError, InvalidOperation):
        raise BillingError(f"not an amount: {text!r}") from None
    if amount < 0:
        raise BillingError(f"negative amount: {text!r}")
    return amount


def anniversary(started, year):
    """The day of a year on which a subscription renews; for 29 February the last of the month."""
    if (started.month, started.day) == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
    return started.replace(year=year)


def coupon_rate(code):
    """The part of the price that a coupon takes off."""
    if not code:
        return Decimal(0)
    if code not in SETTINGS["coupons"]:
        raise BillingError(f"unknown coupon: {code}")
    return Decimal(str(SETTINGS["coupons"][code]))


def charge(subscription):
    due = subscription.price * (1 - coupon_rate(subscription.coupon))
    return due.quantize(CENT, ROUND_HALF_UP)


def nightly(day_text):
    """What is charged on a day: {"day", "charges": {ref: amount}, "total"}."""
    day = parse_day(day_text)
    charges = {}
    for subscription in SUBSCRIPTIONS:
        if subscription.started.month != day.month or subscription.started.year >= day.year:
            continue
        if anniversary(subscription.started, day.year) == day:
            charges[subscription.ref] = charge(subscription)
    total = sum(charges.values(), Decimal("0.00"))
    return {"day": day.isoformat(), "charges": {ref: str(due) for ref, due in charges.items()}, "total": str(total)}


def import_prices(text):
    """New prices out of CSV text with the columns ref and price; the number of changes."""
    known = {subscription.ref: subscription for subscription in SUBSCRIPTIONS}
    changes = {}
    for row in csv.DictReader(io.StringIO(text), delimiter=";"):
        if not row.get("ref") or row.get("price") is None:
            raise BillingError("columns ref and price are needed")
        if row["ref"] not in known:
            raise BillingError(f"unknown subscription: {row['ref']}")
        changes[row["ref"]] = parse_amount(row["price"])
    for ref, price in changes.items():
        known[ref].price = price
    return len(changes)


def status(last_text, now_text):
    """How long ago the last run was, and whether that is too long."""
    age = parse_stamp(now_text) - parse_stamp(last_text)
    return {"hours": round(age.total_seconds() / 3600, 1), "stale": age > STALE_AFTER}


COMMANDS = {"nightly": nightly, "import": import_prices, "status": status}


def main(argv):
    if not argv or argv[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 64
    try:
        result = COMMANDS[argv[0]](*argv[1:])
    except BillingError as error:
        print(f"billing: {error}", file=sys.stderr)
        return 2
    print(result, file=sys.stderr)
    return 0
'''

WORKER = r'''
"""Background jobs: a priority backlog, retries, upstream probes and run time figures."""
import asyncio
import heapq
import itertools
import statistics
from dataclasses import dataclass, field

PROBE_LIMIT = 0.1


class JobError(Exception):
    """Base of everything that can be wrong with a job."""


class Transient(JobError):
    """Worth another attempt."""


class GaveUp(JobError):
    """No attempt worked."""


@dataclass
class Job:
    name: str
    handler: str
    priority: int = 5
    attempts: int = 3
    payload: dict = field(default_factory=dict)


async def send_mail(job, turn):
    if "to" not in job.payload:
        raise JobError(f"{job.name}: nobody to send to")
    return "sent"


async def rebuild_index(job, turn):
    if turn <= job.payload.get("busy", 0):
        raise Transient("index is locked")
    return "rebuilt"


async def cleanup(job, turn):
    return "cleaned"


HANDLERS = {"mail": send_mail, "index": rebuild_index, "cleanup": cleanup}


class Backlog:
    """Jobs by priority (1 is most urgent), then in the order they came."""

    def __init__(self):
        self._heap = []
        self._ticket = itertools.count()

    def __len__(self):
        return len(self._heap)

    def push(self, job):
        heapq.heappush(self._heap, (job.priority, next(self._ticket), job))

    def pop(self):
        return heapq.heappop(self._heap)[-1]


def parse_job(spec):
    """A job out of its queue message."""
    try:
        job = Job(
            name=spec["name"],
            handler=spec["handler"],
            priority=int(spec.get("priority", 5)),
            attempts=int(spec.get("attempts", 3)),
            payload=dict(spec.get("payload", {})),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise JobError(f"bad job message: {error!r}") from error
    if job.handler not in HANDLERS:
        raise JobError(f"no handler {job.handler!r}")
    return job


async def attempt(job):
    """The result of a job, from the first of its attempts that works."""
    last = None
    for turn in range(1, job.attempts + 1):
        try:
            return await HANDLERS[job.handler](job, turn)
        except Transient as error:
            last = error
            await asyncio.sleep(0)
    raise GaveUp(f"{job.name}: gave up after {job.attempts} attempts ({last})")


async def run_all(specs):
    """Run queue messages; [name, state] of each job in the order they were run.

    Messages that are no jobs are dropped; the state of a job is its result, or "failed".
    """
    backlog = Backlog()
    for spec in specs:
        try:
            backlog.push(parse_job(spec))
        except JobError:
            continue
    log = []
    while backlog:
        job = backlog.pop()
        try:
            log.append([job.name, await attempt(job)])
        except JobError:
            log.append([job.name, "failed"])
    return log


async def _store():
    return "ok"


async def _search():
    raise ConnectionRefusedError("search")


async def _archive():
    await asyncio.sleep(30)
    return "ok"


UPSTREAMS = {"store": _store, "search": _search, "archive": _archive}


async def probe(name):
    """The answer of an upstream, "down" if it has none to give, "unknown" if there is no such one."""
    if name not in UPSTREAMS:
        return "unknown"
    try:
        return await asyncio.wait_for(UPSTREAMS[name](), PROBE_LIMIT)
    except (ConnectionError, TimeoutError):
        return "down"


async def health(names):
    """Probe upstreams side by side."""
    answers = await asyncio.gather(*(probe(name) for name in names))
    return {"upstreams": dict(zip(names, answers)), "healthy": all(answer == "ok" for answer in answers)}


def run_times(samples):
    """Count, median and 95th percentile of run times in milliseconds, None for figures of nothing."""
    if not samples:
        return {"count": 0, "median": None, "p95": None}
    p95 = samples[0]
    if len(samples) > 1:
        p95 = statistics.quantiles(samples, n=20, method="inclusive")[-1]
    return {"count": len(samples), "median": round(statistics.median(samples), 1), "p95": round(p95, 1)}
'''

PLANNER = r'''
"""Build planner for a manifest of packages.

    app 1.4.0 120: core docs
    core 2.0.1 80:

Each line: name, version, size in kB, and after the colon what it depends on.
"""
import functools
import re
import struct
import sys

MAGIC = b"PIDX"
LINE = re.compile(r"^([a-z][a-z0-9-]*)\s+(\S+)\s+(\d+):\s*(.*)$")
VERSION = re.compile(r"^(\d+)\.(\d+)\.(\d+)$")


class ManifestError(ValueError):
    """The input is at fault, not the planner."""

    def __init__(self, message, line=None):
        super().__init__(message if line is None else f"line {line}: {message}")
        self.line = line


class UsageError(Exception):
    pass


class Package:
    def __init__(self, name, version, size, needs):
        self.name, self.version, self.size, self.needs = name, version, size, needs


def parse_manifest(text):
    packages = {}
    for number, line in enumerate(text.splitlines(), 1):
        line = line.split("#", 1)[0].strip()
        if not line:
            continue
        found = LINE.match(line)
        if found is None:
            raise ManifestError("cannot read this line", number)
        name, version, size, needs = found.groups()
        if name in packages:
            raise ManifestError(f"{name} is listed twice", number)
        packages[name] = Package(name, version, int(size), needs.split())
    return packages


def version_key(text):
    """A version as a tuple that compares well."""
    found = VERSION.match(text)
    if found is None:
        raise ManifestError(f"not a version: {text}")
    return tuple(int(part) for part in found.groups())


class Catalogue:
    def __init__(self, packages):
        self.packages = packages

    def get(self, name):
        if name not in self.packages:
            raise ManifestError(f"no package {name}")
        return self.packages[name]

    def order(self):
        """All names, each after what it depends on."""
        done, open_ = [], []

        def visit(name):
            if name in done:
                return
            if name in open_:
                raise ManifestError("cycle: " + " -> ".join(open_[open_.index(name):] + [name]))
            open_.append(name)
            for need in self.get(name).needs:
                visit(need)
            open_.pop()
            done.append(name)

        for name in sorted(self.packages):
            visit(name)
        return done

    @functools.cache
    def closure(self, name, without=()):
        """Names of a package and all it pulls in, leaving some out."""
        if name in without:
            return frozenset()
        names = {name}
        for need in self.get(name).needs:
            names |= self.closure(need, without)
        return frozenset(names)


def read_index(blob):
    """(name, size) pairs of a binary index: magic, count, then size, length and name of each entry."""
    if blob[:4] != MAGIC:
        raise ManifestError("not an index")
    entries, offset = [], 6
    try:
        (count,) = struct.unpack_from(">H", blob, 4)
        for _ in range(count):
            size, length = struct.unpack_from(">IB", blob, offset)
            offset += 5
            entries.append((blob[offset:offset + length].decode("ascii", "replace"), size))
            offset += length
    except struct.error as error:
        raise ManifestError(f"index is cut short: {error}") from None
    return entries


def report(args):
    """The text that a command prints.

    plan MANIFEST | newest MANIFEST | size MANIFEST NAME [SKIP,SKIP] | inspect HEX
    """
    if len(args) < 2:
        raise UsageError("a command and its input are needed")
    command, source = args[:2]
    if command == "inspect":
        try:
            blob = bytes.fromhex(source)
        except ValueError:
            raise ManifestError("not hexadecimal") from None
        return "\n".join(f"{name} {size}" for name, size in read_index(blob))
    catalogue = Catalogue(parse_manifest(source))
    if command == "plan":
        return " ".join(catalogue.order())
    if command == "newest":
        packages = sorted(catalogue.packages.values(), key=lambda p: version_key(p.version), reverse=True)
        return packages[0].name if packages else "nothing"
    if command == "size":
        if len(args) < 3:
            raise UsageError("size needs a package")
        skip = tuple(args[3].split(",")) if len(args) > 3 else ()
        names = catalogue.closure(args[2], skip)
        return f"{args[2]} {sum(catalogue.get(name).size for name in names)}"
    raise UsageError(f"no command {command}")


def main(args):
    """0 when all is well, 1 for bad input, 2 for bad usage."""
    try:
        print(report(args), file=sys.stderr)
    except ManifestError as error:
        print(f"planner: {error}", file=sys.stderr)
        return 1
    except UsageError as error:
        print(f"usage: {error}", file=sys.stderr)
        return 2
    return 0
'''

CASES = []


def case(name, base, right, wrong, trigger, wanted, others, may_crash=False, also=()):
    """Adds a case whose buggy program has `wrong` in the place of `right` (and the further pairs of `also`)."""
    buggy = base
    for old, new in [(right, wrong), *also]:
        assert buggy.count(old) == 1, (name, buggy.count(old))
        buggy = buggy.replace(old, new)
    one = dict(name=name, buggy=buggy, fixed=base, trigger=trigger, wanted=wanted, others=others)
    if may_crash:
        one["others_may_crash"] = True
    CASES.append(one)


# sales reports -------------------------------------------------------------------------------------------------
SPRING_SUMMARY = [200, {"rows": 4, "revenue": 152.5, "median_price": 17.5, "best_day": "2024-03-01"}]
case(
    "sales-best-day-of-empty-frame", SALES,
    "best_day = per_day.idxmax() if len(per_day) else None", "best_day = per_day.idxmax()",
    "GET /datasets/blank/summary",
    [200, {"rows": 0, "revenue": 0.0, "median_price": None, "best_day": None}],
    [("GET /datasets/spring/summary", SPRING_SUMMARY),
     ("GET /datasets/autumn/summary", [404, {"error": "no_dataset", "detail": "autumn"}])],
)
case(
    "sales-group-by-unknown-column", SALES,
    'totals = frame.groupby(check_column(frame, column))["units"].sum()', 'totals = frame.groupby(column)["units"].sum()',
    "GET /datasets/spring/units-by/region",
    [422, {"error": "unknown_column", "detail": "region"}],
    [("GET /datasets/spring/units-by/shop", [200, {"north": 5, "south": 6}]),
     ("GET /datasets/spring/distinct/region", [422, {"error": "unknown_column", "detail": "region"}]),
     ("GET /datasets/autumn/units-by/shop", 404),
     ("GET /datasets/market/units-by/Shop", [422, {"error": "unknown_column", "detail": "Shop"}])],
    may_crash=True,
)
case(
    "sales-pack-size-nan-to-int", SALES,
    'merged["pack"] = merged["pack"].fillna(1).astype(int)', 'merged["pack"] = merged["pack"].astype(int)',
    "GET /datasets/market/pieces",
    [200, {"p1": 12, "p9": 7}],
    [("GET /datasets/spring/pieces", [200, {"p1": 48, "p2": 3}]),
     ("GET /datasets/blank/pieces", [200, {}]),
     ("GET /datasets/autumn/pieces", 404)],
)
case(
    "sales-upload-without-content", SALES,
    "except (pd.errors.ParserError, pd.errors.EmptyDataError) as exc:", "except pd.errors.ParserError as exc:",
    r'POST /datasets/may {"text": "\n"}',
    [422, None],
    [(r'POST /datasets/may {"text": "day,shop,sku,units,price\n2024-05-01,north,p1,2,3.5\n"}', [201, {"name": "may", "rows": 1}]),
     (r'POST /datasets/may {"text": "day,shop\n1,2\n1,2,3\n"}', 422),
     (r'POST /datasets/may {"text": "day,shop,sku\n2024-05-01,north,p1\n"}', [422, {"error": "missing_columns", "detail": "units, price"}]),
     ('POST /datasets/may {"text": ""}', 422)],
)

# support desk --------------------------------------------------------------------------------------------------
case(
    "desk-template-field-missing", DESK,
    '''    try:
        return TEMPLATES[name].format(**fields)
    except KeyError as exc:
        raise Problem(422, "missing field", field=exc.args[0])
''', '''    return TEMPLATES[name].format(**fields)
''',
    'POST /templates/welcome/render {"fields": {"ticket": "T9"}}',
    [422, {"title": "missing field", "field": "name"}],
    [('POST /templates/welcome/render {"fields": {"ticket": "T9", "name": "Ann"}}', [200, {"text": "Hello Ann, your ticket is T9."}]),
     ('POST /templates/sorry/render {"fields": {"ticket": "T9"}}', [404, {"title": "no such template"}]),
     ('POST /templates/closing/render {"subject": "x"}', [422, {"title": "missing field", "field": "fields"}]),
     ('POST /templates/closing/render {"fields": {"Ticket": "T9"}}', [422, {"title": "missing field", "field": "ticket"}])],
    may_crash=True,
)
case(
    "desk-move-out-of-final-state", DESK,
    "if target not in TRANSITIONS.get(current, ()):", "if target not in TRANSITIONS[current]:",
    'POST /tickets/T2/move {"to": "open"}',
    [409, {"title": "move not allowed", "state": "archived", "to": "open"}],
    [('POST /tickets/T1/move {"to": "open"}', [200, {"ref": "T1", "state": "open"}]),
     ('POST /tickets/T3/move {"to": "archived"}', [409, {"title": "move not allowed", "state": "open", "to": "archived"}]),
     ('POST /tickets/T9/move {"to": "open"}', 404),
     ('POST /tickets/T4/move {"to": "new"}', [409, {"title": "move not allowed", "state": "spam", "to": "new"}])],
    may_crash=True,
)
case(
    "desk-json-line-with-null-email", DESK,
    "except (json.JSONDecodeError, KeyError, TypeError, AttributeError):", "except (json.JSONDecodeError, KeyError):",
    r'POST /contacts/import {"text": "{\"email\": \"Ann@example.org\", \"name\": \"Ann\"}\n{\"email\": null, \"name\": \"Bob\"}\n{\"email\": \"cat@example.org\"}"}',
    [200, {"imported": 2, "rejected": [2]}],
    [(r'POST /contacts/import {"text": "{\"email\": \"ann@example.org\"}\n\n{\"email\": \"ANN@example.org\"}"}', [200, {"imported": 1, "rejected": []}]),
     (r'POST /contacts/import {"text": "oops\n{\"name\": \"Bob\"}"}', [200, {"imported": 0, "rejected": [1, 2]}]),
     ('POST /contacts/import {"text": ""}', 422),
     (r'POST /contacts/import {"text": "[\"ann@example.org\"]\n{\"email\": \"bob@example.org\"}"}', [200, {"imported": 1, "rejected": [1]}])],
    may_crash=True,
)
case(
    "desk-quota-of-zero", DESK,
    "oldest = self.hits[0] if self.hits else now\n", "oldest = self.hits[0]\n",
    'POST /plans/paused/send {"at": [100]}',
    [429, None],
    [('POST /plans/free/send {"at": [100, 110]}', [200, {"plan": "free", "left": 0}]),
     ('POST /plans/free/send {"at": [100, 110, 120]}', [429, {"title": "quota used up", "retry_after": 40}]),
     ('POST /plans/free/send {"at": [100, 110, 165]}', [200, {"plan": "free", "left": 0}]),
     ('POST /plans/gold/send {"at": [100]}', 404)],
)
case(
    "desk-expire-while-iterating", DESK,
    "for email, until in list(SUBSCRIPTIONS.items()):", "for email, until in SUBSCRIPTIONS.items():",
    'POST /subscriptions/expire {"before": "2024-07-01"}',
    [200, {"removed": ["ann@example.org", "bob@example.org"], "left": 2}],
    [('POST /subscriptions/expire {"before": "2023-01-01"}', [200, {"removed": [], "left": 4}]),
     ('POST /subscriptions/expire {"after": "2023-01-01"}', [422, {"title": "missing field", "field": "before"}]),
     ('POST /subscriptions/expire {"before": "2026-01-01"}',
      [200, {"removed": ["ann@example.org", "bob@example.org", "cat@example.org", "dan@example.org"], "left": 0}])],
    may_crash=True,
)

# scoring -------------------------------------------------------------------------------------------------------
case(
    "scoring-train-on-one-outcome", SCORING,
    '''    if len(set(labels.tolist())) < 2:
        raise HTTPException(422, "samples of both outcomes are needed")
''', "",
    'POST /train {"samples": [{"row": [1, 2, 0], "loyal": true}, {"row": [2, 5, 0], "loyal": true}, {"row": [4, 2, 1], "loyal": true}, {"row": [3, 3, 0], "loyal": true}]}',
    422,
    [('POST /train {"samples": [{"row": [1, 9, 3], "loyal": false}, {"row": [2, 7, 2], "loyal": false}, {"row": [8, 2, 1], "loyal": true}, {"row": [9, 3, 0], "loyal": true}]}',
      [200, {"samples": 4, "pulls": {"visits": "up", "basket": "down", "returns": "down"}}]),
     ('POST /train {"samples": [{"row": [1, 9, 3], "loyal": false}]}', [422, {"detail": "at least 4 samples are needed"}]),
     ('POST /train {"samples": [{"row": [1, 2], "loyal": false}, {"row": [2, 7], "loyal": false}, {"row": [8, 2], "loyal": true}, {"row": [9, 3], "loyal": true}]}',
      [422, {"detail": "each row needs 3 numbers"}])],
)
case(
    "scoring-ragged-rows", SCORING,
    '''    if any(len(row) != len(FEATURES) for row in rows):
        raise HTTPException(422, f"each row needs {len(FEATURES)} numbers")
    matrix''', "    matrix",
    'POST /batch/means {"rows": [[1, 20, 0], [3, 40]]}',
    422,
    [('POST /batch/means {"rows": [[1, 20, 0], [3, 40, 1]]}', [200, {"visits": 2.0, "basket": 30.0, "returns": 0.5}]),
     ('POST /batch/means {"rows": [[1, 20], [3, 40]]}', [422, {"detail": "each row needs 3 numbers"}]),
     ('POST /batch/means {"rows": []}', [422, {"detail": "each row needs 3 numbers"}]),
     ('POST /train {"samples": [{"row": [1, 9, 3], "loyal": false}, {"row": [2, 7, 2], "loyal": false}, {"row": [8, 2, 1, 4], "loyal": true}, {"row": [9, 3, 0], "loyal": true}]}', 422)],
    may_crash=True,
)
case(
    "scoring-weights-sum-to-zero", SCORING,
    '''    if not sum(visits):
        return None
''', "",
    "GET /segments/dormant",
    [200, {"segment": "dormant", "members": 2, "basket": None}],
    [("GET /segments/regular", [200, {"segment": "regular", "members": 2, "basket": 25.0}]),
     ("GET /segments/trade", [200, {"segment": "trade", "members": 1, "basket": 310.0}]),
     ("GET /segments/vip", [404, {"detail": "no such segment"}])],
)
case(
    "scoring-sigmoid-overflow", SCORING,
    '''    if z >= 0:
        return 1.0 / (1.0 + math.exp(-z))
    grown = math.exp(z)
    return grown / (1.0 + grown)
''', '''    return 1.0 / (1.0 + math.exp(-z))
''',
    'POST /score {"visits": 1, "basket": 12.5, "returns": 1800}',
    [200, {"probability": 0.0, "band": "low"}],
    [('POST /score {"visits": 4, "basket": 40}', [200, {"probability": 0.7311, "band": "high"}]),
     ('POST /score {"visits": 0, "basket": 0, "returns": 2}', [200, {"probability": 0.1192, "band": "low"}]),
     ('POST /score {"visits": 5000, "basket": 90000}', [200, {"probability": 1.0, "band": "high"}]),
     ('POST /score {"visits": "many", "basket": 1}', 422)],
)
case(
    "scoring-more-neighbours-than-customers", SCORING,
    "picked = np.argpartition(distance, k)[:k] if k < len(refs) else np.arange(len(refs))",
    "picked = np.argpartition(distance, k)[:k]",
    "GET /customers/c1/similar?k=10",
    [200, {"customer": "c1", "similar": ["c5", "c4", "c2", "c3"]}],
    [("GET /customers/c1/similar?k=2", [200, {"customer": "c1", "similar": ["c5", "c4"]}]),
     ("GET /customers/c9/similar?k=10", [404, {"detail": "no such customer"}]),
     ("GET /customers/c1/similar?k=0", 422),
     ("GET /customers/c1/similar?k=4", [200, {"customer": "c1", "similar": ["c5", "c4", "c2", "c3"]}])],
    may_crash=True,
)

# billing -------------------------------------------------------------------------------------------------------
case(
    "billing-leap-day-anniversary", BILLING,
    '''    if (started.month, started.day) == (2, 29):
        return date(year, 3, 1) - timedelta(days=1)
''', "",
    'nightly("2023-02-28")',
    {"day": "2023-02-28", "charges": {"S2": "80.00"}, "total": "80.00"},
    [('nightly("2024-02-29")', {"day": "2024-02-29", "charges": {"S2": "80.00"}, "total": "80.00"}),
     ('nightly("2024-02-28")', {"day": "2024-02-28", "charges": {}, "total": "0.00"}),
     ('main(["nightly", "2023-02-29"])', 2),
     ('nightly("2025-02-11")', {"day": "2025-02-11", "charges": {}, "total": "0.00"})],
    may_crash=True,
)
case(
    "billing-amount-not-a-number", BILLING,
    "except (ValueError, InvalidOperation):", "except ValueError:",
    r'main(["import", "ref;price\nS1;130,00\nS4;n/a\n"])',
    2,
    [(r'import_prices("ref;price\nS1;1 300,50\nS4;210.00\n")', 2),
     (r'[import_prices("ref;price\nS1;1 300,50\n"), nightly("2024-05-04")["charges"]["S1"]]', [1, "1300.50"]),
     (r'main(["import", "ref;price\nS1;-5\n"])', 2),
     (r'main(["import", "ref;price\nS1\n"])', 2)],
    also=[("ROUND_HALF_UP, Decimal, InvalidOperation", "ROUND_HALF_UP, Decimal")],
)
case(
    "billing-stamp-without-offset", BILLING,
    '''    if stamp.tzinfo is None:
        stamp = stamp.replace(tzinfo=timezone.utc)
''', "",
    'status("2024-03-01T02:00:00", "2024-03-02T03:30:00+02:00")',
    {"hours": 23.5, "stale": False},
    [('status("2024-03-01T02:00:00+00:00", "2024-03-02T05:00:00+00:00")', {"hours": 27.0, "stale": True}),
     ('status("2024-03-01T02:00:00+01:00", "2024-03-01T02:00:00+00:00")', {"hours": 1.0, "stale": False}),
     ('main(["status", "yesterday", "2024-03-02T05:00:00+00:00"])', 2),
     ('status("2024-03-01T02:00:00+00:00", "2024-03-02T06:00:00")', {"hours": 28.0, "stale": True})],
    may_crash=True,
    also=[("import date, datetime, timedelta, timezone", "import date, datetime, timedelta")],
)
case(
    "billing-coupon-as-float", BILLING,
    '''    return Decimal(str(SETTINGS["coupons"][code]))
''', '''    rate = SETTINGS["coupons"][code]
    return Decimal(rate) if isinstance(rate, str) else rate
''',
    'nightly("2024-08-15")',
    {"day": "2024-08-15", "charges": {"S5": "49.95"}, "total": "49.95"},
    [('nightly("2024-05-04")', {"day": "2024-05-04", "charges": {"S1": "120.00", "S3": "44.91"}, "total": "164.91"}),
     ('str(charge(Subscription("X", date(2020, 1, 1), Decimal("10.00"), "FRIEND")))', "7.50"),
     ('main(["nightly", "15.8.2024"])', 2),
     ('str(charge(Subscription("X", date(2020, 1, 1), Decimal("0.99"), "STAFF")))', "0.50")],
    may_crash=True,
)

# worker --------------------------------------------------------------------------------------------------------
case(
    "worker-no-attempts-unbound", WORKER,
    '''    last = None
    for turn''', "    for turn",
    'run_all([{"name": "a", "handler": "cleanup", "priority": 1}, {"name": "b", "handler": "index", "priority": 2, "attempts": 0}])',
    [["a", "cleaned"], ["b", "failed"]],
    [('run_all([{"name": "b", "handler": "index", "payload": {"busy": 2}}])', [["b", "rebuilt"]]),
     ('run_all([{"name": "b", "handler": "index", "payload": {"busy": 9}}])', [["b", "failed"]]),
     ('run_all([{"name": "m", "handler": "mail"}, {"name": "x", "handler": "fax"}])', [["m", "failed"]])],
)
case(
    "worker-equal-priorities", WORKER,
    "(job.priority, next(self._ticket), job)", "(job.priority, job)",
    'run_all([{"name": "z", "handler": "cleanup"}, {"name": "a", "handler": "index"}, {"name": "m", "handler": "mail", "priority": 1, "payload": {"to": "x"}}])',
    [["m", "sent"], ["z", "cleaned"], ["a", "rebuilt"]],
    [('run_all([{"name": "z", "handler": "cleanup", "priority": 3}, {"name": "a", "handler": "index", "priority": 2}])', [["a", "rebuilt"], ["z", "cleaned"]]),
     ('run_all([{"name": "z", "handler": "cleanup", "priority": "soon"}])', []),
     ('run_all([{"name": "d", "handler": "cleanup"}, {"name": "c", "handler": "cleanup"}, {"name": "b", "handler": "cleanup"}, {"name": "a", "handler": "cleanup"}])',
      [["d", "cleaned"], ["c", "cleaned"], ["b", "cleaned"], ["a", "cleaned"]])],
    may_crash=True,
    also=[("import itertools\n", ""), ("        self._ticket = itertools.count()\n", "")],
)
case(
    "worker-probe-timeout", WORKER,
    "except (ConnectionError, TimeoutError):", "except ConnectionError:",
    'health(["store", "archive"])',
    {"upstreams": {"store": "ok", "archive": "down"}, "healthy": False},
    [('health(["store"])', {"upstreams": {"store": "ok"}, "healthy": True}),
     ('health(["store", "search"])', {"upstreams": {"store": "ok", "search": "down"}, "healthy": False}),
     ('probe("printer")', "unknown")],
)
case(
    "worker-quantiles-of-one-sample", WORKER,
    '''    p95 = samples[0]
    if len(samples) > 1:
        p95 = statistics.quantiles(samples, n=20, method="inclusive")[-1]
''', '''    p95 = statistics.quantiles(samples, n=20, method="inclusive")[-1]
''',
    "run_times([120])",
    {"count": 1, "median": 120, "p95": 120},
    [("run_times([])", {"count": 0, "median": None, "p95": None}),
     ("run_times([100, 200])", {"count": 2, "median": 150.0, "p95": 195.0}),
     ("run_times([5, 5, 5])", {"count": 3, "median": 5, "p95": 5.0})],
)

# planner -------------------------------------------------------------------------------------------------------
GOOD = r'"app 1.4.0 120: core docs\ncore 2.0.1 80:\ndocs 1.10.0 300: core\n"'
case(
    "planner-dependency-not-listed", PLANNER,
    "            for need in self.get(name).needs:\n                visit(need)", "            for need in self.packages[name].needs:\n                visit(need)",
    r'main(["plan", "app 1.4.0 120: core\ncore 2.0.1 80: zlib\n"])',
    1,
    [(f'report(["plan", {GOOD}])', "core docs app"),
     (r'main(["plan", "a 1.0.0 1: b\nb 1.0.0 1: a\n"])', 1),
     (f'main(["plan", {GOOD}])', 0),
     (r'main(["plan"])', 2)],
)
case(
    "planner-version-without-match", PLANNER,
    '''    found = VERSION.match(text)
    if found is None:
        raise ManifestError(f"not a version: {text}")
    return tuple(int(part) for part in found.groups())
''', '''    return tuple(int(part) for part in VERSION.match(text).groups())
''',
    r'main(["newest", "app 1.4.0 120: core\ncore 2.0 80:\n"])',
    1,
    [(f'report(["newest", {GOOD}])', "core"),
     (r'report(["newest", "a 1.9.0 1:\nb 1.10.0 1:\n"])', "b"),
     (r'main(["newest", "app 1.4.0\n"])', 1),
     (r'main(["newest", "app v1.4.0-rc1 120:\n"])', 1)],
    may_crash=True,
)
case(
    "planner-unhashable-skip-list", PLANNER,
    'skip = tuple(args[3].split(",")) if len(args) > 3 else ()', 'skip = args[3].split(",") if len(args) > 3 else ()',
    f'report(["size", {GOOD}, "app", "docs"])',
    "app 200",
    [(f'report(["size", {GOOD}, "app"])', "app 500"),
     (f'main(["size", {GOOD}, "gui"])', 1),
     (f'main(["size", {GOOD}])', 2),
     (f'report(["size", {GOOD}, "app", "docs,core"])', "app 120")],
    may_crash=True,
)
case(
    "planner-index-cut-short", PLANNER,
    '''    try:
        (count,) = struct.unpack_from(">H", blob, 4)
        for _ in range(count):
            size, length = struct.unpack_from(">IB", blob, offset)
            offset += 5
            entries.append((blob[offset:offset + length].decode("ascii", "replace"), size))
            offset += length
    except struct.error as error:
        raise ManifestError(f"index is cut short: {error}") from None
''', '''    (count,) = struct.unpack_from(">H", blob, 4)
    for _ in range(count):
        size, length = struct.unpack_from(">IB", blob, offset)
        offset += 5
        entries.append((blob[offset:offset + length].decode("ascii", "replace"), size))
        offset += length
''',
    'main(["inspect", "5049445800020000007803617070"])',
    1,
    [('report(["inspect", "50494458000200000078036170700000005004636f7265"])', "app 120\ncore 80"),
     ('main(["inspect", "504b0304"])', 1),
     ('main(["inspect", "xyz"])', 1),
     ('main(["inspect", "50494458"])', 1)],
    may_crash=True,
)
assert len(CASES) == 26
