"""Bugs in four small programs: a ticket shop, forum moderation, a demand forecast, bookkeeping jobs."""


def swap(text, old, new):
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)


BOXOFFICE = r'''
"""Tickets for concerts: seat plans, bookings, discounts, refunds and waiting lists."""
from datetime import datetime, time, timedelta

from flask import Flask, jsonify, request
from sqlalchemy import ForeignKey, UniqueConstraint, create_engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
Session = sessionmaker(engine)
app = Flask(__name__)

class Base(DeclarativeBase):
    id: Mapped[int] = mapped_column(primary_key=True)

    @declared_attr.directive
    def __tablename__(cls):
        return cls.__name__.lower()

class Concert(Base):
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    starts_at: Mapped[datetime]
    doors_at: Mapped[time | None]
    price_cents: Mapped[int]
    seats: Mapped[list["Seat"]] = relationship(order_by="Seat.label")

class Booking(Base):
    ref: Mapped[str] = mapped_column(unique=True)
    concert_id: Mapped[int] = mapped_column(ForeignKey("concert.id"))
    buyer: Mapped[str]
    status: Mapped[str]
    paid_cents: Mapped[int]
    concert: Mapped[Concert] = relationship()
    seats: Mapped[list["Seat"]] = relationship(order_by="Seat.label")
    extras: Mapped[list["Extra"]] = relationship(cascade="all, delete-orphan")

class Seat(Base):
    concert_id: Mapped[int] = mapped_column(ForeignKey("concert.id"))
    label: Mapped[str]
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id"))

class Extra(Base):
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"))
    name: Mapped[str]

class Discount(Base):
    code: Mapped[str] = mapped_column(unique=True)
    percent: Mapped[int]

class Waiting(Base):
    __table_args__ = (UniqueConstraint("concert_id", "email"),)
    concert_id: Mapped[int] = mapped_column(ForeignKey("concert.id"))
    email: Mapped[str]

def seed():
    Base.metadata.create_all(engine)
    with Session.begin() as db:
        winds = Concert(slug="low-winds", title="Low Winds", starts_at=datetime(2024, 11, 2, 20), doors_at=time(19), price_cents=4000)
        brass = Concert(slug="brass-night", title="Brass", starts_at=datetime(2024, 12, 14, 19, 30), price_cents=2500)
        a1, a2, a3, a4, b1, b2, b3, b4 = winds.seats = [Seat(label=label) for label in "A1 A2 A3 A4 B1 B2 B3 B4".split()]
        brass.seats = [Seat(label=label) for label in "A1 A2 A3".split()]
        db.add(Booking(ref="BK101", concert=winds, buyer="ida", status="paid", paid_cents=4000, seats=[a2]))
        db.add(Booking(ref="BK102", concert=winds, buyer="tom", status="held", paid_cents=0, seats=[b1, b2]))
        db.add(Booking(ref="BK103", concert=winds, buyer="lea", status="held", paid_cents=0, seats=[b3], extras=[Extra(name="parking")]))
        db.add_all([winds, brass, Discount(code="YOUNG", percent=25), Discount(code="PRESS", percent=100)])
        db.flush()
        db.add(Waiting(concert_id=winds.id, email="eve@example.org"))

class ShopError(Exception):
    def __init__(self, status, code):
        self.status, self.code = status, code

@app.errorhandler(ShopError)
def on_shop_error(error):
    return jsonify(error=error.code), error.status

def payload(*names):
    data = request.get_json(silent=True)
    if not isinstance(data, dict) or any(not data.get(name) for name in names):
        raise ShopError(422, "fields_missing")
    return data

def find(db, model, **key):
    found = db.scalars(select(model).filter_by(**key)).one_or_none()
    if found is None:
        raise ShopError(404, f"{model.__name__.lower()}_unknown")
    return found

def pick_seats(concert, labels):
    """The seats with these labels, all of which must be free."""
    plan = {seat.label: seat for seat in concert.seats}
    if not isinstance(labels, list) or sorted(set(map(str, labels)) & set(plan)) != sorted(map(str, labels)):
        raise ShopError(422, "seats_not_valid")
    if any(plan[label].booking_id is not None for label in labels):
        raise ShopError(409, "seat_taken")
    return [plan[label] for label in labels]

def free_blocks(concert, size):
    """All blocks of so many free neighbours, front rows first."""
    for start in range(len(concert.seats) - size + 1):
        block = concert.seats[start : start + size]
        if len({seat.label[0] for seat in block}) == 1 and all(seat.booking_id is None for seat in block):
            yield [seat.label for seat in block]

def price(db, concert, seats, code):
    """Cents for the seats, less what a discount code takes off."""
    cents = concert.price_cents * len(seats)
    if not code:
        return cents
    discount = find(db, Discount, code=str(code).upper())
    return cents - cents * discount.percent // 100

def refund_percent(notice):
    """All is given back until two days ahead of the concert, half until one day ahead, and nothing after that."""
    if notice >= timedelta(days=2):
        percent = 100
    elif notice >= timedelta(days=1):
        percent = 50
    else:
        percent = 0
    return percent

def clock(moment):
    return moment and moment.strftime("%H:%M")

@app.get("/concerts/<slug>")
def show_concert(slug):
    with Session() as db:
        one = find(db, Concert, slug=slug)
        return jsonify(title=one.title, starts=clock(one.starts_at), doors=clock(one.doors_at))

@app.get("/concerts/<slug>/best")
def best_seats(slug):
    """The front-most block of neighbours; it is a conflict if no row has so many left."""
    with Session() as db:
        blocks = list(free_blocks(find(db, Concert, slug=slug), request.args.get("size", 2, type=int)))
    if not blocks:
        raise ShopError(409, "no_block_left")
    return jsonify(seats=blocks[0])

@app.post("/concerts/<slug>/bookings")
def book(slug):
    data = payload("buyer", "seats")
    with Session.begin() as db:
        concert = find(db, Concert, slug=slug)
        seats = pick_seats(concert, data["seats"])
        ref = f"BK{db.scalar(select(func.max(Booking.id))) + 101}"
        cents = price(db, concert, seats, data.get("discount"))
        booking = Booking(ref=ref, concert=concert, buyer=str(data["buyer"]), status="paid", paid_cents=cents)
        db.add(booking)
        booking.seats = seats
        return jsonify(ref=ref, seats=[seat.label for seat in seats], paid=booking.paid_cents / 100), 201

@app.delete("/bookings/<ref>")
def release_hold(ref):
    """Drops a hold, which makes its seats free again."""
    with Session.begin() as db:
        booking = find(db, Booking, ref=ref.upper())
        if booking.status != "held":
            raise ShopError(409, "not_a_hold")
        released = [seat.label for seat in booking.seats]
        db.delete(booking)
        db.flush()
        free = select(Seat.label).where(Seat.concert_id == booking.concert_id, Seat.booking_id.is_(None)).order_by(Seat.label)
        return jsonify(released=released, free=db.scalars(free).all())

@app.get("/bookings/<ref>/refund")
def quote_refund(ref):
    """What a buyer would get back if the request came at the time `received`."""
    try:
        received = datetime.fromisoformat(request.args.get("received", "")).replace(tzinfo=None)
    except ValueError:
        raise ShopError(422, "received_not_valid")
    with Session() as db:
        booking = find(db, Booking, ref=ref.upper())
        percent = refund_percent(booking.concert.starts_at - received)
        return jsonify(ref=booking.ref, percent=percent, refund=booking.paid_cents * percent / 10000)

@app.post("/concerts/<slug>/waitlist")
def join_waitlist(slug):
    """Puts people on the list of a concert; those who are on it already are skipped."""
    emails = payload("emails")["emails"]
    if not isinstance(emails, list) or any("@" not in str(email) for email in emails):
        raise ShopError(422, "emails_not_valid")
    added, skipped = [], []
    with Session.begin() as db:
        concert_id = find(db, Concert, slug=slug).id
        for email in map(str.lower, map(str, emails)):
            try:
                with db.begin_nested():
                    db.add(Waiting(concert_id=concert_id, email=email))
                added.append(email)
            except IntegrityError:
                skipped.append(email)
        length = db.scalar(select(func.count()).select_from(Waiting).where(Waiting.concert_id == concert_id))
    return jsonify(added=added, skipped=skipped, length=length)

seed()
'''

