"""One part in detail, and several side by side."""

from collections.abc import Sequence

import pandas as pd

from parts_finder import dealers
from parts_finder.catalogue import Catalogue
from parts_finder.errors import PartsError
from parts_finder.images import sizes
from parts_finder.responses import plain

MOST = 6
COMPARED = ("title", "brand", "model", "condition", "price")


def attributes_of(attributes: pd.DataFrame, part_id: str) -> dict[str, str]:
    values: dict[str, str] = {}
    own = attributes[attributes["part_id"] == part_id]
    for name, value in zip(own["name"], own["value"], strict=True):
        values[name] = f"{values[name]} / {value}" if name in values else value
    return values


def detail(catalogue: Catalogue, part_id: str) -> dict[str, object]:
    part = catalogue.part(part_id)
    dealer = catalogue.dealer(part["dealer_id"])
    return {
        **{name: plain(part[name]) for name in ("part_id", "number", *COMPARED, "category", "listed_at")},
        "years": [None if pd.isna(year) else int(year) for year in (part["year_from"], part["year_to"])],
        "attributes": attributes_of(catalogue.attributes, part_id),
        "images": sizes(part["width"], part["height"]),
        "dealer": {"dealer_id": dealer["dealer_id"], "name": dealer["name"]},
    }


def attribute_table(attributes: pd.DataFrame, part_ids: Sequence[str]) -> pd.DataFrame:
    """Attributes by name, one column for each part; in the order of the alphabet."""
    own = attributes[attributes["part_id"].isin(part_ids)]
    table = own.groupby(["name", "part_id"], sort=False)["value"].agg(" / ".join).unstack()
    return table.sort_index().reindex(columns=list(part_ids))


def compare(catalogue: Catalogue, part_ids: Sequence[str]) -> dict[str, object]:
    """A part that is named twice is compared once."""
    part_ids = list(dict.fromkeys(part_ids))
    if not 2 <= len(part_ids) <= MOST:
        raise PartsError(f"2 to {MOST} parts can be compared")
    parts = [catalogue.part(part_id) for part_id in part_ids]
    table = attribute_table(catalogue.attributes, part_ids)
    prices = [part["price"] for part in parts if not pd.isna(part["price"])]
    return {
        "part_ids": part_ids,
        "fields": {name: [plain(part[name]) for part in parts] for name in COMPARED},
        "attributes": {name: [plain(value) for value in row] for name, row in zip(table.index, table.to_numpy(), strict=True)},
        "cheapest": min(prices) if prices else None,
    }
