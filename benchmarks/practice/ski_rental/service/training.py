"""Data of the training counter.

    python training.py
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy.orm import Session

from ski_rental import auth, db
from ski_rental.models import (
    Base,
    Closure,
    Customer,
    Damage,
    Group,
    Item,
    Line,
    Model,
    Price,
    PriceList,
    Reservation,
    Return,
    Staff,
)
from ski_rental.settings import settings

PRICES = {
    "ski": {"adult": ("39", "31", "150"), "youth": ("29", "23", "100"), "child": ("19.5", "15", "60")},
    "snowboard": {"adult": ("42", "34", "150"), "youth": ("32", "26", "100")},
    "boot": {"adult": ("17", "13", "50"), "child": ("9", "7.5", "30")},
    "helmet": {"adult": ("8", "5", "0"), "child": ("5", "3", "0")},
    "poles": {"adult": ("6", "4", "0")},
    "sled": {"adult": ("12", "9", "20")},
}
STOCK = [
    ("ski", "Atomic", "Redster", 2025, ["154", "162", "170", "170", "178"]),
    ("ski", "Blizzard", "Firebird Junior", 2024, ["90", "110", "130"]),
    ("snowboard", "Nitro", "Team", 2025, ["152", "158", "158"]),
    ("boot", "Tecnica", "Mach", 2025, ["24.5", "26", "26.5", "26.5", "28"]),
    ("helmet", "Uvex", "Legend", 2024, ["S", "M", "M", "L"]),
    ("poles", "Leki", "Carbon", None, ["115", "120", "125"]),
    ("sled", "Gloco", "Tourer", None, [None, None]),
]


def rates(factor: Decimal) -> list[Price]:
    return [
        Price(kind=kind, age=age, first_day=Decimal(a) * factor, further_day=Decimal(b) * factor, deposit=Decimal(c))
        for kind, ages in PRICES.items()
        for age, (a, b, c) in ages.items()
    ]


def load(session: Session) -> None:
    """Fill an empty database."""
    for login, name, role, pin in (("resi", "Resi Moser", "manager", "4711"), ("jan", "Jan Nowak", "counter", "1502")):
        session.add(Staff(login=login, name=name, role=role, pin_hash=auth.pin_hash(login, pin)))
    session.add(Closure(day=date(2026, 1, 14), reason="storm"))
    session.add(Closure(day=date(2026, 1, 20), reason="World Cup night race"))
    lists = [
        ("Winter 2025/26", date(2025, 12, 5), date(2026, 4, 12), datetime(2025, 11, 3, 9, tzinfo=UTC), Decimal(1)),
        ("High season", date(2026, 1, 31), date(2026, 2, 22), datetime(2025, 11, 20, 9, tzinfo=UTC), Decimal("1.2")),
    ]
    for name, first, last, imported, factor in lists:
        session.add(PriceList(name=name, valid_from=first, valid_to=last, imported_at=imported, prices=rates(factor)))
    items: dict[str, Item] = {}
    number = 100
    for kind, brand, name, year, labels in STOCK:
        model = Model(brand=brand, name=name, year=year)
        for size in labels:
            number += 1
            tag = f"{kind[:2].upper()}{number}"
            items[tag] = Item(tag=tag, kind=kind, size=size, model=model)
    session.add_all(items.values())
    items["SN109"].state = "service"
    people = {
        "anna": Customer(name="Anna Gruber", phone="+43 660 100200", email="anna@gruber.example"),
        "lukasz": Customer(name="Łukasz Żak", phone="+48 600 700 800"),
        "mira": Customer(name="Mira Jovanović", email="mira@example.org"),
        "tom": Customer(name="Tom Huber"),
    }
    session.add_all(people.values())
    session.flush()
    group = Group(name="Ski club Graz", created_at=datetime(2026, 1, 5, 10, tzinfo=UTC))

    def reserve(code: str, who: str, start: str, end: date, state: str, things: list[tuple], **more) -> Reservation:
        lines = [Line(kind=items[t].kind, size=items[t].size, price=Decimal(p), item=items[t] if state != "booked" else None) for t, p in things]
        deposit = sum(Decimal(PRICES[line.kind]["adult"][2]) for line in lines)
        made = datetime(2026, 1, 5, 10, tzinfo=UTC)
        found = Reservation(
            code=code, customer=people[who], pickup_at=datetime.fromisoformat(start), return_day=end, state=state, lines=lines,
            deposit=deposit, created_at=made, **more,
        )
        if state == "out":
            for line in lines:
                line.item.state = "out"
        session.add(found)
        return found

    reserve("R-ANNA22", "anna", "2026-01-22T09:00+01:00", date(2026, 1, 24), "booked", [("SK103", "101"), ("BO115", "43")])
    reserve("R-TOM233", "tom", "2026-01-17T08:00+01:00", date(2026, 1, 20), "out", [("SK105", "132")])
    reserve("R-MIRA44", "mira", "2026-01-14T09:00+01:00", date(2026, 1, 16), "out", [("SN110", "110"), ("HE118", "18")])
    reserve("R-GRAZ55", "tom", "2026-01-16T09:00+01:00", date(2026, 1, 18), "out", [("BO112", "43")], group=group, voucher="ALP-100")
    old = reserve("R-LUKA66", "lukasz", "2026-01-10T09:00+01:00", date(2026, 1, 12), "returned", [("SK101", "101"), ("PO123", "14")])
    back = Return(reservation=old, at=datetime(2026, 1, 12, 18, 40, tzinfo=UTC), late_fee=Decimal("23.00"))
    back.damages.append(Damage(item=items["SK101"], what="edge torn", fee=Decimal("45.00")))
    session.add(back)
    reserve("R-ANNA01", "anna", "2026-01-03T09:00+01:00", date(2026, 1, 3), "returned", [("HE118", "8")])


def build(path: Path) -> None:
    """A new database with the training data."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    Base.metadata.create_all(db.connect(path))
    with db.transaction() as session:
        load(session)


if __name__ == "__main__":
    build(settings.database)
    print(f"training data in {settings.database}")
