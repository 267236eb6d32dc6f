"""Two programs with seven bugs each: weekly farmers' markets (FastAPI) and a newspaper's subscriptions (a job)."""

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


MARKETS = '''"""Bookings of the weekly farmers' markets: stalls, vendors, fees, produce and ratings."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from sqlalchemy import ForeignKey, UniqueConstraint, and_, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

FEES = {"pitch": 450, "tent": 600, "truck": 900}  # cents a meter and day
LOYAL_AFTER = 3  # bookings of a member at a market within the year
LOYAL_PERCENT = 90

engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
Sessions = sessionmaker(engine)
app = FastAPI(title="markets")


class Refused(Exception):
    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@app.exception_handler(Refused)
def refused(request: Request, error: Refused) -> JSONResponse:
    return JSONResponse({"error": str(error)}, status_code=error.status)


class Base(DeclarativeBase):
    pass


class Market(Base):
    __tablename__ = "markets"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    weekday: Mapped[int]


class Stall(Base):
    __tablename__ = "stalls"
    id: Mapped[int] = mapped_column(primary_key=True)
    market_id: Mapped[int] = mapped_column(ForeignKey("markets.id"))
    number: Mapped[int]
    meters: Mapped[int]
    kind: Mapped[str]


class Vendor(Base):
    __tablename__ = "vendors"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    member: Mapped[bool] = mapped_column(default=False)
    bookings: Mapped[list["Booking"]] = relationship(back_populates="vendor", cascade="all, delete-orphan")
    produce: Mapped[list["Produce"]] = relationship(back_populates="vendor", cascade="all, delete-orphan")
    ratings: Mapped[list["Rating"]] = relationship(back_populates="vendor", cascade="all, delete-orphan")


class Booking(Base):
    __tablename__ = "bookings"
    __table_args__ = (UniqueConstraint("stall_id", "day"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    stall_id: Mapped[int] = mapped_column(ForeignKey("stalls.id"))
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendors.id"))
    day: Mapped[date]
    fee_cents: Mapped[int]
    stall: Mapped[Stall] = relationship()
    vendor: Mapped[Vendor] = relationship(back_populates="bookings")

    def shown(self) -> dict[str, Any]:
        return {"market": self.stall.market_id, "stall": self.stall.number, "day": self.day, "fee_cents": self.fee_cents}


class Produce(Base):
    __tablename__ = "produce"
    id: Mapped[int] = mapped_column(primary_key=True)
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendors.id"))
    name: Mapped[str]
    price_cents: Mapped[int | None]  # none: changes from day to day, ask at the stall
    vendor: Mapped[Vendor] = relationship(back_populates="produce")


class Rating(Base):
    __tablename__ = "ratings"
    id: Mapped[int] = mapped_column(primary_key=True)
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendors.id"))
    stars: Mapped[int]
    vendor: Mapped[Vendor] = relationship(back_populates="ratings")


class BookingIn(BaseModel):
    vendor_id: int
    stall: int
    day: str


class ProduceOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    name: str
    price_cents: int | None


def database() -> Iterator[Session]:
    with Sessions() as session:
        yield session


def found(session: Session, kind: type[Base], key: int) -> Any:
    thing = session.get(kind, key)
    if thing is None:
        raise Refused(404, f"no {kind.__name__.lower()} {key}")
    return thing


def a_day(text: str) -> date:
    """The day of `2024-05-04`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(422, f"not a day: {text}") from None


def fee(session: Session, vendor: Vendor, stall: Stall, day: date) -> int:
    """Cents of a stall for a day; members who have booked the market often this year pay less."""
    cents = FEES[stall.kind] * stall.meters
    if vendor.member:
        year = Booking.day.between(date(day.year, 1, 1), date(day.year, 12, 31))
        booked = select(func.count(Booking.id)).join(Booking.stall).where(Booking.vendor_id == vendor.id, year)
        if session.scalar(booked.where(Stall.market_id == stall.market_id)) >= LOYAL_AFTER:
            cents = cents * LOYAL_PERCENT // 100
    return cents


@app.get("/markets/{market_id}/plan")
def plan(market_id: int, day: str, session: Session = Depends(database)) -> list[dict[str, Any]]:
    """All stalls of a market on a day, with who has booked them; null where a stall is free."""
    market, when = found(session, Market, market_id), a_day(day)
    booked = and_(Booking.stall_id == Stall.id, Booking.day == when)
    rows = select(Stall, Booking).outerjoin(Booking, booked).where(Stall.market_id == market.id).order_by(Stall.number)
    return [
        {"stall": stall.number, "kind": stall.kind, "vendor": booking.vendor.name if booking else None}
        for stall, booking in session.execute(rows)
    ]


@app.post("/markets/{market_id}/bookings", status_code=201)
def book(market_id: int, wanted: BookingIn, session: Session = Depends(database)) -> dict[str, Any]:
    market, vendor = found(session, Market, market_id), found(session, Vendor, wanted.vendor_id)
    day = a_day(wanted.day)
    stall = session.scalar(select(Stall).where(Stall.market_id == market.id, Stall.number == wanted.stall))
    if stall is None:
        raise Refused(404, f"no stall {wanted.stall} at {market.name}")
    if day.weekday() != market.weekday:
        raise Refused(409, f"{market.name} is closed on {day}")
    if session.scalar(select(Booking.id).where(Booking.stall_id == stall.id, Booking.day == day)):
        raise Refused(409, f"stall {stall.number} is taken on {day}")
    booking = Booking(stall=stall, vendor=vendor, day=day, fee_cents=fee(session, vendor, stall, day))
    session.add(booking)
    session.commit()
    return booking.shown()


@app.get("/markets/{market_id}/takings")
def takings(market_id: int, since: str, until: str | None = None, session: Session = Depends(database)) -> dict[str, Any]:
    """Fees of a market from one day to another, both included; of a week unless told."""
    market, first = found(session, Market, market_id), a_day(since)
    last = first + timedelta(days=6) if until is None else a_day(until)
    sums = select(func.count(Booking.id), func.coalesce(func.sum(Booking.fee_cents), 0)).join(Booking.stall)
    sums = sums.where(Stall.market_id == market.id, Booking.day.between(first, last))
    count, cents = session.execute(sums).one()
    return {"market": market.name, "until": last, "bookings": count, "cents": cents}


@app.get("/markets/{market_id}/ranking")
def ranking(market_id: int, session: Session = Depends(database)) -> list[dict[str, Any]]:
    """The vendors who have booked a market, best average first; those whom nobody has rated come last."""
    market = found(session, Market, market_id)
    mean = select(Rating.vendor_id, func.avg(Rating.stars)).group_by(Rating.vendor_id)
    stars = {vendor: average for vendor, average in session.execute(mean)}
    here = select(Vendor).join(Vendor.bookings).join(Booking.stall).where(Stall.market_id == market.id).distinct()
    vendors = sorted(session.scalars(here), key=lambda vendor: (-stars.get(vendor.id, 0), vendor.name))
    return [{"vendor": vendor.name, "stars": stars.get(vendor.id)} for vendor in vendors]


@app.get("/vendors/{vendor_id}/next")
def next_booking(vendor_id: int, since: str, session: Session = Depends(database)) -> dict[str, Any]:
    """Where a vendor stands next, that day included."""
    vendor = found(session, Vendor, vendor_id)
    coming = select(Booking).where(Booking.vendor_id == vendor.id, Booking.day >= a_day(since))
    booking = session.scalars(coming.order_by(Booking.day, Booking.id)).first()
    return {"vendor": vendor.name, "next": booking.shown() if booking else None}


@app.get("/vendors/{vendor_id}/produce", response_model=list[ProduceOut])
def list_produce(vendor_id: int, session: Session = Depends(database)) -> Any:
    return sorted(found(session, Vendor, vendor_id).produce, key=lambda one: one.name)


@app.delete("/vendors/{vendor_id}")
def forget(vendor_id: int, session: Session = Depends(database)) -> dict[str, Any]:
    """Remove a vendor and all that is stored of them."""
    session.delete(found(session, Vendor, vendor_id))
    session.commit()
    return {"deleted": vendor_id}


def seed() -> None:
    Base.metadata.create_all(engine)
    with Sessions.begin() as session:
        session.add_all([
            Market(id=1, name="Alter Markt", weekday=5),
            Market(id=2, name="Exer", weekday=2),
            Stall(id=1, market_id=1, number=1, meters=4, kind="pitch"), Stall(id=2, market_id=1, number=2, meters=6, kind="tent"),
            Stall(id=3, market_id=1, number=3, meters=3, kind="truck"),
            Stall(id=4, market_id=2, number=1, meters=5, kind="pitch"),
            Stall(id=5, market_id=2, number=2, meters=4, kind="truck"),
            Vendor(id=1, name="Hof Sommer", member=True), Vendor(id=2, name="Imkerei Behn"),
            Vendor(id=3, name="Meierei Falk", member=True), Vendor(id=4, name="Brot und Ofen"),
        ])
        session.flush()
        for stall, vendor, day, cents in (
            (1, 1, 4, 1800), (2, 3, 4, 3600), (3, 2, 4, 2700), (1, 1, 11, 1800), (2, 3, 11, 3600), (1, 1, 18, 1800),
            (4, 2, 8, 2250), (5, 4, 8, 3600),
        ):
            session.add(Booking(stall_id=stall, vendor_id=vendor, day=date(2024, 5, day), fee_cents=cents))
        for vendor, stars in ((1, 5), (1, 4), (2, 3), (3, 5)):
            session.add(Rating(vendor_id=vendor, stars=stars))
        for vendor, name, cents in (
            (1, "strawberries", 550), (1, "asparagus", 1290), (2, "honey", 750), (2, "propolis", None), (3, "butter", 290),
        ):
            session.add(Produce(vendor_id=vendor, name=name, price_cents=cents))


seed()
'''

