def swap(text, old, new):
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)


PAPER = r'''
"""Readers' comments and votes for the Harbour Courier."""
import asyncio
import heapq
import time
from collections import defaultdict, deque, namedtuple
from dataclasses import dataclass, field
from datetime import datetime, timezone
from email.utils import format_datetime, parsedate_to_datetime
from math import ceil
from typing import Literal, Optional

from fastapi import Body, Depends, FastAPI, Header, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

PUSH_BYTES = 24
WINDOW_SECONDS = 60
QUOTAS = {"member": 5, "guest": 1, "muted": 0}
SECTIONS = {"city": "City & Port", "sport": "Sport", "play": "Puzzles"}


Article = namedtuple("Article", "slug title section changed")


@dataclass
class Comment:
    id: int
    article: str
    author: str
    text: str
    posted: int
    parent: Optional[int] = None
    votes: dict[str, int] = field(default_factory=dict)


ARTICLES = {
    a.slug: a
    for a in (
        Article("new-bridge", "Council backs new bridge", "city", datetime(2024, 5, 2, 9, 0, tzinfo=timezone.utc)),
        Article("ferry-fares", "Ferry fares to rise", "city", datetime(2024, 5, 3, 7, 30, tzinfo=timezone.utc)),
        Article("cup-final", "Rovers lose the final", "sport", datetime(2024, 5, 4, 18, 0, tzinfo=timezone.utc)),
        Article("word-chain", "Carry on the word chain", "play", datetime(2024, 4, 1, tzinfo=timezone.utc)),
    )
}
READERS = {"ada": "member", "ben": "member", "gil": "guest", "nia": "guest", "mo": "muted"}
COMMENTS: dict[int, Comment] = {}
REPLIES: dict[int, list[Comment]] = defaultdict(list)


class PaperError(Exception):
    def __init__(self, status: int, code: str, detail: str, headers: Optional[dict] = None):
        super().__init__(detail)
        self.status, self.code, self.detail, self.headers = status, code, detail, headers


class RateLimiter:
    """At most so many writes in a window, by the reader's tier; what is above is answered 429."""

    def __init__(self, quotas: dict[str, int], window: float):
        self.quotas, self.window = quotas, window
        self.hits: dict[str, deque] = defaultdict(deque)

    def check(self, name: str, tier: str) -> None:
        now, hits = time.monotonic(), self.hits[name]
        while hits and hits[0] <= now - self.window:
            hits.popleft()
        if len(hits) >= self.quotas[tier]:
            free_at = (hits[0] if hits else now) + self.window
            seconds = ceil(free_at - now)
            raise PaperError(429, "too_many", "Slow down, please.", {"Retry-After": str(seconds)})
        hits.append(now)


class Cache:
    """Loaded things by key; callers that ask at the same time share one load."""

    def __init__(self):
        self._loads: dict[str, asyncio.Future] = {}

    async def get(self, key: str, loader):
        load = self._loads.get(key)
        if load is None:
            load = self._loads[key] = asyncio.ensure_future(loader(key))
        return await load


limiter = RateLimiter(QUOTAS, WINDOW_SECONDS)
sections = Cache()
app = FastAPI(title="Courier comments")


@app.exception_handler(PaperError)
async def on_paper_error(request: Request, exc: PaperError):
    return JSONResponse({"error": exc.code, "detail": exc.detail}, status_code=exc.status, headers=exc.headers)


class CommentIn(BaseModel):
    text: str = Field(min_length=1, max_length=500)
    parent: Optional[int] = None


def add(comment: Comment) -> Comment:
    COMMENTS[comment.id] = comment
    if comment.parent is not None:
        REPLIES[comment.parent].append(comment)
    return comment


def seed() -> None:
    add(Comment(1, "new-bridge", "ada", "At last.", 100, votes={"ben": 1, "gil": 1}))
    add(Comment(2, "new-bridge", "ben", "Who pays for it?", 110, votes={"ada": 1}))
    add(Comment(3, "new-bridge", "gil", "We do, as ever", 120, parent=2, votes={"ada": -1}))
    add(Comment(4, "ferry-fares", "ada", "Grüße an die Fähre: zu teuer", 130, votes={"ben": 1, "gil": -1}))
    add(Comment(5, "ferry-fares", "nia", "Zu teuer, das stimmt: für mich", 140, votes={"ben": 1}))
    add(Comment(6, "ferry-fares", "ben", "I will swim.", 150, votes={"nia": 1, "ada": 1, "gil": -1}))
    for number in range(1200):
        parent = 999 + number if number else None
        add(Comment(1000 + number, "word-chain", ("ada", "ben")[number % 2], f"word {number}", 200 + number, parent))
    limiter.hits["gil"].append(time.monotonic())


seed()


async def article_of(slug: str) -> Article:
    if slug not in ARTICLES:
        raise PaperError(404, "not_found", f"There is no article {slug}.")
    return ARTICLES[slug]


async def comment_of(comment_id: int) -> Comment:
    if comment_id not in COMMENTS:
        raise PaperError(404, "not_found", f"There is no comment {comment_id}.")
    return COMMENTS[comment_id]


async def writer(x_reader: Optional[str] = Header(None)) -> str:
    """The name of a reader who may write now."""
    if x_reader not in READERS:
        raise PaperError(401, "who_are_you", "Sign in to take part.")
    limiter.check(x_reader, READERS[x_reader])
    return x_reader


async def load_section(code: str) -> str:
    await asyncio.sleep(0)
    return SECTIONS[code]


def score(comment: Comment) -> int:
    return sum(comment.votes.values())


def thread_shape(first: Comment) -> tuple[int, int]:
    """How many comments a thread has with its first one, and on how many levels."""
    count = depth = 0
    todo = [(first, 1)]
    while todo:
        comment, level = todo.pop()
        count, depth = count + 1, max(depth, level)
        todo += [(reply, level + 1) for reply in REPLIES.get(comment.id, ())]
    return count, depth


def excerpt(text: str) -> str:
    """What fits into a push message, PUSH_BYTES of UTF-8; a character that does not fit wholly is left out."""
    return text.encode()[:PUSH_BYTES].decode(errors="ignore")


def not_changed(article: Article, header: Optional[str]) -> bool:
    """Whether the copy that the browser keeps is still good."""
    if header is None:
        return False
    try:
        since = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return False
    if since.tzinfo is None:
        since = since.replace(tzinfo=timezone.utc)
    return article.changed <= since


@app.get("/articles/{slug}")
async def show_article(article: Article = Depends(article_of), if_modified_since: Optional[str] = Header(None)):
    headers = {"Last-Modified": format_datetime(article.changed, usegmt=True)}
    if not_changed(article, if_modified_since):
        return Response(status_code=304, headers=headers)
    count = sum(c.article == article.slug for c in COMMENTS.values())
    return JSONResponse({"slug": article.slug, "title": article.title, "comments": count}, headers=headers)


@app.get("/articles/{slug}/top")
async def top_comments(article: Article = Depends(article_of), count: int = Query(3, ge=1, le=20)):
    """The best comments first; of equally good ones the older first."""
    comments = [c for c in COMMENTS.values() if c.article == article.slug]
    best = heapq.nsmallest(count, comments, key=lambda c: (-score(c), c.posted))
    return [{"id": c.id, "score": score(c)} for c in best]


@app.post("/articles/{slug}/comments", status_code=201)
async def write_comment(body: CommentIn, article: Article = Depends(article_of), name: str = Depends(writer)):
    if body.parent is not None and (await comment_of(body.parent)).article != article.slug:
        raise PaperError(422, "wrong_article", "The comment that you reply to is on another article.")
    number = max(COMMENTS) + 1
    add(Comment(number, article.slug, name, body.text, int(time.time()), body.parent))
    return {"id": number, "author": name}


@app.put("/comments/{comment_id}/vote")
async def vote(
    value: Literal[1, -1] = Body(embed=True), comment: Comment = Depends(comment_of), name: str = Depends(writer)
):
    if comment.author == name:
        raise PaperError(409, "own_comment", "You cannot vote for yourself.")
    comment.votes[name] = value
    return {"id": comment.id, "score": score(comment)}


@app.get("/comments/{comment_id}/thread")
async def show_thread(comment: Comment = Depends(comment_of)):
    count, depth = thread_shape(comment)
    return {"id": comment.id, "comments": count, "levels": depth}


@app.get("/comments/{comment_id}/push")
async def push_text(comment: Comment = Depends(comment_of)):
    return {"from": comment.author, "text": excerpt(comment.text)}


@app.get("/digest")
async def digest(slugs: str):
    """Title and section of some articles, for the morning mail."""
    articles = [await article_of(slug) for slug in slugs.split(",")]
    names = await asyncio.gather(*(sections.get(a.section, load_section) for a in articles))
    return [{"title": a.title, "section": name} for a, name in zip(articles, names)]
'''

