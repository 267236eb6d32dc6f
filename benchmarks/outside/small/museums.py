"""Two programs with seven bugs each: tours of a museum (Flask, SQLAlchemy) and an energy utility's reports (pandas)."""

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


MUSEUM = '''"""Guided tours of the museum: the programme, group bookings, tickets, vouchers and yearly passes."""

import enum
from collections import Counter
from datetime import UTC, date, datetime, timedelta

from flask import Flask, abort, jsonify, request
from sqlalchemy import JSON, Enum, ForeignKey, create_engine, extract, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, joinedload, mapped_column, relationship, selectinload, sessionmaker
from sqlalchemy.pool import StaticPool
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
Sessions = sessionmaker(engine)

PRICES = {"adult": 1400, "child": 600, "senior": 1000}


class Base(DeclarativeBase):
    pass


class Tier(enum.Enum):
    SINGLE = "single"
    FAMILY = "family"
    PATRON = "patron"


class Guide(Base):
    __tablename__ = "guides"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    tours: Mapped[list["Tour"]] = relationship(back_populates="guide")


class Tour(Base):
    """A tour on a day. `titles` are by language, always one in English; without a language the group may choose it."""
    __tablename__ = "tours"
    id: Mapped[int] = mapped_column(primary_key=True)
    titles: Mapped[dict[str, str]] = mapped_column(JSON)
    starts: Mapped[datetime]
    minutes: Mapped[int] = mapped_column(default=60)
    places: Mapped[int] = mapped_column(default=20)
    guide_id: Mapped[int] = mapped_column(ForeignKey("guides.id"))
    language_code: Mapped[str | None]
    guide: Mapped[Guide] = relationship(back_populates="tours")
    bookings: Mapped[list["Booking"]] = relationship(back_populates="tour")


class Booking(Base):
    """Places held for a group; its tickets are issued when the group knows who comes."""
    __tablename__ = "bookings"
    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[int] = mapped_column(ForeignKey("tours.id"))
    party: Mapped[str]
    size: Mapped[int]
    tour: Mapped[Tour] = relationship(back_populates="bookings")
    tickets: Mapped[list["Ticket"]] = relationship(back_populates="booking", cascade="all, delete-orphan", order_by="Ticket.id")


class Voucher(Base):
    __tablename__ = "vouchers"
    code: Mapped[str] = mapped_column(primary_key=True)
    percent: Mapped[int]


class Ticket(Base):
    """A ticket is always part of a booking."""
    __tablename__ = "tickets"
    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"))
    kind: Mapped[str]
    cents: Mapped[int]
    voucher_code: Mapped[str | None] = mapped_column(ForeignKey("vouchers.code"))
    booking: Mapped[Booking] = relationship(back_populates="tickets")
    voucher: Mapped[Voucher | None] = relationship()


class Pass(Base):
    """A yearly pass. The tills at the doors read and write this table too, the tier by its value ("family")."""
    __tablename__ = "passes"
    number: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    tier: Mapped[Tier] = mapped_column(Enum(Tier, values_callable=lambda tiers: [tier.value for tier in tiers]))
    since: Mapped[date]


@app.errorhandler(HTTPException)
def refused(error):
    return jsonify(error=error.description), error.code


def content():
    """The JSON object that was sent."""
    data = request.get_json(silent=True)
    if not isinstance(data, dict):
        abort(422, "a JSON object is needed")
    return data


def found(session, model, key, *options):
    """The row with this key; 404 without one."""
    row = session.get(model, key, options=options)
    if row is None:
        abort(404, f"no {model.__name__.lower()} {key}")
    return row


def moment_of(value):
    """The moment an ISO text names, as the database keeps it: in UTC, without a zone."""
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        abort(422, f"no moment: {value}")
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment


def title_of(tour):
    """The tour's title in the language the visitor likes best, in English if there is none of them."""
    code = request.accept_languages.best_match(list(tour.titles), default="en")
    return tour.titles[code]


def tour_json(tour):
    free = tour.places - sum(booking.size for booking in tour.bookings)
    return {"id": tour.id, "title": title_of(tour), "starts": tour.starts.isoformat(timespec="minutes"),
            "guide": tour.guide.name, "language": tour.language_code or "open", "free": free}


def load_booking(number):
    """The booking with all that its papers show."""
    with Sessions() as session:
        shown = selectinload(Booking.tickets).joinedload(Ticket.voucher), joinedload(Booking.tour)
        return found(session, Booking, number, *shown)


@app.get("/tours")
def programme():
    since = moment_of(request.args.get("since", "2024-01-01"))
    with Sessions() as session:
        tours = session.scalars(select(Tour).where(Tour.starts >= since).order_by(Tour.starts, Tour.id))
        return jsonify([tour_json(tour) for tour in tours])


@app.post("/tours")
def plan():
    """A new tour, if its guide leads no other one meanwhile."""
    data = content()
    titles = data.get("titles")
    if not isinstance(titles, dict) or "en" not in titles:
        abort(422, "an English title is needed")
    with Sessions.begin() as session:
        guide = found(session, Guide, data.get("guide", 0))
        starts, minutes = moment_of(data.get("starts")), data.get("minutes", 60)
        for other in guide.tours:
            if starts < other.starts + timedelta(minutes=other.minutes) and other.starts < starts + timedelta(minutes=minutes):
                abort(409, f"{guide.name} leads tour {other.id} then")
        session.add(tour := Tour(titles=titles, starts=starts, minutes=minutes, guide=guide, language_code=data.get("language")))
        session.flush()
        return jsonify(tour_json(tour)), 201


@app.get("/statistics/languages")
def languages():
    """How many tours of a year are in which language."""
    year = request.args.get("year", 2024, type=int)
    with Sessions() as session:
        codes = session.scalars(select(Tour.language_code).where(extract("year", Tour.starts) == year))
        return jsonify(Counter(code or "open" for code in codes))


@app.get("/bookings/<int:number>")
def receipt(number):
    """The tickets of a booking, the vouchers' parts off."""
    booking, lines = load_booking(number), []
    for ticket in booking.tickets:
        off = ticket.cents * ticket.voucher.percent // 100 if ticket.voucher_code else 0
        lines.append({"kind": ticket.kind, "cents": ticket.cents - off})
    return jsonify(party=booking.party, starts=booking.tour.starts.isoformat(timespec="minutes"), tickets=lines, total=sum(line["cents"] for line in lines))


@app.put("/bookings/<int:number>/tickets")
def issue(number):
    """Issue the group's tickets (`{"kinds": ["adult"], "voucher": "..."}`) in place of those it has."""
    data = content()
    kinds = data.get("kinds", [])
    if any(kind not in PRICES for kind in kinds):
        abort(422, f"kinds are {', '.join(PRICES)}")
    with Sessions.begin() as session:
        booking = found(session, Booking, number)
        if len(kinds) > booking.size:
            abort(409, f"{booking.size} places are held")
        voucher = found(session, Voucher, data["voucher"]) if data.get("voucher") else None
        booking.tickets = [Ticket(kind=kind, cents=PRICES[kind], voucher=voucher) for kind in kinds]
        return jsonify(party=booking.party, issued=len(kinds))


@app.delete("/bookings/<int:number>")
def cancel(number):
    with Sessions.begin() as session:
        booking = found(session, Booking, number)
        session.delete(booking)
        return jsonify(cancelled=number, places=booking.size)


@app.post("/vouchers")
def add_vouchers():
    """Take in a partner's list of vouchers; those whose code is taken are refused, the others come in."""
    rows, taken = content().get("vouchers", []), []
    with Sessions.begin() as session:
        for row in rows:
            try:
                with session.begin_nested():
                    session.add(Voucher(code=row["code"], percent=row["percent"]))
            except IntegrityError:
                taken.append(row["code"])
    return jsonify(added=len(rows) - len(taken), refused=taken), 201


@app.get("/passes/<number>")
def show_pass(number):
    with Sessions() as session:
        card = found(session, Pass, number)
        return jsonify(number=card.number, holder=card.holder, tier=card.tier.value, since=card.since.isoformat())


@app.post("/passes")
def sell_pass():
    data = content()
    try:
        card = Pass(number=data["number"], holder=data["holder"], tier=Tier(data["tier"]), since=date.fromisoformat(data["since"]))
    except (KeyError, ValueError) as error:
        abort(422, f"no pass: {error}")
    with Sessions.begin() as session:
        if session.get(Pass, card.number):
            abort(409, f"pass {card.number} is sold")
        session.add(card)
    return jsonify(sold=data["number"]), 201


Base.metadata.create_all(engine)
with Sessions.begin() as start:
    ada, ben = Guide(id=1, name="Ada Lorenz"), Guide(id=2, name="Ben Okoye")
    masters = {"en": "Old masters", "de": "Alte Meister", "fr": "Les anciens"}
    start.add_all([
        Tour(id=1, titles=masters, starts=datetime(2023, 6, 3, 10), guide=ada, language_code="de"),
        Tour(id=2, titles=masters, starts=datetime(2024, 6, 1, 10), guide=ada, language_code="de"),
        Tour(id=3, titles={"en": "Behind the scenes"}, starts=datetime(2024, 6, 1, 14), places=8, guide=ben, language_code="en"),
        Tour(id=4, titles={"en": "School morning", "de": "Schulmorgen"}, starts=datetime(2024, 6, 4, 8), places=30, guide=ada),
        Voucher(code="SPRING", percent=20), Voucher(code="PRESS", percent=100),
        Booking(id=1, tour_id=2, party="Chess club", size=4), Booking(id=2, tour_id=3, party="Radio Nord", size=2), Booking(id=3, tour_id=4, party="Class 4b", size=24),
        Ticket(booking_id=1, kind="adult", cents=1400), Ticket(booking_id=1, kind="child", cents=600),
        Ticket(booking_id=2, kind="adult", cents=1400, voucher_code="PRESS"), Ticket(booking_id=2, kind="senior", cents=1000),
        Pass(number="P-1", holder="Ida Brandt", tier=Tier.SINGLE, since=date(2024, 3, 1)),
    ])
    start.execute(text("INSERT INTO passes VALUES ('T-77', 'Otto Falk', 'family', '2024-04-12')"))
'''

