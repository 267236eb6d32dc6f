AUCTION = r'''
"""Auction house back office: lots, bidders and their bids (all prices in cents)."""
from datetime import datetime, timezone
from decimal import Decimal, InvalidOperation

from flask import Flask, jsonify, request
from sqlalchemy import ForeignKey, create_engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, scoped_session, sessionmaker
from sqlalchemy.pool import StaticPool

app = Flask(__name__)
engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
db = scoped_session(sessionmaker(engine))


class AuctionError(Exception):
    status = 400
    code = "bad_request"

    def __init__(self, detail):
        super().__init__(detail)
        self.detail = detail


class NotFound(AuctionError):
    status = 404
    code = "not_found"


class Rejected(AuctionError):
    """The request is fine but the state of the auction forbids it."""
    status = 409
    code = "rejected"


class Invalid(AuctionError):
    """A value sent by the client makes no sense."""
    status = 422
    code = "invalid"


@app.errorhandler(AuctionError)
def show_error(error):
    return jsonify(error=error.code, detail=error.detail), error.status


@app.teardown_appcontext
def release(_):
    db.remove()


class Base(DeclarativeBase):
    pass


class Bidder(Base):
    __tablename__ = "bidder"
    id: Mapped[int] = mapped_column(primary_key=True)
    paddle: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]


class Lot(Base):
    __tablename__ = "lot"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    opening_cents: Mapped[int]
    closes_at: Mapped[datetime]
    closed: Mapped[bool] = mapped_column(default=False)
    winner_id: Mapped[int | None] = mapped_column(ForeignKey("bidder.id"))
    price_cents: Mapped[int | None]
    winner: Mapped["Bidder | None"] = relationship()


class Bid(Base):
    __tablename__ = "bid"
    id: Mapped[int] = mapped_column(primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"))
    bidder_id: Mapped[int] = mapped_column(ForeignKey("bidder.id"))
    cents: Mapped[int]


def seed():
    Base.metadata.create_all(engine)
    db.add_all([Bidder(id=1, paddle=12, name="Ines Roca"), Bidder(id=2, paddle=31, name="Tom Hale")])
    db.flush()
    db.add_all([
        Lot(id=1, title="Walnut desk", opening_cents=10000, closes_at=datetime(2024, 5, 1, 12)),
        Lot(id=2, title="Brass lamp", opening_cents=2500, closes_at=datetime(2024, 5, 1, 13)),
        Lot(id=3, title="Oil sketch", opening_cents=90000, closes_at=datetime(2024, 4, 2, 9), closed=True),
        Lot(id=4, title="Wall clock", opening_cents=4000, closes_at=datetime(2024, 4, 2, 9), closed=True,
            winner_id=2, price_cents=5200),
    ])
    db.flush()
    db.add_all([Bid(lot_id=1, bidder_id=1, cents=11000), Bid(lot_id=1, bidder_id=2, cents=12000)])
    db.commit()
    db.remove()


def get_lot(lot_id):
    lot = db.get(Lot, lot_id)
    if lot is None:
        raise NotFound(f"lot {lot_id}")
    return lot


def step(cents):
    """How much a bid has to top the previous one by."""
    return 500 if cents < 20000 else 2000


def lowest_bid(lot):
    """The lowest acceptable bid: the opening price until somebody bids, then one step above the top bid."""
    top = db.scalar(select(func.max(Bid.cents)).where(Bid.lot_id == lot.id))
    if top is None:
        return lot.opening_cents
    return top + step(top)


def parse_amount(value):
    """Cents for an amount such as "125.50"."""
    try:
        amount = Decimal(str(value).strip())
    except InvalidOperation:
        raise Invalid(f"amount {value!r}")
    if not amount.is_finite() or not 0 < amount < 10**7:
        raise Invalid(f"amount {value!r}")
    return int(amount * 100)


def parse_moment(text):
    """A naive UTC datetime, as stored in the database."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(f"moment {text!r}")
    if moment.tzinfo is not None:
        moment = moment.astimezone(timezone.utc).replace(tzinfo=None)
    return moment


def lot_json(lot):
    return {
        "id": lot.id,
        "title": lot.title,
        "closed": lot.closed,
        "winner": lot.winner.name if lot.winner else None,
    }


@app.get("/lots")
def list_lots():
    query = select(Lot).order_by(Lot.id)
    state = request.args.get("state")
    if state not in (None, "open", "closed"):
        raise Invalid(f"state {state!r}")
    if state:
        query = query.where(Lot.closed == (state == "closed"))
    return jsonify([lot_json(lot) for lot in db.scalars(query)])


@app.get("/lots/<int:lot_id>/next-bid")
def next_bid(lot_id):
    lot = get_lot(lot_id)
    if lot.closed:
        raise Rejected("lot is closed")
    return jsonify(lot=lot.id, cents=lowest_bid(lot))


@app.get("/lots/<int:lot_id>/result")
def result(lot_id):
    """Outcome of a closed lot; a lot that stayed unsold has neither winner nor price."""
    lot = get_lot(lot_id)
    if not lot.closed:
        raise Rejected("lot is still open")
    winner = lot.winner
    return jsonify(lot=lot.id, winner=winner.name if winner else None, price=lot.price_cents)


@app.get("/lots/<int:lot_id>/remaining")
def remaining(lot_id):
    lot = get_lot(lot_id)
    at = parse_moment(request.args.get("at", "2024-05-01T00:00:00"))
    left = lot.closes_at - at
    return jsonify(lot=lot.id, seconds=max(0, int(left.total_seconds())))


@app.post("/lots/<int:lot_id>/bids")
def place_bid(lot_id):
    lot = get_lot(lot_id)
    data = request.get_json()
    bidder = db.scalar(select(Bidder).where(Bidder.paddle == data.get("paddle")))
    if bidder is None:
        raise NotFound(f"paddle {data.get('paddle')}")
    cents = parse_amount(data.get("amount"))
    if lot.closed:
        raise Rejected("lot is closed")
    if cents < lowest_bid(lot):
        raise Rejected("bid too low")
    db.add(Bid(lot_id=lot.id, bidder_id=bidder.id, cents=cents))
    db.commit()
    return jsonify(lot=lot.id, cents=cents, bidder=bidder.name), 201


@app.post("/bidders")
def register():
    data = request.get_json()
    paddle, name = data.get("paddle"), data.get("name")
    if not isinstance(paddle, int) or not isinstance(name, str):
        raise Invalid("paddle and name are needed")
    bidder = Bidder(paddle=paddle, name=name)
    db.add(bidder)
    try:
        db.flush()
    except IntegrityError:
        db.rollback()
        holder = db.scalars(select(Bidder).where(Bidder.paddle == paddle)).one()
        raise Rejected(f"paddle {paddle} is held by {holder.name}")
    db.commit()
    return jsonify(id=bidder.id, paddle=paddle, name=name), 201


seed()
'''

