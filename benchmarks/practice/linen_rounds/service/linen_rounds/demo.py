"""A demonstration: four customers in the middle of June 2026."""

from datetime import date

from sqlalchemy.orm import Session

from linen_rounds import clock
from linen_rounds import identity
from linen_rounds.domain.models import (
    Bag,
    BagLine,
    Claim,
    Contract,
    ContractPrice,
    Customer,
    Item,
    ItemType,
    Role,
    Round,
    Scanner,
    Site,
    Statement,
    StatementLine,
    Stop,
    User,
)
from linen_rounds.web.scanner import digest

KINDS = [
    ("COAT", "Work coat", 210),
    ("GOWN", "Gown", 160),
    ("NAPKIN", "Napkin", 15),
    ("SHEET-D", "Double sheet", 110),
    ("SHEET-S", "Single sheet", 85),
    ("TOWEL", "Towel", 40),
]
CUSTOMERS = {
    "KALEV": ("Hotell Kalev", [("KALEV-1", "Courtyard"), ("KALEV-2", "Garage")]),
    "LAHE": ("Lahe Guesthouse", [("LAHE-1", "Kitchen door")]),
    "MERI": ("Meri Spa", [("MERI-1", "Ramp")]),
    "NOMME": ("Nõmme Kliinik", [("NOMME-1", "Reception"), ("NOMME-2", "Ward B")]),
}
# tag, site, collected, returned, what was counted (and declared)
TRIPS = [
    ("KB-07", "KALEV-1", "2025-12-23T07:10", "2025-12-26T07:00", {"SHEET-D": (40, 40), "TOWEL": (100, None)}),
    ("KB-07", "KALEV-1", "2025-12-30T07:20", "2026-01-02T07:05", {"SHEET-D": (52, 52), "TOWEL": (120, 124)}),
    ("KB-01", "KALEV-1", "2026-06-08T06:50", "2026-06-11T07:00", {"SHEET-D": (30, 30), "TOWEL": (80, 80)}),
    ("KB-02", "KALEV-2", "2026-06-09T06:55", "2026-06-12T07:10", {"TOWEL": (45, 48), "NAPKIN": (200, None)}),
    ("NB-01", "NOMME-1", "2026-06-09T08:10", "2026-06-12T08:00", {"GOWN": (40, 40)}),
    ("MB-01", "MERI-1", "2026-06-10T08:40", None, {"TOWEL": (150, 150), "SHEET-S": (20, None)}),
    ("LB-01", "LAHE-1", "2026-06-11T09:15", "2026-06-15T09:00", {"SHEET-S": (12, 12)}),
    ("KB-01", "KALEV-1", "2026-06-15T06:52", None, None),
    ("NB-02", "NOMME-2", "2026-06-15T08:20", None, {"GOWN": (25, 26), "SHEET-S": (30, 30)}),
    ("KB-03", "KALEV-2", "2026-06-15T07:00", None, {"SHEET-D": (18, None)}),
]


def fill(db: Session) -> None:
    kinds = {code: ItemType(code=code, name=name, list_cents=cents) for code, name, cents in KINDS}
    customers = {code: Customer(code=code, name=name) for code, (name, _) in CUSTOMERS.items()}
    sites = {
        place: Site(code=place, name=called, customer=customers[code])
        for code, (_, places) in CUSTOMERS.items()
        for place, called in places
    }
    db.add_all([*kinds.values(), *customers.values(), *sites.values()])
    db.add_all(Scanner(name=f"van {number}", key_digest=digest(f"van-{number}-key")) for number in (1, 2))
    db.flush()
    for tag, site, collected, returned, counts in TRIPS:
        state = "collected" if counts is None else "returned" if returned else "counted"
        bag = Bag(tag=tag, site=sites[site], state=state, collected_at=clock.moment(collected))
        bag.returned_at = clock.moment(returned) if returned else None
        bag.lines = [
            BagLine(item_type_id=kinds[code].id, counted=counted, declared=declared)
            for code, (counted, declared) in (counts or {}).items()
        ]
        db.add(bag)
    _users(db, customers)
    _contracts(db, customers, kinds)
    _rounds(db, sites)
    _workwear(db, customers, kinds)
    _claims(db, customers, kinds)
    _statements(db, customers, kinds)
    db.commit()