FORUM = r'''
"""Moderation of a forum: posts, mentions, reports, sanctions, a spam scanner and receivers of our events."""
import asyncio
import base64
import hmac
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from fastapi import Depends, FastAPI, Header, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

SCANNER_KEY = b"scan-7731"
MENTION = re.compile(r"(?<![\w.])@(\w+)")
app = FastAPI(title="Moderation")

@dataclass
class User:
    name: str
    moderator: bool = False
    inbox: list[int] = field(default_factory=list)
    muted_until: date | None = None
    banned_until: date | None = None

@dataclass
class Post:
    """The author is None once the account was deleted."""
    id: int
    author: str | None
    body: str
    parent: int | None = None
    hidden: bool = False
    reports: list[str] = field(default_factory=list)

@dataclass
class Receiver:
    name: str
    events: tuple[str, ...]
    up: bool = True

USERS = {user.name: user for user in (User("ada", moderator=True), User("ben"), User("cleo"))}
POSTS = {post.id: post for post in (
    Post(1, "ben", "Which lens for birds?"),
    Post(2, "cleo", "The long one, you fool. Ask @ada.", parent=1, reports=["rude"]),
    Post(3, None, "Buy watches", parent=1, reports=["spam", "spam"]),
    Post(4, "ben", "Counting game: reply with the next number!"),
)}
POSTS.update({n: Post(n, "cleo" if n % 2 else "ben", str(n - 99), parent=n - 1 if n > 100 else 4) for n in range(100, 1700)})
RECEIVERS = [
    Receiver("chat", ("post.hidden", "post.reported")),
    Receiver("stats", ("post.hidden", "user.banned")),
    Receiver("archive", ("user.banned",), up=False),
]

class Problem(Exception):
    def __init__(self, status: int, error: str, **extra):
        self.status, self.body = status, {"error": error, **extra}

class DeliveryError(Exception):
    """Names the receiver that did not take an event."""

@app.exception_handler(Problem)
async def on_problem(request: Request, problem: Problem):
    return JSONResponse(problem.body, problem.status)

class PostIn(BaseModel):
    author: str
    body: str = Field(min_length=1, max_length=2000)
    parent: int | None = None

class Reported(BaseModel):
    post: int
    author: str | None
    times: int

class Sanction(BaseModel):
    since: date
    days: int = Field(ge=1)

class Verdict(BaseModel):
    post: int
    verdict: Literal["spam", "fine"]

async def the_post(post_id: int) -> Post:
    if post_id not in POSTS:
        raise Problem(404, "post_unknown")
    return POSTS[post_id]

async def the_user(name: str) -> User:
    if name.lower() not in USERS:
        raise Problem(404, "user_unknown")
    return USERS[name.lower()]

async def moderator(x_user: str = Header("")) -> None:
    if x_user not in USERS or not USERS[x_user].moderator:
        raise Problem(403, "moderators_only")

def days_after(start: date, days: int) -> date:
    try:
        return start + timedelta(days=days)
    except OverflowError:
        raise Problem(422, "too_many_days")

def mentioned(text: str) -> list[str]:
    """The members that a text mentions, each once."""
    names = dict.fromkeys(name.lower() for name in MENTION.findall(text))
    return [name for name in names if name in USERS]

async def notify(names: list[str], post: Post) -> None:
    for name in names:
        USERS[name].inbox.append(post.id)

def above(post: Post) -> list[int]:
    """Ids of the posts that a post stands under, nearest first."""
    found = []
    while post.parent is not None:
        found.append(post.parent)
        post = POSTS[post.parent]
    return found

def signature_parts(header: str) -> dict[str, str]:
    """The parts of a header like `t=1717400000,v1=90c1...`."""
    parts = (part.strip().partition("=") for part in header.split(","))
    return {name: value for name, _, value in parts}

def check_signature(header: str, text: str) -> None:
    """Old scanners sign in hexadecimal (v1), new ones in base64 (v2)."""
    if not header:
        raise Problem(401, "not_signed")
    parts = signature_parts(header)
    digest = hmac.new(SCANNER_KEY, f"{parts.get('t')}.{text}".encode(), "sha256").digest()
    wanted = {"v1": digest.hex(), "v2": base64.b64encode(digest).decode()}
    if not any(hmac.compare_digest(parts.get(name, "").encode(), value.encode()) for name, value in wanted.items()):
        raise Problem(401, "signature_wrong")

async def deliver(receiver: Receiver, event: str) -> None:
    await asyncio.sleep(0)
    if not receiver.up:
        raise DeliveryError(receiver.name)

async def broadcast(event: str) -> list[str]:
    """Tells everyone who wants to hear of an event, all at once."""
    wanting = [receiver for receiver in RECEIVERS if event in receiver.events]
    try:
        await asyncio.gather(*(deliver(receiver, event) for receiver in wanting))
    except DeliveryError as error:
        raise Problem(502, "not_delivered", receiver=str(error))
    return [receiver.name for receiver in wanting]

@app.get("/posts/{post_id}/thread")
async def show_thread(post: Post = Depends(the_post)):
    parents = above(post)
    return {"id": post.id, "depth": len(parents), "root": parents[-1] if parents else post.id}

@app.post("/posts", status_code=201)
async def write_post(body: PostIn):
    author = await the_user(body.author)
    if body.parent is not None:
        await the_post(body.parent)
    post = Post(max(POSTS) + 1, author.name, body.body, body.parent)
    names = mentioned(post.body)
    await notify(names, post)
    POSTS[post.id] = post
    return {"id": post.id, "mentions": names}

@app.get("/reports", response_model=list[Reported], dependencies=[Depends(moderator)])
async def list_reports(reason: Literal["spam", "rude", "other"] | None = None):
    """The posts that were reported (for a reason), the most often reported first."""
    counts = [(post, len([one for one in post.reports if reason in (None, one)])) for post in POSTS.values()]
    counts.sort(key=lambda pair: -pair[1])
    return [{"post": post.id, "author": post.author, "times": times} for post, times in counts if times]

@app.post("/posts/{post_id}/hide", dependencies=[Depends(moderator)])
async def hide_post(post: Post = Depends(the_post)):
    post.hidden = True
    return {"id": post.id, "told": await broadcast("post.hidden")}

@app.post("/users/{name}/mute", dependencies=[Depends(moderator)])
async def mute(body: Sanction, user: User = Depends(the_user)):
    user.muted_until = days_after(body.since, body.days)
    return {"user": user.name, "muted_until": user.muted_until}

@app.post("/users/{name}/ban", dependencies=[Depends(moderator)])
async def ban(body: Sanction, user: User = Depends(the_user)):
    if user.moderator:
        raise Problem(409, "user_is_moderator")
    user.banned_until = days_after(body.since, body.days)
    return {"user": user.name, "banned_until": user.banned_until}

@app.post("/scanner")
async def take_verdict(body: Verdict, x_signature: str = Header("")):
    check_signature(x_signature, f"{body.post}.{body.verdict}")
    post = await the_post(body.post)
    post.hidden = body.verdict == "spam"
    return {"id": post.id, "hidden": post.hidden}

@app.post("/events/{event}/test", dependencies=[Depends(moderator)])
async def try_event(event: str):
    return {"event": event, "told": await broadcast(event)}
'''