RECIPES = r'''
"""Recipe catalogue."""
from flask import Flask, abort, jsonify, request
from sqlalchemy import Column, ForeignKey, Table, create_engine, select
from sqlalchemy.exc import MultipleResultsFound, NoResultFound
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship, selectinload
from sqlalchemy.pool import StaticPool
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})


@app.errorhandler(HTTPException)
def as_json(error):
    return {"status": error.code, "message": error.description}, error.code


class Base(DeclarativeBase):
    pass


uses = Table(
    "uses",
    Base.metadata,
    Column("recipe_id", ForeignKey("recipe.id"), primary_key=True),
    Column("part_id", ForeignKey("recipe.id"), primary_key=True),
)


class Author(Base):
    __tablename__ = "author"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    recipes: Mapped[list["Recipe"]] = relationship(back_populates="author", order_by="Recipe.id")


class Line(Base):
    __tablename__ = "line"
    id: Mapped[int] = mapped_column(primary_key=True)
    recipe_id: Mapped[int] = mapped_column(ForeignKey("recipe.id"))
    food: Mapped[str]
    grams: Mapped[int]
    allergen: Mapped[str | None]


class Recipe(Base):
    __tablename__ = "recipe"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    prep_minutes: Mapped[int]
    cook_minutes: Mapped[int]
    tool: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("author.id"))
    author: Mapped["Author | None"] = relationship(back_populates="recipes")
    lines: Mapped[list[Line]] = relationship(order_by=Line.id)
    parts: Mapped[list["Recipe"]] = relationship(
        secondary=uses,
        primaryjoin="Recipe.id == uses.c.recipe_id",
        secondaryjoin="Recipe.id == uses.c.part_id",
        order_by="Recipe.id",
    )

    @property
    def total_minutes(self):
        return self.prep_minutes + self.cook_minutes


SORTABLE = {"title": Recipe.title, "slug": Recipe.slug, "prep_minutes": Recipe.prep_minutes,
            "cook_minutes": Recipe.cook_minutes}


def seed():
    Base.metadata.create_all(engine)
    with Session(engine) as s:
        mara, jo, other_jo = Author(id=1, name="Mara"), Author(id=2, name="Jo"), Author(id=3, name="Jo")
        starter = Recipe(id=1, slug="starter", title="Starter", prep_minutes=10, cook_minutes=0, tool="jar", author=mara,
                         lines=[Line(food="rye flour", grams=50, allergen="gluten")])
        bread = Recipe(id=2, slug="bread", title="Country bread", prep_minutes=40, cook_minutes=45, tool="oven",
                       author=mara, lines=[Line(food="wheat flour", grams=500, allergen="gluten")])
        soup = Recipe(id=3, slug="soup", title="Leek soup", prep_minutes=15, cook_minutes=25, tool="pot",
                      lines=[Line(food="leek", grams=400), Line(food="cream", grams=100, allergen="milk")])
        soup2 = Recipe(id=4, slug="leek-soup-light", title="Leek soup", prep_minutes=10, cook_minutes=20, tool="pot",
                       author=jo, lines=[Line(food="leek", grams=300)])
        supper = Recipe(id=5, slug="supper", title="Supper", prep_minutes=5, cook_minutes=0, tool="tray",
                        author=other_jo, parts=[soup2])
        starter.parts = [starter]
        bread.parts = [starter]
        s.add_all([mara, jo, other_jo, starter, bread, soup, soup2, supper])
        s.commit()


def recipe_by_slug(s, slug):
    recipe = s.scalar(select(Recipe).where(Recipe.slug == slug))
    if recipe is None:
        abort(404, f"no recipe {slug}")
    return recipe


def load_card(slug):
    """A recipe with what a printed card shows, usable after its session is closed."""
    with Session(engine) as s:
        query = select(Recipe).options(joinedload(Recipe.author), selectinload(Recipe.lines))
        recipe = s.scalar(query.where(Recipe.slug == slug))
    if recipe is None:
        abort(404, f"no recipe {slug}")
    return recipe


def author_named(s, name):
    found = s.scalars(select(Author).where(Author.name == name)).all()
    if not found:
        abort(404, f"no author named {name}")
    if len(found) > 1:
        abort(409, f"several authors are named {name}")
    return found[0]


def recipe_titled(s, title):
    try:
        return s.scalars(select(Recipe).where(Recipe.title == title)).one()
    except NoResultFound:
        abort(404, f"no recipe titled {title}")
    except MultipleResultsFound:
        abort(409, f"several recipes are titled {title}")


def allergens(recipe):
    """Everything in the recipe or in the recipes it is made from."""
    found, seen, todo = set(), set(), [recipe]
    while todo:
        current = todo.pop()
        if current.id in seen:
            continue
        seen.add(current.id)
        found.update(line.allergen for line in current.lines if line.allergen)
        todo.extend(current.parts)
    return found


def tools(recipe, seen=()):
    """Tools for the recipe and for the recipes it is made from."""
    found = {recipe.tool}
    for part in recipe.parts:
        if part.id != recipe.id and part.id not in seen:
            found |= tools(part, (*seen, recipe.id))
    return found


def brief(recipe):
    return {"slug": recipe.slug, "title": recipe.title}


@app.get("/recipes")
def index():
    sort = request.args.get("sort", "title")
    limit = request.args.get("limit", "20")
    if not limit.isdecimal() or not 1 <= int(limit) <= 100:
        abort(400, "limit must be from 1 to 100")
    descending = sort.startswith("-")
    column = SORTABLE.get(sort.removeprefix("-"))
    if column is None:
        abort(400, f"cannot sort by {sort}")
    order = column.desc() if descending else column.asc()
    with Session(engine) as s:
        rows = s.scalars(select(Recipe).order_by(order, Recipe.id).limit(int(limit)))
        return jsonify([r.slug for r in rows])


@app.get("/authors/<name>")
def author(name):
    with Session(engine) as s:
        found = author_named(s, name)
        return {"name": found.name, "recipes": [r.slug for r in found.recipes]}


@app.get("/titles/<title>")
def by_title(title):
    with Session(engine) as s:
        return brief(recipe_titled(s, title))


@app.get("/recipes/<slug>")
def show(slug):
    with Session(engine) as s:
        recipe = recipe_by_slug(s, slug)
        return brief(recipe) | {"minutes": recipe.total_minutes, "allergens": sorted(allergens(recipe))}


@app.get("/recipes/<slug>/tools")
def show_tools(slug):
    with Session(engine) as s:
        return {"tools": sorted(tools(recipe_by_slug(s, slug)))}


@app.get("/recipes/<slug>/card")
def card(slug):
    recipe = load_card(slug)
    out = brief(recipe) | {"lines": [f"{line.grams} g {line.food}" for line in recipe.lines]}
    if request.args.get("credit") == "1":
        out["credit"] = recipe.author.name if recipe.author else "anonymous"
    return out


@app.get("/menu")
def menu():
    """The named recipes, with the time they take together when asked for."""
    with Session(engine) as s:
        chosen = [recipe_by_slug(s, slug) for slug in request.args.get("slugs", "").split(",") if slug]
        if not chosen:
            abort(400, "slugs is empty")
        out = {"recipes": [brief(r) for r in chosen]}
        if "time" in request.args:
            out["minutes"] = sum(r.total_minutes for r in chosen)
        return out


seed()
'''

