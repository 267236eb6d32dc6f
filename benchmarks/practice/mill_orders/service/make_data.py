"""Demo data for development and staging; writes the database anew."""

from datetime import date, datetime, timezone
from pathlib import Path

from mill_orders import auth, catalogue, config, db
from mill_orders.models import (
    ApiToken, Customer, Lot, Order, OrderLine, PriceList, PriceRule, Product, Recipe, RecipeLine,
)

# sku, name, category, cents per kg, grams of a pack, description, in the range, replaced by
PRODUCTS = [
    ("FL-405", "Type 405 pastry flour", "flour", 110, 1000, "Fine and white, for cakes", True, None),
    ("FL-550", "Type 550: bread flour", "flour", 105, 5000, "For rolls and white bread", True, None),
    ("FL-812", "Type 812 half-white flour", "flour", 112, 5000, "", True, None),
    ("FL-1050", "Type 1050: strong baker's flour", "flour", 118, 25000, "For mixed bread", True, None),
    ("RY-997", "Rye 997", "rye", 98, 5000, "Light rye flour", True, None),
    ("RY-1150", "Rye 1150", "rye", 96, 5000, "", True, None),
    ("RY-1740", "Rye 1740, coarse", "rye", 101, 5000, "", True, None),
    ("SP-630", "Spelt 630", "spelt", 210, 1000, "Mild, for cakes", True, None),
    ("SP-WH", "Spelt, wholegrain", "spelt", 225, 1000, "", True, None),
    ("SE-DUR", "Durum semolina", "semolina", 180, 1000, "For pasta", True, None),
    ("YE-FRE", "Baker's yeast, fresh", "baking", 420, 500, "Keep cool", True, None),
    ("SA-FIN", "Fine salt", "baking", 60, 1000, "", True, None),
    ("FL-450", "Type 450 household flour", "flour", 99, 1000, "", False, "FL-405"),
    ("FL-480", "Type 480 old pastry flour", "flour", 97, 1000, "", False, "FL-450"),
    ("RY-815", "Rye 815", "rye", 104, 5000, "", False, None),
]

# code, sku, milled on, best before, grams
LOTS = [
    ("L-4051", "FL-405", "2026-05-04", "2026-11-30", 40_000),
    ("L-4052", "FL-405", "2026-07-06", "2027-01-31", 60_000),
    ("L-5501", "FL-550", "2026-03-02", "2026-09-01", 80_000),
    ("L-5502", "FL-550", "2026-06-01", "2026-12-31", 100_000),
    ("L-5503", "FL-550", "2026-08-03", "2027-02-28", 150_000),
    ("L-8121", "FL-812", "2026-08-03", "2027-02-28", 50_000),
    ("L-1051", "FL-1050", "2026-06-15", "2026-12-15", 500_000),
    ("L-9971", "RY-997", "2026-07-01", "2027-01-31", 100_000),
    ("L-1151", "RY-1150", "2026-07-01", "2027-01-31", 200_000),
    ("L-1741", "RY-1740", "2026-07-20", "2027-01-31", 35_000),
    ("L-6301", "SP-630", "2026-08-10", "2027-03-31", 25_000),
    ("L-WH01", "SP-WH", "2026-08-10", "2026-12-31", 12_000),
    ("L-DU01", "SE-DUR", "2026-05-11", "2027-05-31", 30_000),
    ("L-YE01", "YE-FRE", "2026-09-07", "2026-10-05", 4_000),
    ("L-SA01", "SA-FIN", "2026-01-12", "2029-01-31", 90_000),
]

