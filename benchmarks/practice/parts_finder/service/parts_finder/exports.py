"""Parts as files."""

import json
from collections.abc import Sequence

import pandas as pd

from parts_finder.catalogue import Catalogue
from parts_finder.errors import PartsError
from parts_finder.responses import records

COLUMNS = ["part_id", "number", "title", "brand", "model", "category", "condition", "price", "dealer"]
FORMS = {"csv": "text/csv", "jsonl": "application/x-ndjson"}
FORMULA = ("=", "+", "-", "@")


def media_type(form: str) -> str:
    if form not in FORMS:
        raise PartsError(f"form is one of {', '.join(FORMS)}")
    return FORMS[form]


def harmless(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value


def render(catalogue: Catalogue, parts: pd.DataFrame, form: str) -> bytes:
    """May take long for the whole catalogue: in the thread pool, please."""
    names = catalogue.dealers.set_index("dealer_id")["name"]
    table = parts.assign(dealer=parts["dealer_id"].map(names))[COLUMNS]
    if form == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in records(table)).encode()
    for column in COLUMNS:
        if column != "price":
            table[column] = table[column].map(harmless)
    return table.to_csv(index=False, float_format="%.2f", lineterminator="\r\n").encode("utf-8-sig")


def in_order(catalogue: Catalogue, part_ids: Sequence[str]) -> pd.DataFrame:
    """Those of the parts that are still there, in this order."""
    places = {part_id: place for place, part_id in enumerate(part_ids)}
    found = catalogue.parts[catalogue.parts["part_id"].isin(part_ids)]
    return found.sort_values("part_id", key=lambda column: column.map(places))
