def swap(text, old, new):
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)


PARKING = r'''
"""Street parking: sessions by the half hour and yearly resident permits."""
import sqlite3
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone
from math import ceil

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

SCHEMA = """
CREATE TABLE zones (code TEXT PRIMARY KEY, name TEXT NOT NULL, half_hour_cents INTEGER NOT NULL);
CREATE TABLE permits (plate TEXT PRIMARY KEY, zone TEXT NOT NULL, holder TEXT NOT NULL, valid_until TEXT NOT NULL);
CREATE TABLE sessions (id INTEGER PRIMARY KEY, plate TEXT NOT NULL, zone TEXT NOT NULL,
                       started_at TEXT NOT NULL, ended_at TEXT, paid_cents INTEGER);
INSERT INTO zones VALUES ('A', 'Old Town', 150), ('B', 'Harbour', 100), ('C', 'Stadium', 80);
INSERT INTO permits VALUES ('KL4410', 'A', 'M. Oduya', '2024-02-29'), ('RT7002', 'B', 'S. Lind', '2024-09-15');
INSERT INTO sessions VALUES
    (1, 'AB1234', 'A', '2024-05-01T08:00:00', '2024-05-01T09:10:00', 450),
    (2, 'CD5678', 'A', '2024-05-01T09:00:00', NULL, NULL),
    (3, 'EF9012', 'B', '2024-05-01T07:30:00', '2024-05-01T08:00:00', 100);
"""

connection = sqlite3.connect(":memory:", check_same_thread=False)
connection.row_factory = sqlite3.Row
connection.executescript(SCHEMA)


class ParkingError(Exception):
    def __init__(self, status: int, code: str, message: str):
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


app = FastAPI(title="Parking")


@app.exception_handler(ParkingError)
async def on_parking_error(request: Request, exc: ParkingError):
    return JSONResponse({"error": {"code": exc.code, "message": exc.message}}, status_code=exc.status)


class PermitIn(BaseModel):
    plate: str = Field(min_length=2, max_length=12)
    zone: str
    holder: str
    start: date
    months: int = Field(12, ge=1, le=24)


class SessionIn(BaseModel):
    plate: str = Field(min_length=2, max_length=12)
    zone: str
    started_at: datetime


class SessionEnd(BaseModel):
    ended_at: datetime


def get_db():
    try:
        yield connection
    finally:
        connection.rollback()


def tidy_plate(raw: str) -> str:
    return raw.replace(" ", "").replace("-", "").upper()


def as_utc(moment: datetime) -> datetime:
    """All times are kept as UTC without an offset; bare times are taken as UTC already."""
    if moment.tzinfo is None:
        return moment
    return moment.astimezone(timezone.utc).replace(tzinfo=None)


def months_later(day: date, months: int) -> date:
    """The same day some months on, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def need_zone(db: sqlite3.Connection, code: str) -> sqlite3.Row:
    zone = db.execute("SELECT * FROM zones WHERE code = ?", (code.upper(),)).fetchone()
    if zone is None:
        raise ParkingError(404, "zone_unknown", f"There is no zone {code}.")
    return zone


def fee_cents(zone: sqlite3.Row, stay: timedelta) -> int:
    return ceil(stay / timedelta(minutes=30)) * zone["half_hour_cents"]


@app.get("/zones/{code}")
def show_zone(code: str, db: sqlite3.Connection = Depends(get_db)):
    zone = need_zone(db, code)
    return {"code": zone["code"], "name": zone["name"], "half_hour": zone["half_hour_cents"] / 100}


@app.get("/zones/{code}/takings")
def zone_takings(code: str, db: sqlite3.Connection = Depends(get_db)):
    """What the finished sessions of a zone have brought in."""
    zone = need_zone(db, code)
    row = db.execute(
        "SELECT count(*) AS stays, sum(paid_cents) AS cents FROM sessions WHERE zone = ? AND ended_at IS NOT NULL",
        (zone["code"],),
    ).fetchone()
    cents = row["cents"] or 0
    return {"zone": zone["code"], "stays": row["stays"], "takings": cents / 100}


@app.post("/permits", status_code=201)
def issue_permit(body: PermitIn, db: sqlite3.Connection = Depends(get_db)):
    zone = need_zone(db, body.zone)
    plate = tidy_plate(body.plate)
    until = months_later(body.start, body.months)
    try:
        db.execute("INSERT INTO permits VALUES (?, ?, ?, ?)", (plate, zone["code"], body.holder, until.isoformat()))
    except sqlite3.IntegrityError:
        raise ParkingError(409, "permit_exists", f"{plate} has a permit already.")
    db.commit()
    return {"plate": plate, "zone": zone["code"], "valid_until": until}


@app.post("/permits/{plate}/renew")
def renew_permit(plate: str, db: sqlite3.Connection = Depends(get_db)):
    """Adds a year to a permit."""
    row = db.execute("SELECT * FROM permits WHERE plate = ?", (tidy_plate(plate),)).fetchone()
    if row is None:
        raise ParkingError(404, "permit_unknown", f"No permit for {plate}.")
    until = months_later(date.fromisoformat(row["valid_until"]), 12)
    db.execute("UPDATE permits SET valid_until = ? WHERE plate = ?", (until.isoformat(), row["plate"]))
    db.commit()
    return {"plate": row["plate"], "valid_until": until}


@app.post("/sessions", status_code=201)
def start_session(body: SessionIn, db: sqlite3.Connection = Depends(get_db)):
    zone = need_zone(db, body.zone)
    plate = tidy_plate(body.plate)
    if db.execute("SELECT 1 FROM sessions WHERE plate = ? AND ended_at IS NULL", (plate,)).fetchone():
        raise ParkingError(409, "already_parked", f"{plate} has a session running.")
    started = as_utc(body.started_at)
    cursor = db.execute(
        "INSERT INTO sessions (plate, zone, started_at) VALUES (?, ?, ?)", (plate, zone["code"], started.isoformat())
    )
    db.commit()
    return {"id": cursor.lastrowid, "plate": plate, "started_at": started}


@app.post("/sessions/{session_id}/end")
def end_session(session_id: int, body: SessionEnd, db: sqlite3.Connection = Depends(get_db)):
    """Ends a session and says what is due."""
    row = db.execute("SELECT * FROM sessions WHERE id = ?", (session_id,)).fetchone()
    if row is None:
        raise ParkingError(404, "session_unknown", f"No session {session_id}.")
    if row["ended_at"] is not None:
        raise ParkingError(409, "session_over", "That session has ended.")
    ended = as_utc(body.ended_at)
    stay = ended - datetime.fromisoformat(row["started_at"])
    if stay < timedelta(0):
        raise ParkingError(422, "ends_before_start", "A session cannot end before it starts.")
    cents = fee_cents(need_zone(db, row["zone"]), stay)
    db.execute("UPDATE sessions SET ended_at = ?, paid_cents = ? WHERE id = ?", (ended.isoformat(), cents, session_id))
    db.commit()
    return {"id": session_id, "minutes": int(stay.total_seconds() // 60), "due": cents / 100}
'''

