"""`python -m house_price.seed`: fills the database with generated houses, sales and agents."""

from __future__ import annotations

import json
from pathlib import Path

from house_price import currency as money
from house_price import store, synthetic
from house_price.settings import Settings


def seed(path: Path, count: int = 160) -> int:
    """Write a new database with `count` houses; the same every time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    db = store.connect(path)
    with db:
        db.executemany("INSERT INTO agents VALUES (?, ?, ?, ?)", synthetic.AGENTS)
        for house in synthetic.houses(count):
            place = synthetic.district(house["district"])
            currency = place.currency
            price = money.rounded(house["price_eur"] * money.rate("EUR", currency), currency)
            db.execute(
                "INSERT INTO houses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(house["id"], house["district"], house["address"], house["latitude"], house["longitude"]),
                    *(house["area_m2"], house["rooms"], house["bathrooms"], house["built_year"], house["floor"]),
                    *(house["energy_class"], json.dumps(house["extras"]), round(price * 1.04, 2), currency),
                    *("sold" if house["sold_on"] else "listed", house["listed_at"], house["agent_id"]),
                ),
            )
            if house["sold_on"]:
                db.execute("INSERT INTO sales VALUES (?, ?, ?, ?)", (house["id"], house["sold_on"], price, currency))
            if house["id"] % 10 == 0:
                change = (house["id"], house["listed_at"], round(price * 1.1, 2), round(price * 1.04, 2))
                db.execute("INSERT INTO price_changes VALUES (?, ?, ?, ?)", change)
    db.close()
    return count


def main() -> None:
    settings = Settings.from_env()
    print(f"{seed(settings.database)} houses in {settings.database}")


if __name__ == "__main__":
    main()