DEMAND = r'''
"""Forecasts of the daily electricity demand of some areas."""
import math
from datetime import date, timedelta
from typing import Literal

import numpy as np
import pandas as pd
from fastapi import FastAPI, Query, Request
from fastapi.responses import JSONResponse
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

ZONE = "Europe/Berlin"
MIN_DAYS = 14
SKIES = {"c": "clear", "r": "rain", "f": "fog", "s": "snow"}
AREAS = {"north": "North Hills", "coast": "Coast", "isle": "Gull Isle"}
# Area, first day, mean temperatures (a dot where the sensor failed), skies and MWh of the days from then on.
RECORDS = """
north 2024-01-01  2  1  0 -1 -3  4  5  crsscrf  788 814 850 856 818 736 746
north 2024-01-08  3  6  2  .  1 -2  0  ccrfsrc  782 764 808 818 844 772 740
north 2024-01-15 -1 -4  7  8  3  2 -2  csrrccf  806 874 778 772 782 728 788
coast 2024-01-01  6  5  4  7  8  3  2  crrcfcr  490 507 512 485 510 465 482
coast 2024-01-08  5  4  9  3  2  7  6  frcrcfc  525 512 464 517 510 475 450
coast 2024-01-15  1  2  .  5  4  6  8  rccfrrc  527 510 505 525 512 462 440
isle  2024-01-19  4  5  6               crc      61  66  58
coast 2024-01-10  9                     c       475
"""


def parse(text: str) -> pd.DataFrame:
    rows = []
    for line in text.strip().splitlines():
        area, first, *cells = line.split()
        count = len(cells) // 2
        temps, skies, loads = cells[:count], cells[count], cells[count + 1 :]
        for i, day in enumerate(pd.date_range(first, periods=count)):
            temp = np.nan if temps[i] == "." else float(temps[i])
            rows.append({"area": area, "day": day, "temp": temp, "sky": SKIES[skies[i]], "mwh": float(loads[i])})
    return pd.DataFrame(rows)


def latest(frame: pd.DataFrame) -> pd.DataFrame:
    """A correction is a later record of the same day, and it is the one that counts."""
    return frame.drop_duplicates(["area", "day"], keep="last").sort_values("day", kind="stable")


def inputs(frame: pd.DataFrame) -> pd.DataFrame:
    weekend = (frame["day"].dt.dayofweek >= 5).astype(float)
    return pd.DataFrame({"temp": frame["temp"], "weekend": weekend, "sky": frame["sky"]})


def train(frame: pd.DataFrame) -> Pipeline:
    """A linear model; a sky that an area has not had yet counts as none of the others."""
    known = frame.dropna(subset=["temp"])
    columns = make_column_transformer(
        (StandardScaler(), ["temp"]),
        (OneHotEncoder(handle_unknown="ignore"), ["sky"]),
        remainder="passthrough",
    )
    return make_pipeline(columns, LinearRegression()).fit(inputs(known), known["mwh"])


HISTORY = parse(RECORDS)
MODELS = {area: train(days) for area, days in latest(HISTORY).groupby("area") if len(days) >= MIN_DAYS}


class DemandError(Exception):
    def __init__(self, status: int, reason: str):
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Unknown(DemandError):
    def __init__(self, what: str):
        super().__init__(404, f"unknown {what}")


class TooYoung(DemandError):
    """Some areas have not been measured for long enough."""

    def __init__(self, area: str):
        super().__init__(409, f"{AREAS[area]} has less than {MIN_DAYS} days of history")


app = FastAPI(title="Demand")


@app.exception_handler(DemandError)
def on_demand_error(request: Request, error: DemandError):
    return JSONResponse({"reason": error.reason}, error.status)


def days_of(area: str) -> pd.DataFrame:
    if area not in AREAS:
        raise Unknown("area")
    return latest(HISTORY[HISTORY["area"] == area])


def model_of(area: str) -> Pipeline:
    if area not in AREAS:
        raise Unknown("area")
    if area not in MODELS:
        raise TooYoung(area)
    return MODELS[area]


def between(frame: pd.DataFrame, start: date | None, end: date | None) -> pd.DataFrame:
    if start is not None:
        frame = frame[frame["day"] >= pd.Timestamp(start)]
    if end is not None:
        frame = frame[frame["day"] <= pd.Timestamp(end)]
    return frame


def number(value: float) -> float | None:
    """A figure of a frame for an answer: null where there is none."""
    return None if math.isnan(value) else float(value)


def day_view(row) -> dict:
    return {"day": f"{row.day:%Y-%m-%d}", "temp": number(row.temp), "mwh": number(row.mwh)}


def predict(area: str, day: date, temp: float | None = None, sky: str = "clear") -> float:
    """MWh of a day; without a temperature the usual one of the area is taken."""
    model = model_of(area)
    if temp is None:
        temp = days_of(area)["temp"].mean()
    frame = pd.DataFrame({"day": [pd.Timestamp(day)], "temp": [temp], "sky": [sky]})
    return float(model.predict(inputs(frame))[0])


def hours_of(day: date) -> pd.DatetimeIndex:
    """When the hours of a day begin, in local time."""
    start, end = (pd.Timestamp(one, tz=ZONE) for one in (day, day + timedelta(days=1)))
    return pd.date_range(start, end, freq="h", inclusive="left")


@app.get("/areas/{area}/days")
def list_days(area: str, start: date | None = None, end: date | None = None):
    """What was measured, oldest first."""
    return [day_view(row) for row in between(days_of(area), start, end).itertuples()]


@app.get("/areas/{area}/days/{day}")
def show_day(area: str, day: date):
    found = between(days_of(area), day, day)
    if found.empty:
        raise Unknown("day")
    row = found.iloc[0]
    return {"area": AREAS[area], "sky": row["sky"], "temp": number(row["temp"]), "mwh": number(row["mwh"])}


@app.get("/areas/{area}/trend")
def trend(area: str):
    """By how many MWh the demand grows in a week."""
    days = days_of(area)
    if len(days) < MIN_DAYS:
        raise TooYoung(area)
    slope = np.polyfit(np.arange(len(days)), days["mwh"], 1)[0]
    return {"area": AREAS[area], "weekly": round(float(slope) * 7, 1)}


@app.get("/areas/{area}/forecast")
def forecast(area: str, day: date, temp: float | None = Query(None, ge=-40, le=50),
             sky: Literal["clear", "rain", "fog", "snow"] = "clear"):
    return {"area": AREAS.get(area), "day": day, "mwh": round(predict(area, day, temp, sky))}


@app.get("/areas/{area}/schedule")
def schedule(area: str, day: date, temp: float | None = Query(None, ge=-40, le=50)):
    """The day's forecast in even parts, as the market wants it: one for each hour."""
    mwh = predict(area, day, temp)
    hours = hours_of(day)
    return {"hours": len(hours), "first": hours[0].isoformat(), "last": hours[-1].isoformat(), "each": round(mwh / len(hours), 1)}


@app.get("/compare")
def compare(areas: str, start: date | None = None, end: date | None = None):
    """A table of demand: days down, areas across, null where an area has no figure."""
    names = areas.split(",")
    for area in names:
        days_of(area)
    chosen = between(latest(HISTORY[HISTORY["area"].isin(names)]), start, end)
    table = chosen.pivot(index="day", columns="area", values="mwh").reindex(columns=names)
    return {f"{day:%Y-%m-%d}": [number(value) for value in row] for day, row in zip(table.index, table.to_numpy())}
'''