METERS = r'''
"""Readings, tariffs and live polling of household energy meters."""
import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from statistics import mean, stdev

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query
from pydantic import BaseModel, Field

POLL_SECONDS = 0.05


@dataclass
class Meter:
    serial: str
    street: str
    readings: list = field(default_factory=list)
    retired_on: date | None = None
    lag: float = 0.0


@dataclass
class Tariff:
    name: str
    since: date
    per_kwh: float


METERS: dict[str, Meter] = {}
TARIFFS = [
    Tariff("spring24", date(2024, 4, 1), 0.31),
    Tariff("winter23", date(2023, 10, 1), 0.28),
    Tariff("spring23", date(2023, 4, 1), 0.25),
]


def fill() -> None:
    for meter in (
        Meter("E100", "Mill Lane 4", [1000.0, 1040.0, 1100.0, 1150.0]),
        Meter("E101", "Mill Lane 6", [220.0, 250.0]),
        Meter("E102", "Quay 1", []),
        Meter("E103", "Quay 3", [90.0, 91.0, 94.0], lag=2.0),
        Meter("E090", "Mill Lane 4", [5.0], retired_on=date(2022, 6, 30)),
        Meter("E091", "Quay 1", [8.0, 9.0], retired_on=date(2023, 1, 31)),
    ):
        METERS[meter.serial] = meter


@asynccontextmanager
async def lifespan(app: FastAPI):
    fill()
    yield
    METERS.clear()


app = FastAPI(lifespan=lifespan)
router = APIRouter(prefix="/meters")


def fail(status: int, reason: str, **extra):
    raise HTTPException(status_code=status, detail={"reason": reason, **extra})


class Gateway:
    """Stands between us and the radio network."""

    async def poll(self, meter: Meter) -> float:
        await asyncio.sleep(meter.lag)
        return (meter.readings[-1] if meter.readings else 0.0) + 1.5


gateway = Gateway()


class ReadingIn(BaseModel):
    value: float = Field(ge=0, allow_inf_nan=False)


async def the_meter(serial: str) -> Meter:
    meter = METERS.get(serial.upper())
    if meter is None:
        fail(404, "unknown_meter", serial=serial)
    return meter


async def working_meter(meter: Meter = Depends(the_meter)) -> Meter:
    if meter.retired_on is not None:
        fail(409, "meter_retired", since=meter.retired_on.isoformat())
    return meter


async def tariff_on(day: date) -> Tariff:
    """The tariff in force on a day; TARIFFS is kept newest first."""
    tariff = next((t for t in TARIFFS if t.since <= day), None)
    if tariff is None:
        fail(404, "no_tariff", day=day.isoformat())
    return tariff


def usage(meter: Meter) -> list[float]:
    return [later - earlier for earlier, later in zip(meter.readings, meter.readings[1:])]


@app.get("/tariffs/{name}")
async def show_tariff(name: str):
    for tariff in TARIFFS:
        if tariff.name == name:
            return {"name": tariff.name, "since": tariff.since, "per_kwh": tariff.per_kwh}
    fail(404, "no_tariff", name=name)


@app.get("/quote")
async def quote(kwh: float = Query(ge=0), day: date = Query()):
    """What some energy would have cost on a day."""
    tariff = await tariff_on(day)
    return {"tariff": tariff.name, "cost": round(kwh * tariff.per_kwh, 2)}


@router.delete("/retired")
async def purge_retired(before: date):
    """Forgets the meters that were retired before a day."""
    removed = []
    for serial, meter in list(METERS.items()):
        if meter.retired_on is not None and meter.retired_on < before:
            del METERS[serial]
            removed.append(serial)
    return {"removed": sorted(removed), "left": len(METERS)}


@router.get("/{serial}")
async def show_meter(meter: Meter = Depends(the_meter)):
    return {"serial": meter.serial, "street": meter.street, "readings": len(meter.readings)}


@router.get("/{serial}/stats")
async def stats(meter: Meter = Depends(the_meter)):
    """Figures about the use between readings; null where there is too little to tell."""
    used = usage(meter)
    return {
        "periods": len(used),
        "mean": round(mean(used), 2) if used else None,
        "spread": round(stdev(used), 2) if len(used) > 1 else None,
    }


@router.post("/{serial}/readings", status_code=201)
async def add_reading(body: ReadingIn, meter: Meter = Depends(working_meter)):
    if meter.readings and body.value < meter.readings[-1]:
        fail(422, "runs_backwards", last=meter.readings[-1])
    meter.readings.append(body.value)
    return {"serial": meter.serial, "readings": len(meter.readings)}


@router.post("/{serial}/sync")
async def sync(meter: Meter = Depends(working_meter)):
    """Takes a reading over the air and stores it."""
    try:
        value = await asyncio.wait_for(gateway.poll(meter), POLL_SECONDS)
    except asyncio.TimeoutError:
        fail(504, "meter_silent", serial=meter.serial)
    meter.readings.append(value)
    return {"serial": meter.serial, "stored": value}


@router.get("/{serial}/live")
async def live(meter: Meter = Depends(working_meter)):
    """The present reading, which is not stored."""
    try:
        value = await asyncio.wait_for(gateway.poll(meter), timeout=POLL_SECONDS)
    except asyncio.TimeoutError:
        fail(504, "meter_silent", serial=meter.serial)
    return {"serial": meter.serial, "value": value}


app.include_router(router)
'''