UTILITY = '''"""Reports and bills of the municipal utility: registers, usage, load profiles, contracts and instalments."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO

import pandas as pd

ZONE = "Europe/Berlin"
VAT = Decimal("0.19")

METERS = """meter,digits,district
E-100,6,Nord
E-101,6,Nord
E-102,6,Hafen
E-103,5,Hafen
"""

# As the readers' handhelds and the remote meters deliver them, in the order in which they were entered.
READINGS = """meter,taken,register,source
E-100,2023-12-31,10400,remote
E-100,2024-01-31,10730,remote
E-100,2024-02-29,11020,remote
E-100,2024-03-31,11290,remote
E-100,2024-04-30,11500,remote
E-100,2024-05-31,11690,remote
E-100,2024-06-30,11860,remote
E-100,2024-07-31,12020,remote
E-100,2024-08-31,12190,remote
E-100,2024-09-30,12390,remote
E-100,2024-10-31,12640,remote
E-100,2024-11-30,12940,remote
E-100,2024-12-31,13280,remote
E-101,2023-12-31,55000,reader
E-101,2024-03-31,55810,reader
E-101,2024-06-30,56400,reader
E-102,2024-02-29,700,reader
E-102,2024-03-31,1120,reader
E-102,2024-04-30,1480,card
E-103,2024-02-29,90210,reader
E-103,2024-03-31,90560,card
"""


class Refused(Exception):
    """A report that cannot be made; the text says why."""


@dataclass(frozen=True)
class Tariff:
    """A version of a tariff: the base fee in euros a month and the price in cents a kWh; shared by all its contracts."""

    name: str
    since: date
    base: Decimal
    price: Decimal


@dataclass
class Contract:
    """Whom a meter supplies; `discount` is in percent of the price a kWh."""

    customer: int
    name: str
    meter: str
    tariff: str
    started: date
    ended: date | None = None
    debit_day: int = 1
    discount: int = 0


TARIFFS = [
    Tariff("basic", date(2023, 1, 1), Decimal("9.30"), Decimal("34.00")),
    Tariff("basic", date(2024, 4, 1), Decimal("9.90"), Decimal("31.50")),
    Tariff("green", date(2024, 1, 1), Decimal("12.40"), Decimal("33.00")),
]
CONTRACTS = [
    Contract(1, "Anna Jessen", "E-100", "basic", date(2022, 7, 1), debit_day=15),
    Contract(2, "Bakery Thoms", "E-101", "green", date(2024, 1, 1), debit_day=31),
    Contract(3, "Carl Owusu", "E-102", "basic", date(2024, 3, 11), debit_day=28),
    Contract(4, "Dora Klein", "E-103", "green", date(2024, 3, 1), date(2024, 12, 31), debit_day=3, discount=10),
]


def readings(text):
    """The rows of a delivery by day; those of one day in the order in which they were entered."""
    rows = pd.read_csv(StringIO(text), parse_dates=["taken"])
    return rows.sort_values("taken", kind="stable")


def digits_of(meter):
    """How many digits the register of a meter has."""
    meters = pd.read_csv(StringIO(METERS)).set_index("meter")
    if meter not in meters.index:
        raise Refused(f"no meter {meter}")
    return int(meters.at[meter, "digits"])


def usage(meter, text=READINGS):
    """The kWh since the reading before, by day; a register that ran over its last digit has begun again at zero."""
    digits = digits_of(meter)
    rows = readings(text)
    registers = rows[rows["meter"] == meter].groupby("taken")["register"].last()
    used = registers.diff().iloc[1:].to_numpy(copy=True)
    over = used < 0
    if over.any():
        used[over] += 10**digits
    return pd.Series(used, index=registers.index[1:])


def monthly(meter, year, text=READINGS):
    """The kWh of each month of a year, January first; a month in which the meter was not read counts 0."""
    used = usage(meter, text)
    used = used[used.index.year == year]
    months = used.groupby(used.index.month).sum().reindex(range(1, 13), fill_value=0)
    return months.astype(int).tolist()


def register_table(month, text=READINGS):
    """The registers of a month ("2024-03"), a row a day; of two readings of a day the one entered last counts."""
    rows = readings(text)
    rows = rows[rows["taken"].dt.strftime("%Y-%m") == month]
    rows = rows.drop_duplicates(["taken", "meter"], keep="last")
    table = rows.pivot(index="taken", columns="meter", values="register")
    return {str(day.date()): row.dropna().astype(int).to_dict() for day, row in table.iterrows()}


def districts(year, text=READINGS):
    """The kWh of a year by district, most first, with the share in percent."""
    meters = pd.read_csv(StringIO(METERS))
    meters["kwh"] = [sum(monthly(meter, year, text)) for meter in meters["meter"]]
    sums = meters.groupby("district")["kwh"].sum().sort_values(ascending=False)
    total = int(sums.sum())
    if not total:
        raise Refused(f"nothing was used in {year}")
    return [{"district": name, "kwh": int(kwh), "share": round(100 * int(kwh) / total, 1)} for name, kwh in sums.items()]


def unread(month, text=READINGS):
    """The meters without a reading in a month."""
    rows = readings(text)
    read = rows.loc[rows["taken"].dt.strftime("%Y-%m") == month, "meter"]
    return sorted(set(pd.read_csv(StringIO(METERS))["meter"]) - set(read))


def load_profile(text):
    """Work and peak hour (UTC) of a load profile.

    The loggers send the mean kW of each quarter of an hour, one after the other without a gap, by the wall clock of
    the place: the clock jumps in March, and an hour of the night in October comes twice.
    """
    rows = pd.read_csv(StringIO(text), parse_dates=["clock"])
    if rows.empty:
        raise Refused("an empty load profile")
    moments = rows["clock"].dt.tz_localize(ZONE, ambiguous="infer").dt.tz_convert("UTC")
    hours = pd.Series(rows["kw"].to_numpy(), index=pd.DatetimeIndex(moments)).resample("1h").mean()
    return {"kwh": round(float(rows["kw"].sum()) / 4, 2), "hours": len(hours),
            "peak": hours.idxmax().strftime("%Y-%m-%d %H:%M"), "kw": round(float(hours.max()), 2)}


def contract_of(customer):
    """The contract of a customer."""
    for contract in CONTRACTS:
        if contract.customer == customer:
            return contract
    raise Refused(f"no customer {customer}")


def tariff_for(contract, day):
    """The version of the contract's tariff that holds on a day, with the contract's own price if it has a discount."""
    versions = [one for one in TARIFFS if one.name == contract.tariff and one.since <= day]
    if not versions:
        raise Refused(f"no tariff {contract.tariff} on {day}")
    tariff = max(versions, key=lambda one: one.since)
    if contract.discount:
        tariff = replace(tariff, price=tariff.price * (100 - contract.discount) / 100)
    return tariff


def base_fee(tariff, contract, first, last):
    """The base fee of a month; who comes or goes within it pays for the days of the contract only."""
    begin, end = max(first, contract.started), min(last, contract.ended or last)
    if (begin, end) == (first, last):
        return tariff.base
    return tariff.base * ((end - begin).days + 1) / last.day


def euros(amount):
    """An amount in euros and whole cents, as text."""
    return str(amount.quantize(Decimal("0.01"), ROUND_HALF_UP))


def bill(customer, year, month, text=READINGS):
    """What a customer pays for a month."""
    contract = contract_of(customer)
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if contract.started > last or (contract.ended and contract.ended < first):
        raise Refused(f"{contract.name} has no contract in {year}-{month:02}")
    tariff = tariff_for(contract, max(first, contract.started))
    kwh = monthly(contract.meter, year, text)[month - 1]
    base, work = base_fee(tariff, contract, first, last), kwh * tariff.price / 100
    return {"name": contract.name, "kwh": kwh, "base": euros(base), "work": euros(work), "gross": euros((base + work) * (1 + VAT))}


def instalments(customer, year, cents):
    """A year's twelve debits of a sum; the first bear what does not divide.

    They are on the customer's debit day, in months that are too short for it on the last day.
    """
    contract = contract_of(customer)
    if cents < 12:
        raise Refused("too little for instalments")
    each, rest = divmod(cents, 12)
    debits = []
    for month in range(1, 13):
        day = min(contract.debit_day, monthrange(year, month)[1])
        debits.append({"on": date(year, month, day).isoformat(), "cents": each + (month <= rest)})
    return debits


REPORTS = {
    "monthly": monthly, "registers": register_table, "districts": districts, "unread": unread,
    "profile": load_profile, "bill": bill, "instalments": instalments,
}


def report(kind, *given, **options):
    """Make a report as the scheduler asks for it; a refusal is part of the answer."""
    if kind not in REPORTS:
        return {"failed": f"no report {kind}"}
    try:
        return REPORTS[kind](*given, **options)
    except Refused as reason:
        return {"failed": str(reason)}
'''

