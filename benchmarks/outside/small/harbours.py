"""Two programs with seven bugs each: a harbour office (FastAPI over SQLAlchemy) and the reports of a fishing cooperative (pandas)."""

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


def log(*lines: str) -> dict[str, Any]:
    """A log of the radio room of lines such as `KI-7 2024-06-08T17:00:00+02:00`."""
    return {"calls": [dict(zip(("registration", "at"), line.split(), strict=True)) for line in lines]}


def export(*lots: str) -> str:
    """An expression that reads an export of lines such as `CUX 4;CUX;2024-06-03;Scholle;E;80;2,4`, numbered from 1."""
    lines = ["lot;vessel;port;landed;species;grade;kg;price", *(f"{number};{lot}" for number, lot in enumerate(lots, 1))]
    return f"read_landings(io.StringIO({chr(10).join(lines) + chr(10)!r}))"


def report(command: str, *lots: str) -> str:
    """An expression for what the job prints for an export."""
    words, text = command.split(), export(*lots).removeprefix("read_landings(").removesuffix(")")
    return f"run({words!r}, {text})"


OFFICE = '''"""Harbour office of Glückswerder: boats, the radio log, stays at the berths, tariffs and invoices."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from fastapi import Body, Depends, FastAPI, HTTPException
from pydantic import AwareDatetime, BaseModel, Field
from sqlalchemy import JSON, DateTime, ForeignKey, String, TypeDecorator, UniqueConstraint, create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

HARBOUR = ZoneInfo("Europe/Berlin")
WINTER_MONTHS = (11, 12, 1, 2, 3)

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
Sessions = sessionmaker(engine)


class UtcDateTime(TypeDecorator):
    """A moment: stored in UTC, and with its zone again when read (the database itself forgets zones)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The tables, named after the classes, each with an id."""

    id: Mapped[int] = mapped_column(primary_key=True)

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower() + "s"


class Boat(Base):
    registration: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str]
    length_cm: Mapped[int]
    insured_until: Mapped[date | None]
    email: Mapped[str | None]  # the owner's; some still want their post on paper


class Change(Base):
    """What the office changed about a boat, as it was sent; kept for the insurers."""
    boat_id: Mapped[int] = mapped_column(ForeignKey("boats.id"))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


class Call(Base):
    """A call by radio; a boat has but one at any moment."""
    __table_args__ = (UniqueConstraint("registration", "at"),)
    registration: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Stay(Base):
    """A boat at a berth."""
    boat_id: Mapped[int] = mapped_column(ForeignKey("boats.id"))
    berth: Mapped[str]
    arrived: Mapped[datetime] = mapped_column(UtcDateTime)
    left: Mapped[datetime | None] = mapped_column(UtcDateTime)  # None as long as the boat lies here
    boat: Mapped[Boat] = relationship()


class Tariff(Base):
    """What a night costs: the same for all boats (`flat_cents`) or by length (`bands`)."""
    season: Mapped[str] = mapped_column(unique=True)
    flat_cents: Mapped[int | None]
    bands: Mapped[list["Band"]] = relationship(order_by="Band.up_to_cm", lazy="selectin")


class Band(Base):
    season: Mapped[str] = mapped_column(ForeignKey("tariffs.season"))
    up_to_cm: Mapped[int]
    cents: Mapped[int]


class Invoice(Base):
    stay_id: Mapped[int] = mapped_column(ForeignKey("stays.id"), unique=True)
    number: Mapped[str | None] = mapped_column(unique=True)
    cents: Mapped[int]


class BoatOut(BaseModel):
    registration: str
    name: str
    length_cm: int
    insured_until: date | None
    email: str | None


class BoatPatch(BaseModel):
    name: str = Field("", min_length=1)
    insured_until: date | None = None


class CallIn(BaseModel):
    registration: str
    at: AwareDatetime


def database() -> Iterator[Session]:
    """The session of one request."""
    with Sessions() as session:
        yield session


Db = Annotated[Session, Depends(database)]
app = FastAPI(title="Harbour office")


def boat_of(db: Session, registration: str) -> Boat:
    """The boat with a registration, else 404."""
    boat = db.scalar(select(Boat).where(Boat.registration == registration.upper()))
    if boat is None:
        raise HTTPException(404, "no such boat")
    return boat


def stay_of(db: Session, stay_id: int) -> Stay:
    """A stay, else 404."""
    stay = db.get(Stay, stay_id)
    if stay is None:
        raise HTTPException(404, "no such stay")
    return stay


def present_stay(db: Session, boat: Boat) -> Stay | None:
    """The stay of a boat that lies in the harbour now; None if it is at sea."""
    query = select(Stay).where(Stay.boat_id == boat.id, Stay.left.is_(None))
    return db.scalars(query).one_or_none()


@cache
def tariffs() -> dict[str, Tariff]:
    """The tariffs by season. The council sets them once a year, so they are read once per process."""
    with Sessions() as session:
        found = session.scalars(select(Tariff)).all()
        return {one.season: one for one in found}


def night_cents(season: str, length_cm: int) -> int:
    """The price of one night; 422 for a boat longer than the longest berth."""
    tariff = tariffs()[season]
    if tariff.flat_cents is not None:
        return tariff.flat_cents
    for band in tariff.bands:
        if length_cm <= band.up_to_cm:
            return band.cents
    raise HTTPException(422, "too long for this harbour")


def nights(arrived: datetime, left: datetime) -> int:
    """Nights of a stay by the harbour's calendar; a visit by day counts as one."""
    if left < arrived:
        raise HTTPException(422, "left before it arrived")
    return max((left.astimezone(HARBOUR).date() - arrived.astimezone(HARBOUR).date()).days, 1)


@app.get("/boats/{registration}", response_model=BoatOut)
def boat(registration: str, db: Db) -> Boat:
    return boat_of(db, registration)


@app.patch("/boats/{registration}", response_model=BoatOut)
def change_boat(registration: str, body: BoatPatch, db: Db) -> Boat:
    """Change what is given, and keep a record of it."""
    found = boat_of(db, registration)
    for name, value in body.model_dump(exclude_unset=True).items():
        setattr(found, name, value)
    db.add(Change(boat_id=found.id, details=body.model_dump(mode="json", exclude_unset=True)))
    db.commit()
    return found


@app.get("/boats/{registration}/changes")
def changes(registration: str, db: Db) -> list[dict[str, Any]]:
    found = boat_of(db, registration)
    return list(db.scalars(select(Change.details).where(Change.boat_id == found.id).order_by(Change.id)))


@app.get("/boats/{registration}/berth")
def berth_of(registration: str, db: Db) -> dict[str, Any]:
    """Where a boat lies; 404 if it is not in the harbour."""
    stay = present_stay(db, boat_of(db, registration))
    if stay is None:
        raise HTTPException(404, "not in the harbour")
    return {"stay": stay.id, "berth": stay.berth}


@app.get("/calls")
def calls_by_time(db: Db) -> list[str]:
    return [f"{one.at:%H:%M} {one.registration}" for one in db.scalars(select(Call).order_by(Call.at, Call.id))]


@app.post("/calls", status_code=201)
def take_over(calls: Annotated[list[CallIn], Body(embed=True)], db: Db) -> dict[str, int]:
    """Take over a log. Logs overlap: a call that is here already is counted as known, all others are stored."""
    stored = known = 0
    for one in calls:
        try:
            with db.begin_nested():
                db.add(Call(registration=one.registration.upper(), at=one.at))
            stored += 1
        except IntegrityError:
            known += 1
    db.commit()
    return {"stored": stored, "known": known}


@app.post("/stays/{stay_id}/departure")
def depart(stay_id: int, left: Annotated[AwareDatetime, Body(embed=True)], db: Db) -> dict[str, Any]:
    stay = stay_of(db, stay_id)
    if stay.left is not None:
        raise HTTPException(409, "left already")
    count = nights(stay.arrived, left)
    stay.left = left
    db.commit()
    return {"stay": stay.id, "nights": count}


@app.get("/quote")
def quote(season: Literal["summer", "winter"], length_cm: int, count: int = 1) -> dict[str, int]:
    """What `count` nights would cost."""
    return {"cents": count * night_cents(season, length_cm)}


@app.post("/stays/{stay_id}/invoice", status_code=201)
def bill(stay_id: int, db: Db) -> dict[str, Any]:
    """The invoice of a stay that has ended. Its number is made of the year and of the invoice's id."""
    stay = stay_of(db, stay_id)
    if stay.left is None or db.scalar(select(Invoice.id).where(Invoice.stay_id == stay.id)) is not None:
        raise HTTPException(409, "still in the harbour, or billed already")
    season = "winter" if stay.arrived.astimezone(HARBOUR).month in WINTER_MONTHS else "summer"
    cents = nights(stay.arrived, stay.left) * night_cents(season, stay.boat.length_cm)
    invoice = Invoice(stay_id=stay.id, cents=cents)
    db.add(invoice)
    db.flush()
    invoice.number = f"{stay.left.year}-{invoice.id:04d}"
    db.commit()
    return {"number": invoice.number, "cents": invoice.cents}


Base.metadata.create_all(engine)
with Sessions.begin() as setup:
    mowe = Boat(registration="HH-12", name="Möwe", length_cm=870, insured_until=date(2025, 4, 30), email="jan@petersen.example")
    lotte = Boat(registration="KI-7", name="Lotte", length_cm=1210, email="office@lotte.example")
    tide = Boat(registration="FL-301", name="Tide", length_cm=640)
    setup.add_all([mowe, lotte, tide, Boat(registration="SB-44", name="Wiebke", length_cm=980, email="wiebke@sund.example")])
    setup.add(Call(registration="HH-12", at=datetime(2024, 6, 8, 15, 55, tzinfo=UTC)))
    setup.add(Tariff(season="winter", flat_cents=900))
    setup.add(Tariff(season="summer", bands=[Band(up_to_cm=800, cents=1400), Band(up_to_cm=1200, cents=2100)]))
    for guest, place, came, went in (
        (mowe, "A3", datetime(2024, 5, 17, 15, 20, tzinfo=UTC), datetime(2024, 5, 20, 8, 5, tzinfo=UTC)),
        (mowe, "B1", datetime(2024, 6, 8, 16, 40, tzinfo=UTC), None),
        (lotte, "C2", datetime(2024, 1, 12, 11, 0, tzinfo=UTC), datetime(2024, 1, 14, 9, 30, tzinfo=UTC)),
        (tide, "A1", datetime(2024, 6, 9, 22, 15, tzinfo=UTC), None),
    ):
        setup.add(Stay(boat=guest, berth=place, arrived=came, left=went))
        setup.flush()  # the ids in this order
'''