DELIVERY = r'''
"""Parcel deliveries: depots on a map, open deliveries, subscriptions."""
import calendar
import heapq
import math
from dataclasses import asdict, dataclass
from datetime import date

from flask import Flask, jsonify, request

app = Flask(__name__)


@dataclass
class Depot:
    ref: str
    x: float
    y: float


@dataclass
class Delivery:
    ref: str
    depot: str
    due: date
    done: bool = False


@dataclass
class Subscription:
    ref: str
    start: date
    every: str


DEPOTS = {
    "north": Depot("north", 0.0, 10.0),
    "west": Depot("west", -3.0, 0.0),
    "east": Depot("east", 3.0, 0.0),
    "harbour": Depot("harbour", 8.0, -1.0),
}
DELIVERIES = {
    "d1": Delivery("d1", "north", date(2024, 3, 1), True),
    "d2": Delivery("d2", "east", date(2024, 3, 4)),
    "d3": Delivery("d3", "west", date(2024, 2, 20), True),
    "d4": Delivery("d4", "west", date(2024, 3, 9), True),
}
SUBSCRIPTIONS = {
    "s1": Subscription("s1", date(2023, 1, 31), "month"),
    "s2": Subscription("s2", date(2022, 6, 15), "year"),
    "s3": Subscription("s3", date(2024, 2, 29), "year"),
}


def problem(slug, status, **more):
    return jsonify(ok=False, problem=slug, **more), status


def parse_day(text):
    """A date, or None if the text is not one."""
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def parse_position(text):
    """An (x, y) pair from "x,y", or None if the text is not one."""
    try:
        x, y = text.split(",")
        x, y = float(x), float(y)
    except ValueError:
        return None
    if not (math.isfinite(x) and math.isfinite(y)):
        return None
    return x, y


def nearest(position, count):
    """Depots with their distance, nearest first, those equally near by reference."""
    heap = []
    for depot in DEPOTS.values():
        distance = math.dist(position, (depot.x, depot.y))
        heapq.heappush(heap, (round(distance, 3), depot.ref, depot))
    found = []
    while heap and len(found) < count:
        distance, _, depot = heapq.heappop(heap)
        found.append({"depot": depot.ref, "distance": distance})
    return found


def add_month(start, months):
    """A day which that month lacks becomes the month's last day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def add_year(start, years):
    """Like add_month, for whole years."""
    year = start.year + years
    last = calendar.monthrange(year, start.month)[1]
    return start.replace(year=year, day=min(start.day, last))


def next_date(subscription, after):
    advance = add_month if subscription.every == "month" else add_year
    count = 0
    while (day := advance(subscription.start, count)) <= after:
        count += 1
    return day


def delivery_json(delivery):
    return asdict(delivery) | {"due": delivery.due.isoformat()}


@app.get("/depots/near")
def near():
    position = parse_position(request.args.get("at", ""))
    if position is None:
        return problem("bad_position", 422)
    count = request.args.get("count", "3")
    if not count.isdecimal():
        return problem("bad_count", 422)
    return jsonify(ok=True, depots=nearest(position, int(count)))


@app.get("/deliveries")
def list_deliveries():
    depot = request.args.get("depot")
    if depot is not None and depot not in DEPOTS:
        return problem("unknown_depot", 404, depot=depot)
    found = [d for d in DELIVERIES.values() if depot in (None, d.depot)]
    return jsonify(ok=True, deliveries=[delivery_json(d) for d in sorted(found, key=lambda d: d.due)])


@app.get("/deliveries/<ref>")
def show_delivery(ref):
    delivery = DELIVERIES.get(ref)
    if delivery is None:
        return problem("unknown_delivery", 404)
    return jsonify(ok=True, delivery=delivery_json(delivery))


@app.post("/deliveries/<ref>/done")
def finish(ref):
    delivery = DELIVERIES.get(ref)
    if delivery is None:
        return problem("unknown_delivery", 404)
    if delivery.done:
        return problem("already_done", 409)
    delivery.done = True
    return jsonify(ok=True, delivery=delivery_json(delivery))


@app.post("/sweep")
def sweep():
    """Forget deliveries that were done and due before the given day."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        return problem("bad_body", 422)
    before = parse_day(body.get("before"))
    if before is None:
        return problem("bad_day", 422)
    gone = []
    for ref, delivery in list(DELIVERIES.items()):
        if delivery.done and delivery.due < before:
            del DELIVERIES[ref]
            gone.append(ref)
    return jsonify(ok=True, gone=gone, left=len(DELIVERIES))


@app.get("/subscriptions/<ref>/next")
def next_delivery(ref):
    subscription = SUBSCRIPTIONS.get(ref)
    if subscription is None:
        return problem("unknown_subscription", 404)
    after = parse_day(request.args.get("after"))
    if after is None or after.year > 2100:
        return problem("bad_day", 422)
    return jsonify(ok=True, date=next_date(subscription, after).isoformat())
'''