PAPER = '''"""Nightly work of the subscription department: bundles, invoices, payments, dunning letters."""

import csv
import heapq
import io
import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

# As the office sends them; those of the last run.
FILES = {
    "subscribers": """number,name,street,zip,paper,term,started,ended
1001,Agnes Hollmann,Lindenweg 4,24103,daily,monthly,2021-03-01,
1002,Bruno Petersen,Am Kai 11,24105,daily,quarterly,2022-10-01,
1003,Carla Nissen,Holtenauer Str. 90,24105,weekend,monthly,2023-06-15,
1004,Detlef Voss,Dorfstr. 2,24214,daily,yearly,2019-01-01,
1005,Edith Lorenz,Kirchhof 7,24103,weekend,monthly,2020-02-01,2024-03-31
1006,Femke Brandt,Schlossgarten 1,24103,daily,monthly,2022-05-01,
""",
    "routes": """{
        "K1": {"carrier": "Jensen", "zips": ["24103"]},
        "K2": {"carrier": "Okafor", "zips": ["24105"]},
        "K3": {"carrier": "Lund", "zips": ["24106", "24109"]}
    }""",
    "changes": """number,since,until,street,zip
1003,2024-05-10,2024-05-24,Seestr. 3,24106
""",
    "invoices": """number,subscriber,due,amount,paid,reminders
24-017,1001,2024-03-15,"41,90","41,90",0
24-018,1002,2024-03-15,"125,70","25,70",1
24-021,1003,2024-03-15,"19,90","0,00",2
24-022,1001,2024-04-15,"41,90","0,00",0
24-023,1002,2024-04-15,"6,50","0,00",0
24-024,1006,2024-04-15,"41,90","0,00",0
""",
    "payments": """subscriber,received,amount
1001,2024-04-20,"41,90"
1006,2024-04-22,"50,00"
""",
}
PRICES = {"daily": 4190, "weekend": 1990}  # cents a month
TERMS = {"monthly": 1, "quarterly": 3, "yearly": 12}
POST = "post"
# Days overdue, title and fee in cents of the first, second and last letter.
LETTERS = ((7, "reminder", 0), (21, "first warning", 250), (42, "last warning", 500))


class Trouble(Exception):
    """The office has to look at it; the run ends."""


@dataclass(frozen=True)
class Subscriber:
    number: int
    name: str
    street: str
    zip: str
    paper: str
    term: str
    started: date
    ended: date | None

    def reads(self, day: date) -> bool:
        return self.started <= day and (self.ended is None or day <= self.ended)

    def served(self, day: date) -> bool:
        """Daily papers come on all days but Sunday, weekend papers on Saturday."""
        return self.reads(day) and (day.weekday() == 5 or (self.paper == "daily" and day.weekday() != 6))


@dataclass(frozen=True)
class Change:
    subscriber: int
    since: date
    until: date | None  # none: for good
    street: str
    zip: str

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass
class Invoice:
    number: str
    subscriber: int
    due: date
    cents: int
    paid: int
    reminders: int

    def owed(self) -> int:
        return self.cents - self.paid


def day_of(text: str) -> date:
    return date.fromisoformat(text.strip())


def day_or_none(text: str) -> date | None:
    """The day, if the field isn't left empty."""
    return day_of(text) if text.strip() else None


def cents_of(text: str) -> int:
    """Cents of an amount as bank and office write it: `41,90`, `1.234,50`."""
    plain = text.strip().replace(".", "").replace(",", ".")
    return int(Decimal(plain) * 100)


def months_after(day: date, count: int) -> date:
    """The first day of the month `count` months later."""
    years, month = divmod(day.month - 1 + count, 12)
    return date(day.year + years, month + 1, 1)


def rows_of(files: dict[str, str], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name])))


def load_subscribers(files: dict[str, str]) -> dict[int, Subscriber]:
    found = {}
    for row in rows_of(files, "subscribers"):
        if row["paper"] not in PRICES or row["term"] not in TERMS:
            raise Trouble(f"subscriber {row['number']}: no such subscription")
        days = {"started": day_of(row["started"]), "ended": day_or_none(row["ended"])}
        found[int(row["number"])] = Subscriber(**row | days | {"number": int(row["number"])})
    return found


def load_changes(files: dict[str, str]) -> list[Change]:
    return [
        Change(int(row["number"]), day_of(row["since"]), day_or_none(row["until"]), row["street"], row["zip"])
        for row in rows_of(files, "changes")
    ]


def load_invoices(files: dict[str, str]) -> list[Invoice]:
    made = []
    for row in rows_of(files, "invoices"):
        amounts = cents_of(row["amount"]), cents_of(row["paid"])
        made.append(Invoice(row["number"], int(row["subscriber"]), day_of(row["due"]), *amounts, int(row["reminders"])))
    return made


def known(subscribers: dict[int, Subscriber], number: int) -> Subscriber:
    if number not in subscribers:
        raise Trouble(f"no subscriber {number}")
    return subscribers[number]


def at_address(subscriber: Subscriber, changes: list[Change], day: date) -> Subscriber:
    """The subscriber at the address of that day; the latest change that covers it wins."""
    due = [one for one in changes if one.subscriber == subscriber.number and one.covers(day)]
    latest = max(due, key=lambda one: one.since, default=subscriber)
    return replace(subscriber, street=latest.street, zip=latest.zip)


def bundles(files: dict[str, str], day: str) -> dict[str, Any]:
    """One bundle a route, with its addresses in order of streets; where no carrier goes the paper comes by post."""
    when = day_of(day)
    routes, changes = json.loads(files["routes"]), load_changes(files)
    route_of = {code: key for key, route in routes.items() for code in route["zips"]}
    carriers = {POST: POST} | {key: route["carrier"] for key, route in routes.items()}

    def place(reader: Subscriber) -> tuple[str, str]:
        return route_of.get(reader.zip, POST), reader.street

    readers = [one for one in load_subscribers(files).values() if one.served(when)]
    readers = [at_address(one, changes, when) for one in readers]
    readers.sort(key=place)
    made = []
    for route, group in groupby(readers, key=lambda reader: place(reader)[0]):
        made.append({"route": route, "carrier": carriers.pop(route), "streets": [one.street for one in group]})
    carriers.pop(POST, None)
    return {"bundles": made, "idle": sorted(carriers.values())}


def bill(files: dict[str, str], year: int, month: int) -> list[dict[str, Any]]:
    """The invoices of a month, each for a term that begins in it."""
    first, made = date(year, month, 1), []
    for one in load_subscribers(files).values():
        months = TERMS[one.term]
        running = (year - one.started.year) * 12 + month - one.started.month
        if running < 0 or running % months or not one.reads(max(first, one.started)):
            continue
        through = months_after(first, months) - timedelta(days=1)
        made.append({"subscriber": one.number, "cents": PRICES[one.paper] * months, "through": str(through)})
    return made


def settle(files: dict[str, str]) -> dict[str, Any]:
    """Book payments on what the subscriber owes, the oldest invoice first; what is too much becomes credit."""
    subscribers, invoices = load_subscribers(files), load_invoices(files)
    booked, credit = [], {}
    for row in rows_of(files, "payments"):
        payer, rest = known(subscribers, int(row["subscriber"])), cents_of(row["amount"])
        queue = [(one.due, one.number, one) for one in invoices if one.subscriber == payer.number and one.owed() > 0]
        heapq.heapify(queue)
        while rest and queue:
            invoice = heapq.heappop(queue)[-1]
            part = min(rest, invoice.owed())
            invoice.paid, rest = invoice.paid + part, rest - part
            booked.append([invoice.number, part])
        if rest:
            credit[payer.name] = credit.get(payer.name, 0) + rest
    return {"booked": booked, "credit": credit}


def dun(files: dict[str, str], day: str) -> dict[str, Any]:
    """Letters for what is overdue, one after the other; after the last letter the collectors get the invoice."""
    when, subscribers = day_of(day), load_subscribers(files)
    letters, collectors = [], []
    for invoice in load_invoices(files):
        late = (when - invoice.due).days
        if late <= 0 or invoice.owed() <= 0:
            continue
        if invoice.reminders >= len(LETTERS):
            collectors.append(invoice.number)
            continue
        after, title, fee = LETTERS[invoice.reminders]
        if late >= after:
            name = known(subscribers, invoice.subscriber).name
            letters.append({"to": name, "title": title, "invoice": invoice.number, "cents": invoice.owed() + fee})
    return {"letters": letters, "collectors": collectors}


COMMANDS = {"bundles": bundles, "bill": bill, "settle": settle, "dun": dun}


def nightly(command: str, *arguments: Any, **texts: str) -> Any:
    """Run a command, with other texts for some of the files if given."""
    try:
        return COMMANDS[command](FILES | texts, *arguments)
    except Trouble as trouble:
        return {"failed": str(trouble)}
'''