LANDINGS = '''"""Landings report of the fishing cooperative: what the auction halls export, by port, day, species and vessel.

Run as `landings totals < export.csv` or `landings --month 2024-06 fees --port BUE < export.csv`.
"""

import argparse
import io
import json
import sys
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

PORTS = {"BUE": "Büsum", "CUX": "Cuxhaven", "GRE": "Greetsiel", "NA": "Nakskov"}
GRADES = ("E", "A", "B")
FEE_SHARE = 0.05
FEE_LEAST = 4.0

# The cooperative's own vessels. A line is never changed: a vessel with a new name or skipper gets a further line.
REGISTER = """\\
number;name;skipper
CUX 4;Anneke;Tammo Harms
CUX 11;Seestern;Uwe Lührs
SD 2;Hanne;Inken Paulsen
"""


def read_landings(source: TextIO) -> pd.DataFrame:
    """The export of the auction halls: one line for each lot that was landed.

    Fields are separated by semicolons, numbers are written in the German way ("1.250,5"). `port` is a key of PORTS,
    `landed` is in ISO 8601: a date, with a time where the hall has a scale that knows it. `price` is in euros per kg,
    and empty if the lot was not sold.
    """
    landings = pd.read_csv(
        source,
        sep=";",
        decimal=",",
        thousands=".",
        dtype={"lot": str, "vessel": str, "port": str, "species": str, "grade": str},
        keep_default_na=False,
        na_values={"kg": [""], "price": [""]},
    )
    landings["landed"] = pd.to_datetime(landings["landed"], format="ISO8601")
    landings["value"] = landings["kg"] * landings["price"]
    return landings


def read_register(source: TextIO) -> pd.DataFrame:
    """The vessels as they are today, one line each: of several lines for a number the last one counts."""
    register = pd.read_csv(source, sep=";", dtype=str)
    return register.drop_duplicates("number", keep="last")


def in_month(landings: pd.DataFrame, month: str | None) -> pd.DataFrame:
    """The landings of a month such as "2024-06"; all of them without one."""
    if month is None:
        return landings
    return landings[landings["landed"].dt.to_period("M") == pd.Period(month, "M")]


def month_before(month: str) -> str:
    return str(pd.Period(month, "M") - 1)


def port_name(code: str) -> str:
    """The name of a port; KeyError for a code that no hall has."""
    return PORTS[code]


def weights(landings: pd.DataFrame, by: Any) -> dict[str, float]:
    """Kilograms by the values of a column (or of a series beside it), in their order."""
    return landings.groupby(by)["kg"].sum().round(1).to_dict()


def totals(landings: pd.DataFrame) -> str:
    """Number, weight and value of the landings, and the weight by port, as JSON for the website."""
    names = landings["port"].map(port_name)
    report = {
        "lots": len(landings),
        "kg": round(float(landings["kg"].sum()), 1),
        "value": round(float(landings["value"].sum()), 2),
        "ports": weights(landings, names),
    }
    return json.dumps(report, ensure_ascii=False)


def days(landings: pd.DataFrame) -> str:
    """Kilograms by day, whatever the time of day, as JSON."""
    return json.dumps(weights(landings, landings["landed"].dt.strftime("%Y-%m-%d")))


def fee_of(lot: Any) -> float:
    """The hall's fee for a lot that was sold: a share of its value, but not less than the least fee."""
    return round(max(lot.value * FEE_SHARE, FEE_LEAST), 2)


def fees(landings: pd.DataFrame, port: str) -> str:
    """The fees for the lots sold in a port, as CSV; its header alone if nothing was sold there."""
    port_name(port)
    sold = landings[(landings["port"] == port) & landings["price"].notna()].copy()
    sold["fee"] = [fee_of(lot) for lot in sold.itertuples()]
    return render(sold[["lot", "vessel", "value", "fee"]])


def unsold(landings: pd.DataFrame) -> str:
    """The lots that found no buyer, the oldest first, with the name of the port, as CSV."""
    left = landings[landings["price"].isna()].sort_values("landed", kind="stable")
    left = left.assign(port=left["port"].map(port_name), day=left["landed"].dt.strftime("%Y-%m-%d"))
    return render(left[["day", "lot", "port", "species", "kg"]])


def prices(landings: pd.DataFrame) -> str:
    """The mean price of each species by weight, and the span of its prices, over the lots that were sold, as CSV."""
    sold = landings[landings["price"].notna()]
    table = sold.groupby("species").agg(
        kg=("kg", "sum"), value=("value", "sum"), lowest=("price", "min"), highest=("price", "max")
    )
    table["mean"] = table["value"] / table["kg"]
    return render(table[["mean", "lowest", "highest"]].reset_index())


def compare(landings: pd.DataFrame, month: str) -> str:
    """Kilograms by species in a month and in the month before, as JSON; 0 where there were none."""
    now, before = (weights(one, one["species"]) for one in (in_month(landings, month), in_month(landings, month_before(month))))
    found = {name: {"now": now.get(name, 0), "before": before.get(name, 0)} for name in sorted({*now, *before})}
    return json.dumps(found, ensure_ascii=False)


def grades(landings: pd.DataFrame) -> str:
    """Kilograms of each species by grade and the share of the best grade, as CSV; every grade has its column."""
    table = landings.pivot_table(index="species", columns="grade", values="kg", aggfunc="sum", fill_value=0)
    table = table.reindex(columns=list(GRADES), fill_value=0).astype(float)
    table["best"] = table[GRADES[0]] / table.sum(axis=1)
    return render(table.reset_index())


def best_prices(landings: pd.DataFrame) -> str:
    """The lot with the best price of each species that was sold, as CSV; of equal ones the first."""
    sold = landings[landings["price"].notna()]
    best = landings.loc[sold.groupby("species")["price"].idxmax()]
    return render(best[["species", "lot", "port", "price"]])


def fleet(landings: pd.DataFrame, register: pd.DataFrame) -> str:
    """Weight and value by vessel, the heaviest first, as CSV; vessels of others are without name and skipper.

    The merge is validated: a landing must never be counted twice.
    """
    known = landings.merge(register, how="left", left_on="vessel", right_on="number", validate="many_to_one")
    known[["name", "skipper"]] = known[["name", "skipper"]].fillna("")
    table = known.groupby(["vessel", "name", "skipper"], as_index=False)[["kg", "value"]].sum()
    return render(table.sort_values(["kg", "vessel"], ascending=[False, True]))


def render(table: pd.DataFrame) -> str:
    """A table as CSV with two decimals."""
    return table.to_csv(index=False, float_format="%.2f", lineterminator="\\n")


def command_line() -> argparse.ArgumentParser:
    """The options of the job."""
    parser = argparse.ArgumentParser(prog="landings", description="Reports on the export of the auction halls.")
    parser.add_argument("--month", help="only the landings of a month, such as 2024-06")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, function in REPORTS.items():
        commands.add_parser(name, help=(function.__doc__ or "").partition(".")[0])
    commands.add_parser("fees").add_argument("--port", required=True, choices=PORTS)
    commands.add_parser("fleet").add_argument("--register", type=Path, help="instead of the built-in register")
    commands.add_parser("compare").add_argument("this", help="a month, such as 2024-06")
    return parser


REPORTS = {
    "totals": totals, "days": days, "unsold": unsold, "prices": prices, "grades": grades, "best": best_prices,
}  # fmt: skip


def run(words: list[str], source: TextIO) -> str:
    """What the job prints for the words of its command line and an export."""
    options = command_line().parse_args(words)
    landings = in_month(read_landings(source), options.month)
    if options.command == "fees":
        return fees(landings, options.port)
    if options.command == "fleet":
        register = options.register.read_text(encoding="utf-8") if options.register else REGISTER
        return fleet(landings, read_register(io.StringIO(register)))
    if options.command == "compare":
        return compare(landings, options.this)
    return REPORTS[options.command](landings)


def main() -> int:
    """Report on the export from standard input."""
    sys.stdout.write(run(sys.argv[1:], sys.stdin))
    return 0


if __name__ == "__main__":
    sys.exit(main())
'''