TIMETABLE = r'''
"""Bus timetable kept in SQLite."""
import base64
import json
import sqlite3
from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import Flask, request

app = Flask(__name__)
SERVICE_DAY = datetime(2024, 7, 1, tzinfo=timezone.utc)
PAGE = 2

db = sqlite3.connect(":memory:", check_same_thread=False)
db.row_factory = sqlite3.Row
db.executescript("""
    CREATE TABLE stop (id INTEGER PRIMARY KEY, name TEXT NOT NULL, zone TEXT);
    CREATE TABLE trip (id INTEGER PRIMARY KEY, line TEXT NOT NULL, headsign TEXT);
    CREATE TABLE call (trip_id INTEGER, stop_id INTEGER, at TEXT NOT NULL);
    INSERT INTO stop VALUES (1, 'Market', 'A'), (2, 'Station', 'A'), (3, 'Lakeside', 'B'), (4, 'Airport', NULL);
    INSERT INTO trip VALUES (10, 'N1', 'Airport'), (11, '4', 'Lakeside'), (12, '4', NULL);
    INSERT INTO call VALUES (10, 2, '23:50'), (10, 1, '24:05'), (10, 4, '24:35'),
                            (11, 1, '08:00'), (11, 3, '08:20'), (12, 3, '09:00'), (12, 1, '09:20');
""")


class Fault(Exception):
    """Ends a request: an HTTP status, the thing at fault, and a hint for the reader."""

    def __init__(self, status, about, hint=""):
        self.status, self.about, self.hint = status, about, hint


@app.errorhandler(Fault)
def fault(error):
    return {"fault": {"about": error.about, "hint": error.hint}}, error.status


def fetch(table, key):
    """One row by its id; a Fault if there is none."""
    try:
        row = db.execute(f"SELECT * FROM {table} WHERE id = ?", (key,)).fetchone()
    except OverflowError:
        row = None
    if row is None:
        raise Fault(404, table, f"{table} {key} does not exist")
    return row


def split_clock(text):
    """(hours, minutes) of a service day; night buses run past 24:00."""
    hours, minutes = text.split(":")
    return int(hours), int(minutes)


def moment(text):
    hours, minutes = split_clock(text)
    return SERVICE_DAY + timedelta(hours=hours, minutes=minutes)


def call_json(row):
    hours, minutes = split_clock(row["at"])
    return {
        "stop": row["name"],
        "at": time(hours % 24, minutes).strftime("%H:%M"),
        "next_day": hours >= 24,
    }


def read_zone(name):
    if not name:
        return timezone.utc
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Fault(400, "tz", "not a time zone")


def read_int(name, default):
    text = request.args.get(name)
    if text is None:
        return default
    try:
        return int(text)
    except ValueError:
        raise Fault(400, name, "not a number")


def make_cursor(last_id):
    return base64.urlsafe_b64encode(json.dumps({"id": last_id}).encode()).decode()


def read_cursor(text):
    """The id that a cursor of ours stands for."""
    if not text:
        return 0
    try:
        last = json.loads(base64.urlsafe_b64decode(text))["id"]
    except (ValueError, KeyError, TypeError):
        raise Fault(400, "after", "not a cursor")
    if not isinstance(last, int) or abs(last) > 2**60:
        raise Fault(400, "after", "not a cursor")
    return last


@app.get("/stops")
def stops():
    after = read_cursor(request.args.get("after"))
    rows = db.execute("SELECT * FROM stop WHERE id > ? ORDER BY id LIMIT ?", (after, PAGE + 1)).fetchall()
    page = rows[:PAGE]
    return {
        "stops": [{"id": r["id"], "name": r["name"]} for r in page],
        "next": make_cursor(page[-1]["id"]) if len(rows) > PAGE else None,
    }


@app.get("/stops/<int:stop_id>")
def stop(stop_id):
    row = fetch("stop", stop_id)
    return {"id": row["id"], "name": row["name"], "zone": row["zone"]}


@app.get("/stops/<int:stop_id>/departures")
def departures(stop_id):
    """Departures of the service day, in the traveller's time zone."""
    row = fetch("stop", stop_id)
    zone = read_zone(request.args.get("tz"))
    limit = read_int("limit", 10)
    if not 0 < limit <= 50:
        raise Fault(400, "limit", "from 1 to 50")
    calls = db.execute(
        "SELECT line, at FROM call JOIN trip ON trip.id = trip_id WHERE stop_id = ? ORDER BY at LIMIT ?",
        (row["id"], limit),
    )
    return {
        "stop": row["name"],
        "departures": [
            {"line": c["line"], "at": moment(c["at"]).astimezone(zone).strftime("%Y-%m-%d %H:%M")} for c in calls
        ],
    }


@app.get("/trips/<int:trip_id>")
def trip(trip_id):
    row = fetch("trip", trip_id)
    calls = db.execute(
        "SELECT name, at FROM call JOIN stop ON stop.id = stop_id WHERE trip_id = ? ORDER BY at", (row["id"],)
    )
    return {"line": row["line"], "headsign": row["headsign"], "calls": [call_json(c) for c in calls]}


@app.get("/lines/<line>/stops")
def line_stops(line):
    rows = db.execute(
        "SELECT DISTINCT name FROM call JOIN trip ON trip.id = trip_id JOIN stop ON stop.id = stop_id"
        " WHERE line = ? ORDER BY name",
        (line,),
    ).fetchall()
    if not rows:
        raise Fault(404, "line", f"line {line} does not exist")
    return {"line": line, "stops": [r["name"] for r in rows]}
'''

SENSORS = r'''
"""Field sensors: frames in, readings out."""
import json
import math
import struct
from datetime import datetime, timezone
from email.utils import format_datetime, parsedate_to_datetime

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

# battery (mV), temperature (1/100 degree), humidity (percent)
FRAME = struct.Struct(">HhB")

DEVICES = {
    "s1": {"name": "Orchard", "changed": datetime(2024, 5, 1, 10, tzinfo=timezone.utc)},
    "s2": {"name": "Cellar", "changed": datetime(2024, 5, 3, 10, tzinfo=timezone.utc)},
    "s3": {"name": "Roof", "changed": datetime(2024, 5, 3, 10, tzinfo=timezone.utc)},
}
# a probe that could not measure reports NaN
READINGS = {
    "s1": [(100, 11.5), (160, float("nan")), (220, 12.5)],
    "s2": [(100, 8.0), (160, float("nan"))],
    "s3": [],
}


async def on_http_error(request, exc):
    return JSONResponse({"error": {"status": exc.status_code, "detail": exc.detail}}, exc.status_code)


def device_or_404(request):
    key = request.path_params["device"]
    if key not in DEVICES:
        raise HTTPException(404, "unknown device")
    return key


def measured(value):
    """What the API shows for a measured value: null where the probe could not measure."""
    return None if math.isnan(value) else value


async def json_object(request):
    try:
        body = await request.json()
    except json.JSONDecodeError:
        raise HTTPException(400, "body is not JSON")
    if not isinstance(body, dict):
        raise HTTPException(400, "body is not an object")
    return body


def decode_frame(text):
    """The reading in a hexadecimal frame."""
    if not isinstance(text, str):
        raise HTTPException(400, "frame is missing")
    try:
        raw = bytes.fromhex(text)
    except ValueError:
        raise HTTPException(400, "frame is not hexadecimal")
    if len(raw) != FRAME.size:
        raise HTTPException(400, f"frame must have {FRAME.size} bytes")
    battery, centi, humidity = FRAME.unpack(raw)
    return {"battery": battery, "temperature": centi / 100, "humidity": humidity}


def since(request):
    """The moment of an If-Modified-Since header; a header we cannot read counts as absent."""
    text = request.headers.get("if-modified-since")
    if text is None:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


async def list_devices(request):
    return JSONResponse([{"id": key, "name": d["name"]} for key, d in DEVICES.items()])


async def show_device(request):
    key = device_or_404(request)
    changed = DEVICES[key]["changed"]
    known = since(request)
    headers = {"last-modified": format_datetime(changed, usegmt=True)}
    if known is not None and changed <= known:
        return Response(status_code=304, headers=headers)
    return JSONResponse({"id": key, "name": DEVICES[key]["name"]}, headers=headers)


async def readings(request):
    key = device_or_404(request)
    return JSONResponse([{"at": at, "value": measured(value)} for at, value in READINGS[key]])


async def latest(request):
    """The last reading of a device, 404 if it never reported."""
    key = device_or_404(request)
    if not READINGS[key]:
        raise HTTPException(404, "no reading yet")
    at, value = READINGS[key][-1]
    return JSONResponse({"device": key, "at": at, "value": measured(value)})


async def average(request):
    key = device_or_404(request)
    values = [value for _, value in READINGS[key] if not math.isnan(value)]
    return JSONResponse({"device": key, "count": len(values), "mean": sum(values) / len(values) if values else None})


async def receive(request):
    body = await json_object(request)
    key = body.get("device")
    if not isinstance(key, str) or key not in DEVICES:
        raise HTTPException(404, "unknown device")
    reading = decode_frame(body.get("frame"))
    READINGS[key].append((300, reading["temperature"]))
    return JSONResponse({"device": key, **reading}, 201)


app = Starlette(
    routes=[
        Route("/devices", list_devices),
        Route("/devices/{device}", show_device),
        Route("/devices/{device}/readings", readings),
        Route("/devices/{device}/latest", latest),
        Route("/devices/{device}/average", average),
        Route("/frames", receive, methods=["POST"]),
    ],
    exception_handlers={HTTPException: on_http_error},
)
'''