HIRE = '"titles": {"en": "Night walk"}, "guide": 1'
NIGHT = ["2024-10-27 01:30,4.0", "2024-10-27 01:45,4.0", "2024-10-27 02:00,2.0", "2024-10-27 02:15,2.0", "2024-10-27 02:30,2.0", "2024-10-27 02:45,2.0",
         "2024-10-27 02:00,6.0", "2024-10-27 02:15,6.0", "2024-10-27 02:30,6.0", "2024-10-27 02:45,7.0", "2024-10-27 03:00,1.0"]  # fmt: skip


def rows(head: str, *lines: str) -> str:
    """The text of a delivery as a literal in an expression."""
    return repr("\n".join([head, *lines, ""]))


def profile(*lines: str) -> str:
    """The report of a load profile."""
    return f"report('profile', {rows('clock,kw', *lines)})"


def read(*lines: str) -> str:
    """Readings as a literal in an expression."""
    return rows("meter,taken,register,source", *lines)


OLD = {"id": 2, "title": "Old masters", "starts": "2024-06-01T10:00", "guide": "Ada Lorenz", "language": "de", "free": 16}
SCENES = {"id": 3, "title": "Behind the scenes", "starts": "2024-06-01T14:00", "guide": "Ben Okoye", "language": "en", "free": 6}
SCHOOL = {"id": 4, "title": "School morning", "starts": "2024-06-04T08:00", "guide": "Ada Lorenz", "language": "open", "free": 6}
CHESS = {"party": "Chess club", "starts": "2024-06-01T10:00", "total": 2000, "tickets": [{"kind": "adult", "cents": 1400}, {"kind": "child", "cents": 600}]}
RADIO = {"party": "Radio Nord", "starts": "2024-06-01T14:00", "total": 1000, "tickets": [{"kind": "adult", "cents": 0}, {"kind": "senior", "cents": 1000}]}


