"""Houses, sales and agents in SQLite."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastapi import Request

SCHEMA = """
CREATE TABLE IF NOT EXISTS agents (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT
);
CREATE TABLE IF NOT EXISTS houses (
    id INTEGER PRIMARY KEY,
    district TEXT NOT NULL,
    address TEXT NOT NULL,
    latitude REAL,
    longitude REAL,
    area_m2 REAL NOT NULL,
    rooms INTEGER NOT NULL,
    bathrooms INTEGER,
    built_year INTEGER,
    floor INTEGER,
    energy_class TEXT,
    extras TEXT NOT NULL DEFAULT '[]',
    asking_price REAL NOT NULL,
    currency TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'listed',
    listed_at TEXT NOT NULL,
    agent_id INTEGER REFERENCES agents(id)
);
CREATE TABLE IF NOT EXISTS sales (
    house_id INTEGER PRIMARY KEY REFERENCES houses(id),
    sold_on TEXT NOT NULL,
    price REAL NOT NULL,
    currency TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS price_changes (
    house_id INTEGER NOT NULL REFERENCES houses(id),
    changed_at TEXT NOT NULL,
    old_price REAL NOT NULL,
    new_price REAL NOT NULL
);
"""
SCHEMA += """
CREATE TABLE IF NOT EXISTS scores (
    house_id INTEGER NOT NULL REFERENCES houses(id),
    scored_on TEXT NOT NULL,
    price_eur REAL NOT NULL,
    model_version TEXT NOT NULL,
    PRIMARY KEY (house_id, scored_on)
);
"""
SCHEMA += """
CREATE TABLE IF NOT EXISTS viewings (
    id INTEGER PRIMARY KEY,
    house_id INTEGER NOT NULL REFERENCES houses(id),
    starts_at TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    visitor TEXT NOT NULL
);
"""
SORTS = {
    "id": "h.id",
    "price": "h.asking_price",
    "-price": "h.asking_price DESC",
    "area": "h.area_m2",
    "-area": "h.area_m2 DESC",
    "newest": "h.listed_at DESC",
}
_COLUMNS = "h.*, a.name AS agent_name, a.email AS agent_email, a.phone AS agent_phone"
_FROM = "FROM houses h LEFT JOIN agents a ON a.id = h.agent_id"


def connect(path: Path) -> sqlite3.Connection:
    """A connection with named columns and the newest tables."""
    db = sqlite3.connect(path, check_same_thread=False, timeout=5)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA foreign_keys = ON")
    db.executescript(SCHEMA)
    return db


def database(request: Request) -> Iterator[sqlite3.Connection]:
    """A connection for the time of one request."""
    db = connect(request.app.state.settings.database)
    try:
        yield db
    finally:
        db.close()


def find_house(db: sqlite3.Connection, house_id: int) -> dict[str, Any] | None:
    """The house with its agent's name, or None."""
    row = db.execute(f"SELECT {_COLUMNS} {_FROM} WHERE h.id = ?", (house_id,)).fetchone()
    return None if row is None else _house(row)


def search(
    db: sqlite3.Connection, filters: dict[str, Any], sort: str, limit: int, offset: int
) -> tuple[list[dict[str, Any]], int]:
    """One page of houses and the number of all that match."""
    conditions, values = ["1 = 1"], []
    for name, clause in (
        ("district", "h.district = ?"),
        ("status", "h.status = ?"),
        ("min_area", "h.area_m2 >= ?"),
        ("max_price", "h.asking_price <= ?"),
    ):
        if filters.get(name) is not None:
            conditions.append(clause)
            values.append(filters[name])
    where = " AND ".join(conditions)
    total = db.execute(f"SELECT COUNT(*) {_FROM} WHERE {where}", values).fetchone()[0]
    rows = db.execute(
        f"SELECT {_COLUMNS} {_FROM} WHERE {where} ORDER BY {SORTS[sort]}, h.id LIMIT ? OFFSET ?",
        [*values, limit, offset],
    ).fetchall()
    return [_house(row) for row in rows], total


def sold_houses(db: sqlite3.Connection, district: str) -> list[dict[str, Any]]:
    """All sold houses of a district with price and day of the sale."""
    rows = db.execute(
        "SELECT h.*, s.sold_on, s.price AS sale_price, s.currency AS sale_currency "
        "FROM houses h JOIN sales s ON s.house_id = h.id WHERE h.district = ? ORDER BY s.sold_on, h.id",
        (district,),
    ).fetchall()
    return [_house(row) for row in rows]


def insert_house(db: sqlite3.Connection, house: dict[str, Any]) -> int:
    """Store a new house and return its id."""
    values = {**house, "extras": json.dumps(house.get("extras") or [])}
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    with db:
        return db.execute(f"INSERT INTO houses ({names}) VALUES ({marks})", values).lastrowid


def change_house(db: sqlite3.Connection, house: dict[str, Any], changes: dict[str, Any], now: str) -> None:
    """Change columns of a house; a new asking price is kept in its price history."""
    with db:
        if changes.get("asking_price") is not None:
            db.execute(
                "INSERT INTO price_changes VALUES (?, ?, ?, ?)",
                (house["id"], now, house["asking_price"], changes["asking_price"]),
            )
        for name, value in changes.items():
            db.execute(f"UPDATE houses SET {name} = ? WHERE id = ?", (value, house["id"]))


def price_changes(db: sqlite3.Connection, house_id: int) -> list[dict[str, Any]]:
    """All changes of the asking price, oldest first."""
    rows = db.execute(
        "SELECT changed_at, old_price, new_price FROM price_changes WHERE house_id = ? ORDER BY changed_at", (house_id,)
    ).fetchall()
    return [dict(row) for row in rows]


def agent_exists(db: sqlite3.Connection, agent_id: int) -> bool:
    """Whether there is such an agent."""
    return db.execute("SELECT 1 FROM agents WHERE id = ?", (agent_id,)).fetchone() is not None


def _house(row: sqlite3.Row) -> dict[str, Any]:
    house = dict(row)
    house["extras"] = json.loads(house["extras"])
    return house
