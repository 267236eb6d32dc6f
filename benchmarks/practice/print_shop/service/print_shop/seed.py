"""python -m print_shop.seed: a fresh database with the data of the training shop."""
from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import text

from print_shop import clock, db
from print_shop.config import Settings
from print_shop.db import Session
from print_shop.models import (
    Address, Base, Coupon, Customer, Invoice, Job, Order, OrderStatus, Payment, PriceEntry, PriceList, PriceTier, ProviderEvent, Refund, Staff,
)

PRICES = {
    "standard": {
        "A4 90g": {1: "12.00", 500: "9.50", 2000: "7.20"},
        "A3 135g": {1: "24.00", 500: "19.80"},
        "SRA3 300g": {50: "61.00", 250: "54.50"},
    },
    "partner": {"A4 90g": {1: "10.00", 500: "7.90"}, "A3 135g": {1: "20.00"}, "A2 170g": {10: "38.00", 100: "33.30"}},
}
# Taken over from the old program as they were: number, customer, status, cents, sheets, day.
OLD_ORDERS = [
    ("2024-0311", 1, "on_hold", 18900, 400, "2024-10-02"),
    ("2024-0312", 3, "collected", 2150, 60, "2024-10-03"),
    ("2024-0340", 2, "cancelled", 7700, 250, "2024-11-21"),
]
# number, customer, status, total, sheets, due, priority, created
ORDERS = [
    ("2025-0085", 1, "collected", "310.00", 3000, "2025-11-10", 5, "2025-11-02T10:00"),
    ("2025-0086", 4, "collected", "88.40", 700, "2025-11-20", 5, "2025-11-11T15:20"),
    ("2025-0087", 2, "collected", "150.00", 1200, "2025-12-15", 5, "2025-12-01T09:30"),
    ("2025-0088", 1, "ready", "64.00", 500, "2025-12-19", 5, "2025-12-09T11:45"),
    ("2026-0001", 2, "collected", "240.00", 2500, "2026-01-20", 5, "2026-01-08T09:05"),
    ("2026-0002", 1, "collected", "99.90", 900, "2026-02-12", 5, "2026-02-03T14:00"),
    ("2026-0003", 4, "collected", "45.00", 300, "2026-02-27", 5, "2026-02-17T16:30"),
    ("2026-0004", 1, "collected", "500.00", 6000, "2026-03-13", 3, "2026-03-02T08:40"),
    ("2026-0005", 5, "ready", "132.00", 1000, "2026-03-27", 5, "2026-03-16T10:10"),
    ("2026-0006", 2, "cancelled", "20.00", 100, None, 5, "2026-03-18T13:00"),
    ("2026-0007", 1, "printing", "76.00", 800, "2026-04-15", 5, "2026-04-01T09:00"),
    ("2026-0008", 3, "ready", "18.00", 50, "2026-04-13", 5, "2026-04-02T17:10"),
    ("2026-0009", 2, "approved", "210.00", 4000, "2026-04-17", 5, "2026-04-07T10:30"),
    ("2026-0010", 1, "approved", "35.00", 200, "2026-04-16", 5, "2026-04-08T11:00"),
    ("2026-0011", 4, "approved", "120.00", 2000, "2026-04-17", 2, "2026-04-08T15:00"),
    ("2026-0012", 5, "approved", "55.00", 400, "2026-05-04", 5, "2026-04-09T09:15"),
    ("2026-0013", 3, "approved", "9.50", 40, None, 5, "2026-04-09T16:45"),
    ("2026-0014", 2, "new", "310.00", 3500, "2026-04-30", 5, "2026-04-10T10:00"),
    ("2026-0015", 1, "approved", "48.00", 600, "2026-05-04", 5, "2026-04-10T12:30"),
    ("2026-0016", 1, "new", "72.00", 600, None, 5, "2026-04-13T09:00"),
    ("2026-0017", 4, "approved", "15.00", 80, None, 5, "2026-04-13T17:20"),
]
# number, order, net, percent, gross, issued, due
INVOICES = [
    ("F2025/0001", "2025-0085", "310.00", 21, "375.10", "2025-11-12", "2025-12-12"),
    ("F2025/0002", "2025-0087", "150.00", 0, "150.00", "2025-12-16", "2026-01-15"),
    ("F2026/0001", "2026-0002", "99.90", 21, "120.88", "2026-02-13", "2026-03-15"),
    ("F2026/0002", "2026-0004", "500.00", 21, "605.00", "2026-03-13", "2026-04-12"),
    ("F2026/0003", "2026-0005", "132.00", 0, "132.00", "2026-03-30", "2026-04-29"),
]
PAID = {"2025-0085", "2025-0086", "2025-0087", "2026-0001", "2026-0002", "2026-0003", "2026-0007", "2026-0009", "2026-0010"}