PETS = r'''
"""Pets, their shelters and what it costs to take one home."""
from enum import Enum
from typing import Any, Literal, Optional

from fastapi import Body, Depends, FastAPI, Header, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError


class Kind(str, Enum):
    dog = "dog"
    cat = "cat"
    rabbit = "rabbit"
    tortoise = "tortoise"


class Pet(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1)
    kind: Kind
    age: int = Field(ge=0, le=120)
    weight: Optional[float] = Field(None, gt=0)
    shelter: str


class Shelter(BaseModel):
    title: str
    places: int
    passes_to: Optional[str] = None


SHELTERS = {
    "north": Shelter(title="North Gate", places=3, passes_to="river"),
    "river": Shelter(title="Riverside", places=2, passes_to="hill"),
    "hill": Shelter(title="Hilltop", places=4),
    "east": Shelter(title="East End", places=1, passes_to="dock"),
    "dock": Shelter(title="Dockside", places=1, passes_to="east"),
    "barn": Shelter(title="Old Barn", places=0),
}
PETS = {
    1: Pet(name="Rex", kind="dog", age=4, weight=21.5, shelter="north"),
    2: Pet(name="Mia", kind="cat", age=2, weight=None, shelter="north"),
    3: Pet(name="Bun", kind="rabbit", age=1, weight=2.1, shelter="north"),
    4: Pet(name="Ole", kind="dog", age=9, weight=30.0, shelter="river"),
    5: Pet(name="Kit", kind="cat", age=1, weight=3.2, shelter="river"),
    6: Pet(name="Sly", kind="tortoise", age=60, weight=8.0, shelter="east"),
    7: Pet(name="Pim", kind="cat", age=7, weight=4.4, shelter="dock"),
}
FEES = {Kind.dog: 180, Kind.cat: 90}
USUAL_FEE = 40


class ShelterProblem(Exception):
    status = 400
    title = "Bad request"

    def __init__(self, *problems: str):
        self.problems = list(problems)


class Invalid(ShelterProblem):
    status = 400
    title = "Not valid"


class Forbidden(ShelterProblem):
    status = 403
    title = "Staff only"


class Missing(ShelterProblem):
    status = 404
    title = "Not found"


class Full(ShelterProblem):
    status = 409
    title = "No room"


app = FastAPI()


@app.exception_handler(ShelterProblem)
def answer_problem(request: Request, problem: ShelterProblem):
    return JSONResponse({"title": problem.title, "problems": problem.problems}, problem.status)


@app.exception_handler(RequestValidationError)
def answer_invalid(request: Request, error: RequestValidationError):
    return answer_problem(request, Invalid(*(describe(one) for one in error.errors())))


def describe(error: dict) -> str:
    return f"{'.'.join(str(part) for part in error['loc'])}: {error['msg']}"


def staff_only(x_staff: Optional[str] = Header(None)):
    if x_staff != "yes":
        raise Forbidden("sign in first")


def get_pet(pet_id: int) -> Pet:
    if pet_id not in PETS:
        raise Missing(f"pet {pet_id}")
    return PETS[pet_id]


def get_shelter(code: str) -> Shelter:
    if code not in SHELTERS:
        raise Missing(f"shelter {code}")
    return SHELTERS[code]


def lodgers(code: str) -> list[Pet]:
    return [pet for pet in PETS.values() if pet.shelter == code]


def place_from(code: str) -> str:
    """The first shelter with room, going along the shelters that pass animals on."""
    tried = []
    while code is not None and code not in tried:
        shelter = get_shelter(code)
        if len(lodgers(code)) < shelter.places:
            return code
        tried.append(code)
        code = shelter.passes_to
    raise Full("no shelter down the line has room")


@app.get("/prices")
def prices():
    """The adoption fee of every kind of animal."""
    return {kind.value: FEES.get(kind, USUAL_FEE) for kind in Kind}


@app.get("/pets/{pet_id}")
def show_pet(pet: Pet = Depends(get_pet)):
    return pet


@app.get("/pets/{pet_id}/fee")
def adoption_fee(pet: Pet = Depends(get_pet)):
    """The fee for one pet; older animals go at half price."""
    fee = FEES.get(pet.kind, USUAL_FEE)
    if pet.age >= 8:
        fee = fee / 2
    return {"name": pet.name, "fee": fee}


@app.patch("/pets/{pet_id}", dependencies=[Depends(staff_only)])
def change_pet(pet_id: int, changes: dict[str, Any] = Body()):
    pet = get_pet(pet_id)
    if "shelter" in changes and changes["shelter"] != pet.shelter:
        raise Invalid("shelter: move the pet with a placement")
    try:
        PETS[pet_id] = Pet(**{**pet.model_dump(), **changes})
    except ValidationError as error:
        raise Invalid(*(describe(one) for one in error.errors()))
    return PETS[pet_id]


@app.get("/shelters/{code}/pets")
def shelter_pets(code: str, sort: Literal["name", "age", "weight"] = "name"):
    """Names of the pets in a shelter, in order; those that were never weighed go last."""
    get_shelter(code)
    found = sorted(lodgers(code), key=lambda pet: (getattr(pet, sort) is None, getattr(pet, sort) or 0))
    return [pet.name for pet in found]


@app.get("/shelters/{code}/placement")
def placement(code: str):
    """Where an animal that is brought to a shelter would stay."""
    chosen = place_from(code)
    return {"shelter": chosen, "title": SHELTERS[chosen].title}
'''