CASES = [
    case(
        "takings-until-bad-day", MARKETS,
        "if until is None else a_day(until)", "if until is None else date.fromisoformat(until)",
        "GET /markets/1/takings?since=2024-05-01&until=2024-05-32", 422,
        ("GET /markets/1/takings?since=2024-05-04&until=2024-05-11", [200, {"market": "Alter Markt", "until": "2024-05-11", "bookings": 5, "cents": 13500}]),
        ("GET /markets/1/takings?since=2024-05-04", [200, {"market": "Alter Markt", "until": "2024-05-10", "bookings": 3, "cents": 8100}]),
        ("GET /markets/2/takings?since=2024-05-01&until=tomorrow", 422),
        ("GET /markets/2/takings?since=2024-05-01&until=", 422),
        ("GET /markets/2/takings?since=soon", 422),
        ("GET /markets/2/takings?since=2024-06-01&until=2024-06-30", [200, {"market": "Exer", "until": "2024-06-30", "bookings": 0, "cents": 0}]),
        ("GET /markets/9/takings?since=2024-06-01", 404),
    ),
    case(
        "plan-free-stall", MARKETS,
        '"vendor": booking.vendor.name if booking else None}', '"vendor": booking.vendor.name}',
        "GET /markets/1/plan?day=2024-05-11",
        [200, [{"stall": 1, "kind": "pitch", "vendor": "Hof Sommer"}, {"stall": 2, "kind": "tent", "vendor": "Meierei Falk"}, {"stall": 3, "kind": "truck", "vendor": None}]],
        ("GET /markets/1/plan?day=2024-05-04", [200, [{"stall": 1, "kind": "pitch", "vendor": "Hof Sommer"}, {"stall": 2, "kind": "tent", "vendor": "Meierei Falk"}, {"stall": 3, "kind": "truck", "vendor": "Imkerei Behn"}]]),
        ("GET /markets/2/plan?day=2024-05-08", [200, [{"stall": 1, "kind": "pitch", "vendor": "Imkerei Behn"}, {"stall": 2, "kind": "truck", "vendor": "Brot und Ofen"}]]),
        ("GET /markets/2/plan?day=2024-05-15", [200, [{"stall": 1, "kind": "pitch", "vendor": None}, {"stall": 2, "kind": "truck", "vendor": None}]]),
        ("GET /markets/7/plan?day=2024-05-15", 404),
        ("GET /markets/1/plan?day=15.05.2024", 422),
    ),
    case(
        "ranking-unrated-vendor", MARKETS,
        "-stars.get(vendor.id, 0)", "-stars[vendor.id]",
        "GET /markets/2/ranking", [200, [{"vendor": "Imkerei Behn", "stars": 3.0}, {"vendor": "Brot und Ofen", "stars": None}]],
        ("GET /markets/1/ranking", [200, [{"vendor": "Meierei Falk", "stars": 5.0}, {"vendor": "Hof Sommer", "stars": 4.5}, {"vendor": "Imkerei Behn", "stars": 3.0}]]),
        ("(lambda s: [book(1, BookingIn(vendor_id=4, stall=3, day='2024-05-18'), s)['stall'], ranking(1, s)[-1], len(ranking(1, s))])(Sessions())",
         [3, {"vendor": "Brot und Ofen", "stars": None}, 4]),
        ("(lambda s: [book(2, BookingIn(vendor_id=3, stall=2, day='2024-05-15'), s)['stall'], [one['vendor'] for one in ranking(2, s)]])(Sessions())",
         [2, ["Meierei Falk", "Imkerei Behn", "Brot und Ofen"]]),
        ("GET /markets/3/ranking", 404),
    ),
    case(
        "produce-without-price", MARKETS,
        "    name: str\n    price_cents: int | None\n", "    name: str\n    price_cents: int\n",
        "GET /vendors/2/produce", [200, [{"name": "honey", "price_cents": 750}, {"name": "propolis", "price_cents": None}]],
        ("GET /vendors/1/produce", [200, [{"name": "asparagus", "price_cents": 1290}, {"name": "strawberries", "price_cents": 550}]]),
        ("GET /vendors/3/produce", [200, [{"name": "butter", "price_cents": 290}]]),
        ("GET /vendors/4/produce", [200, []]),
        ("GET /vendors/5/produce", 404),
    ),
    case(
        "delete-rated-vendor", MARKETS,
        'ratings: Mapped[list["Rating"]] = relationship(back_populates="vendor", cascade="all, delete-orphan")',
        'ratings: Mapped[list["Rating"]] = relationship(back_populates="vendor")',
        "DELETE /vendors/1", [200, {"deleted": 1}],
        ("DELETE /vendors/4", [200, {"deleted": 4}]),
        ("DELETE /vendors/3", [200, {"deleted": 3}]),
        ("DELETE /vendors/8", 404),
        ("(lambda s: [forget(1, s), ranking(1, s), s.scalar(select(func.count(Rating.id))), s.scalar(select(func.count(Booking.id)))])(Sessions())",
         [{"deleted": 1}, [{"vendor": "Meierei Falk", "stars": 5.0}, {"vendor": "Imkerei Behn", "stars": 3.0}], 2, 5]),
        ("(lambda s: [forget(3, s), takings(1, '2024-05-04', None, s)['bookings'], s.scalar(select(func.count(Produce.id)))])(Sessions())",
         [{"deleted": 3}, 2, 4]),
    ),
    case(
        "book-member-fee", MARKETS,
        "day=day, fee_cents=fee(session, vendor, stall, day))\n    session.add(booking)\n",
        "day=day)\n    session.add(booking)\n    booking.fee_cents = fee(session, vendor, stall, day)\n",
        'POST /markets/1/bookings {"vendor_id": 1, "stall": 1, "day": "2024-05-25"}',
        [201, {"market": 1, "stall": 1, "day": "2024-05-25", "fee_cents": 1620}],
        ('POST /markets/1/bookings {"vendor_id": 2, "stall": 3, "day": "2024-05-11"}', [201, {"market": 1, "stall": 3, "day": "2024-05-11", "fee_cents": 2700}]),
        ('POST /markets/1/bookings {"vendor_id": 3, "stall": 2, "day": "2024-05-18"}', [201, {"market": 1, "stall": 2, "day": "2024-05-18", "fee_cents": 3600}]),
        ('POST /markets/2/bookings {"vendor_id": 1, "stall": 2, "day": "2024-05-15"}', [201, {"market": 2, "stall": 2, "day": "2024-05-15", "fee_cents": 3600}]),
        ('POST /markets/1/bookings {"vendor_id": 1, "stall": 3, "day": "2025-01-04"}', [201, {"market": 1, "stall": 3, "day": "2025-01-04", "fee_cents": 2700}]),
        ('POST /markets/1/bookings {"vendor_id": 1, "stall": 2, "day": "2024-05-11"}', 409),
        ('POST /markets/1/bookings {"vendor_id": 1, "stall": 2, "day": "2024-05-12"}', 409),
        ('POST /markets/1/bookings {"vendor_id": 1, "stall": 8, "day": "2024-05-25"}', 404),
    ),
    case(
        "next-of-several", MARKETS,
        "session.scalars(coming.order_by(Booking.day, Booking.id)).first()", "session.scalars(coming.order_by(Booking.day, Booking.id)).one_or_none()",
        "GET /vendors/1/next?since=2024-05-05", [200, {"vendor": "Hof Sommer", "next": {"market": 1, "stall": 1, "day": "2024-05-11", "fee_cents": 1800}}],
        ("GET /vendors/2/next?since=2024-05-08", [200, {"vendor": "Imkerei Behn", "next": {"market": 2, "stall": 1, "day": "2024-05-08", "fee_cents": 2250}}]),
        ("GET /vendors/1/next?since=2024-05-12", [200, {"vendor": "Hof Sommer", "next": {"market": 1, "stall": 1, "day": "2024-05-18", "fee_cents": 1800}}]),
        ("GET /vendors/2/next?since=2024-01-01", [200, {"vendor": "Imkerei Behn", "next": {"market": 1, "stall": 3, "day": "2024-05-04", "fee_cents": 2700}}]),
        ("GET /vendors/4/next?since=2024-05-09", [200, {"vendor": "Brot und Ofen", "next": None}]),
        ("GET /vendors/1/next?since=May", 422),
        ("GET /vendors/6/next?since=2024-05-09", 404),
    ),
    case(
        "change-for-good", PAPER,
        'day_or_none(row["until"])', 'day_of(row["until"])',
        "nightly('bundles', '2024-05-16', changes='number,since,until,street,zip\\n1006,2024-05-15,,Feldstr. 8,24105\\n')",
        {"bundles": [{"route": "K1", "carrier": "Jensen", "streets": ["Lindenweg 4"]}, {"route": "K2", "carrier": "Okafor", "streets": ["Am Kai 11", "Feldstr. 8"]}, {"route": "post", "carrier": "post", "streets": ["Dorfstr. 2"]}], "idle": ["Lund"]},
        ("nightly('bundles', '2024-05-14', changes='number,since,until,street,zip\\n1006,2024-05-15,,Feldstr. 8,24105\\n')['bundles'][0]['streets']", ["Lindenweg 4", "Schlossgarten 1"]),
        ("nightly('bundles', '2031-05-14', changes='number,since,until,street,zip\\n1006,2024-05-15,,Feldstr. 8,24105\\n')['bundles'][1]['streets']", ["Am Kai 11", "Feldstr. 8"]),
        ("nightly('bundles', '2024-05-20', changes='number,since,until,street,zip\\n1006,2024-05-15,,Feldstr. 8,24105\\n1006,2024-05-18,2024-05-20,Ostweg 1,24109\\n')['idle']", []),
        ("nightly('bundles', '2024-05-21', changes='number,since,until,street,zip\\n1006,2024-05-15,,Feldstr. 8,24105\\n1006,2024-05-18,2024-05-20,Ostweg 1,24109\\n')['bundles'][1]['streets']", ["Am Kai 11", "Feldstr. 8"]),
        ("nightly('bundles', '2024-05-18')['bundles'][2]", {"route": "K3", "carrier": "Lund", "streets": ["Seestr. 3"]}),
        ("nightly('bundles', '2024-05-25')['bundles'][1]['streets']", ["Am Kai 11", "Holtenauer Str. 90"]),
    ),
    case(
        "amount-with-thousands", PAPER,
        '.replace(".", "").replace(",", ".")', '.replace(",", ".")',
        "nightly('settle', payments='subscriber,received,amount\\n1002,2024-05-02,\"1.234,50\"\\n')",
        {"booked": [["24-018", 10000], ["24-023", 650]], "credit": {"Bruno Petersen": 112800}},
        ("nightly('settle')", {"booked": [["24-022", 4190], ["24-024", 4190]], "credit": {"Femke Brandt": 810}}),
        ("nightly('settle', payments='subscriber,received,amount\\n1001,2024-05-02,\"1.000.041,90\"\\n')['credit']", {"Agnes Hollmann": 100000000}),
        ("nightly('settle', payments='subscriber,received,amount\\n1003,2024-05-02,\" 19,95\"\\n')", {"booked": [["24-021", 1990]], "credit": {"Carla Nissen": 5}}),
        ("nightly('settle', payments='subscriber,received,amount\\n77,2024-05-02,\"19,95\"\\n')", {"failed": "no subscriber 77"}),
        ("cents_of('41,90')", 4190),
    ),
    case(
        "route-nobody-serves", PAPER,
        "route_of.get(reader.zip, POST)", "route_of[reader.zip]",
        "nightly('bundles', '2024-05-15')",
        {"bundles": [{"route": "K1", "carrier": "Jensen", "streets": ["Lindenweg 4", "Schlossgarten 1"]}, {"route": "K2", "carrier": "Okafor", "streets": ["Am Kai 11"]}, {"route": "post", "carrier": "post", "streets": ["Dorfstr. 2"]}], "idle": ["Lund"]},
        ("nightly('bundles', '2024-05-19')", {"bundles": [], "idle": ["Jensen", "Lund", "Okafor"]}),
        ("nightly('bundles', '2018-05-15')", {"bundles": [], "idle": ["Jensen", "Lund", "Okafor"]}),
        ("nightly('bundles', '2024-05-15', routes='{}')", {"bundles": [{"route": "post", "carrier": "post", "streets": ["Am Kai 11", "Dorfstr. 2", "Lindenweg 4", "Schlossgarten 1"]}], "idle": []}),
        ("nightly('bundles', '2024-05-15', changes='number,since,until,street,zip\\n1004,2024-05-15,2024-05-15,Hafen 3,24109\\n')",
         {"bundles": [{"route": "K1", "carrier": "Jensen", "streets": ["Lindenweg 4", "Schlossgarten 1"]}, {"route": "K2", "carrier": "Okafor", "streets": ["Am Kai 11"]}, {"route": "K3", "carrier": "Lund", "streets": ["Hafen 3"]}], "idle": []}),
        ("nightly('bundles', '2024-05-15', changes='number,since,until,street,zip\\n1001,2024-05-01,2024-05-31,Strand 1,24999\\n')['bundles'][-1]", {"route": "post", "carrier": "post", "streets": ["Dorfstr. 2", "Strand 1"]}),
    ),
    case(
        "sorted-before-moved", PAPER,
        "    readers = [at_address(one, changes, when) for one in readers]\n    readers.sort(key=place)\n",
        "    readers.sort(key=place)\n    readers = [at_address(one, changes, when) for one in readers]\n",
        "nightly('bundles', '2024-05-15', changes='number,since,until,street,zip\\n1001,2024-05-13,2024-05-17,Werftweg 5,24105\\n')",
        {"bundles": [{"route": "K1", "carrier": "Jensen", "streets": ["Schlossgarten 1"]}, {"route": "K2", "carrier": "Okafor", "streets": ["Am Kai 11", "Werftweg 5"]}, {"route": "post", "carrier": "post", "streets": ["Dorfstr. 2"]}], "idle": ["Lund"]},
        ("nightly('bundles', '2024-05-15', changes='number,since,until,street,zip\\n1001,2024-05-13,2024-05-17,Zum See 5,24103\\n')['bundles'][0]['streets']", ["Schlossgarten 1", "Zum See 5"]),
        ("nightly('bundles', '2024-05-15', changes='number,since,until,street,zip\\n1004,2024-05-13,2024-05-17,Gasse 5,24103\\n')",
         {"bundles": [{"route": "K1", "carrier": "Jensen", "streets": ["Gasse 5", "Lindenweg 4", "Schlossgarten 1"]}, {"route": "K2", "carrier": "Okafor", "streets": ["Am Kai 11"]}], "idle": ["Lund"]}),
        ("nightly('bundles', '2024-05-18')",
         {"bundles": [{"route": "K1", "carrier": "Jensen", "streets": ["Lindenweg 4", "Schlossgarten 1"]}, {"route": "K2", "carrier": "Okafor", "streets": ["Am Kai 11"]}, {"route": "K3", "carrier": "Lund", "streets": ["Seestr. 3"]}, {"route": "post", "carrier": "post", "streets": ["Dorfstr. 2"]}], "idle": []}),
        ("nightly('bundles', '2024-05-19')", {"bundles": [], "idle": ["Jensen", "Lund", "Okafor"]}),
        ("nightly('bundles', '2024-05-15', changes='number,since,until,street,zip\\n1002,2024-05-13,2024-05-17,Quai 1,24103\\n')['bundles'][0]['streets']", ["Lindenweg 4", "Quai 1", "Schlossgarten 1"]),
    ),
    case(
        "bill-through-december", PAPER,
        "    years, month = divmod(day.month - 1 + count, 12)\n    return date(day.year + years, month + 1, 1)\n",
        "    years, month = divmod(day.month + count, 12)\n    return date(day.year + years, month, 1)\n",
        "nightly('bill', 2024, 11)",
        [{"subscriber": 1001, "cents": 4190, "through": "2024-11-30"}, {"subscriber": 1003, "cents": 1990, "through": "2024-11-30"}, {"subscriber": 1006, "cents": 4190, "through": "2024-11-30"}],
        ("nightly('bill', 2024, 12)", [{"subscriber": 1001, "cents": 4190, "through": "2024-12-31"}, {"subscriber": 1003, "cents": 1990, "through": "2024-12-31"}, {"subscriber": 1006, "cents": 4190, "through": "2024-12-31"}]),
        ("nightly('bill', 2024, 10)[1]", {"subscriber": 1002, "cents": 12570, "through": "2024-12-31"}),
        ("nightly('bill', 2024, 1)[3]", {"subscriber": 1004, "cents": 50280, "through": "2024-12-31"}),
        ("[one['through'] for one in nightly('bill', 2023, 1)]", ["2023-01-31", "2023-03-31", "2023-12-31", "2023-01-31", "2023-01-31"]),
        ("nightly('bill', 2024, 2)[0]", {"subscriber": 1001, "cents": 4190, "through": "2024-02-29"}),
        ("nightly('bill', 2023, 11, subscribers='number,name,street,zip,paper,term,started,ended\\n7,Io,Weg 1,24103,weekend,yearly,2022-11-15,\\n')", [{"subscriber": 7, "cents": 23880, "through": "2024-10-31"}]),
        ("[str(months_after(date(2024, month, 1), count)) for month, count in ((12, 12), (9, 3), (12, 1), (6, 30), (11, 2))]", ["2025-12-01", "2024-12-01", "2025-01-01", "2026-12-01", "2025-01-01"]),
    ),
    case(
        "invoices-due-same-day", PAPER,
        "(one.due, one.number, one) for one", "(one.due, one) for one",
        "nightly('settle', invoices='number,subscriber,due,amount,paid,reminders\\n24-031,1002,2024-05-15,\"125,70\",\"0,00\",0\\n24-030,1002,2024-05-15,\"6,50\",\"0,00\",0\\n', payments='subscriber,received,amount\\n1002,2024-05-20,\"100,00\"\\n')",
        {"booked": [["24-030", 650], ["24-031", 9350]], "credit": {}},
        ("nightly('settle')", {"booked": [["24-022", 4190], ["24-024", 4190]], "credit": {"Femke Brandt": 810}}),
        ("nightly('settle', payments='subscriber,received,amount\\n1002,2024-05-20,\"50,00\"\\n1002,2024-05-21,\"60,00\"\\n')", {"booked": [["24-018", 5000], ["24-018", 5000], ["24-023", 650]], "credit": {"Bruno Petersen": 350}}),
        ("nightly('settle', invoices='number,subscriber,due,amount,paid,reminders\\n24-040,1002,2024-05-15,\"10,00\",\"0,00\",0\\n24-050,1002,2024-04-15,\"10,00\",\"0,00\",0\\n24-039,1002,2024-05-15,\"5,00\",\"0,00\",0\\n', payments='subscriber,received,amount\\n1002,2024-05-20,\"12,00\"\\n1002,2024-05-21,\"9,00\"\\n')",
         {"booked": [["24-050", 1000], ["24-039", 200], ["24-039", 300], ["24-040", 600]], "credit": {}}),
        ("nightly('settle', payments='subscriber,received,amount\\n1004,2024-05-20,\"5,00\"\\n')", {"booked": [], "credit": {"Detlef Voss": 500}}),
        ("nightly('settle', payments='subscriber,received,amount\\n5,2024-05-20,\"5,00\"\\n')", {"failed": "no subscriber 5"}),
    ),
    case(
        "dunned-to-the-end", PAPER,
        "if invoice.reminders >= len(LETTERS):", "if invoice.reminders > len(LETTERS):",
        "nightly('dun', '2024-06-30', invoices='number,subscriber,due,amount,paid,reminders\\n24-007,1003,2024-02-15,\"19,90\",\"0,00\",3\\n24-008,1001,2024-06-20,\"41,90\",\"0,00\",0\\n')",
        {"letters": [{"to": "Agnes Hollmann", "title": "reminder", "invoice": "24-008", "cents": 4190}], "collectors": ["24-007"]},
        ("nightly('dun', '2024-04-26')", {"letters": [{"to": "Bruno Petersen", "title": "first warning", "invoice": "24-018", "cents": 10250}, {"to": "Carla Nissen", "title": "last warning", "invoice": "24-021", "cents": 2490},
          {"to": "Agnes Hollmann", "title": "reminder", "invoice": "24-022", "cents": 4190}, {"to": "Bruno Petersen", "title": "reminder", "invoice": "24-023", "cents": 650}, {"to": "Femke Brandt", "title": "reminder", "invoice": "24-024", "cents": 4190}], "collectors": []}),
        ("nightly('dun', '2024-04-21')['letters']", [{"to": "Bruno Petersen", "title": "first warning", "invoice": "24-018", "cents": 10250}]),
        ("nightly('dun', '2024-02-20', invoices='number,subscriber,due,amount,paid,reminders\\n24-007,1003,2024-02-15,\"19,90\",\"19,90\",3\\n24-008,1001,2024-02-20,\"41,90\",\"0,00\",3\\n')", {"letters": [], "collectors": []}),
        ("nightly('dun', '2024-06-30', invoices='number,subscriber,due,amount,paid,reminders\\n24-007,1003,2024-02-15,\"19,90\",\"0,00\",4\\n')", {"letters": [], "collectors": ["24-007"]}),
        ("nightly('dun', '2024-06-30', invoices='number,subscriber,due,amount,paid,reminders\\n24-007,1003,2024-02-15,\"19,90\",\"0,00\",2\\n')['letters'][0]['title']", "last warning"),
        ("nightly('dun', '2024-06-30', invoices='number,subscriber,due,amount,paid,reminders\\n24-007,9,2024-02-15,\"19,90\",\"0,00\",1\\n')", {"failed": "no subscriber 9"}),
    ),
]