ROOMS = r'''
"""Meeting rooms: search, bookings, calendar export."""
import re
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


class Refusal(Exception):
    """Something the client has to change; `reason` is what programs look at."""

    def __init__(self, reason, message, status=422):
        self.reason = reason
        self.message = message
        self.status = status


async def refuse(request, exc):
    return JSONResponse({"reason": exc.reason, "message": exc.message}, status_code=exc.status)


ROOMS = {
    "r1": {"name": "Aula", "seats": 80, "floor": 0},
    "r2": {"name": "Łazienki", "seats": None, "floor": 2},
    "r3": {"name": "Loft", "seats": 12, "floor": 4},
    "r4": {"name": "Cabin", "seats": 20, "floor": None},
}
# (room, first minute of the day, minutes, who)
BOOKINGS = [("r1", 540, 60, "Ana"), ("r2", 600, 30, "Bo"), ("r1", 660, 90, "Cy")]

DURATION = re.compile(r"(\d{1,3})(m|h)")
SORTS = ("name", "seats", "floor")


def find_room(room_id):
    room = ROOMS.get(room_id)
    if room is None:
        raise Refusal("no-room", f"room {room_id} does not exist", 404)
    return room


def text_field(body, name):
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise Refusal(f"bad-{name}", f"{name} must be a text")
    return value


def minutes(text):
    """Length of a booking in minutes, from "45m" or "2h"."""
    match = DURATION.fullmatch(text)
    if match is None:
        raise Refusal("bad-length", "length is like 45m or 2h")
    number, unit = match.groups()
    return int(number) * (60 if unit == "h" else 1)


def clock(text):
    """Minute of the day from "9:30"."""
    hour, _, minute = text.partition(":")
    if not (hour.isdecimal() and minute.isdecimal()) or int(hour) > 23 or int(minute) > 59:
        raise Refusal("bad-start", "start is like 9:30")
    return int(hour) * 60 + int(minute)


def free(room_id, start, length):
    return all(r != room_id or start + length <= s or s + n <= start for r, s, n, _ in BOOKINGS)


def stamp(minute):
    return f"{minute // 60:02}{minute % 60:02}00"


async def search(request):
    """Rooms in the wanted order; rooms without that value come last."""
    params = request.query_params
    sort = params.get("sort", "name")
    if sort not in SORTS:
        raise Refusal("bad-sort", f"sort is one of {', '.join(SORTS)}")
    wanted = params.get("q", "").lower()
    found = [(key, room) for key, room in ROOMS.items() if wanted in room["name"].lower()]
    found.sort(key=lambda pair: (pair[1][sort] is None, pair[1][sort] or 0 if sort != "name" else pair[1][sort]))
    return JSONResponse([key for key, _ in found])


async def show(request):
    key = request.path_params["room"]
    return JSONResponse({"id": key, **find_room(key)})


async def book(request):
    body = await request.json()
    if not isinstance(body, dict):
        raise Refusal("bad-body", "send an object")
    room_id = text_field(body, "room")
    who = text_field(body, "who")
    room = find_room(room_id)
    start = clock(text_field(body, "start"))
    length = minutes(text_field(body, "length"))
    if not 0 < length <= 480:
        raise Refusal("bad-length", "at most eight hours")
    if not free(room_id, start, length):
        raise Refusal("taken", f"{room['name']} is taken", 409)
    BOOKINGS.append((room_id, start, length, who))
    return JSONResponse({"room": room_id, "start": start, "minutes": length, "who": who}, status_code=201)


async def availability(request):
    room_id = request.path_params["room"]
    find_room(room_id)
    start = clock(request.query_params.get("start", ""))
    length = minutes(request.query_params.get("length", "60m"))
    return JSONResponse({"free": free(room_id, start, length)})


async def export(request):
    """The room's bookings of the day as a file to download, named after the room."""
    key = request.path_params["room"]
    room = find_room(key)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for room_id, start, length, who in BOOKINGS:
        if room_id == key:
            lines.append(f"BEGIN:VEVENT\nSUMMARY:{who}\nDTSTART:20240701T{stamp(start)}\n"
                         f"DTEND:20240701T{stamp(start + length)}\nEND:VEVENT")
    lines.append("END:VCALENDAR")
    disposition = f"attachment; filename*=UTF-8''{quote(room['name'])}.ics"
    return Response("\n".join(lines), media_type="text/calendar", headers={"content-disposition": disposition})


app = Starlette(
    routes=[
        Route("/rooms", search),
        Route("/rooms/{room}", show),
        Route("/rooms/{room}/free", availability),
        Route("/rooms/{room}/calendar.ics", export),
        Route("/bookings", book, methods=["POST"]),
    ],
    exception_handlers={Refusal: refuse},
)
'''

CASES = []


def case(name, base, changes, trigger, wanted, others, may_crash=False):
    """changes: (text in the sound program, text in the faulty one)."""
    buggy = base
    for good, bad in changes:
        assert buggy.count(good) == 1, (name, buggy.count(good), good)
        buggy = buggy.replace(good, bad)
    CASES.append(dict(name=name, buggy=buggy, fixed=base, trigger=trigger, wanted=wanted, others=others)
                 | ({"others_may_crash": True} if may_crash else {}))