def walk(starts: str, number: int = 5, language: str = "open") -> list:
    """The answer to a tour that was planned."""
    return [201, {"id": number, "title": "Night walk", "starts": starts, "guide": "Ada Lorenz", "language": language, "free": 20}]


CASES = [
    case(
        "pass-of-the-till", MUSEUM,
        "Enum(Tier, values_callable=lambda tiers: [tier.value for tier in tiers])", "Enum(Tier)",
        "GET /passes/T-77", [200, {"number": "T-77", "holder": "Otto Falk", "tier": "family", "since": "2024-04-12"}],
        ("GET /passes/P-1", [200, {"number": "P-1", "holder": "Ida Brandt", "tier": "single", "since": "2024-03-01"}]),
        ("GET /passes/T-78", [404, {"error": "no pass T-78"}]),
        ('POST /passes {"number": "P-2", "holder": "Lea Sturm", "tier": "patron", "since": "2024-05-02"}', [201, {"sold": "P-2"}]),
        ('POST /passes {"number": "P-2", "holder": "Lea Sturm", "tier": "FAMILY", "since": "2024-05-02"}', 422),
        ('POST /passes {"number": "P-1", "holder": "Lea Sturm", "tier": "single", "since": "2024-05-02"}', [409, {"error": "pass P-1 is sold"}]),
        ("(lambda c: [c.post('/passes', json={'number': 'P-3', 'holder': 'Lea Sturm', 'tier': 'patron', 'since': '2024-05-02'}).status_code, c.get('/passes/P-3').json['tier'],"
         " list(Sessions().scalars(text('select tier from passes order by number')))])(app.test_client())", [201, "patron", ["single", "patron", "family"]]),
    ),
    case(
        "tour-with-zone", MUSEUM,
        "    if moment.tzinfo is not None:\n        moment = moment.astimezone(UTC).replace(tzinfo=None)\n    return moment\n", "    return moment\n",
        'POST /tours {%s, "starts": "2024-06-08T20:00:00+02:00"}' % HIRE, walk("2024-06-08T18:00"),
        ('POST /tours {%s, "starts": "2024-06-08T20:00", "language": "de"}' % HIRE, walk("2024-06-08T20:00", language="de")),
        ('POST /tours {%s, "starts": "2024-06-08T20:00:00Z"}' % HIRE, walk("2024-06-08T20:00")),
        ('POST /tours {%s, "starts": "2024-06-01T12:30:00+02:00"}' % HIRE, [409, {"error": "Ada Lorenz leads tour 2 then"}]),
        ('POST /tours {%s, "starts": "2024-06-01T10:30:00+02:00"}' % HIRE, walk("2024-06-01T08:30")),
        ('POST /tours {%s, "starts": "2024-06-01T10:30"}' % HIRE, [409, {"error": "Ada Lorenz leads tour 2 then"}]),
        ('POST /tours {%s, "starts": "tonight"}' % HIRE, [422, {"error": "no moment: tonight"}]),
        ('POST /tours {%s}' % HIRE, 422),
        ("GET /tours?since=2024-06-01T16:00:00%2B02:00", [200, [SCENES, SCHOOL]]),
    ),
    case(
        "visitor-from-elsewhere", MUSEUM,
        'best_match(list(tour.titles), default="en")', "best_match(list(tour.titles))",
        'GET /tours?since=2024-06-01T11:00 {"headers": {"Accept-Language": "fi,sv;q=0.8"}}', [200, [SCENES, SCHOOL]],
        ('GET /tours?since=2024-06-02 {"headers": {"Accept-Language": "de,en;q=0.5"}}', [200, [{**SCHOOL, "title": "Schulmorgen"}]]),
        ("GET /tours", [200, [OLD, SCENES, SCHOOL]]),
        ('GET /tours {"headers": {"Accept-Language": "fi,fr;q=0.4"}}', [200, [{**OLD, "title": "Les anciens"}, SCENES, SCHOOL]]),
        ('GET /tours {"headers": {"Accept-Language": "de"}}', [200, [{**OLD, "title": "Alte Meister"}, SCENES, {**SCHOOL, "title": "Schulmorgen"}]]),
        ('POST /tours {"titles": {"de": "Nachts", "en": "Night walk"}, "guide": 1, "starts": "2024-06-08T20:00", "headers": {"Accept-Language": "pl"}}', walk("2024-06-08T20:00")),
        ('POST /tours {"titles": {"de": "Nachts"}, "guide": 1, "starts": "2024-06-08T20:00"}', [422, {"error": "an English title is needed"}]),
        ('GET /tours?since=soon {"headers": {"Accept-Language": "fi"}}', [422, {"error": "no moment: soon"}]),
    ),
    case(
        "tours-in-no-language", MUSEUM,
        'Counter(code or "open" for code in codes)', "Counter(codes)",
        "GET /statistics/languages?year=2024", [200, {"de": 1, "en": 1, "open": 1}],
        ("GET /statistics/languages?year=2023", [200, {"de": 1}]),
        ("GET /statistics/languages?year=2019", [200, {}]),
        ("(lambda c: [c.post('/tours', json={'titles': {'en': 'Attic'}, 'guide': 2, 'starts': day}).status_code for day in ('2025-02-01T10:00', '2025-02-02T10:00')]"
         " + [c.get('/statistics/languages?year=2025').json])(app.test_client())", [201, 201, {"open": 2}]),
        ('POST /tours {"titles": {"en": "Night walk"}, "guide": 1, "starts": "2024-06-08T20:00", "language": "fr"}', walk("2024-06-08T20:00", language="fr")),
        ("GET /tours", [200, [OLD, SCENES, SCHOOL]]),
    ),
    case(
        "receipt-with-voucher", MUSEUM,
        "selectinload(Booking.tickets).joinedload(Ticket.voucher), joinedload", "selectinload(Booking.tickets), joinedload",
        "GET /bookings/2", [200, RADIO],
        ("GET /bookings/1", [200, CHESS]),
        ("GET /bookings/3", [200, {"party": "Class 4b", "starts": "2024-06-04T08:00", "tickets": [], "total": 0}]),
        ("GET /bookings/7", [404, {"error": "no booking 7"}]),
        ("(lambda c: [c.put('/bookings/1/tickets', json={'kinds': ['child', 'adult'], 'voucher': 'SPRING'}).json, c.get('/bookings/1').json])(app.test_client())",
         [{"party": "Chess club", "issued": 2}, {**CHESS, "total": 1600, "tickets": [{"kind": "child", "cents": 480}, {"kind": "adult", "cents": 1120}]}]),
        ('PUT /bookings/2/tickets {"kinds": ["adult"], "voucher": "AUTUMN"}', [404, {"error": "no voucher AUTUMN"}]),
        ("(lambda c: [c.get('/bookings/2').json['total'], c.get('/bookings/2').json['total'], dict(Sessions().execute(select(Voucher.code, Voucher.percent)).all())])(app.test_client())", [1000, 1000, {"SPRING": 20, "PRESS": 100}]),
    ),
    case(
        "cancelled-with-tickets", MUSEUM,
        'back_populates="booking", cascade="all, delete-orphan", order_by', 'back_populates="booking", order_by',
        "DELETE /bookings/1", [200, {"cancelled": 1, "places": 4}],
        ("DELETE /bookings/3", [200, {"cancelled": 3, "places": 24}]),
        ("DELETE /bookings/8", [404, {"error": "no booking 8"}]),
        ("(lambda c: [c.delete('/bookings/2').json, c.get('/bookings/2').status_code, c.get('/bookings/1').json['total'], dict(Sessions().execute(select(Voucher.code, Voucher.percent)).all()), c.get('/tours').json[1]['free'],"
         " len(list(Sessions().scalars(select(Ticket.id))))])(app.test_client())", [{"cancelled": 2, "places": 2}, 404, 2000, {"SPRING": 20, "PRESS": 100}, 8, 2]),
        ("(lambda c: [c.put('/bookings/1/tickets', json={'kinds': ['senior']}).json, c.get('/bookings/1').json['total'], len(list(Sessions().scalars(select(Ticket.id))))])(app.test_client())",
         [{"party": "Chess club", "issued": 1}, 1000, 3]),
        ('PUT /bookings/3/tickets {"kinds": ["child", "child"]}', [200, {"party": "Class 4b", "issued": 2}]),
        ('PUT /bookings/2/tickets {"kinds": ["child", "child", "adult"]}', [409, {"error": "2 places are held"}]),
        ("GET /bookings/2", [200, RADIO]),
    ),
    case(
        "voucher-code-taken", MUSEUM,
        '                with session.begin_nested():\n                    session.add(Voucher(code=row["code"], percent=row["percent"]))\n',
        '                session.add(Voucher(code=row["code"], percent=row["percent"]))\n                session.flush()\n',
        'POST /vouchers {"vouchers": [{"code": "RAIL", "percent": 10}, {"code": "PRESS", "percent": 50}, {"code": "HOTEL", "percent": 15}]}', [201, {"added": 2, "refused": ["PRESS"]}],
        ('POST /vouchers {"vouchers": [{"code": "RAIL", "percent": 10}, {"code": "HOTEL", "percent": 15}]}', [201, {"added": 2, "refused": []}]),
        ("(lambda c: [c.post('/vouchers', json={'vouchers': [{'code': code, 'percent': 10} for code in ('RAIL', 'PRESS', 'HOTEL', 'SPRING', 'FERRY')]}).json, dict(Sessions().execute(select(Voucher.code, Voucher.percent)).all())])(app.test_client())",
         [{"added": 3, "refused": ["PRESS", "SPRING"]}, {"SPRING": 20, "PRESS": 100, "RAIL": 10, "HOTEL": 10, "FERRY": 10}]),
        ("(lambda c: [c.post('/vouchers', json={'vouchers': [{'code': 'RAIL', 'percent': 10}, {'code': 'RAIL', 'percent': 30}, {'code': 'BUS', 'percent': 5}]}).json, dict(Sessions().execute(select(Voucher.code, Voucher.percent)).all())])(app.test_client())",
         [{"added": 2, "refused": ["RAIL"]}, {"SPRING": 20, "PRESS": 100, "RAIL": 10, "BUS": 5}]),
        ('POST /vouchers {"vouchers": [{"code": "SPRING", "percent": 10}]}', [201, {"added": 0, "refused": ["SPRING"]}]),
        ("POST /vouchers", [422, {"error": "a JSON object is needed"}]),
    ),
    case(
        "register-ran-over", UTILITY,
        "registers.diff().iloc[1:].to_numpy(copy=True)", "registers.diff().iloc[1:].to_numpy()",
        f"report('monthly', 'E-103', 2024, {read('E-103,2024-02-29,99700,reader', 'E-103,2024-03-31,120,reader', 'E-103,2024-05-31,640,card')})",
        [0, 0, 420, 0, 520, 0, 0, 0, 0, 0, 0, 0],
        ("report('monthly', 'E-103', 2024)", [0, 0, 350, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        (f"report('monthly', 'E-102', 2024, text={read('E-102,2023-12-31,999990,reader', 'E-102,2024-01-31,15,reader')})[0]", 25),
        (f"report('monthly', 'E-103', 2024, text={read('E-103,2023-11-30,99000,reader', 'E-103,2023-12-31,200,reader', 'E-103,2024-01-31,99900,card', 'E-103,2024-02-29,0,card')})[:3]", [99700, 100, 0]),
        (f"report('bill', 4, 2024, 3, {read('E-103,2024-02-29,99900,reader', 'E-103,2024-03-31,100,reader')})", {"name": "Dora Klein", "kwh": 200, "base": "12.40", "work": "59.40", "gross": "85.44"}),
        ("report('monthly', 'E-109', 2024)", {"failed": "no meter E-109"}),
        ("report('districts', 2024)", [{"district": "Nord", "kwh": 4280, "share": 79.1}, {"district": "Hafen", "kwh": 1130, "share": 20.9}]),
    ),
    case(
        "months-not-read", UTILITY,
        "reindex(range(1, 13), fill_value=0)", "reindex(range(1, 13))",
        "report('monthly', 'E-101', 2024)", [0, 0, 810, 0, 0, 590, 0, 0, 0, 0, 0, 0],
        ("report('monthly', 'E-100', 2024)", [330, 290, 270, 210, 190, 170, 160, 170, 200, 250, 300, 340]),
        ("report('monthly', 'E-101', 2021)", [0] * 12),
        ("report('districts', 2024)", [{"district": "Nord", "kwh": 4280, "share": 79.1}, {"district": "Hafen", "kwh": 1130, "share": 20.9}]),
        ("report('districts', 2020)", {"failed": "nothing was used in 2020"}),
        ("report('bill', 2, 2024, 2)", {"name": "Bakery Thoms", "kwh": 0, "base": "12.40", "work": "0.00", "gross": "14.76"}),
        ("report('bill', 1, 2024, 2)", {"name": "Anna Jessen", "kwh": 290, "base": "9.30", "work": "98.60", "gross": "128.40"}),
        (f"report('monthly', 'E-100', 2024, {read('E-100,2024-05-02,100,card')})", [0] * 12),
    ),
    case(
        "read-twice-a-day", UTILITY,
        '    rows = rows.drop_duplicates(["taken", "meter"], keep="last")\n', "",
        f"report('registers', '2024-03', {read('E-100,2024-03-31,11920,card', 'E-101,2024-03-31,55810,reader', 'E-100,2024-03-31,11290,remote', 'E-102,2024-03-02,715,reader')})",
        {"2024-03-02": {"E-102": 715}, "2024-03-31": {"E-100": 11290, "E-101": 55810}},
        ("report('registers', '2024-03')", {"2024-03-31": {"E-100": 11290, "E-101": 55810, "E-102": 1120, "E-103": 90560}}),
        (f"report('registers', '2024-03', {read('E-100,2024-03-31,11290,remote', 'E-100,2024-03-31,11920,card', 'E-100,2024-03-30,11280,card')})", {"2024-03-30": {"E-100": 11280}, "2024-03-31": {"E-100": 11920}}),
        (f"report('registers', '2024-05', {read('E-100,2024-05-01,5,card', 'E-101,2024-05-01,5,card', 'E-101,2024-05-01,5,card', 'E-101,2024-05-02,5,card')})", {"2024-05-01": {"E-100": 5, "E-101": 5}, "2024-05-02": {"E-101": 5}}),
        (f"report('registers', '2024-04', {read('E-100,2024-03-31,1,card', 'E-100,2024-03-31,2,card', 'E-100,2024-04-01,7,card')})", {"2024-04-01": {"E-100": 7}}),
        ("report('registers', '2022-03')", {}),
        ("report('unread', '2024-04')", ["E-101", "E-103"]),
        (f"report('monthly', 'E-100', 2024, {read('E-100,2024-01-31,100,card', 'E-100,2024-02-29,180,card', 'E-100,2024-02-29,150,card', 'E-100,2024-03-31,200,card')})[:3]", [0, 50, 50]),
    ),
    case(
        "night-of-25-hours", UTILITY,
        'tz_localize(ZONE, ambiguous="infer")', "tz_localize(ZONE)",
        profile(*NIGHT), {"kwh": 10.5, "hours": 4, "peak": "2024-10-27 01:00", "kw": 6.25},
        (profile("2024-05-03 10:00,4.0", "2024-05-03 10:15,8.0", "2024-05-03 10:30,8.0", "2024-05-03 10:45,8.0", "2024-05-03 11:00,6.5"), {"kwh": 8.62, "hours": 2, "peak": "2024-05-03 08:00", "kw": 7.0}),
        (profile("2024-01-03 10:00,4.0", "2024-01-03 10:15,8.0"), {"kwh": 3.0, "hours": 1, "peak": "2024-01-03 09:00", "kw": 6.0}),
        (profile("2024-03-31 01:45,3.0", "2024-03-31 03:00,5.0", "2024-03-31 03:15,5.0"), {"kwh": 3.25, "hours": 2, "peak": "2024-03-31 01:00", "kw": 5.0}),
        (profile(*[line.replace("6.0", "1.0").replace("7.0", "1.0").replace(",4.0", ",0.5") for line in NIGHT]), {"kwh": 3.5, "hours": 4, "peak": "2024-10-27 00:00", "kw": 2.0}),
        (profile(*[line.replace("2024-10-27", "2023-10-29") for line in NIGHT]), {"kwh": 10.5, "hours": 4, "peak": "2023-10-29 01:00", "kw": 6.25}),
        (profile(), {"failed": "an empty load profile"}),
    ),
    case(
        "discount-on-shared-tariff", UTILITY,
        "        tariff = replace(tariff, price=tariff.price * (100 - contract.discount) / 100)\n",
        "        tariff.price = tariff.price * (100 - contract.discount) / 100\n",
        "report('bill', 4, 2024, 3)", {"name": "Dora Klein", "kwh": 350, "base": "12.40", "work": "103.95", "gross": "138.46"},
        ("report('bill', 2, 2024, 3)", {"name": "Bakery Thoms", "kwh": 810, "base": "12.40", "work": "267.30", "gross": "332.84"}),
        ("[report('bill', customer, 2024, 3)['work'] for customer in (4, 4, 2, 4)]", ["103.95", "103.95", "267.30", "103.95"]),
        ("[report('bill', 4, 2024, 12)['gross'], [str(one.price) for one in TARIFFS]]", ["14.76", ["34.00", "31.50", "33.00"]]),
        ("report('bill', 4, 2025, 1)", {"failed": "Dora Klein has no contract in 2025-01"}),
        ("[report('bill', 1, 2024, month)['work'] for month in (3, 4)]", ["91.80", "66.15"]),
        ("report('bill', 2, 2023, 12)", {"failed": "Bakery Thoms has no contract in 2023-12"}),
        ("report('bill', 1, 2022, 12)", {"failed": "no tariff basic on 2022-12-01"}),
    ),
    case(
        "moved-in-within-the-month", UTILITY,
        "tariff.base * ((end - begin).days + 1) / last.day", "tariff.base * (((end - begin).days + 1) / last.day)",
        "report('bill', 3, 2024, 3)", {"name": "Carl Owusu", "kwh": 420, "base": "6.30", "work": "142.80", "gross": "177.43"},
        ("report('bill', 3, 2024, 4)", {"name": "Carl Owusu", "kwh": 360, "base": "9.90", "work": "113.40", "gross": "146.73"}),
        ("report('bill', 3, 2024, 2)", {"failed": "Carl Owusu has no contract in 2024-02"}),
        ("euros(base_fee(TARIFFS[0], Contract(9, 'Eve', 'E-100', 'basic', date(2023, 5, 1), date(2024, 2, 10)), date(2024, 2, 1), date(2024, 2, 29)))", "3.21"),
        ("euros(base_fee(TARIFFS[1], Contract(9, 'Eve', 'E-100', 'basic', date(2024, 4, 30), date(2024, 4, 30)), date(2024, 4, 1), date(2024, 4, 30)))", "0.33"),
        ("euros(base_fee(TARIFFS[2], Contract(9, 'Eve', 'E-100', 'green', date(2024, 5, 1), date(2024, 5, 31)), date(2024, 5, 1), date(2024, 5, 31)))", "12.40"),
        ("report('bill', 4, 2024, 12)['base']", "12.40"),
        ("report('bill', 8, 2024, 12)", {"failed": "no customer 8"}),
    ),
    case(
        "debit-on-the-31st", UTILITY,
        "day = min(contract.debit_day, monthrange(year, month)[1])", "day = contract.debit_day",
        "[one['on'][5:] for one in report('instalments', 2, 2025, 60000)]",
        ["01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31", "11-30", "12-31"],
        ("report('instalments', 1, 2025, 12001)[:3]", [{"on": "2025-01-15", "cents": 1001}, {"on": "2025-02-15", "cents": 1000}, {"on": "2025-03-15", "cents": 1000}]),
        ("report('instalments', 2, 2024, 60005)[1:6]", [{"on": "2024-02-29", "cents": 5001}, {"on": "2024-03-31", "cents": 5001}, {"on": "2024-04-30", "cents": 5001}, {"on": "2024-05-31", "cents": 5001}, {"on": "2024-06-30", "cents": 5000}]),
        ("{one['on'][8:] for one in report('instalments', 3, 2025, 60000)} == {'28'}", True),
        ("sum(one['cents'] for one in report('instalments', 2, 2025, 99999))", 99999),
        ("report('instalments', 2, 2025, 11)", {"failed": "too little for instalments"}),
        ("report('instalments', 6, 2025, 1200)", {"failed": "no customer 6"}),
    ),
]