def _users(db: Session, customers: dict[str, Customer]) -> None:
    """Each with an open session, so that pages can be looked at by script."""
    for name, role, code in [
        ("liis", Role.OFFICE, None),
        ("kalev", Role.CUSTOMER, "KALEV"),
        ("meri", Role.CUSTOMER, "MERI"),
        ("nomme", Role.CUSTOMER, "NOMME"),
    ]:
        user = User(name=name, role=role, customer=customers.get(code))
        user.password_hash = identity.password_hash(f"{name}-starch")
        identity.begin(db, user, f"demo-{name}")


def _contracts(db: Session, customers: dict[str, Customer], kinds: dict[str, ItemType]) -> None:
    for number, code, first, last, minimum, prices in [
        ("K-25", "KALEV", date(2025, 4, 1), None, 4000, {"SHEET-D": 95, "TOWEL": 32}),
        ("M-26", "MERI", date(2026, 1, 1), date(2026, 12, 31), 9000, {"TOWEL": 30}),
        ("N-24", "NOMME", date(2024, 1, 1), date(2025, 12, 31), 0, {"GOWN": 150}),
        ("N-26", "NOMME", date(2026, 1, 1), None, 0, {"GOWN": 145}),
    ]:
        contract = Contract(number=number, customer=customers[code], starts_on=first, ends_on=last)
        contract.minimum_cents = minimum
        contract.prices = [ContractPrice(item_type_id=kinds[kind].id, cents=cents) for kind, cents in prices.items()]
        db.add(contract)


def _rounds(db: Session, sites: dict[str, Site]) -> None:
    centre = Round(code="C", name="Centre", weekdays="124")
    south = Round(code="S", name="South", weekdays="15")
    for round_, places in ((centre, ["KALEV-1", "KALEV-2", "MERI-1"]), (south, ["NOMME-2", "NOMME-1", "LAHE-1"])):
        for position, place in enumerate(places, start=1):
            note = "Ring twice" if place == "MERI-1" else None
            db.add(Stop(round=round_, position=position, site=sites[place], note=note))


def _workwear(db: Session, customers: dict[str, Customer], kinds: dict[str, ItemType]) -> None:
    for chip, code, wearer, washes in [
        ("E280-0101", "KALEV", "Mari Tamm", 14),
        ("E280-0102", "KALEV", None, 3),
        ("E280-0201", "NOMME", "Kadri  Lepik", 22),
        ("E280-0202", "NOMME", "jaan kask", 5),
        ("E280-0301", "MERI", "Õie Anna Saar", 9),
    ]:
        db.add(Item(chip=chip, customer=customers[code], item_type=kinds["COAT"], wearer=wearer, washes=washes))


def _claims(db: Session, customers: dict[str, Customer], kinds: dict[str, ItemType]) -> None:
    for code, kind, pieces, state, opened, note in [
        ("KALEV", "SHEET-D", 2, "accepted", "2026-06-03T09:30", None),
        ("MERI", "COAT", 1, "accepted", "2026-06-10T14:00", "Left in the spa's bag"),
        ("NOMME", "GOWN", 1, "rejected", "2026-06-11T08:15", None),
        ("KALEV", "TOWEL", 3, "open", "2026-06-12T11:40", "Declared on the slip"),
        ("MERI", "TOWEL", 4, "accepted", "2026-06-12T16:20", None),
    ]:
        claim = Claim(customer=customers[code], item_type=kinds[kind], pieces=pieces, state=state, note=note)
        claim.opened_at = clock.moment(opened)
        db.add(claim)
        db.flush()


def _statements(db: Session, customers: dict[str, Customer], kinds: dict[str, ItemType]) -> None:
    for code, week, written, sent, lines in [
        ("KALEV", "2025-W52", "2025-12-29T05:00", True, [("SHEET-D", 40, 3800), ("TOWEL", 100, 3200)]),
        ("KALEV", "2026-W01", "2026-01-05T05:00", True, [("SHEET-D", 52, 4940), ("TOWEL", 120, 3840)]),
        ("KALEV", "2026-W24", "2026-06-15T05:00", False, [("SHEET-D", 30, 2850), ("TOWEL", 80, 2560)]),
        ("NOMME", "2026-W24", "2026-06-15T05:00", True, [("GOWN", 40, 5800)]),
    ]:
        at = clock.moment(written)
        statement = Statement(customer=customers[code], week=week, written_at=at, sent_at=at if sent else None)
        statement.lines = [
            StatementLine(item_type_id=kinds[kind].id, pieces=pieces, cents=cents) for kind, pieces, cents in lines
        ]
        statement.total_cents = sum(cents for _, _, cents in lines)
        db.add(statement)