# ---- auctions
case("auction-next-bid-without-bids", AUCTION,
     [("    if top is None:\n        return lot.opening_cents\n", "")],
     "GET /lots/2/next-bid", [200, {"lot": 2, "cents": 2500}],
     [("GET /lots/1/next-bid", [200, {"lot": 1, "cents": 12500}]),
      ("GET /lots/9/next-bid", [404, {"error": "not_found", "detail": "lot 9"}]),
      ('POST /lots/1/bids {"paddle": 12, "amount": "120"}', [409, {"error": "rejected", "detail": "bid too low"}]),
      ('POST /lots/2/bids {"paddle": 12, "amount": "25"}', [201, {"lot": 2, "cents": 2500, "bidder": "Ines Roca"}])],
     True)
case("auction-paddle-taken-session-broken", AUCTION,
     [("        db.rollback()\n", "")],
     'POST /bidders {"paddle": 12, "name": "Kim Oh"}',
     [409, {"error": "rejected", "detail": "paddle 12 is held by Ines Roca"}],
     [('POST /bidders {"paddle": 77, "name": "Kim Oh"}', [201, {"id": 3, "paddle": 77, "name": "Kim Oh"}]),
      ('POST /bidders {"paddle": "x", "name": "Kim Oh"}', 422),
      ("GET /lots?state=closed", 200)])
case("auction-unsold-lot-winner", AUCTION,
     [("    winner = lot.winner\n    return jsonify(lot=lot.id, winner=winner.name if winner else None, price=lot.price_cents)",
       "    return jsonify(lot=lot.id, winner=lot.winner.name, price=lot.price_cents)"),
      ("; a lot that stayed unsold has neither winner nor price.", ".")],
     "GET /lots/3/result", [200, {"lot": 3, "winner": None, "price": None}],
     [("GET /lots/4/result", [200, {"lot": 4, "winner": "Tom Hale", "price": 5200}]),
      ("GET /lots/1/result", [409, {"error": "rejected", "detail": "lot is still open"}]),
      ("GET /lots/8/result", 404)])
case("auction-amount-with-comma", AUCTION,
     [("    except InvalidOperation:\n", "    except ValueError:\n"),
      ("from decimal import Decimal, InvalidOperation", "from decimal import Decimal")],
     'POST /lots/1/bids {"paddle": 12, "amount": "130,50"}', [422, {"error": "invalid", "detail": "amount '130,50'"}],
     [('POST /lots/1/bids {"paddle": 12, "amount": "130.50"}', [201, {"lot": 1, "cents": 13050, "bidder": "Ines Roca"}]),
      ('POST /lots/1/bids {"paddle": 12, "amount": "-3"}', [422, {"error": "invalid", "detail": "amount '-3'"}]),
      ('POST /lots/1/bids {"paddle": 12, "amount": "NaN"}', 422),
      ('POST /lots/1/bids {"paddle": 12}', [422, {"error": "invalid", "detail": "amount None"}])], True)
case("auction-remaining-aware-moment", AUCTION,
     [("    if moment.tzinfo is not None:\n        moment = moment.astimezone(timezone.utc).replace(tzinfo=None)\n    return moment\n",
       "    return moment\n"),
      ("from datetime import datetime, timezone\n", "from datetime import datetime\n"),
      ('    """A naive UTC datetime, as stored in the database."""\n', '    """A moment (UTC, as stored in the database) from ISO text."""\n')],
     "GET /lots/1/remaining?at=2024-05-01T13:30:00%2B02:00", [200, {"lot": 1, "seconds": 1800}],
     [("GET /lots/1/remaining?at=2024-05-01T11:30:00", [200, {"lot": 1, "seconds": 1800}]),
      ("GET /lots/4/remaining", [200, {"lot": 4, "seconds": 0}]),
      ("GET /lots/1/remaining?at=soon", [422, {"error": "invalid", "detail": "moment 'soon'"}]),
      ("GET /lots/1/remaining?at=2024-05-01T11:59:00Z", [200, {"lot": 1, "seconds": 60}])], True)

# ---- recipes
case("recipe-title-not-unique", RECIPES,
     [("    except MultipleResultsFound:\n        abort(409, f\"several recipes are titled {title}\")\n", ""),
      ("import MultipleResultsFound, NoResultFound", "import NoResultFound")],
     "GET /titles/Leek%20soup", [409, None],
     [("GET /titles/Starter", [200, {"slug": "starter", "title": "Starter"}]),
      ("GET /titles/Pie", [404, {"status": 404, "message": "no recipe titled Pie"}]),
      ("GET /authors/Jo", [409, {"status": 409, "message": "several authors are named Jo"}])])
case("recipe-tools-made-from-itself", RECIPES,
     [("def tools(recipe, seen=()):", "def tools(recipe):"),
      ("        if part.id != recipe.id and part.id not in seen:\n            found |= tools(part, (*seen, recipe.id))\n",
       "        found |= tools(part)\n")],
     "GET /recipes/bread/tools", [200, {"tools": ["jar", "oven"]}],
     [("GET /recipes/supper/tools", [200, {"tools": ["pot", "tray"]}]),
      ("GET /recipes/soup/tools", [200, {"tools": ["pot"]}]),
      ("GET /recipes/pie/tools", 404),
      ("GET /recipes/starter/tools", [200, {"tools": ["jar"]}])], True)
case("recipe-card-credit-detached", RECIPES,
     [("options(joinedload(Recipe.author), selectinload(Recipe.lines))", "options(selectinload(Recipe.lines))"),
      ("Session, joinedload, mapped_column", "Session, mapped_column")],
     "GET /recipes/bread/card?credit=1",
     [200, {"slug": "bread", "title": "Country bread", "lines": ["500 g wheat flour"], "credit": "Mara"}],
     [("GET /recipes/bread/card", [200, {"slug": "bread", "title": "Country bread", "lines": ["500 g wheat flour"]}]),
      ("GET /recipes/pie/card?credit=1", [404, {"status": 404, "message": "no recipe pie"}]),
      ("GET /recipes/soup/card?credit=1", [200, {"slug": "soup", "title": "Leek soup",
                                                "lines": ["400 g leek", "100 g cream"], "credit": "anonymous"}])], True)
case("recipe-unknown-sort-column", RECIPES,
     [("    column = SORTABLE.get(sort.removeprefix(\"-\"))\n    if column is None:\n        abort(400, f\"cannot sort by {sort}\")\n",
       "    column = getattr(Recipe, sort.removeprefix(\"-\"))\n"),
      ("SORTABLE = {\"title\": Recipe.title, \"slug\": Recipe.slug, \"prep_minutes\": Recipe.prep_minutes,\n"
       "            \"cook_minutes\": Recipe.cook_minutes}\n\n\n", "")],
     "GET /recipes?sort=-rating", [400, None],
     [("GET /recipes?sort=-prep_minutes&limit=2", [200, ["bread", "soup"]]),
      ("GET /recipes", [200, ["bread", "soup", "leek-soup-light", "starter", "supper"]]),
      ("GET /recipes?limit=0", [400, {"status": 400, "message": "limit must be from 1 to 100"}]),
      ("GET /recipes?sort=metadata", [400, None])], True)