LEDGER = r'''
"""Import and reporting jobs of a bookkeeping office, called by its scheduler."""
import csv
import io
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from xml.etree import ElementTree

CENT = Decimal("0.01")
BANK_ACCOUNT = "1200"
JOBS = {}


class Rejected(Exception):
    """Something that the client has to put right."""


@dataclass
class Posting:
    day: date
    account: str
    amount: Decimal
    memo: str = ""

    def line(self) -> str:
        return f"{self.day} {self.account} {money(self.amount)} {self.memo}".strip()


def job(function):
    JOBS[function.__name__] = function
    return function


def run(name: str, *given) -> dict:
    """Does a job: its result, or why it was rejected. Anything else is a fault of ours and stops the scheduler."""
    if name not in JOBS:
        return {"status": "rejected", "reason": f"no job {name}"}
    try:
        return {"status": "done", **JOBS[name](*given)}
    except Rejected as error:
        return {"status": "rejected", "reason": str(error)}


def money(value: Decimal) -> str:
    """Two decimals, halves rounded up as in school."""
    return str(value.quantize(CENT, ROUND_HALF_UP))


def decode(data: bytes) -> str:
    """Clients send UTF-8, with or without a mark in front, or what Windows makes of it."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_amount(text: str) -> Decimal:
    """An amount as 1.234,56 or 1234.56; brackets stand for a minus."""
    text = text.strip().replace(" ", "")
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1]
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise Rejected(f"{text or 'nothing'} is not an amount") from None
    if not value.is_finite():
        raise Rejected(f"{text} is not an amount")
    return value


def read_day(text: str) -> date:
    text = text.strip()
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            pass
    raise Rejected(f"{text} is not a date")


def read_table(text: str) -> list[dict[str, str]]:
    """Rows of a CSV file by their column names; programs differ in delimiters and line ends."""
    head = re.split(r"[\r\n]", text, maxsplit=1)[0]
    delimiter = ";" if head.count(";") >= head.count(",") else ","
    return list(csv.DictReader(io.StringIO(text, newline=None), delimiter=delimiter))


def totals(entries) -> dict[str, str]:
    """Sums by account, in the order of the accounts."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for account, amount in entries:
        sums[account] += amount
    return {account: money(sums[account]) for account in sorted(sums)}


def read_receipts(text: str):
    """The receipts of a cash register, one JSON object a line."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            receipt = json.loads(line, parse_float=Decimal)
        except json.JSONDecodeError:
            raise Rejected(f"line {number} is not JSON") from None
        if not isinstance(receipt, dict) or not {"account", "amount"} <= receipt.keys():
            raise Rejected(f"line {number} is not a receipt")
        yield receipt


def payment_lines(text: str):
    """The payments of a file: a line with its day and currency, then one line for each payment."""
    lines = iter(text.splitlines())
    head = next(lines, None)
    if head is None:
        return
    day, _, currency = head.partition(";")
    if currency != "EUR":
        raise Rejected(f"payments in {currency or 'no currency'}")
    for line in lines:
        iban, _, amount = line.partition(";")
        yield read_day(day), iban, read_amount(amount)


def booking_day(entry) -> date:
    """When the bank booked an entry: it gives a day or a point in time."""
    stamp = entry.findtext("{*}BookgDt/{*}Dt") or entry.findtext("{*}BookgDt/{*}DtTm", "")[:10]
    return read_day(stamp)


@job
def journal(data: bytes) -> dict:
    """A client's journal: columns date, account, amount and maybe memo."""
    postings = []
    for row in read_table(decode(data)):
        postings.append(Posting(read_day(row["date"]), row["account"], read_amount(row["amount"]), row.get("memo") or ""))
    return {"lines": [posting.line() for posting in postings]}


@job
def register(blocks: list[bytes]) -> dict:
    """Takings of a cash register, which sends UTF-8 in blocks of a fixed size."""
    text = b"".join(blocks).decode("utf-8")
    receipts = list(read_receipts(text))
    notes = [receipt["note"] for receipt in receipts if receipt.get("note")]
    return {"receipts": len(receipts), "totals": totals((r["account"], r["amount"]) for r in receipts), "notes": notes}


@job
def payments(text: str) -> dict:
    """Payments that a bank has carried out; its file is empty on a day without any."""
    found = list(payment_lines(text))
    total = sum((amount for _, _, amount in found), Decimal())
    return {"payments": len(found), "total": money(total)}


@job
def statement(xml: str) -> dict:
    """A bank statement in the format camt.053, whatever its version."""
    try:
        root = ElementTree.fromstring(xml)
    except ElementTree.ParseError:
        raise Rejected("the statement is not XML") from None
    postings = []
    for entry in root.iterfind(".//{*}Ntry"):
        amount = read_amount(entry.findtext("{*}Amt", ""))
        if entry.findtext("{*}CdtDbtInd") == "DBIT":
            amount = -amount
        memo = entry.findtext(".//{*}Ustrd", "")
        postings.append(Posting(booking_day(entry), BANK_ACCOUNT, amount, memo))
    return {"lines": [posting.line() for posting in postings]}


@job
def allocate(total: str, turnover: dict[str, str]) -> dict:
    """Shares a cost among cost centres by turnover, evenly if none has any; what rounding leaves goes to the last."""
    if not turnover:
        raise Rejected("no cost centres")
    cost = read_amount(total)
    weights = {name: read_amount(value) for name, value in turnover.items()}
    if not any(weights.values()):
        weights = dict.fromkeys(weights, Decimal(1))
    whole = sum(weights.values())
    *others, last = weights
    shares = {name: (cost * weights[name] / whole).quantize(CENT, ROUND_DOWN) for name in others}
    shares[last] = cost - sum(shares.values())
    return {"shares": {name: money(share) for name, share in shares.items()}}


@job
def vat_return(year: int, quarter: int, amounts: list[str]) -> dict:
    """The tax of a quarter, and the day by which it has to be paid."""
    due = date(year + quarter // 4, quarter % 4 * 3 + 1, 10)
    net = sum(map(read_amount, amounts), Decimal())
    return {"due": due.isoformat(), "tax": money(net * Decimal("0.19"))}
'''


