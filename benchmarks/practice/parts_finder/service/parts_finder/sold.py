"""Parts that a dealer has sold."""

import sqlite3

import pandas as pd

from parts_finder.catalogue import Catalogue, Shelf
from parts_finder.errors import Conflict, NotFound


def mark_sold(connection: sqlite3.Connection, shelf: Shelf, dealer_id: str, part_id: str, now: pd.Timestamp) -> Catalogue:
    """Note the sale and take the part off the shelf."""
    if connection.execute("SELECT 1 FROM sold WHERE part_id = ?", (part_id,)).fetchone():
        raise Conflict(f"{part_id} is sold already")
    catalogue = shelf.current()
    part = catalogue.part(part_id)
    if part["dealer_id"] != dealer_id:
        raise NotFound(f"there is no part {part_id} of yours")
    price = None if pd.isna(part["price"]) else float(part["price"])
    with connection:
        connection.execute("INSERT INTO sold (part_id, price, sold_at) VALUES (?, ?, ?)", (part_id, price, now.isoformat()))
    shelf.put(catalogue.without(part_id))
    return shelf.current()