case("recipe-menu-time-renamed-attribute", RECIPES,
     [("sum(r.total_minutes for r in chosen)", "sum(r.minutes for r in chosen)")],
     "GET /menu?slugs=soup,bread&time=1",
     [200, {"recipes": [{"slug": "soup", "title": "Leek soup"}, {"slug": "bread", "title": "Country bread"}], "minutes": 125}],
     [("GET /menu?slugs=soup", [200, {"recipes": [{"slug": "soup", "title": "Leek soup"}]}]),
      ("GET /menu?slugs=&time=1", 400),
      ("GET /menu?slugs=soup,pie&time=1", [404, {"status": 404, "message": "no recipe pie"}])])

# ---- deliveries
case("depots-near-position-parts", DELIVERY,
     [("    try:\n        x, y = text.split(\",\")\n        x, y = float(x), float(y)\n",
       "    x, y = text.split(\",\")\n    try:\n        x, y = float(x), float(y)\n")],
     "GET /depots/near?at=52.1", [422, {"ok": False, "problem": "bad_position"}],
     [("GET /depots/near?at=0,9&count=1", [200, {"ok": True, "depots": [{"depot": "north", "distance": 1.0}]}]),
      ("GET /depots/near?at=a,b", [422, {"ok": False, "problem": "bad_position"}]),
      ("GET /depots/near?at=1,2&count=x", [422, {"ok": False, "problem": "bad_count"}]),
      ("GET /depots/near", [422, {"ok": False, "problem": "bad_position"}])], True)
case("depots-equally-near", DELIVERY,
     [("(round(distance, 3), depot.ref, depot))", "(round(distance, 3), depot))"),
      ("        distance, _, depot = heapq", "        distance, depot = heapq")],
     "GET /depots/near?at=0,0&count=2",
     [200, {"ok": True, "depots": [{"depot": "east", "distance": 3.0}, {"depot": "west", "distance": 3.0}]}],
     [("GET /depots/near?at=4,0&count=2",
       [200, {"ok": True, "depots": [{"depot": "east", "distance": 1.0}, {"depot": "harbour", "distance": 4.123}]}]),
      ("GET /depots/near?at=4,0&count=0", [200, {"ok": True, "depots": []}]),
      ("GET /depots/near?at=4", 422)])
case("subscription-leap-day", DELIVERY,
     [("    last = calendar.monthrange(year, start.month)[1]\n    return start.replace(year=year, day=min(start.day, last))\n",
       "    return start.replace(year=year)\n")],
     "GET /subscriptions/s3/next?after=2024-06-01", [200, {"ok": True, "date": "2025-02-28"}],
     [("GET /subscriptions/s2/next?after=2024-06-15", [200, {"ok": True, "date": "2025-06-15"}]),
      ("GET /subscriptions/s1/next?after=2023-02-01", [200, {"ok": True, "date": "2023-02-28"}]),
      ("GET /subscriptions/s3/next?after=2027-12-01", [200, {"ok": True, "date": "2028-02-29"}]),
      ("GET /subscriptions/s3/next?after=2024-02-30", [422, {"ok": False, "problem": "bad_day"}])], True)
case("sweep-deletes-while-iterating", DELIVERY,
     [("in list(DELIVERIES.items()):", "in DELIVERIES.items():")],
     'POST /sweep {"before": "2024-03-05"}', [200, {"ok": True, "gone": ["d1", "d3"], "left": 2}],
     [('POST /sweep {"before": "2024-01-01"}', [200, {"ok": True, "gone": [], "left": 4}]),
      ('POST /sweep {"before": "soon"}', [422, {"ok": False, "problem": "bad_day"}]),
      ('POST /sweep ["d1"]', [422, {"ok": False, "problem": "bad_body"}])])

# ---- timetable
case("departures-unknown-zone", TIMETABLE,
     [("    try:\n        return ZoneInfo(name)\n    except (ZoneInfoNotFoundError, ValueError, OSError):\n        raise Fault(400, \"tz\", \"not a time zone\")\n",
       "    return ZoneInfo(name)\n"),
      ("import ZoneInfo, ZoneInfoNotFoundError", "import ZoneInfo")],
     "GET /stops/3/departures?tz=Mars/Olympus", [400, None],
     [("GET /stops/3/departures?tz=Europe/Oslo&limit=1",
       [200, {"stop": "Lakeside", "departures": [{"line": "4", "at": "2024-07-01 10:20"}]}]),
      ("GET /stops/3/departures?limit=x", [400, {"fault": {"about": "limit", "hint": "not a number"}}]),
      ("GET /stops/99/departures?tz=Europe/Oslo", 404),
      ("GET /stops/3/departures?tz=../etc/passwd", [400, None])], True)
case("trip-past-midnight", TIMETABLE,
     [("time(hours % 24, minutes)", "time(hours, minutes)")],
     "GET /trips/10",
     [200, {"line": "N1", "headsign": "Airport", "calls": [
         {"stop": "Station", "at": "23:50", "next_day": False}, {"stop": "Market", "at": "00:05", "next_day": True},
         {"stop": "Airport", "at": "00:35", "next_day": True}]}],
     [("GET /trips/12", [200, {"line": "4", "headsign": None, "calls": [
         {"stop": "Lakeside", "at": "09:00", "next_day": False}, {"stop": "Market", "at": "09:20", "next_day": False}]}]),
      ("GET /stops/4/departures", [200, {"stop": "Airport", "departures": [{"line": "N1", "at": "2024-07-02 00:35"}]}]),
      ("GET /trips/1", [404, {"fault": {"about": "trip", "hint": "trip 1 does not exist"}}])])
case("row-id-beyond-sqlite-integer", TIMETABLE,
     [("    try:\n        row = db.execute(f\"SELECT * FROM {table} WHERE id = ?\", (key,)).fetchone()\n    except OverflowError:\n        row = None\n",
       "    row = db.execute(f\"SELECT * FROM {table} WHERE id = ?\", (key,)).fetchone()\n")],
     "GET /stops/20240701083000123456", [404, {"fault": {"about": "stop", "hint": "stop 20240701083000123456 does not exist"}}],
     [("GET /stops/4", [200, {"id": 4, "name": "Airport", "zone": None}]),
      ("GET /stops/5", [404, {"fault": {"about": "stop", "hint": "stop 5 does not exist"}}]),
      ("GET /trips/99999999999999999999", 404)], True)