def case(name, base, edits, trigger, wanted, *others, may_crash=False):
    """One bug; `edits` are pairs of good and bad code."""
    buggy = base
    for good, bad in edits:
        buggy = swap(buggy, good, bad)
    out = dict(name=name, buggy=buggy, fixed=base, trigger=trigger, wanted=wanted, others=list(others))
    if may_crash:
        out["others_may_crash"] = True
    return out


def camt(*entries, version="02"):
    space = f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"
    return f'<Document xmlns="{space}"><BkToCstmrStmt><Stmt>{"".join(entries)}</Stmt></BkToCstmrStmt></Document>'


DAY_ENTRY = ('<Ntry><Amt Ccy="EUR">120.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2024-05-02</Dt></BookgDt>'
             '<ValDt><Dt>2024-05-03</Dt></ValDt><NtryDtls><TxDtls><RmtInf><Ustrd>Invoice 88</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>')
TIME_ENTRY = ('<Ntry><Amt Ccy="EUR">17.90</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><DtTm>2024-05-06T09:30:00</DtTm></BookgDt>'
              '<ValDt><Dt>2024-05-07</Dt></ValDt><NtryDtls><TxDtls><RmtInf><Ustrd>Fee</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>')
WRONG_ENTRY = '<Ntry><Amt Ccy="EUR">17.90</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>06/05/2024</Dt></BookgDt></Ntry>'