PODCASTS = r'''
"""A small podcast directory: shows, episodes and feed import."""
import re
from datetime import date
from xml.etree import ElementTree

from flask import Flask, jsonify, request
from sqlalchemy import ForeignKey, String, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
Session = sessionmaker(engine)


class Base(DeclarativeBase):
    pass


class Show(Base):
    __tablename__ = "shows"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str]
    episodes: Mapped[list["Episode"]] = relationship(back_populates="show", order_by="Episode.published")


class Episode(Base):
    __tablename__ = "episodes"
    id: Mapped[int] = mapped_column(primary_key=True)
    show_id: Mapped[int] = mapped_column(ForeignKey("shows.id"))
    guid: Mapped[str]
    title: Mapped[str]
    seconds: Mapped[int] = mapped_column(default=0)
    published: Mapped[date]
    show: Mapped[Show] = relationship(back_populates="episodes")


class Problem(Exception):
    def __init__(self, status, detail):
        self.status, self.detail = status, detail


app = Flask(__name__)


@app.errorhandler(Problem)
def send_problem(problem):
    response = jsonify(status=problem.status, detail=problem.detail)
    response.status_code = problem.status
    response.mimetype = "application/problem+json"
    return response


def seed():
    Base.metadata.create_all(engine)
    with Session.begin() as db:
        tide = Show(slug="low-tide", title="Low Tide")
        rail = Show(slug="rail-talk", title="Rail Talk")
        db.add_all([tide, rail, Show(slug="hush", title="Hush")])
        db.flush()
        db.add_all(
            [
                Episode(show_id=tide.id, guid="lt-1", title="Mud", seconds=1510, published=date(2023, 1, 9)),
                Episode(show_id=tide.id, guid="ep-2", title="Gulls", seconds=3723, published=date(2023, 2, 6)),
                Episode(show_id=rail.id, guid="rt-1", title="Points", seconds=2400, published=date(2022, 11, 1)),
                Episode(show_id=rail.id, guid="ep-2", title="Signals", seconds=55, published=date(2022, 12, 1)),
            ]
        )


def find_show(db, slug):
    show = db.scalars(select(Show).where(Show.slug == slug)).one_or_none()
    if show is None:
        raise Problem(404, f"no show {slug}")
    return show


def clock(seconds):
    """Seconds as 58:10, or as 1:02:03 from an hour on."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def read_clock(text):
    """The seconds in a duration; feeds write 45, 58:10 or 1:02:03."""
    if not isinstance(text, str) or not re.fullmatch(r"[0-9]{1,4}(:[0-5][0-9]){0,2}", text):
        raise Problem(422, "duration is not a clock time")
    seconds = 0
    for part in text.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds


def read_day(text):
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise Problem(422, "published is not a date")


def read_feed(text):
    """The items of an RSS document."""
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise Problem(422, f"feed is not XML: {error}")
    channel = root.find("channel")
    if channel is None:
        raise Problem(422, "feed has no channel")
    return channel.findall("item")


def episode_view(episode):
    return {"guid": episode.guid, "title": episode.title, "duration": clock(episode.seconds)}


def json_object():
    data = request.get_json(silent=True)
    if not isinstance(data, dict):
        raise Problem(400, "send a JSON object")
    return data


@app.get("/shows/<slug>")
def show_detail(slug):
    with Session() as db:
        show = find_show(db, slug)
        view = {"slug": show.slug, "title": show.title}
        if request.args.get("include") == "episodes":
            view["episodes"] = [episode_view(e) for e in show.episodes]
    return jsonify(view)


@app.get("/shows/<slug>/length")
def show_length(slug):
    with Session() as db:
        show = find_show(db, slug)
        total = db.scalar(select(func.coalesce(func.sum(Episode.seconds), 0)).where(Episode.show_id == show.id))
        return jsonify(slug=slug, length=clock(total))


@app.get("/episodes/<guid>")
def episode_by_guid(guid):
    """Guids are not unique between shows: the episode that was published first has it."""
    query = select(Episode).where(Episode.guid == guid)
    with Session() as db:
        episode = db.scalars(query.order_by(Episode.published, Episode.id)).first()
        if episode is None:
            raise Problem(404, f"no episode {guid}")
        return jsonify(show=episode.show.slug, **episode_view(episode))


@app.post("/shows/<slug>/episodes")
def add_episode(slug):
    data = json_object()
    if not isinstance(data.get("guid"), str) or not isinstance(data.get("title"), str):
        raise Problem(422, "guid and title are needed")
    with Session.begin() as db:
        show = find_show(db, slug)
        if any(e.guid == data["guid"] for e in show.episodes):
            raise Problem(409, "the show has that guid")
        episode = Episode(
            guid=data["guid"],
            title=data["title"],
            seconds=read_clock(data.get("duration")),
            published=read_day(data.get("published")),
        )
        show.episodes.append(episode)
        return jsonify(episode_view(episode)), 201


@app.post("/shows/<slug>/import")
def import_feed(slug):
    """Adds the episodes of a feed that the show does not have yet."""
    feed = json_object().get("feed")
    if not isinstance(feed, str):
        raise Problem(422, "feed is needed")
    added = []
    with Session.begin() as db:
        show = find_show(db, slug)
        known = {e.guid for e in show.episodes}
        for item in read_feed(feed):
            guid = item.findtext("guid", "").strip()
            if not guid or guid in known:
                continue
            known.add(guid)
            show.episodes.append(
                Episode(
                    guid=guid,
                    title=item.findtext("title", "Untitled"),
                    seconds=read_clock(item.findtext("duration", "0:00")),
                    published=read_day(item.findtext("day")),
                )
            )
            added.append(guid)
    return jsonify(added=added)


seed()
'''