case("stops-broken-cursor", TIMETABLE,
     [("    except (ValueError, KeyError, TypeError):\n", "    except KeyError:\n")],
     "GET /stops?after=abcde", [400, {"fault": {"about": "after", "hint": "not a cursor"}}],
     [("GET /stops?after=eyJpZCI6IDJ9", [200, {"stops": [{"id": 3, "name": "Lakeside"}, {"id": 4, "name": "Airport"}], "next": None}]),
      ("GET /stops", [200, {"stops": [{"id": 1, "name": "Market"}, {"id": 2, "name": "Station"}], "next": "eyJpZCI6IDJ9"}]),
      ("GET /stops?after=e30=", [400, {"fault": {"about": "after", "hint": "not a cursor"}}]),
      ("GET /stops?after=WzJd", [400, {"fault": {"about": "after", "hint": "not a cursor"}}])], True)

# ---- sensors
case("sensor-frame-cut-short", SENSORS,
     [("    if len(raw) != FRAME.size:\n        raise HTTPException(400, f\"frame must have {FRAME.size} bytes\")\n", "")],
     'POST /frames {"device": "s1", "frame": "0ce404"}', [400, None],
     [('POST /frames {"device": "s1", "frame": "0ce404b037"}',
       [201, {"device": "s1", "battery": 3300, "temperature": 12.0, "humidity": 55}]),
      ('POST /frames {"device": "s1", "frame": "xyz"}', [400, {"error": {"status": 400, "detail": "frame is not hexadecimal"}}]),
      ('POST /frames {"device": "s9", "frame": "0ce404"}', 404),
      ('POST /frames {"device": "s1", "frame": "0ce404b03700"}', [400, None])], True)
case("sensor-latest-not-a-number", SENSORS,
     [('"at": at, "value": measured(value)})\n', '"at": at, "value": value})\n')],
     "GET /devices/s2/latest", [200, {"device": "s2", "at": 160, "value": None}],
     [("GET /devices/s1/latest", [200, {"device": "s1", "at": 220, "value": 12.5}]),
      ("GET /devices/s3/latest", [404, {"error": {"status": 404, "detail": "no reading yet"}}]),
      ("GET /devices/s2/readings", [200, [{"at": 100, "value": 8.0}, {"at": 160, "value": None}]])])
case("sensor-unreadable-date-header", SENSORS,
     [("    try:\n        moment = parsedate_to_datetime(text)\n    except ValueError:\n        return None\n",
       "    moment = parsedate_to_datetime(text)\n")],
     'GET /devices/s1 {"headers": {"If-Modified-Since": "2024-05-01"}}', [200, {"id": "s1", "name": "Orchard"}],
     [('GET /devices/s1 {"headers": {"If-Modified-Since": "Thu, 02 May 2024 10:00:00 GMT"}}', 304),
      ('GET /devices/s2 {"headers": {"If-Modified-Since": "Thu, 02 May 2024 10:00:00 GMT"}}', [200, {"id": "s2", "name": "Cellar"}]),
      ("GET /devices/s1", [200, {"id": "s1", "name": "Orchard"}]),
      ('GET /devices/s7 {"headers": {"If-Modified-Since": "Thu, 02 May 2024 10:00:00 GMT"}}', 404)])
case("sensor-body-is-a-list", SENSORS,
     [("    if not isinstance(body, dict):\n        raise HTTPException(400, \"body is not an object\")\n", "")],
     'POST /frames [{"device": "s1", "frame": "0ce404b037"}]', [400, None],
     [('POST /frames {"device": "s2", "frame": "0ce4ff9c37"}',
       [201, {"device": "s2", "battery": 3300, "temperature": -1.0, "humidity": 55}]),
      ("POST /frames", [400, {"error": {"status": 400, "detail": "body is not JSON"}}]),
      ('POST /frames {"device": "s1"}', [400, {"error": {"status": 400, "detail": "frame is missing"}}]),
      ('POST /frames "s1"', [400, None])], True)

# ---- rooms
case("room-length-without-match", ROOMS,
     [("    match = DURATION.fullmatch(text)\n    if match is None:\n        raise Refusal(\"bad-length\", \"length is like 45m or 2h\")\n    number, unit = match.groups()\n",
       "    number, unit = DURATION.fullmatch(text).groups()\n")],
     "GET /rooms/r1/free?start=9:30&length=1.5h", [422, None],
     [("GET /rooms/r1/free?start=9:30&length=90m", [200, {"free": False}]),
      ("GET /rooms/r1/free?start=10:00", [200, {"free": True}]),
      ("GET /rooms/r1/free?start=noon", [422, {"reason": "bad-start", "message": "start is like 9:30"}]),
      ('POST /bookings {"room": "r3", "who": "Di", "start": "9:00", "length": "long"}', [422, None])], True)
case("rooms-sorted-by-missing-value", ROOMS,
     [("key=lambda pair: (pair[1][sort] is None, pair[1][sort] or 0 if sort != \"name\" else pair[1][sort]))",
       "key=lambda pair: pair[1][sort])")],
     "GET /rooms?sort=seats", [200, ["r3", "r4", "r1", "r2"]],
     [("GET /rooms", [200, ["r1", "r4", "r3", "r2"]]),
      ("GET /rooms?sort=seats&q=A", [200, ["r4", "r1", "r2"]]),
      ("GET /rooms?sort=seats&q=lo", [200, ["r3"]]),
      ("GET /rooms?sort=rating", 422)], True)
case("room-calendar-file-name", ROOMS,
     [("filename*=UTF-8''{quote(room['name'])}.ics\"", "filename=\\\"{room['name']}.ics\\\"\""),
      ("import re\nfrom urllib.parse import quote\n", "import re\n")],
     "GET /rooms/r2/calendar.ics", 200,
     [("GET /rooms/r1/calendar.ics", 200),
      ("GET /rooms/r4/calendar.ics", 200),
      ("GET /rooms/r9/calendar.ics", [404, {"reason": "no-room", "message": "room r9 does not exist"}])])
case("booking-room-is-a-list", ROOMS,
     [("    room_id = text_field(body, \"room\")\n", "    room_id = body.get(\"room\")\n")],
     'POST /bookings {"room": ["r1", "r3"], "who": "Di", "start": "9:00", "length": "1h"}',
     [422, {"reason": "bad-room", "message": "room must be a text"}],
     [('POST /bookings {"room": "r3", "who": "Di", "start": "9:00", "length": "1h"}',
       [201, {"room": "r3", "start": 540, "minutes": 60, "who": "Di"}]),
      ('POST /bookings {"room": "r8", "who": "Di", "start": "9:00", "length": "1h"}', [404, {"reason": "no-room", "message": "room r8 does not exist"}]),
      ('POST /bookings {"room": "r1", "who": "Di", "start": "9:00", "length": "1h"}', [409, {"reason": "taken", "message": "Aula is taken"}]),
      ('POST /bookings {"room": "r3", "who": 5, "start": "9:00", "length": "1h"}', [422, {"reason": "bad-who", "message": "who must be a text"}])])
assert len(CASES) == 26