STORE = r'''
"""Nightly statistics and exports of the Kestrel Road warehouse."""
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from statistics import mean, stdev
from typing import Any, Optional

import pandas as pd

CENT = Decimal("0.01")
ZONES = {"A": "Dry goods", "B": "Cold store", "C": "Yard"}
ITEMS = {
    "OATS": ("A", Decimal("1.20")), "RICE": ("A", Decimal("2.15")), "SALT": ("A", Decimal("0.35")),
    "MILK": ("B", Decimal("0.89")), "SOAP": ("B", Decimal("3.10")), "PALLET": ("C", Decimal("14.00")),
}
MOVEMENTS = """\
day,sku,quantity
2019-12-24,OATS,30
2019-12-27,MILK,15
2020-12-29,OATS,40
2020-12-31,MILK,20
2023-01-31,RICE,12
2024-01-29,OATS,10
2024-01-30,RICE,8
2024-01-30,MILK,24
2024-01-31,OATS,5
2024-02-05,OATS,7
2024-02-05,SALT,3
2024-02-06,OATS,4
2024-02-06,MILK,6
2024-02-06,OATS,9
"""
DELIVERIES = [
    ("Mill & Sons", date(2024, 1, 3), date(2024, 1, 7)),
    ("Mill & Sons", date(2024, 1, 15), date(2024, 1, 21)),
    ("Dairy East", date(2024, 1, 9), date(2024, 1, 11)),
]
SUPPLIERS = {"Mill & Sons", "Dairy East", "Timber Co"}


class WarehouseError(Exception):
    """A job cannot be done as asked; the morning mail says why."""


@dataclass(frozen=True)
class Lot:
    sku: str
    bin: str
    quantity: int
    received: date
    expires: Optional[date] = None


@dataclass(frozen=True)
class Pick:
    """What to take from where; `bin` is None for what is not in stock."""

    sku: str
    bin: Optional[str]
    quantity: int


LOTS = [
    Lot("OATS", "A-02", 40, date(2024, 1, 20)),
    Lot("OATS", "A-01", 25, date(2024, 1, 7)),
    Lot("RICE", "A-07", 60, date(2024, 1, 8)),
    Lot("SOAP", "B-01", 12, date(2024, 1, 2)),
    Lot("MILK", "B-03", 48, date(2024, 1, 11), date(2024, 2, 20)),
    Lot("PALLET", "C-01", 9, date(2023, 11, 1)),
]


def money(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def encode(value: Any) -> str:
    """For what JSON does not know: money and days are text."""
    if isinstance(value, Decimal):
        return str(money(value))
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in an export")


def need_item(sku: str) -> tuple[str, Decimal]:
    if sku not in ITEMS:
        raise WarehouseError(f"unknown item {sku}")
    return ITEMS[sku]


def week_of(year: int, week: int) -> tuple[date, date]:
    """First and last day of an ISO week."""
    first = date.fromisocalendar(year, week, 1)
    return first, first + timedelta(days=6)


def weeks_in(year: int) -> int:
    return date(year, 12, 28).isocalendar().week


def movements(first: date, last: date) -> pd.DataFrame:
    frame = pd.read_csv(io.StringIO(MOVEMENTS), parse_dates=["day"])
    frame["zone"] = frame["sku"].map(lambda sku: ITEMS[sku][0])
    return frame[(frame["day"] >= pd.Timestamp(first)) & (frame["day"] <= pd.Timestamp(last))]


def zone_totals(first: date, last: date) -> list[dict]:
    """Units moved by zone, all zones."""
    frame = movements(first, last)
    totals = []
    for code, name in ZONES.items():
        part = frame[frame["zone"] == code]
        totals.append({"zone": name, "units": int(part["quantity"].sum()), "items": part["sku"].nunique()})
    return totals


def day_matrix(year: int, week: int) -> dict[str, dict[str, int]]:
    """Units moved by item and day of a week; 0 where nothing moved."""
    frame = movements(*week_of(year, week))
    frame = frame.assign(day=frame["day"].dt.strftime("%a"))
    table = frame.pivot_table(index="sku", columns="day", values="quantity", aggfunc="sum")
    return {sku: {day: int(units) for day, units in row.items()} for sku, row in table.fillna(0).iterrows()}


def compare_week(year: int, week: int) -> dict:
    """Units of a week beside those of the same week a year before, which is that year's last week if it is shorter."""
    if not 1 <= week <= weeks_in(year):
        raise WarehouseError(f"{year} has no week {week}")
    before = week_of(year - 1, min(week, weeks_in(year - 1)))
    now = week_of(year, week)
    return {"units": units_between(*now), "before": units_between(*before), "since": before[0].isoformat()}


def units_between(first: date, last: date) -> int:
    return int(movements(first, last)["quantity"].sum())


def lead_times(supplier: str) -> dict:
    """Mean and spread of the days from order to delivery; None for what there are too few deliveries to tell."""
    if supplier not in SUPPLIERS:
        raise WarehouseError(f"unknown supplier {supplier}")
    days = [(came - ordered).days for name, ordered, came in DELIVERIES if name == supplier]
    return {
        "deliveries": len(days),
        "mean": round(mean(days), 2) if days else None,
        "spread": round(stdev(days), 2) if len(days) > 1 else None,
    }


def read_line(row: dict[str, str]) -> Decimal:
    """The worth of one line of a delivery note; ValueError for a line that makes no sense."""
    quantity, price = int(row["quantity"]), Decimal(row["price"])
    if quantity < 1 or not price.is_finite() or price <= 0:
        raise ValueError("quantity and price are above zero")
    return quantity * price


def read_note(text: str) -> dict:
    """Check a delivery note: the worth of its good lines, and the numbers of the bad ones."""
    worth, good, rejected = Decimal(0), 0, []
    for number, row in enumerate(csv.DictReader(io.StringIO(text), delimiter=";"), start=2):
        need_item(row["sku"])
        try:
            worth += read_line(row)
        except (ValueError, InvalidOperation):
            rejected.append(number)
            continue
        good += 1
    return {"good": good, "worth": str(money(worth)), "rejected": rejected}


def picks(sku: str, quantity: int) -> Iterator[Pick]:
    """Take the oldest lots first."""
    lots = iter(sorted((lot for lot in LOTS if lot.sku == sku), key=lambda lot: lot.received))
    while quantity > 0:
        lot = next(lots, None)
        if lot is None:
            yield Pick(sku, None, quantity)
            return
        taken = min(quantity, lot.quantity)
        yield Pick(sku, lot.bin, taken)
        quantity -= taken


def pick_sheet(order: dict[str, int]) -> dict:
    """Where to take an order's items from, and how many units are missing."""
    lines = []
    for sku, quantity in order.items():
        need_item(sku)
        lines.extend(picks(sku, quantity))
    missing = sum(line.quantity for line in lines if line.bin is None)
    return {"lines": [f"{p.sku} {p.bin} {p.quantity}" for p in lines if p.bin], "missing": missing}


def stock_row(lot: Lot) -> dict:
    row = {"sku": lot.sku, "bin": lot.bin, "units": lot.quantity, "worth": money(lot.quantity * ITEMS[lot.sku][1])}
    if lot.expires:
        row["expires"] = lot.expires
    return row


def to_csv(rows: list[dict]) -> str:
    """Rows as CSV; what a row does not have is left empty. No rows make an empty file."""
    if not rows:
        return ""
    out = io.StringIO()
    fields = list(dict.fromkeys(key for row in rows for key in row))
    writer = csv.DictWriter(out, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def stock_csv(zone: str) -> str:
    if zone not in ZONES:
        raise WarehouseError(f"unknown zone {zone}")
    return to_csv([stock_row(lot) for lot in LOTS if ITEMS[lot.sku][0] == zone])


def stock_json(zone: str) -> str:
    return json.dumps([stock_row(lot) for lot in LOTS if ITEMS[lot.sku][0] == zone], default=encode)


def zones_json(year: int, week: int) -> str:
    first, last = week_of(year, week)
    return json.dumps({"from": first, "to": last, "zones": zone_totals(first, last)}, default=encode)


JOBS = {
    "matrix": day_matrix, "compare": compare_week, "lead": lead_times, "note": read_note, "picks": pick_sheet,
    "stock": stock_csv, "stock-json": stock_json, "zones": zones_json,
}


def nightly(job: str, *given: Any) -> Any:
    """Run a job; one that cannot be done says so and does not keep others from running."""
    try:
        return JOBS[job](*given)
    except WarehouseError as error:
        return {"failed": str(error)}
'''