LOST = r'''
"""Lost property office: found items, claims and letters to owners."""
import base64
import hmac
from dataclasses import dataclass

from flask import Flask, abort, jsonify, request
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["CLAIM_KEY"] = "left-luggage"

SHELVES = {"umbrella": "A1", "bag": "B2", "phone": "SAFE", "clothing": "C3"}
PAGE = 2


@dataclass
class Item:
    ref: str
    category: str
    found_on: str
    place: str
    owner: str = ""


ITEMS = {
    item.ref: item
    for item in (
        Item("L01", "umbrella", "2024-03-01", "Line 4"),
        Item("L02", "bag", "2024-03-02", "Main hall", owner="Jo Brandt"),
        Item("L03", "phone", "2024-03-02", "Line 9"),
        Item("L04", "clothing", "2024-03-05", "Café", owner="Ana Ruiz"),
        Item("L05", "bag", "2024-03-08", "Line 4"),
    )
}


@app.errorhandler(HTTPException)
def as_json(error):
    return jsonify(message=error.description, kind=error.name), error.code


def payload():
    data = request.get_json(silent=True)
    if not isinstance(data, dict):
        abort(400, "a JSON object is expected")
    return data


def item_or_404(ref):
    item = ITEMS.get(ref.upper())
    if item is None:
        abort(404, f"nothing is kept under {ref}")
    return item


def claim_code(ref):
    """The six characters printed on a finder's slip."""
    return hmac.new(app.config["CLAIM_KEY"].encode(), ref.encode(), "sha256").hexdigest()[:6]


def encode_cursor(item):
    return base64.urlsafe_b64encode(f"{item.found_on}~{item.ref}".encode()).decode()


def decode_cursor(text):
    """The place in the list that a cursor stands for."""
    try:
        plain = base64.urlsafe_b64decode(text).decode()
    except ValueError:
        abort(400, "after is not a cursor")
    found_on, mark, ref = plain.partition("~")
    if not mark:
        abort(400, "after is not a cursor")
    return found_on, ref


def summary(item):
    return {"ref": item.ref, "category": item.category, "found_on": item.found_on}


@app.get("/items")
def list_items():
    """Pages of items, oldest first; follow them with ?after=<next>."""
    items = sorted(ITEMS.values(), key=lambda item: (item.found_on, item.ref))
    after = request.args.get("after")
    if after:
        start = decode_cursor(after)
        items = [item for item in items if (item.found_on, item.ref) > start]
    page = items[:PAGE]
    following = encode_cursor(page[-1]) if len(items) > PAGE else None
    return jsonify(items=[item.ref for item in page], next=following)


@app.post("/items")
def hand_in():
    data = payload()
    category = data.get("category")
    if not isinstance(category, str) or category not in SHELVES:
        abort(400, "category is not one of " + ", ".join(SHELVES))
    for name in ("found_on", "place"):
        if not isinstance(data.get(name), str) or not data[name]:
            abort(400, f"{name} is needed")
    item = Item(f"L{len(ITEMS) + 1:02}", category, data["found_on"], data["place"])
    ITEMS[item.ref] = item
    return jsonify(**summary(item), shelf=SHELVES[category]), 201


@app.get("/items/<ref>")
def show_item(ref):
    item = item_or_404(ref)
    return jsonify(**summary(item), shelf=SHELVES[item.category])


@app.get("/items/<ref>/slip")
def check_slip(ref):
    """Tells someone who has the slip's code where the item waits."""
    item = item_or_404(ref)
    code = request.args.get("code", "").strip().lower()
    if not hmac.compare_digest(code.encode(), claim_code(item.ref).encode()):
        abort(403, "that is not the code on the slip")
    return jsonify(ref=item.ref, shelf=SHELVES[item.category])


@app.post("/items/<ref>/letter")
def write_letter(ref):
    """Fills a letter's template: {owner}, {ref}, {category} and {place} may stand in it."""
    item = item_or_404(ref)
    template = payload().get("template")
    if not isinstance(template, str) or not template.strip():
        abort(400, "template is needed")
    if len(template) > 500:
        abort(400, "template is too long")
    if not item.owner:
        abort(409, "the owner is not known")
    try:
        text = template.format(owner=item.owner, ref=item.ref, category=item.category, place=item.place)
    except (LookupError, ValueError, AttributeError, TypeError):
        abort(400, "template cannot be filled in")
    return jsonify(to=item.owner, text=text)


@app.delete("/items/<ref>")
def release(ref):
    item = item_or_404(ref)
    if item.category == "phone":
        abort(409, "phones are released by the police")
    del ITEMS[item.ref]
    return "", 204
'''

CHESS = r'''
"""Chess clubs of the county: members, results, pairings and ratings."""
import json
from math import log10
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

LARGEST_GAP = 800
OUTCOMES = {"win": 1.0, "draw": 0.5, "loss": 0.0}

CLUBS = {
    "rook": {"name": "The Rook", "members": {"ann": 1900, "bo": 1750, "cy": 1600, "di": 1500}},
    "sokol": {"name": "Šach Sokol", "members": {"eva": 2000, "fil": 1840, "gus": 1700}},
    "pawn": {"name": "Pawn & Pint", "members": {}},
}
RESULTS = [
    ("ann", "bo", "win"),
    ("ann", "cy", "draw"),
    ("bo", "cy", "win"),
    ("cy", "bo", "win"),
    ("eva", "ann", "win"),
    ("eva", "bo", "win"),
    ("gus", "ann", "loss"),
    ("gus", "bo", "loss"),
]


class Refusal(Exception):
    """A request that is turned down, with the reason for it."""

    def __init__(self, reason, status=400):
        self.reason = reason
        self.status = status


async def refuse(request: Request, exc: Refusal):
    return JSONResponse({"ok": False, "reason": exc.reason}, status_code=exc.status)


def ok(status=200, **values):
    return JSONResponse({"ok": True, **values}, status_code=status)


async def read_object(request: Request) -> dict:
    try:
        data = await request.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise Refusal("body is not JSON")
    if not isinstance(data, dict):
        raise Refusal("body is not an object")
    return data


def club_of(request: Request) -> dict:
    club = CLUBS.get(request.path_params["club"])
    if club is None:
        raise Refusal("no such club", 404)
    return club


def rating_of(player: str) -> int:
    for club in CLUBS.values():
        if player in club["members"]:
            return club["members"][player]
    raise Refusal("no such player", 404)


def ranked(club: dict) -> list:
    return sorted(club["members"], key=lambda name: (-club["members"][name], name))


def gap_for(score: float, games: int) -> float:
    """How far above the opposition a score is; at most LARGEST_GAP either way, as for a clean sweep."""
    if score <= 0:
        return -LARGEST_GAP
    if score >= games:
        return LARGEST_GAP
    return max(-LARGEST_GAP, min(LARGEST_GAP, 400 * log10(score / (games - score))))


async def show_club(request: Request):
    club = club_of(request)
    return ok(name=club["name"], members=ranked(club))


async def join_club(request: Request):
    club = club_of(request)
    data = await read_object(request)
    name, rating = data.get("name"), data.get("rating", 1200)
    if not isinstance(name, str) or not name.isalpha():
        raise Refusal("name is letters only")
    if type(rating) is not int or not 100 <= rating <= 3000:
        raise Refusal("rating is from 100 to 3000")
    if name in club["members"]:
        raise Refusal("already a member", 409)
    club["members"][name] = rating
    return ok(201, name=name, rating=rating)


async def pairings(request: Request):
    """Neighbours in the ranking meet; whoever is left over has a bye, with null for black."""
    order = ranked(club_of(request))
    boards = []
    for i in range(0, len(order), 2):
        black = order[i + 1] if i + 1 < len(order) else None
        boards.append({"board": i // 2 + 1, "white": order[i], "black": black})
    return ok(boards=boards)


async def export(request: Request):
    """The members as a spreadsheet that is named after the club."""
    club = club_of(request)
    lines = ["name,rating"] + [f"{name},{club['members'][name]}" for name in ranked(club)]
    filename = quote(club["name"] + ".csv")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{filename}"}
    return Response("\n".join(lines) + "\n", media_type="text/csv", headers=headers)


async def add_result(request: Request):
    data = await read_object(request)
    white, black, outcome = (str(data.get(key, "")) for key in ("white", "black", "outcome"))
    if outcome not in OUTCOMES:
        raise Refusal("outcome is win, draw or loss")
    rating_of(white)
    rating_of(black)
    if white == black:
        raise Refusal("nobody plays themselves")
    RESULTS.append((white, black, outcome))
    return ok(201, games=len(RESULTS))


async def performance(request: Request):
    """The rating that a player's results so far would be par for."""
    player = request.path_params["player"]
    rating_of(player)
    score, against = 0.0, []
    for white, black, outcome in RESULTS:
        if player == white:
            score += OUTCOMES[outcome]
            against.append(rating_of(black))
        elif player == black:
            score += 1 - OUTCOMES[outcome]
            against.append(rating_of(white))
    if not against:
        raise Refusal("no games yet", 409)
    average = sum(against) / len(against)
    return ok(player=player, games=len(against), performance=round(average + gap_for(score, len(against))))


app = Starlette(
    routes=[
        Mount(
            "/clubs/{club}",
            routes=[
                Route("/", show_club),
                Route("/members", join_club, methods=["POST"]),
                Route("/pairings", pairings),
                Route("/export", export),
            ],
        ),
        Route("/results", add_result, methods=["POST"]),
        Route("/players/{player}/performance", performance),
    ],
    exception_handlers={Refusal: refuse},
)
'''


