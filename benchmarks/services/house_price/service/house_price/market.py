"""Aggregates over sold houses."""

from __future__ import annotations

import csv
import io
import sqlite3
import statistics
from collections import Counter, defaultdict
from typing import Any

from house_price import clock, store, synthetic
from house_price import currency as money


def district_summary(db: sqlite3.Connection, code: str, currency: str) -> dict[str, Any]:
    """Prices of a district in `currency`; without a sale the figures are null and the count is 0."""
    sold = store.sold_houses(db, code)
    prices = [money.convert(house["sale_price"], house["sale_currency"], currency) for house in sold]
    per_m2 = [price / house["area_m2"] for price, house in zip(prices, sold, strict=True)]
    summary: dict[str, Any] = {"district": code, "currency": currency, "count": len(sold)}
    if not sold:
        empty = ("median_price", "mean_price", "min_price", "max_price", "median_price_per_m2", "last_sale")
        return summary | dict.fromkeys(empty)
    return summary | {
        "median_price": money.rounded(statistics.median(prices), currency),
        "mean_price": money.rounded(statistics.fmean(prices), currency),
        "min_price": min(prices),
        "max_price": max(prices),
        "median_price_per_m2": money.rounded(statistics.median(per_m2), currency),
        "last_sale": max(house["sold_on"] for house in sold),
    }


def price_bands(db: sqlite3.Connection, code: str, currency: str, bands: int) -> list[dict[str, Any]]:
    """The sold houses of a district in `bands` price bands of equal width; no band without a sale."""
    sold = store.sold_houses(db, code)
    prices = sorted(money.convert(house["sale_price"], house["sale_currency"], currency) for house in sold)
    if not prices:
        return []
    low, high = prices[0], prices[-1]
    width = (high - low) / bands or 1.0
    counts = [0] * bands
    for price in prices:
        counts[min(int((price - low) / width), bands - 1)] += 1
    return [
        {"from": round(low + place * width, 2), "to": round(low + (place + 1) * width, 2), "count": count}
        for place, count in enumerate(counts)
    ]


def monthly(db: sqlite3.Connection, month: str, timezone: str, currency: str) -> dict[str, Any]:
    """New listings and sales of a month; `change_percent` compares with the month before, null where that had none."""
    start, end = clock.month_bounds(month, timezone)
    listed = db.execute(
        "SELECT district, listed_at FROM houses WHERE listed_at >= ? AND listed_at < ?",
        (start.isoformat(), end.isoformat()),
    ).fetchall()
    days = Counter(clock.local_day(row["listed_at"], timezone) for row in listed)
    busiest = max(days.items(), key=lambda item: (item[1], item[0]), default=None)
    volume = _volume(db, month, currency)
    before = _volume(db, clock.month_before(month), currency)
    return {
        "month": month,
        "currency": currency,
        "listed": len(listed),
        "busiest_day": None if busiest is None else {"day": busiest[0], "listed": busiest[1]},
        "districts": dict(sorted(Counter(row["district"] for row in listed).items())),
        "sales_volume": money.rounded(volume, currency),
        "change_percent": None if before == 0 else round(100 * (volume - before) / before, 1),
    }


def _volume(db: sqlite3.Connection, month: str, currency: str) -> float:
    rows = db.execute("SELECT price, currency FROM sales WHERE substr(sold_on, 1, 7) = ?", (month,)).fetchall()
    return sum(money.convert(row["price"], row["currency"], currency) for row in rows)


def agents(db: sqlite3.Connection, currency: str) -> list[dict[str, Any]]:
    """Agents by sales volume, with the mean discount that their buyers got on the asking price."""
    rows = db.execute(
        "SELECT a.id, a.name, h.asking_price, s.price, s.currency FROM agents a "
        "LEFT JOIN houses h ON h.agent_id = a.id LEFT JOIN sales s ON s.house_id = h.id ORDER BY a.id"
    ).fetchall()
    names = {row["id"]: row["name"] for row in rows}
    sold: dict[int, list[sqlite3.Row]] = defaultdict(list)
    for row in rows:
        if row["price"] is not None:
            sold[row["id"]].append(row)
    report = []
    for agent_id, name in names.items():
        mine = sold[agent_id]
        discounts = [100 * (1 - row["price"] / row["asking_price"]) for row in mine]
        report.append(
            {
                "agent": name,
                "sales": len(mine),
                "volume": money.rounded(
                    sum(money.convert(r["price"], r["currency"], currency) for r in mine), currency
                ),
                "mean_discount_percent": round(statistics.fmean(discounts), 2) if discounts else None,
            }
        )
    return sorted(report, key=lambda line: (-line["volume"], line["agent"]))


def export_sales(db: sqlite3.Connection, currency: str) -> str:
    """All sales as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["house_id", "district", "sold_on", "price", "currency", "energy_class"])
    for place in synthetic.DISTRICTS:
        for house in store.sold_houses(db, place.code):
            price = money.convert(house["sale_price"], house["sale_currency"], currency)
            energy = (house["energy_class"] or "").lower()
            writer.writerow([house["id"], place.code, house["sold_on"], f"{price:.2f}", currency, energy])
    return out.getvalue()