def day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def load() -> None:
    """Fills an empty database."""
    Base.metadata.create_all(Session.get_bind())
    at = datetime(2025, 10, 1, 9, 0, tzinfo=clock.ZONE)
    Session.add_all([Staff(name="Lotte", token="desk-lotte-5d1c"), Staff(name="Wim", token="desk-wim-90be")])
    for name, papers in PRICES.items():
        entries = [
            PriceEntry(paper=paper, tiers=[PriceTier(from_sheets=sheets, price=Decimal(price)) for sheets, price in tiers.items()])
            for paper, tiers in papers.items()
        ]
        Session.add(PriceList(name=name, version=1, entries=entries))
    people = [
        ("Brouwerij De Kade", "inkoop@dekade.example", "BE0400111222", "standard", ("Kaai 4", "9000", "Gent", "BE")),
        ("Studio Noord", "hallo@noord.example", "NL8001B01", "partner", ("Gracht 11", "4331", "Middelburg", "NL")),
        ("Ann Claes", None, None, "standard", None),
        ("Jean Petit", "jean@petit.example", None, "standard", ("Rue Neuve 2", "59000", "Lille", "FR")),
        ("Alpenverlag", "druck@alpen.example", None, "partner", ("Seeweg 1", "6003", "Luzern", "CH")),
    ]
    for name, email, vat_number, price_list, where in people:
        customer = Customer(name=name, email=email, vat_number=vat_number, price_list=price_list, created_at=at)
        if where:
            customer.address = Address(street=where[0], postcode=where[1], city=where[2], country=where[3])
        Session.add(customer)
        Session.flush()
    Session.add_all([
        Coupon(code="LENTE10", percent=10, valid_until=datetime(2026, 5, 31, 23, 59, tzinfo=clock.ZONE)),
        Coupon(code="PLAKKAAT", amount=Decimal("5.00"), minimum=Decimal("40.00")),
        Coupon(code="WINTER", percent=20, valid_until=datetime(2026, 2, 28, 23, 59, tzinfo=clock.ZONE)),
    ])
    for number, customer, status, cents, sheets, created in OLD_ORDERS:
        Session.execute(
            text("insert into shop_order (number, customer_id, status, total, sheets, priority, created_at) values (:n, :c, :s, :t, :h, 5, :d)"),
            {"n": number, "c": customer, "s": status, "t": cents, "h": sheets, "d": f"{created} 08:00:00.000000"},
        )
    orders = {}
    for number, customer, status, total, sheets, due, priority, created in ORDERS:
        moment = datetime.fromisoformat(created).replace(tzinfo=clock.ZONE)
        order = orders[number] = Order(
            number=number, customer_id=customer, status=OrderStatus(status), total=Decimal(total), sheets=sheets, due_on=day(due),
            priority=priority, created_at=moment,
        )
        order.payment = Payment(
            reference=f"pay-{number}", status="paid" if number in PAID else "open", amount=Decimal(total), changed_at=moment
        )
        Session.add(order)
        Session.flush()
    for number, order, net, percent, gross, issued, due in INVOICES:
        Session.add(Invoice(
            number=number, order=orders[order], net=Decimal(net), vat_percent=percent, gross=Decimal(gross), issued_on=day(issued), due_on=day(due)
        ))
        Session.flush()
    given = Invoice.number == "F2026/0002"
    spoiled = Session.query(Invoice).where(given).one()
    Session.add(Refund(invoice=spoiled, amount=Decimal("60.50"), reason="Spoiled sheets", refunded_on=date(2026, 3, 20)))
    Session.add(ProviderEvent(event_id="evt_0987", type="payment.paid", occurred_at=datetime(2026, 4, 8, 9, 0, tzinfo=clock.ZONE)))
    Session.add(Job(kind="make_invoice", payload={"order": "2025-0088"}, created_at=at))
    Session.add(Job(kind="thank_you", payload={"number": "2026-0010"}, created_at=clock.now()))


def main(path: Path | None = None) -> None:
    path = path or Settings.from_environment().database
    for leftover in path.parent.glob(path.name + "*"):
        leftover.unlink()
    db.connect(path)
    with db.transaction():
        load()
    Session.remove()


if __name__ == "__main__":
    main()