def case(name, base, good, bad, trigger, wanted, *others, may_crash=False):
    out = dict(name=name, buggy=swap(base, good, bad), fixed=base, trigger=trigger, wanted=wanted, others=list(others))
    if may_crash:
        out["others_may_crash"] = True
    if name == "pets-patch-not-valid":
        out["buggy"] = swap(out["buggy"], "Field, ValidationError\n", "Field\n")
    if name == "chess-export-name-with-caron":
        out["buggy"] = swap(out["buggy"], "from urllib.parse import quote\n", "")
    return out


CASES = [
    # parking
    case("parking-second-permit", PARKING, '''    try:
        db.execute("INSERT INTO permits VALUES (?, ?, ?, ?)", (plate, zone["code"], body.holder, until.isoformat()))
    except sqlite3.IntegrityError:
        raise ParkingError(409, "permit_exists", f"{plate} has a permit already.")
''', '''    db.execute("INSERT INTO permits VALUES (?, ?, ?, ?)", (plate, zone["code"], body.holder, until.isoformat()))
''',
         'POST /permits {"plate": "rt 7002", "zone": "B", "holder": "S. Lind", "start": "2024-06-01"}', 409,
         ('POST /permits {"plate": "zz-11", "zone": "b", "holder": "T. Abe", "start": "2024-08-31", "months": 6}',
          [201, {"plate": "ZZ11", "zone": "B", "valid_until": "2025-02-28"}]),
         ('POST /permits {"plate": "zz-11", "zone": "Q", "holder": "T. Abe", "start": "2024-08-31"}', 404),
         ('POST /permits {"plate": "zz-11", "zone": "B", "start": "2024-08-31"}', 422)),
    case("parking-renew-leap-day", PARKING, '''    until = months_later(date.fromisoformat(row["valid_until"]), 12)
''', '''    until = date.fromisoformat(row["valid_until"])
    until = until.replace(year=until.year + 1)
''',
         'POST /permits/KL4410/renew', [200, {"plate": "KL4410", "valid_until": "2025-02-28"}],
         ('POST /permits/rt-7002/renew', [200, {"plate": "RT7002", "valid_until": "2025-09-15"}]),
         ('POST /permits/NONE1/renew', 404)),
    case("parking-end-with-offset", PARKING, "    ended = as_utc(body.ended_at)\n", "    ended = body.ended_at\n",
         'POST /sessions/2/end {"ended_at": "2024-05-01T12:15:00+02:00"}', [200, {"id": 2, "minutes": 75, "due": 4.5}],
         ('POST /sessions/2/end {"ended_at": "2024-05-01T10:00:00"}', [200, {"id": 2, "minutes": 60, "due": 3.0}]),
         ('POST /sessions/2/end {"ended_at": "2024-05-01T08:00:00"}', 422),
         ('POST /sessions/2/end {"ended_at": "2024-05-01T10:30:00+02:00"}', 422),
         ('POST /sessions/1/end {"ended_at": "2024-05-01T10:00:00Z"}', 409), may_crash=True),
    case("parking-takings-of-unused-zone", PARKING, '''    cents = row["cents"] or 0
    return {"zone": zone["code"], "stays": row["stays"], "takings": cents / 100}
''', '''    return {"zone": zone["code"], "stays": row["stays"], "takings": row["cents"] / 100}
''',
         'GET /zones/C/takings', [200, {"zone": "C", "stays": 0, "takings": 0}],
         ('GET /zones/a/takings', [200, {"zone": "A", "stays": 1, "takings": 4.5}]),
         ('GET /zones/x/takings', 404)),
    # energy meters
    case("meters-quote-before-tariffs", METERS, '''    tariff = next((t for t in TARIFFS if t.since <= day), None)
    if tariff is None:
        fail(404, "no_tariff", day=day.isoformat())
    return tariff
''', '''    return next(t for t in TARIFFS if t.since <= day)
''',
         'GET /quote?kwh=10&day=2022-12-31', 404,
         ('GET /quote?kwh=10&day=2024-01-15', [200, {"tariff": "winter23", "cost": 2.8}]),
         ('GET /quote?kwh=10&day=2023-04-01', [200, {"tariff": "spring23", "cost": 2.5}]),
         ('GET /quote?kwh=-1&day=2024-01-15', 422),
         ('GET /tariffs/none', 404)),
    case("meters-spread-of-one-period", METERS, 'if len(used) > 1 else None', 'if used else None',
         'GET /meters/E101/stats', [200, {"periods": 1, "mean": 30.0, "spread": None}],
         ('GET /meters/E100/stats', [200, {"periods": 3, "mean": 50.0, "spread": 10.0}]),
         ('GET /meters/E102/stats', [200, {"periods": 0, "mean": None, "spread": None}]),
         ('GET /meters/X/stats', 404)),
    case("meters-live-of-slow-meter", METERS, '''    try:
        value = await asyncio.wait_for(gateway.poll(meter), timeout=POLL_SECONDS)
    except asyncio.TimeoutError:
        fail(504, "meter_silent", serial=meter.serial)
''', '''    value = await asyncio.wait_for(gateway.poll(meter), timeout=POLL_SECONDS)
''',
         'GET /meters/E103/live', [504, {"detail": {"reason": "meter_silent", "serial": "E103"}}],
         ('GET /meters/e101/live', [200, {"serial": "E101", "value": 251.5}]),
         ('GET /meters/E090/live', [409, {"detail": {"reason": "meter_retired", "since": "2022-06-30"}}]),
         ('POST /meters/E103/sync', 504)),
    case("meters-purge-while-walking", METERS, "    for serial, meter in list(METERS.items()):\n", "    for serial, meter in METERS.items():\n",
         'DELETE /meters/retired?before=2024-01-01', [200, {"removed": ["E090", "E091"], "left": 4}],
         ('DELETE /meters/retired?before=2020-01-01', [200, {"removed": [], "left": 6}]),
         ('DELETE /meters/retired?before=2022-12-31', [200, {"removed": ["E090"], "left": 5}]),
         ('DELETE /meters/retired?before=soon', 422), may_crash=True),
    # pet shelters
    case("pets-patch-not-valid", PETS, '''    try:
        PETS[pet_id] = Pet(**{**pet.model_dump(), **changes})
    except ValidationError as error:
        raise Invalid(*(describe(one) for one in error.errors()))
''', '''    PETS[pet_id] = Pet(**{**pet.model_dump(), **changes})
''',
         'PATCH /pets/1 {"headers": {"X-Staff": "yes"}, "age": -3}', 400,
         ('PATCH /pets/1 {"headers": {"X-Staff": "yes"}, "age": 5}',
          [200, {"name": "Rex", "kind": "dog", "age": 5, "weight": 21.5, "shelter": "north"}]),
         ('PATCH /pets/1 {"headers": {"X-Staff": "yes"}, "colour": "brown"}', 400),
         ('PATCH /pets/1 {"age": -3}', 403),
         ('PATCH /pets/1 {"headers": {"X-Staff": "yes"}, "shelter": "hill"}', 400), may_crash=True),
    case("pets-placement-in-a-ring", PETS, '''    tried = []
    while code is not None and code not in tried:
        shelter = get_shelter(code)
        if len(lodgers(code)) < shelter.places:
            return code
        tried.append(code)
        code = shelter.passes_to
    raise Full("no shelter down the line has room")
''', '''    shelter = get_shelter(code)
    if len(lodgers(code)) < shelter.places:
        return code
    if shelter.passes_to is None:
        raise Full("no shelter down the line has room")
    return place_from(shelter.passes_to)
''',
         'GET /shelters/east/placement', 409,
         ('GET /shelters/north/placement', [200, {"shelter": "hill", "title": "Hilltop"}]),
         ('GET /shelters/barn/placement', 409),
         ('GET /shelters/moon/placement', 404)),
    case("pets-sort-by-unknown-weight", PETS, 'key=lambda pet: (getattr(pet, sort) is None, getattr(pet, sort) or 0))', 'key=lambda pet: getattr(pet, sort))',
         'GET /shelters/north/pets?sort=weight', [200, ["Bun", "Rex", "Mia"]],
         ('GET /shelters/river/pets?sort=weight', [200, ["Kit", "Ole"]]),
         ('GET /shelters/north/pets?sort=age', [200, ["Bun", "Mia", "Rex"]]),
         ('GET /shelters/north/pets?sort=smell', 400),
         ('GET /shelters/moon/pets?sort=weight', 404)),
    case("pets-fee-of-other-kind", PETS, "    fee = FEES.get(pet.kind, USUAL_FEE)\n", "    fee = FEES[pet.kind]\n",
         'GET /pets/3/fee', [200, {"name": "Bun", "fee": 40}],
         ('GET /pets/1/fee', [200, {"name": "Rex", "fee": 180}]),
         ('GET /pets/6/fee', [200, {"name": "Sly", "fee": 20}]),
         ('GET /pets/99/fee', 404), may_crash=True),
    # podcasts
    case("podcasts-episodes-after-close", PODCASTS, '''        view = {"slug": show.slug, "title": show.title}
        if request.args.get("include") == "episodes":
            view["episodes"] = [episode_view(e) for e in show.episodes]
    return jsonify(view)
''', '''    view = {"slug": show.slug, "title": show.title}
    if request.args.get("include") == "episodes":
        view["episodes"] = [episode_view(e) for e in show.episodes]
    return jsonify(view)
''',
         'GET /shows/low-tide?include=episodes',
         [200, {"slug": "low-tide", "title": "Low Tide", "episodes": [
             {"guid": "lt-1", "title": "Mud", "duration": "25:10"}, {"guid": "ep-2", "title": "Gulls", "duration": "1:02:03"}]}],
         ('GET /shows/low-tide', [200, {"slug": "low-tide", "title": "Low Tide"}]),
         ('GET /shows/hush?include=episodes', [200, {"slug": "hush", "title": "Hush", "episodes": []}]),
         ('GET /shows/none?include=episodes', 404), may_crash=True),
    case("podcasts-guid-in-two-shows", PODCASTS, "        episode = db.scalars(query.order_by(Episode.published, Episode.id)).first()\n",
         "        episode = db.scalars(query).one_or_none()\n",
         'GET /episodes/ep-2', [200, {"show": "rail-talk", "guid": "ep-2", "title": "Signals", "duration": "0:55"}],
         ('GET /episodes/lt-1', [200, {"show": "low-tide", "guid": "lt-1", "title": "Mud", "duration": "25:10"}]),
         ('GET /episodes/zz-9', [404, {"status": 404, "detail": "no episode zz-9"}])),
    case("podcasts-broken-feed", PODCASTS, '''    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise Problem(422, f"feed is not XML: {error}")
    channel = root.find("channel")
''', '''    channel = ElementTree.fromstring(text).find("channel")
''',
         'POST /shows/hush/import {"feed": "<rss><channel><title>Salt & Sand</title></channel></rss>"}', 422,
         ('POST /shows/hush/import {"feed": "<rss><channel><item><guid>h1</guid><day>2024-01-02</day></item></channel></rss>"}',
          [200, {"added": ["h1"]}]),
         ('POST /shows/hush/import {"feed": "<rss></rss>"}', 422),
         ('POST /shows/hush/import {"feed": ""}', 422),
         ('POST /shows/none/import {"feed": "<rss></rss>"}', 404), may_crash=True),
    case("podcasts-hour-long-episode", PODCASTS, '''    seconds = 0
    for part in text.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds
''', '''    minutes, seconds = text.split(":")
    return int(minutes) * 60 + int(seconds)
''',
         'POST /shows/hush/episodes {"guid": "h1", "title": "Snow", "duration": "1:10:05", "published": "2024-01-02"}',
         [201, {"guid": "h1", "title": "Snow", "duration": "1:10:05"}],
         ('POST /shows/hush/episodes {"guid": "h1", "title": "Snow", "duration": "10:05", "published": "2024-01-02"}',
          [201, {"guid": "h1", "title": "Snow", "duration": "10:05"}]),
         ('POST /shows/hush/episodes {"guid": "h1", "title": "Snow", "duration": "45", "published": "2024-01-02"}',
          [201, {"guid": "h1", "title": "Snow", "duration": "0:45"}]),
         ('POST /shows/hush/episodes {"guid": "h1", "title": "Snow", "duration": "long", "published": "2024-01-02"}', 422),
         ('POST /shows/low-tide/episodes {"guid": "lt-1", "title": "Snow", "duration": "10:05", "published": "2024-01-02"}', 409),
         may_crash=True),
    # lost property
    case("lost-mangled-cursor", LOST, '''    try:
        plain = base64.urlsafe_b64decode(text).decode()
    except ValueError:
        abort(400, "after is not a cursor")
''', '''    plain = base64.urlsafe_b64decode(text).decode()
''',
         'GET /items?after=MjAyNC0wMy0wMn5MMDI', 400,
         ('GET /items?after=MjAyNC0wMy0wMn5MMDI=', [200, {"items": ["L03", "L04"], "next": "MjAyNC0wMy0wNX5MMDQ="}]),
         ('GET /items', [200, {"items": ["L01", "L02"], "next": "MjAyNC0wMy0wMn5MMDI="}]),
         ('GET /items?after=gICA', 400),
         ('GET /items?after=bm93', 400), may_crash=True),
    case("lost-category-as-list", LOST, "    if not isinstance(category, str) or category not in SHELVES:\n", "    if category not in SHELVES:\n",
         'POST /items {"category": ["bag"], "found_on": "2024-03-09", "place": "Line 2"}', 400,
         ('POST /items {"category": "bag", "found_on": "2024-03-09", "place": "Line 2"}',
          [201, {"ref": "L06", "category": "bag", "found_on": "2024-03-09", "shelf": "B2"}]),
         ('POST /items {"category": {"name": "bag"}, "found_on": "2024-03-09", "place": "Line 2"}', 400),
         ('POST /items {"category": "boat", "found_on": "2024-03-09", "place": "Line 2"}', 400),
         ('POST /items {"category": "bag", "found_on": "2024-03-09"}', 400), may_crash=True),
    case("lost-slip-code-with-accent", LOST, "    if not hmac.compare_digest(code.encode(), claim_code(item.ref).encode()):\n",
         "    if not hmac.compare_digest(code, claim_code(item.ref)):\n",
         'GET /items/L02/slip?code=4f%C3%A91b2', 403,
         ('GET /items/L02/slip?code=852c5c', [200, {"ref": "L02", "shelf": "B2"}]),
         ('GET /items/L02/slip?code=000000', 403),
         ('GET /items/L02/slip', 403),
         ('GET /items/L77/slip?code=000000', 404)),
    case("lost-letter-unknown-field", LOST, '''    try:
        text = template.format(owner=item.owner, ref=item.ref, category=item.category, place=item.place)
    except (LookupError, ValueError, AttributeError, TypeError):
        abort(400, "template cannot be filled in")
''', '''    text = template.format(owner=item.owner, ref=item.ref, category=item.category, place=item.place)
''',
         'POST /items/L02/letter {"template": "Dear {name}, we have your {category}."}', 400,
         ('POST /items/L02/letter {"template": "Dear {owner}, we have your {category}."}',
          [200, {"to": "Jo Brandt", "text": "Dear Jo Brandt, we have your bag."}]),
         ('POST /items/L02/letter {"template": "Dear {}, come soon."}', 400),
         ('POST /items/L02/letter {"template": "Dear {owner, come soon."}', 400),
         ('POST /items/L01/letter {"template": "Dear {owner}"}', 409), may_crash=True),
    # chess clubs
    case("chess-odd-pairings", CHESS, '''        black = order[i + 1] if i + 1 < len(order) else None
        boards.append({"board": i // 2 + 1, "white": order[i], "black": black})
''', '''        boards.append({"board": i // 2 + 1, "white": order[i], "black": order[i + 1]})
''',
         'GET /clubs/sokol/pairings',
         [200, {"ok": True, "boards": [{"board": 1, "white": "eva", "black": "fil"}, {"board": 2, "white": "gus", "black": None}]}],
         ('GET /clubs/rook/pairings',
          [200, {"ok": True, "boards": [{"board": 1, "white": "ann", "black": "bo"}, {"board": 2, "white": "cy", "black": "di"}]}]),
         ('GET /clubs/pawn/pairings', [200, {"ok": True, "boards": []}]),
         ('GET /clubs/none/pairings', [404, {"ok": False, "reason": "no such club"}])),
    case("chess-export-name-with-caron", CHESS, '''    filename = quote(club["name"] + ".csv")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{filename}"}
''', '''    headers = {"Content-Disposition": 'attachment; filename="%s.csv"' % club["name"]}
''',
         'GET /clubs/sokol/export', [200, None],
         ('GET /clubs/rook/export', [200, None]),
         ('GET /clubs/pawn/export', [200, None]),
         ('GET /clubs/none/export', [404, {"ok": False, "reason": "no such club"}])),
    case("chess-result-without-body", CHESS, '''    data = await read_object(request)
    white, black''', '''    data = await request.json()
    white, black''',
         'POST /results', 400,
         ('POST /results {"white": "di", "black": "cy", "outcome": "draw"}', [201, {"ok": True, "games": 9}]),
         ('POST /results ["di", "cy", "draw"]', 400),
         ('POST /results {"white": "di", "black": "di", "outcome": "draw"}', [400, {"ok": False, "reason": "nobody plays themselves"}]),
         ('POST /results {"white": "di", "black": "zed", "outcome": "win"}', 404), may_crash=True),
    case("chess-performance-of-no-points", CHESS, '''    if score <= 0:
        return -LARGEST_GAP
    if score >= games:
        return LARGEST_GAP
''', "",
         'GET /players/gus/performance', [200, {"ok": True, "player": "gus", "games": 2, "performance": 1025}],
         ('GET /players/cy/performance', [200, {"ok": True, "player": "cy", "games": 3, "performance": 1800}]),
         ('GET /players/eva/performance', [200, {"ok": True, "player": "eva", "games": 2, "performance": 2625}]),
         ('GET /players/di/performance', [409, {"ok": False, "reason": "no games yet"}]),
         ('GET /players/zed/performance', 404), may_crash=True),
]