CASES = [
    # ticket shop
    case("boxoffice-no-block-left", BOXOFFICE, [('''    if not blocks:
        raise ShopError(409, "no_block_left")
    return jsonify(seats=blocks[0])
''', '''    return jsonify(seats=blocks[0])
''')],
         'GET /concerts/low-winds/best?size=3', 409,
         ('GET /concerts/low-winds/best', [200, {"seats": ["A3", "A4"]}]),
         ('GET /concerts/brass-night/best?size=3', [200, {"seats": ["A1", "A2", "A3"]}]),
         ('GET /concerts/brass-night/best?size=4', 409),
         ('GET /concerts/none/best?size=3', 404), may_crash=True),
    case("boxoffice-discount-before-price", BOXOFFICE, [('''        cents = price(db, concert, seats, data.get("discount"))
        booking = Booking(ref=ref, concert=concert, buyer=str(data["buyer"]), status="paid", paid_cents=cents)
        db.add(booking)
        booking.seats = seats
''', '''        booking = Booking(ref=ref, concert=concert, buyer=str(data["buyer"]), status="paid")
        db.add(booking)
        booking.seats = seats
        booking.paid_cents = price(db, concert, seats, data.get("discount"))
''')],
         'POST /concerts/low-winds/bookings {"buyer": "kai", "seats": ["A3", "A4"], "discount": "young"}',
         [201, {"ref": "BK104", "seats": ["A3", "A4"], "paid": 60.0}],
         ('POST /concerts/low-winds/bookings {"buyer": "kai", "seats": ["A3", "A4"]}',
          [201, {"ref": "BK104", "seats": ["A3", "A4"], "paid": 80.0}]),
         ('POST /concerts/brass-night/bookings {"buyer": "kai", "seats": ["A3"], "discount": "PRESS"}',
          [201, {"ref": "BK104", "seats": ["A3"], "paid": 0.0}]),
         ('POST /concerts/low-winds/bookings {"buyer": "kai", "seats": ["A3"], "discount": "old"}', [404, {"error": "discount_unknown"}]),
         ('POST /concerts/low-winds/bookings {"buyer": "kai", "seats": ["A2"]}', [409, {"error": "seat_taken"}]), may_crash=True),
    case("boxoffice-hold-with-extras", BOXOFFICE, [('''relationship(cascade="all, delete-orphan")''', '''relationship(order_by="Extra.name")''')],
         'DELETE /bookings/BK103', [200, {"released": ["B3"], "free": ["A1", "A3", "A4", "B3", "B4"]}],
         ('DELETE /bookings/bk102', [200, {"released": ["B1", "B2"], "free": ["A1", "A3", "A4", "B1", "B2", "B4"]}]),
         ('DELETE /bookings/BK101', [409, {"error": "not_a_hold"}]),
         ('DELETE /bookings/BK900', 404)),
    case("boxoffice-late-refund", BOXOFFICE, [('''        percent = 50
    else:
        percent = 0
    return percent
''', '''        percent = 50
    return percent
''')],
         'GET /bookings/BK101/refund?received=2024-11-02T09:15:00', [200, {"ref": "BK101", "percent": 0, "refund": 0}],
         ('GET /bookings/BK101/refund?received=2024-11-01T18:00:00', [200, {"ref": "BK101", "percent": 50, "refund": 20.0}]),
         ('GET /bookings/BK101/refund?received=2024-10-31T20:00:00', [200, {"ref": "BK101", "percent": 100, "refund": 40.0}]),
         ('GET /bookings/BK101/refund?received=soon', [422, {"error": "received_not_valid"}]),
         ('GET /bookings/BK900/refund?received=2024-11-02T09:15:00', [404, {"error": "booking_unknown"}])),
    case("boxoffice-doors-open-at", BOXOFFICE, [("doors=clock(one.doors_at))", "doors=one.doors_at)")],
         'GET /concerts/low-winds', [200, {"title": "Low Winds", "starts": "20:00", "doors": "19:00"}],
         ('GET /concerts/brass-night', [200, {"title": "Brass", "starts": "19:30", "doors": None}]),
         ('GET /concerts/none', 404)),
    case("boxoffice-on-the-list-already", BOXOFFICE, [('''                with db.begin_nested():
                    db.add(Waiting(concert_id=concert_id, email=email))
                added.append(email)
''', '''                db.add(Waiting(concert_id=concert_id, email=email))
                db.flush()
                added.append(email)
''')],
         'POST /concerts/low-winds/waitlist {"emails": ["uma@example.org", "Eve@example.org", "max@example.org"]}',
         [200, {"added": ["uma@example.org", "max@example.org"], "skipped": ["eve@example.org"], "length": 3}],
         ('POST /concerts/low-winds/waitlist {"emails": ["uma@example.org", "max@example.org"]}',
          [200, {"added": ["uma@example.org", "max@example.org"], "skipped": [], "length": 3}]),
         ('POST /concerts/brass-night/waitlist {"emails": ["uma@example.org", "UMA@example.org"]}',
          [200, {"added": ["uma@example.org"], "skipped": ["uma@example.org"], "length": 1}]),
         ('POST /concerts/low-winds/waitlist {"emails": ["eve@example.org"]}',
          [200, {"added": [], "skipped": ["eve@example.org"], "length": 1}]),
         ('POST /concerts/low-winds/waitlist {"emails": ["uma"]}', 422),
         ('POST /concerts/none/waitlist {"emails": ["uma@example.org"]}', 404), may_crash=True),
    # forum
    case("forum-mention-of-nobody", FORUM, [('''    names = dict.fromkeys(name.lower() for name in MENTION.findall(text))
    return [name for name in names if name in USERS]
''', '''    return list(dict.fromkeys(name.lower() for name in MENTION.findall(text)))
''')],
         'POST /posts {"author": "ben", "body": "Ask @Ada or @olduser, they know. See @property too."}',
         [201, {"id": 1700, "mentions": ["ada"]}],
         ('POST /posts {"author": "ben", "body": "Thanks @cleo and @ADA, and @cleo again", "parent": 2}',
          [201, {"id": 1700, "mentions": ["cleo", "ada"]}]),
         ('POST /posts {"author": "ben", "body": "Write to me@example.org"}', [201, {"id": 1700, "mentions": []}]),
         ('POST /posts {"author": "zoe", "body": "Hello @ada"}', [404, {"error": "user_unknown"}]),
         ('POST /posts {"author": "ben", "body": "Hello @ada", "parent": 77}', [404, {"error": "post_unknown"}])),
    case("forum-signature-in-base64", FORUM, [('''    parts = (part.strip().partition("=") for part in header.split(","))
    return {name: value for name, _, value in parts}
''', '''    return dict(part.strip().split("=") for part in header.split(","))
''')],
         'POST /scanner {"headers": {"X-Signature": "t=1717400000,v2=d+k+Sg+AOuJcio4ZvmVX4dnD2/RED5lobF2Bc2L9fIo="}, "post": 2, "verdict": "spam"}', [200, {"id": 2, "hidden": True}],
         ('POST /scanner {"headers": {"X-Signature": "t=1717400000, v1=77e93e4a0f803ae25c8a8e19be6557e1d9c3dbf4440f99686c5d817362fd7c8a"}, "post": 2, "verdict": "spam"}', [200, {"id": 2, "hidden": True}]),
         ('POST /scanner {"headers": {"X-Signature": "t=1717400000,v2=d+k+Sg+AOuJcio4ZvmVX4dnD2/RED5lobF2Bc2L9fIo="}, "post": 2, "verdict": "fine"}', [401, {"error": "signature_wrong"}]),
         ('POST /scanner {"headers": {"X-Signature": "t=1717400001,v2=d+k+Sg+AOuJcio4ZvmVX4dnD2/RED5lobF2Bc2L9fIo="}, "post": 2, "verdict": "spam"}', [401, {"error": "signature_wrong"}]),
         ('POST /scanner {"headers": {"X-Signature": "t=1717400000,v1=00ff"}, "post": 2, "verdict": "spam"}', [401, {"error": "signature_wrong"}]),
         ('POST /scanner {"post": 2, "verdict": "spam"}', [401, {"error": "not_signed"}]), may_crash=True),
    case("forum-counting-game", FORUM, [('''    found = []
    while post.parent is not None:
        found.append(post.parent)
        post = POSTS[post.parent]
    return found
''', '''    if post.parent is None:
        return []
    return [post.parent, *above(POSTS[post.parent])]
''')],
         'GET /posts/1699/thread', [200, {"id": 1699, "depth": 1600, "root": 4}],
         ('GET /posts/102/thread', [200, {"id": 102, "depth": 3, "root": 4}]),
         ('GET /posts/1/thread', [200, {"id": 1, "depth": 0, "root": 1}]),
         ('GET /posts/5000/thread', 404)),
    case("forum-author-is-gone", FORUM, [('''    post: int
    author: str | None
    times: int
''', '''    post: int
    author: str
    times: int
''')],
         'GET /reports?reason=spam {"headers": {"X-User": "ada"}}', [200, [{"post": 3, "author": None, "times": 2}]],
         ('GET /reports?reason=rude {"headers": {"X-User": "ada"}}', [200, [{"post": 2, "author": "cleo", "times": 1}]]),
         ('GET /reports {"headers": {"X-User": "ada"}}',
          [200, [{"post": 3, "author": None, "times": 2}, {"post": 2, "author": "cleo", "times": 1}]]),
         ('GET /reports?reason=other {"headers": {"X-User": "ada"}}', [200, []]),
         ('GET /reports?reason=dull {"headers": {"X-User": "ada"}}', 422),
         ('GET /reports', 403), may_crash=True),
    case("forum-receiver-is-down", FORUM, [('''        await asyncio.gather(*(deliver(receiver, event) for receiver in wanting))
''', '''        async with asyncio.TaskGroup() as group:
            for receiver in wanting:
                group.create_task(deliver(receiver, event))
''')],
         'POST /events/user.banned/test {"headers": {"X-User": "ada"}}', [502, {"error": "not_delivered", "receiver": "archive"}],
         ('POST /events/post.hidden/test {"headers": {"X-User": "ada"}}', [200, {"event": "post.hidden", "told": ["chat", "stats"]}]),
         ('POST /events/other/test {"headers": {"X-User": "ada"}}', [200, {"event": "other", "told": []}]),
         ('POST /posts/2/hide {"headers": {"X-User": "ada"}}', [200, {"id": 2, "told": ["chat", "stats"]}]),
         ('POST /events/user.banned/test', 403)),
    case("forum-ban-for-ages", FORUM, [('''    user.banned_until = days_after(body.since, body.days)
''', '''    user.banned_until = body.since + timedelta(days=body.days)
''')],
         'POST /users/ben/ban {"headers": {"X-User": "ada"}, "since": "2024-06-03", "days": 9999999}', 422,
         ('POST /users/Ben/ban {"headers": {"X-User": "ada"}, "since": "2024-06-03", "days": 30}', [200, {"user": "ben", "banned_until": "2024-07-03"}]),
         ('POST /users/ben/ban {"headers": {"X-User": "ada"}, "since": "2024-06-03", "days": 9999999999}', 422),
         ('POST /users/ben/ban {"headers": {"X-User": "ada"}, "since": "2024-06-03", "days": 36525}', [200, {"user": "ben", "banned_until": "2124-06-04"}]),
         ('POST /users/ada/ban {"headers": {"X-User": "ada"}, "since": "2024-06-03", "days": 30}', [409, {"error": "user_is_moderator"}]),
         ('POST /users/ben/ban {"headers": {"X-User": "cleo"}, "since": "2024-06-03", "days": 30}', 403), may_crash=True),
    # demand
    case("demand-first-snow", DEMAND, [('OneHotEncoder(handle_unknown="ignore")', 'OneHotEncoder()')],
         'GET /areas/coast/forecast?day=2024-01-24&temp=0&sky=snow', [200, {"area": "Coast", "day": "2024-01-24", "mwh": 534}],
         ('GET /areas/coast/forecast?day=2024-01-24&temp=0&sky=rain', [200, {"area": "Coast", "day": "2024-01-24", "mwh": 532}]),
         ('GET /areas/north/forecast?day=2024-01-24&temp=0&sky=snow', [200, {"area": "North Hills", "day": "2024-01-24", "mwh": 850}]),
         ('GET /areas/north/forecast?day=2024-01-27&temp=0', [200, {"area": "North Hills", "day": "2024-01-27", "mwh": 740}]),
         ('GET /areas/coast/forecast?day=2024-01-24&temp=0&sky=hail', 422),
         ('GET /areas/lake/forecast?day=2024-01-24', 404)),
    case("demand-clocks-change", DEMAND, [('''    start, end = (pd.Timestamp(one, tz=ZONE) for one in (day, day + timedelta(days=1)))
    return pd.date_range(start, end, freq="h", inclusive="left")
''', '''    return pd.date_range(day, periods=24, freq="h").tz_localize(ZONE)
'''), ("from datetime import date, timedelta\n", "from datetime import date\n")],
         'GET /areas/coast/schedule?day=2024-03-31&temp=5',
         [200, {"hours": 23, "first": "2024-03-31T00:00:00+01:00", "last": "2024-03-31T23:00:00+02:00", "each": 19.8}],
         ('GET /areas/coast/schedule?day=2024-03-30&temp=5',
          [200, {"hours": 24, "first": "2024-03-30T00:00:00+01:00", "last": "2024-03-30T23:00:00+01:00", "each": 19.0}]),
         ('GET /areas/coast/schedule?day=2024-10-27&temp=5',
          [200, {"hours": 25, "first": "2024-10-27T00:00:00+02:00", "last": "2024-10-27T23:00:00+01:00", "each": 18.2}]),
         ('GET /areas/isle/schedule?day=2024-03-31&temp=5', 409), may_crash=True),
    case("demand-corrected-figure", DEMAND, [("    chosen = between(latest(HISTORY[HISTORY[\"area\"].isin(names)]), start, end)\n",
                                             "    chosen = between(HISTORY[HISTORY[\"area\"].isin(names)], start, end)\n")],
         'GET /compare?areas=north,coast&start=2024-01-09&end=2024-01-11',
         [200, {"2024-01-09": [764.0, 512.0], "2024-01-10": [808.0, 475.0], "2024-01-11": [818.0, 517.0]}],
         ('GET /compare?areas=coast,north&start=2024-01-01&end=2024-01-02', [200, {"2024-01-01": [490.0, 788.0], "2024-01-02": [507.0, 814.0]}]),
         ('GET /compare?areas=isle,north&start=2024-01-18&end=2024-01-19', [200, {"2024-01-18": [None, 772.0], "2024-01-19": [61.0, 782.0]}]),
         ('GET /compare?areas=coast&start=2024-01-10&end=2024-01-10', [200, {"2024-01-10": [475.0]}]),
         ('GET /compare?areas=coast,lake', 404), may_crash=True),
    case("demand-days-since", DEMAND, [('''        frame = frame[frame["day"] >= pd.Timestamp(start)]
''', '''        frame = frame[frame["day"] >= start]
''')],
         'GET /areas/isle/days?start=2024-01-20',
         [200, [{"day": "2024-01-20", "temp": 5.0, "mwh": 66.0}, {"day": "2024-01-21", "temp": 6.0, "mwh": 58.0}]],
         ('GET /areas/isle/days?end=2024-01-19', [200, [{"day": "2024-01-19", "temp": 4.0, "mwh": 61.0}]]),
         ('GET /areas/coast/days?start=2024-01-10&end=2024-01-10', [200, [{"day": "2024-01-10", "temp": 9.0, "mwh": 475.0}]]),
         ('GET /areas/isle/days?start=2024-02-01', [200, []]),
         ('GET /areas/lake/days?start=2024-01-20', 404), may_crash=True),
    case("demand-sensor-failed", DEMAND, [('"temp": number(row.temp), "mwh": number(row.mwh)}', '"temp": row.temp, "mwh": row.mwh}')],
         'GET /areas/north/days?start=2024-01-10&end=2024-01-11',
         [200, [{"day": "2024-01-10", "temp": 2.0, "mwh": 808.0}, {"day": "2024-01-11", "temp": None, "mwh": 818.0}]],
         ('GET /areas/north/days?start=2024-01-09&end=2024-01-10',
          [200, [{"day": "2024-01-09", "temp": 6.0, "mwh": 764.0}, {"day": "2024-01-10", "temp": 2.0, "mwh": 808.0}]]),
         ('GET /areas/north/days/2024-01-11', [200, {"area": "North Hills", "sky": "fog", "temp": None, "mwh": 818.0}]),
         ('GET /areas/north/days?start=2024-01-03&end=2024-01-03', [200, [{"day": "2024-01-03", "temp": 0.0, "mwh": 850.0}]]),
         ('GET /areas/north/days/2024-02-11', 404)),
    case("demand-young-area", DEMAND, [('''    if area not in MODELS:
        raise TooYoung(area)
    return MODELS[area]
''', '''    return MODELS.get(area)
''')],
         'GET /areas/isle/forecast?day=2024-01-24&temp=5', [409, {"reason": "Gull Isle has less than 14 days of history"}],
         ('GET /areas/north/forecast?day=2024-01-24&temp=5', [200, {"area": "North Hills", "day": "2024-01-24", "mwh": 770}]),
         ('GET /areas/isle/schedule?day=2024-01-24', 409),
         ('GET /areas/isle/trend', 409),
         ('GET /areas/isle/days/2024-01-19', [200, {"area": "Gull Isle", "sky": "clear", "temp": 4.0, "mwh": 61.0}]),
         ('GET /areas/lake/forecast?day=2024-01-24&temp=5', 404), may_crash=True),
    # bookkeeping
    case("ledger-letter-in-two-blocks", LEDGER, [('''    text = b"".join(blocks).decode("utf-8")
''', '''    text = "".join(block.decode("utf-8") for block in blocks)
''')],
         r"""run("register", [b'{"account": "8400", "amount": 12, "note": "Caf\xc3', b'\xa9 Nord"}\n{"account": "8300", "amount": 3}\n'])""",
         {"status": "done", "receipts": 2, "totals": {"8300": "3.00", "8400": "12.00"}, "notes": ["Café Nord"]},
         (r"""run("register", [b'{"account": "8400", "amo', b'unt": 12, "note": "Caf\xc3\xa9"}\n'])""",
          {"status": "done", "receipts": 1, "totals": {"8400": "12.00"}, "notes": ["Café"]}),
         ("""run("register", [])""", {"status": "done", "receipts": 0, "totals": {}, "notes": []}),
         (r"""run("register", [b'{"account": "8400", "amount": 12, "note": "5 \xe2\x82', b'\xac"}'])""",
          {"status": "done", "receipts": 1, "totals": {"8400": "12.00"}, "notes": ["5 €"]}),
         ("""run("register", [b'{"account": "8400"}'])""", {"status": "rejected", "reason": "line 1 is not a receipt"}), may_crash=True),
    case("ledger-receipts-with-cents", LEDGER, [("json.loads(line, parse_float=Decimal)", "json.loads(line)")],
         """run("register", [b'{"account": "8400", "amount": 12.5}\\n{"account": "8300", "amount": 0.1}\\n{"account": "8300", "amount": 0.2}'])""",
         {"status": "done", "receipts": 3, "totals": {"8300": "0.30", "8400": "12.50"}, "notes": []},
         ("""run("register", [b'{"account": "8400", "amount": 12}\\n\\n{"account": "8400", "amount": -2}'])""",
          {"status": "done", "receipts": 2, "totals": {"8400": "10.00"}, "notes": []}),
         ("""run("register", [b'{"account": "8400", "amount": 2.675}'])""",
          {"status": "done", "receipts": 1, "totals": {"8400": "2.68"}, "notes": []}),
         ("""run("register", [b'{"account": "8400", "amount": 12.5}\\n{"account": '])""",
          {"status": "rejected", "reason": "line 2 is not JSON"}), may_crash=True),
    case("ledger-line-ends-of-a-mac", LEDGER, [("io.StringIO(text, newline=None)", "io.StringIO(text)")],
         r"""run("journal", b'date;account;amount;memo\r2024-03-01;4400;1.250,00;Rent\r02.03.2024;4600;(12,50);Stamps\r')""",
         {"status": "done", "lines": ["2024-03-01 4400 1250.00 Rent", "2024-03-02 4600 -12.50 Stamps"]},
         (r"""run("journal", b'\xef\xbb\xbfdate,account,amount\r\n2024-03-01,4400,80.00\r\n')""",
          {"status": "done", "lines": ["2024-03-01 4400 80.00"]}),
         (r"""run("journal", b'date;account;amount;memo\n2024-03-01;4400;80,00;"Rent\nMarch"\n2024-03-02;4600;5;Stamps\n')""",
          {"status": "done", "lines": ["2024-03-01 4400 80.00 Rent\nMarch", "2024-03-02 4600 5.00 Stamps"]}),
         (r"""run("journal", b'date;account;amount;memo\r\n2024-03-01;4400;80,00;Caf\xe9\r\n')""",
          {"status": "done", "lines": ["2024-03-01 4400 80.00 Café"]}),
         (r"""run("journal", b'date;account;amount\n2024-03-01;4400;much\n')""", {"status": "rejected", "reason": "much is not an amount"}),
         ("""run("journal", b'')""", {"status": "done", "lines": []})),
    case("ledger-day-without-payments", LEDGER, [('''    head = next(lines, None)
    if head is None:
        return
    day, _, currency = head.partition(";")
''', '''    day, _, currency = next(lines).partition(";")
''')],
         """run("payments", "")""", {"status": "done", "payments": 0, "total": "0.00"},
         (r"""run("payments", "2024-05-31;EUR\nDE11;1.200,00\nDE22;80,50\n")""", {"status": "done", "payments": 2, "total": "1280.50"}),
         (r"""run("payments", "2024-05-31;EUR\n")""", {"status": "done", "payments": 0, "total": "0.00"}),
         (r"""run("payments", "2024-05-31;CHF\nDE11;5\n")""", {"status": "rejected", "reason": "payments in CHF"}),
         (r"""run("payments", "2024-05-31;EUR\nDE11;\n")""", {"status": "rejected", "reason": "nothing is not an amount"})),
    case("ledger-booked-at-a-time", LEDGER, [('''    """When the bank booked an entry: it gives a day or a point in time."""
    stamp = entry.findtext("{*}BookgDt/{*}Dt") or entry.findtext("{*}BookgDt/{*}DtTm", "")[:10]
    return read_day(stamp)
''', '''    """When the bank booked an entry, which may be before or after its value date."""
    return read_day(entry.findtext("{*}BookgDt/{*}Dt"))
''')],
         f'run("statement", {camt(DAY_ENTRY, TIME_ENTRY, version="08")!r})',
         {"status": "done", "lines": ["2024-05-02 1200 120.50 Invoice 88", "2024-05-06 1200 -17.90 Fee"]},
         (f'run("statement", {camt(DAY_ENTRY)!r})', {"status": "done", "lines": ["2024-05-02 1200 120.50 Invoice 88"]}),
         (f'run("statement", {camt()!r})', {"status": "done", "lines": []}),
         (f'run("statement", {camt(WRONG_ENTRY)!r})', {"status": "rejected", "reason": "06/05/2024 is not a date"}),
         ('run("statement", "<Document>")', {"status": "rejected", "reason": "the statement is not XML"})),
    case("ledger-nobody-had-turnover", LEDGER, [('''    weights = {name: read_amount(value) for name, value in turnover.items()}
    if not any(weights.values()):
        weights = dict.fromkeys(weights, Decimal(1))
    whole''', '''    if not any(turnover.values()):
        turnover = dict.fromkeys(turnover, "1")
    weights = {name: read_amount(value) for name, value in turnover.items()}
    whole''')],
         """run("allocate", "100,00", {"shop": "0,00", "web": "0,00", "fair": "0,00"})""",
         {"status": "done", "shares": {"shop": "33.33", "web": "33.33", "fair": "33.34"}},
         ("""run("allocate", "100,00", {"shop": "1.000,00", "web": "3.000,00"})""", {"status": "done", "shares": {"shop": "25.00", "web": "75.00"}}),
         ("""run("allocate", "100,00", {"shop": "0", "web": "50"})""", {"status": "done", "shares": {"shop": "0.00", "web": "100.00"}}),
         ("""run("allocate", "100,00", {"shop": "0"})""", {"status": "done", "shares": {"shop": "100.00"}}),
         ("""run("allocate", "100,00", {"shop": "some", "web": "0"})""", {"status": "rejected", "reason": "some is not an amount"}),
         ("""run("allocate", "100,00", {})""", {"status": "rejected", "reason": "no cost centres"})),
]