# One month of the halls: whole and broken weights, one lot unsold.
JUNE = (
    "CUX 4;CUX;2024-06-03;Scholle;E;150,5;2,4",
    "CUX 11;CUX;2024-06-03;Seezunge;A;80;14,5",
    "SD 2;BUE;2024-06-04;Krabben;B;312,4;",
    "HUS 9;BUE;2024-06-05;Scholle;B;40,5;1,9",
)
LATER = "HUS 9;BUE;2024-07-01;Krabben;A;20;6,5"
OVERLAP = log("KI-7 2024-06-08T17:00:00+02:00", "HH-12 2024-06-08T17:55:00+02:00", "FL-301 2024-06-08T18:10:00+02:00")
RENAMED = "read_register(io.StringIO(REGISTER + 'CUX 4;Anneke;Mette Harms\\n'))"
TIDE = {"registration": "FL-301", "name": "Tide", "length_cm": 640, "insured_until": None, "email": None}
LOTTE = {"registration": "KI-7", "name": "Lotte", "length_cm": 1210, "insured_until": None, "email": "office@lotte.example"}

CASES = [
    case(
        "logs-overlap", OFFICE,
        """            with db.begin_nested():
                db.add(Call(registration=one.registration.upper(), at=one.at))
            stored += 1
""",
        """            db.add(Call(registration=one.registration.upper(), at=one.at))
            db.flush()
            stored += 1
""",
        'POST /calls {"calls": [{"registration": "KI-7", "at": "2024-06-08T17:00:00+02:00"}, '
        '{"registration": "HH-12", "at": "2024-06-08T17:55:00+02:00"}, {"registration": "FL-301", "at": "2024-06-08T18:10:00+02:00"}]}',
        [201, {"stored": 2, "known": 1}],
        ('POST /calls {"calls": [{"registration": "KI-7", "at": "2024-06-08T17:00:00+02:00"}]}', [201, {"stored": 1, "known": 0}]),
        ("GET /calls", [200, ["15:55 HH-12"]]),
        (calls(("POST", "/calls", OVERLAP), ("GET", "/calls")),
         [[201, {"stored": 2, "known": 1}], [200, ["15:00 KI-7", "15:55 HH-12", "16:10 FL-301"]]]),
        (calls(("POST", "/calls", log("sb-44 2024-06-08T19:00:00Z", "SB-44 2024-06-08T21:00:00+02:00", "SB-44 2024-06-08T19:01:00Z")), ("GET", "/calls")),
         [[201, {"stored": 2, "known": 1}], [200, ["15:55 HH-12", "19:00 SB-44", "19:01 SB-44"]]]),
        (calls(("POST", "/calls", OVERLAP), ("POST", "/calls", OVERLAP), ("GET", "/calls")),
         [[201, {"stored": 2, "known": 1}], [201, {"stored": 0, "known": 3}], [200, ["15:00 KI-7", "15:55 HH-12", "16:10 FL-301"]]]),
        (calls(("POST", "/calls", log("KI-7 2024-06-08T15:00:00Z", "SB-44 2024-06-08T15:20:00Z", "HH-12 2024-06-08T15:55:00Z")), ("GET", "/calls")),
         [[201, {"stored": 2, "known": 1}], [200, ["15:00 KI-7", "15:20 SB-44", "15:55 HH-12"]]]),
        ('POST /calls {"calls": [{"registration": "KI-7", "at": "2024-06-08T17:00:00"}]}', 422),
    ),
    case(
        "tariff-kept-for-long", OFFICE,
        'relationship(order_by="Band.up_to_cm", lazy="selectin")', 'relationship(order_by="Band.up_to_cm")',
        "GET /quote?season=summer&length_cm=640&count=3", [200, {"cents": 4200}],
        ("GET /quote?season=winter&length_cm=640&count=3", [200, {"cents": 2700}]),
        ("GET /quote?season=summer&length_cm=800", [200, {"cents": 1400}]),
        ("GET /quote?season=summer&length_cm=801&count=2", [200, {"cents": 4200}]),
        ("GET /quote?season=summer&length_cm=1210", 422),
        ("GET /quote?season=winter&length_cm=1210", [200, {"cents": 900}]),
        (calls(("GET", "/quote?season=winter&length_cm=900"), ("GET", "/quote?season=summer&length_cm=900"), ("POST", "/stays/1/invoice")),
         [[200, {"cents": 900}], [200, {"cents": 2100}], [201, {"number": "2024-0001", "cents": 6300}]]),
        ("POST /stays/3/invoice", [201, {"number": "2024-0001", "cents": 1800}]),
        ("GET /quote?season=spring&length_cm=640", 422),
    ),
    case(
        "guest-of-old", OFFICE,
        "where(Stay.boat_id == boat.id, Stay.left.is_(None))", "where(Stay.boat_id == boat.id)",
        "GET /boats/HH-12/berth", [200, {"stay": 2, "berth": "B1"}],
        ("GET /boats/FL-301/berth", [200, {"stay": 4, "berth": "A1"}]),
        ("GET /boats/KI-7/berth", 404),
        ("GET /boats/SB-44/berth", 404),
        (calls(("POST", "/stays/2/departure", {"left": "2024-06-10T08:00:00+02:00"}), ("GET", "/boats/HH-12/berth"), ("GET", "/boats/fl-301/berth")),
         [[200, {"stay": 2, "nights": 2}], [404, {"detail": "not in the harbour"}], [200, {"stay": 4, "berth": "A1"}]]),
        (calls(("POST", "/stays/4/departure", {"left": "2024-06-10T08:00:00+02:00"}), ("GET", "/boats/FL-301/berth")),
         [[200, {"stay": 4, "nights": 1}], [404, {"detail": "not in the harbour"}]]),
        ("POST /stays/1/invoice", [201, {"number": "2024-0001", "cents": 6300}]),
        ("GET /boats/XX-1/berth", 404),
    ),
    case(
        "arrival-without-zone", OFFICE,
        "    arrived: Mapped[datetime] = mapped_column(UtcDateTime)", "    arrived: Mapped[datetime] = mapped_column(DateTime(timezone=True))",
        'POST /stays/2/departure {"left": "2024-06-12T10:00:00+02:00"}', [200, {"stay": 2, "nights": 4}],
        ("GET /boats/HH-12/berth", [200, {"stay": 2, "berth": "B1"}]),
        ('POST /stays/4/departure {"left": "2024-06-11T09:00:00+02:00"}', [200, {"stay": 4, "nights": 1}]),
        ('POST /stays/4/departure {"left": "2024-06-12T23:30:00Z"}', [200, {"stay": 4, "nights": 3}]),
        ('POST /stays/2/departure {"left": "2024-06-08T18:30:00+02:00"}', 422),
        ('POST /stays/2/departure {"left": "2024-06-08T18:50:00+02:00"}', [200, {"stay": 2, "nights": 1}]),
        (calls(("POST", "/stays/2/departure", {"left": "2024-06-12T10:00:00+02:00"}), ("POST", "/stays/2/invoice"), ("POST", "/stays/3/invoice")),
         [[200, {"stay": 2, "nights": 4}], [201, {"number": "2024-0001", "cents": 8400}], [201, {"number": "2024-0002", "cents": 1800}]]),
        ('POST /stays/1/departure {"left": "2024-06-12T10:00:00+02:00"}', 409),
        ('POST /stays/99/departure {"left": "2024-06-12T10:00:00+02:00"}', 404),
    ),
    case(
        "change-with-a-date", OFFICE,
        'details=body.model_dump(mode="json", exclude_unset=True)', "details=body.model_dump(exclude_unset=True)",
        'PATCH /boats/KI-7 {"insured_until": "2026-03-31"}', [200, LOTTE | {"insured_until": "2026-03-31"}],
        ('PATCH /boats/KI-7 {"name": "Lotte II"}', [200, LOTTE | {"name": "Lotte II"}]),
        ('PATCH /boats/FL-301 {"insured_until": null}', [200, TIDE]),
        (calls(("PATCH", "/boats/KI-7", {"insured_until": "2026-03-31"}), ("GET", "/boats/KI-7/changes"), ("GET", "/boats/KI-7")),
         [[200, LOTTE | {"insured_until": "2026-03-31"}], [200, [{"insured_until": "2026-03-31"}]], [200, LOTTE | {"insured_until": "2026-03-31"}]]),
        (calls(("PATCH", "/boats/FL-301", {"name": "Ebb"}), ("PATCH", "/boats/FL-301", {"name": "Tide", "insured_until": "2025-01-01"}),
               ("PATCH", "/boats/FL-301", {"insured_until": None}), ("GET", "/boats/FL-301/changes")),
         [[200, TIDE | {"name": "Ebb"}], [200, TIDE | {"insured_until": "2025-01-01"}], [200, TIDE],
          [200, [{"name": "Ebb"}, {"name": "Tide", "insured_until": "2025-01-01"}, {"insured_until": None}]]]),
        ('PATCH /boats/KI-7 {"insured_until": "soon"}', 422),
        ('PATCH /boats/KI-7 {"name": ""}', 422),
        ('PATCH /boats/XX-1 {"insured_until": "2026-03-31"}', 404),
    ),
    case(
        "number-of-the-invoice", OFFICE,
        "    db.add(invoice)\n    db.flush()\n", "    db.add(invoice)\n",
        "POST /stays/1/invoice", [201, {"number": "2024-0001", "cents": 6300}],
        ("POST /stays/2/invoice", 409),
        (calls(("POST", "/stays/3/invoice"), ("POST", "/stays/1/invoice")),
         [[201, {"number": "2024-0001", "cents": 1800}], [201, {"number": "2024-0002", "cents": 6300}]]),
        (calls(("POST", "/stays/1/invoice"), ("POST", "/stays/1/invoice"), ("POST", "/stays/3/invoice")),
         [[201, {"number": "2024-0001", "cents": 6300}], [409, {"detail": "still in the harbour, or billed already"}], [201, {"number": "2024-0002", "cents": 1800}]]),
        (calls(("POST", "/stays/4/departure", {"left": "2025-01-02T09:00:00+01:00"}), ("POST", "/stays/4/invoice")),
         [[200, {"stay": 4, "nights": 206}], [201, {"number": "2025-0001", "cents": 288400}]]),
        (f"[{CLIENT}.post('/stays/1/invoice').status_code, [[one.number, one.cents] for one in Sessions().scalars(select(Invoice))]]", [201, [["2024-0001", 6300]]]),
        ("POST /stays/99/invoice", 404),
    ),
    case(
        "owner-on-paper", OFFICE,
        "    email: str | None\n", "    email: str\n",
        "GET /boats/FL-301", [200, TIDE],
        ("GET /boats/KI-7", [200, LOTTE]),
        ("GET /boats/hh-12", [200, {"registration": "HH-12", "name": "Möwe", "length_cm": 870, "insured_until": "2025-04-30", "email": "jan@petersen.example"}]),
        ('PATCH /boats/FL-301 {"name": "Ebb"}', [200, TIDE | {"name": "Ebb"}]),
        (calls(("PATCH", "/boats/FL-301", {"insured_until": "2025-06-30"}), ("GET", "/boats/fl-301"), ("GET", "/boats/FL-301/changes")),
         [[200, TIDE | {"insured_until": "2025-06-30"}], [200, TIDE | {"insured_until": "2025-06-30"}], [200, [{"insured_until": "2025-06-30"}]]]),
        ("GET /boats/FL-301/berth", [200, {"stay": 4, "berth": "A1"}]),
        ("GET /boats/XX-1", 404),
    ),
    case(
        "port-taken-for-nothing", LANDINGS,
        '        keep_default_na=False,\n        na_values={"kg": [""], "price": [""]},\n', "",
        f"json.loads({report('totals', *JUNE, 'NAK 3;NA;2024-06-06;Dorsch;A;55,5;4')})",
        {"lots": 5, "kg": 638.9, "value": 1820.15, "ports": {"Büsum": 352.9, "Cuxhaven": 230.5, "Nakskov": 55.5}},
        (f"json.loads({report('totals', *JUNE)})", {"lots": 4, "kg": 583.4, "value": 1598.15, "ports": {"Büsum": 352.9, "Cuxhaven": 230.5}}),
        (report("fees --port NA", *JUNE, "NAK 3;NA;2024-06-06;Dorsch;A;55,5;4"), "lot,vessel,value,fee\n5,NAK 3,222.00,11.10\n"),
        (report("unsold", *JUNE, "NAK 3;NA;2024-06-06;Dorsch;A;55,5;", "NAK 3;NA;2024-06-06;Dorsch;B;9;2"),
         "day,lot,port,species,kg\n2024-06-04,3,Büsum,Krabben,312.40\n2024-06-06,5,Nakskov,Dorsch,55.50\n"),
        (f"json.loads({report('totals', 'NAK 3;NA;2024-06-06;Dorsch;A;55,5;4')})", {"lots": 1, "kg": 55.5, "value": 222.0, "ports": {"Nakskov": 55.5}}),
        (report("best", *JUNE, "NAK 3;NA;2024-06-06;Scholle;A;5,5;4"), "species,lot,port,price\nScholle,5,NA,4.00\nSeezunge,2,CUX,14.50\n"),
        (report("prices", *JUNE), "species,mean,lowest,highest\nScholle,2.29,1.90,2.40\nSeezunge,14.50,14.50,14.50\n"),
        (report("unsold", *JUNE), "day,lot,port,species,kg\n2024-06-04,3,Büsum,Krabben,312.40\n"),
    ),
    case(
        "more-than-a-ton", LANDINGS,
        '        thousands=".",\n', "",
        report("fees --port CUX", "CUX 4;CUX;2024-06-03;Scholle;E;1.250,5;2,4", "CUX 11;CUX;2024-06-03;Seezunge;A;80;14,5"),
        "lot,vessel,value,fee\n1,CUX 4,3001.20,150.06\n2,CUX 11,1160.00,58.00\n",
        (report("fees --port CUX", *JUNE), "lot,vessel,value,fee\n1,CUX 4,361.20,18.06\n2,CUX 11,1160.00,58.00\n"),
        (f"json.loads({report('totals', 'CUX 4;CUX;2024-06-03;Hering;E;1.012.250,5;0,8', 'SD 2;BUE;2024-06-03;Hering;E;1.000;0,8')})",
         {"lots": 2, "kg": 1013250.5, "value": 810600.4, "ports": {"Büsum": 1000.0, "Cuxhaven": 1012250.5}}),
        (report("best", *JUNE, "CUX 4;CUX;2024-06-09;Thun;E;210,5;1.100,5", "CUX 4;CUX;2024-06-09;Thun;E;10;999"),
         "species,lot,port,price\nScholle,1,CUX,2.40\nSeezunge,2,CUX,14.50\nThun,5,CUX,1100.50\n"),
        (report("unsold", "CUX 4;CUX;2024-06-03;Hering;E;1.250,5;", "SD 2;BUE;2024-06-03;Hering;E;12,5;0,8"), "day,lot,port,species,kg\n2024-06-03,1,Cuxhaven,Hering,1250.50\n"),
        (f"json.loads({report('compare 2024-07', 'CUX 4;CUX;2024-06-03;Hering;E;2.000,5;0,8', 'CUX 4;CUX;2024-07-03;Hering;E;1.500;1')})",
         {"Hering": {"now": 1500.0, "before": 2000.5}}),
        (report("grades", *JUNE), "species,E,A,B,best\nKrabben,0.00,0.00,312.40,0.00\nScholle,150.50,0.00,40.50,0.79\nSeezunge,0.00,80.00,0.00,0.00\n"),
    ),
    case(
        "hall-with-a-scale", LANDINGS,
        'pd.to_datetime(landings["landed"], format="ISO8601")', 'pd.to_datetime(landings["landed"])',
        f"json.loads({report('days', *JUNE, 'HUS 9;GRE;2024-06-05T05:30;Krabben;A;20;6,5')})",
        {"2024-06-03": 230.5, "2024-06-04": 312.4, "2024-06-05": 60.5},
        (f"json.loads({report('days', *JUNE, LATER)})", {"2024-06-03": 230.5, "2024-06-04": 312.4, "2024-06-05": 40.5, "2024-07-01": 20.0}),
        (f"json.loads({report('days', 'HUS 9;GRE;2024-06-05T05:30;Krabben;A;20,5;6,5', 'SD 2;GRE;2024-06-05T23:59;Krabben;A;1;6,5')})", {"2024-06-05": 21.5}),
        (f"json.loads({report('days', 'HUS 9;GRE;2024-06-05T05:30;Krabben;A;20,5;6,5', 'SD 2;GRE;2024-06-05;Krabben;A;1;6,5', 'SD 2;GRE;2024-06-07T04:00:10;Krabben;A;2;6,5')})",
         {"2024-06-05": 21.5, "2024-06-07": 2.0}),
        (f"json.loads({report('--month 2024-06 totals', *JUNE, 'HUS 9;GRE;2024-06-30T23:30;Krabben;A;20;6,5', LATER)})",
         {"lots": 5, "kg": 603.4, "value": 1728.15, "ports": {"Büsum": 352.9, "Cuxhaven": 230.5, "Greetsiel": 20.0}}),
        (report("unsold", "SD 2;GRE;2024-06-04;Krabben;B;5,5;", "SD 2;GRE;2024-06-03T18:00;Krabben;B;6,5;", "SD 2;GRE;2024-06-03T06:15;Krabben;B;7,5;"),
         "day,lot,port,species,kg\n2024-06-03,3,Greetsiel,Krabben,7.50\n2024-06-03,2,Greetsiel,Krabben,6.50\n2024-06-04,1,Greetsiel,Krabben,5.50\n"),
        (f"[str(one) for one in {export('SD 2;GRE;2024-12-01;Krabben;B;5;', 'SD 2;GRE;2024-03-02T18:00;Krabben;B;6;')}['landed']]",
         ["2024-12-01 00:00:00", "2024-03-02 18:00:00"]),
    ),
    case(
        "skipper-retired", LANDINGS,
        'register.drop_duplicates("number", keep="last")', "register.drop_duplicates()",
        f"fleet({export(*JUNE)}, {RENAMED})",
        "vessel,name,skipper,kg,value\nSD 2,Hanne,Inken Paulsen,312.40,0.00\nCUX 4,Anneke,Mette Harms,150.50,361.20\n"
        "CUX 11,Seestern,Uwe Lührs,80.00,1160.00\nHUS 9,,,40.50,76.95\n",
        (report("fleet", *JUNE),
         "vessel,name,skipper,kg,value\nSD 2,Hanne,Inken Paulsen,312.40,0.00\nCUX 4,Anneke,Tammo Harms,150.50,361.20\n"
         "CUX 11,Seestern,Uwe Lührs,80.00,1160.00\nHUS 9,,,40.50,76.95\n"),
        (f"fleet({export(*JUNE[:2], JUNE[0])}, {RENAMED})",
         "vessel,name,skipper,kg,value\nCUX 4,Anneke,Mette Harms,301.00,722.40\nCUX 11,Seestern,Uwe Lührs,80.00,1160.00\n"),
        (f"fleet({export(JUNE[2])}, read_register(io.StringIO(REGISTER + 'SD 2;Hanne II;Inken Paulsen\\nCUX 4;Anneke;Tammo Harms\\nSD 2;Paula;Jo Paulsen\\n')))",
         "vessel,name,skipper,kg,value\nSD 2,Paula,Jo Paulsen,312.40,0.00\n"),
        (f"sorted({RENAMED}[['number', 'skipper']].values.tolist())", [["CUX 11", "Uwe Lührs"], ["CUX 4", "Mette Harms"], ["SD 2", "Inken Paulsen"]]),
        ("sorted(read_register(io.StringIO(REGISTER + 'CUX 4;Anneke;Tammo Harms\\n'))['number'])", ["CUX 11", "CUX 4", "SD 2"]),
        (f"fleet({export(JUNE[3])}, {RENAMED})", "vessel,name,skipper,kg,value\nHUS 9,,,40.50,76.95\n"),
    ),
    case(
        "nothing-but-whole-kilograms", LANDINGS,
        '"kg": round(float(landings["kg"].sum()), 1),', '"kg": landings["kg"].sum().round(1),',
        f"json.loads({report('totals', 'CUX 4;CUX;2024-06-03;Scholle;E;150;2,4', 'SD 2;BUE;2024-06-04;Krabben;B;312;')})",
        {"lots": 2, "kg": 462, "value": 360.0, "ports": {"Büsum": 312, "Cuxhaven": 150}},
        (f"json.loads({report('totals', *JUNE)})", {"lots": 4, "kg": 583.4, "value": 1598.15, "ports": {"Büsum": 352.9, "Cuxhaven": 230.5}}),
        (f"json.loads({report('totals', 'CUX 4;CUX;2024-06-03;Scholle;E;150;2')})", {"lots": 1, "kg": 150, "value": 300, "ports": {"Cuxhaven": 150}}),
        (f"json.loads({report('totals', 'CUX 4;CUX;2024-06-03;Scholle;E;150,26;2', 'CUX 4;CUX;2024-06-03;Scholle;E;0,4;2')})",
         {"lots": 2, "kg": 150.7, "value": 301.32, "ports": {"Cuxhaven": 150.7}}),
        (f"[type(json.loads({report('totals', 'CUX 4;CUX;2024-06-03;Scholle;E;150;2')})['kg']) in (int, float)]", [True]),
        (f"json.loads({report('--month 2024-07 totals', *JUNE, LATER)})", {"lots": 1, "kg": 20, "value": 130.0, "ports": {"Büsum": 20}}),
        (f"json.loads({report('days', 'CUX 4;CUX;2024-06-03;Scholle;E;150;2')})", {"2024-06-03": 150}),
    ),
    case(
        "species-without-buyer", LANDINGS,
        """    sold = landings[landings["price"].notna()]
    best = landings.loc[sold.groupby("species")["price"].idxmax()]
""",
        """    best = landings.loc[landings.groupby("species")["price"].idxmax()]
""",
        report("best", *JUNE), "species,lot,port,price\nScholle,1,CUX,2.40\nSeezunge,2,CUX,14.50\n",
        (report("best", *JUNE, LATER), "species,lot,port,price\nKrabben,5,BUE,6.50\nScholle,1,CUX,2.40\nSeezunge,2,CUX,14.50\n"),
        (report("best", *JUNE[:2], JUNE[3]), "species,lot,port,price\nScholle,1,CUX,2.40\nSeezunge,2,CUX,14.50\n"),
        (report("--month 2024-07 best", *JUNE, LATER, "SD 2;GRE;2024-07-02;Krabben;A;5;6,5", "SD 2;GRE;2024-07-02;Aal;A;5;"), "species,lot,port,price\nKrabben,5,BUE,6.50\n"),
        (report("best", "SD 2;GRE;2024-07-02;Aal;A;5,5;0", "SD 2;GRE;2024-07-02;Butt;A;5;", "SD 2;GRE;2024-07-03;Aal;A;5;"), "species,lot,port,price\nAal,1,GRE,0.00\n"),
        (report("best", JUNE[2], "SD 2;BUE;2024-06-05;Krabben;B;2;3,5", JUNE[2]), "species,lot,port,price\nKrabben,2,BUE,3.50\n"),
        (report("prices", *JUNE), "species,mean,lowest,highest\nScholle,2.29,1.90,2.40\nSeezunge,14.50,14.50,14.50\n"),
        (report("unsold", *JUNE), "day,lot,port,species,kg\n2024-06-04,3,Büsum,Krabben,312.40\n"),
    ),
    case(
        "no-lot-of-the-best", LANDINGS,
        "table.reindex(columns=list(GRADES), fill_value=0).astype(float)", "table[list(GRADES)].astype(float)",
        report("grades", *JUNE[1:]), "species,E,A,B,best\nKrabben,0.00,0.00,312.40,0.00\nScholle,0.00,0.00,40.50,0.00\nSeezunge,0.00,80.00,0.00,0.00\n",
        (report("best", *JUNE), "species,lot,port,price\nScholle,1,CUX,2.40\nSeezunge,2,CUX,14.50\n"),
        (report("grades", *JUNE), "species,E,A,B,best\nKrabben,0.00,0.00,312.40,0.00\nScholle,150.50,0.00,40.50,0.79\nSeezunge,0.00,80.00,0.00,0.00\n"),
        (report("grades", JUNE[0]), "species,E,A,B,best\nScholle,150.50,0.00,0.00,1.00\n"),
        (report("grades", JUNE[1]), "species,E,A,B,best\nSeezunge,0.00,80.00,0.00,0.00\n"),
        (report("grades", JUNE[0], JUNE[0], JUNE[3]), "species,E,A,B,best\nScholle,301.00,0.00,40.50,0.88\n"),
        (report("--month 2024-07 grades", *JUNE, LATER), "species,E,A,B,best\nKrabben,0.00,20.00,0.00,0.00\n"),
    ),
]