# number, customer, day, status, [(sku, grams, unit cents)]
ORDERS = [
    ("M26-0101", "sommer", "2026-08-03", "shipped", [("FL-550", 50_000, 95), ("RY-1150", 25_000, 91)]),
    ("M26-0102", "harbour", "2026-08-05", "paid", [("FL-405", 6_000, 110), ("SE-DUR", 4_000, 180)]),
    ("M26-0103", "sommer", "2026-08-10", "shipped", [("FL-1050", 75_000, 106), ("FL-812", 10_000, 106)]),
    ("M26-0104", "laka", "2026-08-12", "paid", [("RY-997", 20_000, 93), ("RY-1740", 15_000, 96)]),
    ("M26-0105", "harbour", "2026-08-20", "refunded", [("SP-630", 9_000, 210)]),
    ("M26-0106", "laka", "2026-08-27", "shipped", [("FL-550", 15_000, 100)]),
    ("M26-0107", "harbour", "2026-08-31", "paid", [("SP-630", 5_000, 210), ("SP-WH", 3_000, 225)]),
    ("M26-0108", "harbour", "2026-08-28", "open", [("SA-FIN", 10_000, 60)]),
    ("M26-0109", "sommer", "2026-09-07", "paid", [("FL-405", 20_000, 99)]),
    ("M26-0110", "laka", "2026-09-10", "open", [("FL-405", 10_000, 105)]),
    ("M26-0050", "sommer", "2026-07-02", "shipped", [("FL-550", 25_000, 95)]),
    ("M26-0051", "sommer", "2026-07-16", "shipped", [("FL-550", 25_000, 95)]),
    ("M26-0052", "harbour", "2026-07-20", "paid", [("FL-405", 8_000, 110)]),
]

CUSTOMERS = [
    ("sommer", "Bäckerei Sommer", "Ulm", "BAKERY", False),
    ("laka", "Piekarnia Łąka", "Wrocław", "STARTER", False),
    ("harbour", "Harbour Deli", "Bremen", None, False),
    ("office", "Mill office", "", None, True),
]

RULES = {
    "BAKERY": [(None, 0, 5), (None, 50_000, 10), ("flour", 250_000, 14)],
    "STARTER": [("rye", 0, 5), ("flour", 10_000, 5)],
}


def fill(session) -> None:
    lists = {}
    for code, rules in RULES.items():
        lists[code] = PriceList(code=code, name=code.title())
        lists[code].rules = [PriceRule(category=c, from_grams=g, percent=p) for c, g, p in rules]
    session.add_all(lists.values())
    customers = {}
    for key, name, city, price_list, staff in CUSTOMERS:
        customers[key] = Customer(
            email=f"{key}@example.org", name=name, city=city, staff=staff, price_list=lists.get(price_list),
            password_hash=auth.hash_password(f"{key}-password", key),
        )
        session.add(customers[key])
        session.flush()
        session.add(ApiToken(
            customer_id=customers[key].id, digest=auth.token_digest(f"token-{key}"),
            created_at=datetime(2026, 1, 1, tzinfo=timezone.utc),
        ))
    products = {}
    for sku, name, category, cents, pack, description, active, replaced_by in PRODUCTS:
        products[sku] = Product(
            sku=sku, name=name, category=category, cents_per_kg=cents, pack_grams=pack, description=description,
            active=active, replaced_by=replaced_by,
        )
        session.add(products[sku])
        session.flush()
    for code, sku, milled_on, best_before, grams in LOTS:
        session.add(Lot(
            code=code, product=products[sku], milled_on=date.fromisoformat(milled_on),
            best_before=date.fromisoformat(best_before), grams_left=grams,
        ))
    for number, key, day, status, lines in ORDERS:
        order = Order(number=number, customer=customers[key], placed_on=date.fromisoformat(day), status=status)
        order.lines = [
            OrderLine(product=products[sku], grams=grams, unit_cents=unit, line_cents=unit * grams // 1000)
            for sku, grams, unit in lines
        ]
        order.total_cents = sum(line.line_cents for line in order.lines)
        session.add(order)
        session.flush()
    sponge = Recipe(code="rye-sponge", name="Rye sponge", loss_percent=0)
    sponge.lines = [RecipeLine(product=products["RY-1150"], grams=600), RecipeLine(product=products["SA-FIN"], grams=15)]
    mixed = Recipe(code="mixed-bread", name="Mixed bread mix", loss_percent=4)
    mixed.lines = [
        RecipeLine(product=products["FL-1050"], grams=500), RecipeLine(part=sponge, grams=410),
        RecipeLine(product=products["YE-FRE"], grams=20), RecipeLine(product=products["SA-FIN"], grams=20),
    ]
    session.add_all([sponge, mixed])
    session.flush()
    catalogue.reindex(session)


def main() -> None:
    path = Path(config.load_settings().database)
    path.unlink(missing_ok=True)
    sessions = db.connect(str(path))
    db.create_tables(sessions)
    with db.session_scope(sessions) as session:
        fill(session)


if __name__ == "__main__":
    main()