def case(name, base, good, bad, trigger, wanted, *others, may_crash=False):
    out = dict(name=name, buggy=swap(base, good, bad), fixed=base, trigger=trigger, wanted=wanted, others=list(others))
    if may_crash:
        out["others_may_crash"] = True
    if name == "store-price-of-no-number":
        out["buggy"] = swap(out["buggy"], "Decimal, InvalidOperation\n", "Decimal\n")
    return out


GIL = '{"text": "Me again", "headers": {"x-reader": "gil"}}'
LONG_AGO = '{"headers": {"if-modified-since": "Wed, 01 May 2024 00:00:00 GMT"}}'
LATER = '{"headers": {"if-modified-since": "Fri, 03 May 2024 00:00:00 GMT"}}'
NO_DATE = '{"headers": {"if-modified-since": "last tuesday"}}'

CASES = [
    # newspaper
    case("paper-too-many-header", PAPER, '{"Retry-After": str(seconds)}', '{"Retry-After": seconds}',
         'POST /articles/new-bridge/comments ' + GIL, [429, {"error": "too_many", "detail": "Slow down, please."}],
         ('POST /articles/new-bridge/comments {"text": "Hm", "headers": {"x-reader": "nia"}}', [201, {"id": 2200, "author": "nia"}]),
         ('PUT /comments/1/vote {"value": 1, "headers": {"x-reader": "mo"}}', 429),
         ('POST /articles/new-bridge/comments {"text": "Hm"}', 401),
         ('PUT /comments/2/vote {"value": 1, "headers": {"x-reader": "ben"}}', 409), may_crash=True),
    case("paper-muted-reader", PAPER, '''            free_at = (hits[0] if hits else now) + self.window
''', '''            free_at = hits[0] + self.window
''',
         'POST /articles/cup-final/comments {"text": "Boo", "headers": {"x-reader": "mo"}}',
         [429, {"error": "too_many", "detail": "Slow down, please."}],
         ('POST /articles/cup-final/comments {"text": "Boo", "headers": {"x-reader": "ada"}}', [201, {"id": 2200, "author": "ada"}]),
         ('POST /articles/cup-final/comments ' + GIL, 429),
         ('PUT /comments/1/vote {"value": -1, "headers": {"x-reader": "nia"}}', [200, {"id": 1, "score": 1}]),
         ('PUT /comments/1/vote {"value": -1, "headers": {"x-reader": "mo"}}', 429), may_crash=True),
    case("paper-two-of-one-section", PAPER, "self._loads[key] = asyncio.ensure_future(loader(key))", "self._loads[key] = loader(key)",
         'GET /digest?slugs=new-bridge,ferry-fares',
         [200, [{"title": "Council backs new bridge", "section": "City & Port"},
                {"title": "Ferry fares to rise", "section": "City & Port"}]],
         ('GET /digest?slugs=cup-final,new-bridge',
          [200, [{"title": "Rovers lose the final", "section": "Sport"},
                 {"title": "Council backs new bridge", "section": "City & Port"}]]),
         ('GET /digest?slugs=new-bridge,cup-final,new-bridge',
          [200, [{"title": "Council backs new bridge", "section": "City & Port"},
                 {"title": "Rovers lose the final", "section": "Sport"},
                 {"title": "Council backs new bridge", "section": "City & Port"}]]),
         ('GET /digest?slugs=new-bridge,none', 404),
         ('GET /digest', 422), may_crash=True),
    case("paper-equal-scores", PAPER, '''    best = heapq.nsmallest(count, comments, key=lambda c: (-score(c), c.posted))
    return [{"id": c.id, "score": score(c)} for c in best]
''', '''    best = heapq.nsmallest(count, [(-score(c), c) for c in comments])
    return [{"id": c.id, "score": -negative} for negative, c in best]
''',
         'GET /articles/ferry-fares/top', [200, [{"id": 5, "score": 1}, {"id": 6, "score": 1}, {"id": 4, "score": 0}]],
         ('GET /articles/new-bridge/top', [200, [{"id": 1, "score": 2}, {"id": 2, "score": 1}, {"id": 3, "score": -1}]]),
         ('GET /articles/word-chain/top?count=2', [200, [{"id": 1000, "score": 0}, {"id": 1001, "score": 0}]]),
         ('GET /articles/cup-final/top', [200, []]),
         ('GET /articles/new-bridge/top?count=0', 422),
         ('GET /articles/none/top', 404), may_crash=True),
    case("paper-long-chain", PAPER, '''    count = depth = 0
    todo = [(first, 1)]
    while todo:
        comment, level = todo.pop()
        count, depth = count + 1, max(depth, level)
        todo += [(reply, level + 1) for reply in REPLIES.get(comment.id, ())]
    return count, depth
''', '''    shapes = [thread_shape(reply) for reply in REPLIES.get(first.id, ())]
    return 1 + sum(count for count, _ in shapes), 1 + max((depth for _, depth in shapes), default=0)
''',
         'GET /comments/1000/thread', [200, {"id": 1000, "comments": 1200, "levels": 1200}],
         ('GET /comments/2/thread', [200, {"id": 2, "comments": 2, "levels": 2}]),
         ('GET /comments/1/thread', [200, {"id": 1, "comments": 1, "levels": 1}]),
         ('GET /comments/2000/thread', [200, {"id": 2000, "comments": 200, "levels": 200}]),
         ('GET /comments/77/thread', 404)),
    case("paper-push-cut", PAPER, "decode(errors=\"ignore\")", "decode()",
         'GET /comments/5/push', [200, {"from": "nia", "text": "Zu teuer, das stimmt: f"}],
         ('GET /comments/1/push', [200, {"from": "ada", "text": "At last."}]),
         ('GET /comments/4/push', [200, {"from": "ada", "text": "Grüße an die Fähre: z"}]),
         ('GET /comments/1100/push', [200, {"from": "ada", "text": "word 100"}]),
         ('GET /comments/77/push', 404)),
    case("paper-odd-since", PAPER, '''    try:
        since = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return False
''', '''    since = parsedate_to_datetime(header)
''',
         'GET /articles/new-bridge ' + NO_DATE,
         [200, {"slug": "new-bridge", "title": "Council backs new bridge", "comments": 3}],
         ('GET /articles/new-bridge', [200, {"slug": "new-bridge", "title": "Council backs new bridge", "comments": 3}]),
         ('GET /articles/new-bridge ' + LATER, 304),
         ('GET /articles/new-bridge ' + LONG_AGO,
          [200, {"slug": "new-bridge", "title": "Council backs new bridge", "comments": 3}]),
         ('GET /articles/none ' + NO_DATE, 404)),
    # warehouse
    case("store-one-delivery", STORE, "round(stdev(days), 2) if len(days) > 1 else None", "round(stdev(days), 2) if days else None",
         'nightly("lead", "Dairy East")', {"deliveries": 1, "mean": 2, "spread": None},
         ('nightly("lead", "Mill & Sons")', {"deliveries": 2, "mean": 5, "spread": 1.41}),
         ('nightly("lead", "Timber Co")', {"deliveries": 0, "mean": None, "spread": None}),
         ('nightly("lead", "Nobody")', {"failed": "unknown supplier Nobody"})),
    case("store-zones-json", STORE, 'int(part["quantity"].sum())', 'part["quantity"].sum()',
         'json.loads(nightly("zones", 2024, 5))',
         {"from": "2024-01-29", "to": "2024-02-04", "zones": [
             {"zone": "Dry goods", "units": 23, "items": 2}, {"zone": "Cold store", "units": 24, "items": 1},
             {"zone": "Yard", "units": 0, "items": 0}]},
         ('json.loads(nightly("stock-json", "C"))', [{"sku": "PALLET", "bin": "C-01", "units": 9, "worth": "126.00"}]),
         ('json.loads(nightly("stock-json", "B"))[1]',
          {"sku": "MILK", "bin": "B-03", "units": 48, "worth": "42.72", "expires": "2024-02-20"}),
         ('json.loads(nightly("zones", 2024, 20))["zones"]', [
             {"zone": "Dry goods", "units": 0, "items": 0}, {"zone": "Cold store", "units": 0, "items": 0},
             {"zone": "Yard", "units": 0, "items": 0}]),
         ('nightly("compare", 2024, 5)', {"units": 47, "before": 12, "since": "2023-01-30"}), may_crash=True),
    case("store-price-of-no-number", STORE, "except (ValueError, InvalidOperation):", "except ValueError:",
         'nightly("note", "sku;quantity;price\\nOATS;10;1.10\\nRICE;5;n/a\\nMILK;2;0.80\\n")',
         {"good": 2, "worth": "12.60", "rejected": [3]},
         ('nightly("note", "sku;quantity;price\\nOATS;10;1.10\\nRICE;some;2.00\\n")', {"good": 1, "worth": "11.00", "rejected": [3]}),
         ('nightly("note", "sku;quantity;price\\nOATS;10;-1.10\\n")', {"good": 0, "worth": "0.00", "rejected": [2]}),
         ('nightly("note", "sku;quantity;price\\nOATS;10;\\nOATS;3;1,20\\nSALT;1;0.335\\n")',
          {"good": 1, "worth": "0.34", "rejected": [2, 3]}),
         ('nightly("note", "sku;quantity;price\\nOATS;10;1.10\\nTEA;1;2.00\\n")', {"failed": "unknown item TEA"}), may_crash=True),
    case("store-moved-twice", STORE, 'frame.pivot_table(index="sku", columns="day", values="quantity", aggfunc="sum")',
         'frame.pivot(index="sku", columns="day", values="quantity")',
         'nightly("matrix", 2024, 6)',
         {"MILK": {"Mon": 0, "Tue": 6}, "OATS": {"Mon": 7, "Tue": 13}, "SALT": {"Mon": 3, "Tue": 0}},
         ('nightly("matrix", 2024, 5)', {"MILK": {"Mon": 0, "Tue": 24, "Wed": 0}, "OATS": {"Mon": 10, "Tue": 0, "Wed": 5},
                                         "RICE": {"Mon": 0, "Tue": 8, "Wed": 0}}),
         ('nightly("matrix", 2024, 30)', {}),
         ('nightly("matrix", 2023, 5)', {"RICE": {"Tue": 12}})),
    case("store-week-53", STORE, "week_of(year - 1, min(week, weeks_in(year - 1)))", "week_of(year - 1, week)",
         'nightly("compare", 2020, 53)', {"units": 60, "before": 45, "since": "2019-12-23"},
         ('nightly("compare", 2024, 5)', {"units": 47, "before": 12, "since": "2023-01-30"}),
         ('nightly("compare", 2020, 52)', {"units": 0, "before": 45, "since": "2019-12-23"}),
         ('nightly("compare", 2021, 53)', {"failed": "2021 has no week 53"}),
         ('nightly("compare", 2021, 52)', {"units": 0, "before": 0, "since": "2020-12-21"})),
    case("store-lot-that-expires", STORE, "fields = list(dict.fromkeys(key for row in rows for key in row))", "fields = list(rows[0])",
         'nightly("stock", "B")', "sku,bin,units,worth,expires\nSOAP,B-01,12,37.20,\nMILK,B-03,48,42.72,2024-02-20\n",
         ('nightly("stock", "C")', "sku,bin,units,worth\nPALLET,C-01,9,126.00\n"),
         ('to_csv([{"a": 1, "b": 2}, {"a": 3}])', "a,b\n1,2\n3,\n"),
         ('to_csv([])', ""),
         ('nightly("stock", "Z")', {"failed": "unknown zone Z"})),
    case("store-more-than-in-stock", STORE, '''        lot = next(lots, None)
        if lot is None:
            yield Pick(sku, None, quantity)
            return
''', '''        lot = next(lots)
''',
         'nightly("picks", {"OATS": 80, "RICE": 5})', {"lines": ["OATS A-01 25", "OATS A-02 40", "RICE A-07 5"], "missing": 15},
         ('nightly("picks", {"OATS": 30, "MILK": 1})', {"lines": ["OATS A-01 25", "OATS A-02 5", "MILK B-03 1"], "missing": 0}),
         ('nightly("picks", {"SALT": 4, "SOAP": 2})', {"lines": ["SOAP B-01 2"], "missing": 4}),
         ('nightly("picks", {"RICE": 60})', {"lines": ["RICE A-07 60"], "missing": 0}),
         ('nightly("picks", {"TEA": 1})', {"failed": "unknown item TEA"}), may_crash=True),
]
