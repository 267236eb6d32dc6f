"""The tables of the catalogue: CSV files in the data folder, with the types that the rest of the code relies on."""

import os
from pathlib import Path

import pandas as pd

SCHEMAS: dict[str, dict[str, str]] = {
    "parts": {
        "part_id": "text", "dealer_id": "text", "number": "text", "title": "text", "brand": "text", "model": "text",
        "category": "text", "condition": "text", "price": "number", "year_from": "number", "year_to": "number",
        "width": "number", "height": "number", "listed_at": "time",
    },
    "attributes": {"part_id": "text", "name": "text", "value": "text"},
    "dealers": {
        "dealer_id": "text", "name": "text", "city": "text", "region": "text", "country": "text", "phone": "text",
        "lat": "number", "lon": "number",
    },
    "sales": {"part_id": "text", "category": "text", "brand": "text", "price": "number", "sold_at": "time"},
}

CONVERTERS = {
    "text": lambda column: column,
    "number": pd.to_numeric,
    "time": lambda column: pd.to_datetime(column, utc=True, format="ISO8601"),
}


def path_of(folder: Path, table: str) -> Path:
    return folder / f"{table}.csv"


def read(folder: Path, table: str) -> pd.DataFrame:
    raw = pd.read_csv(path_of(folder, table), dtype=str, keep_default_na=False)
    for column, kind in SCHEMAS[table].items():
        raw[column] = CONVERTERS[kind](raw[column])
    return raw[list(SCHEMAS[table])]


def write(folder: Path, table: str, frame: pd.DataFrame) -> None:
    """All or nothing: readers see the old file or the new one."""
    path = path_of(folder, table)
    beside = path.with_suffix(".new")
    frame[list(SCHEMAS[table])].to_csv(beside, index=False)
    os.replace(beside, path)


def stamp(folder: Path) -> tuple[int, int]:
    """Changes whenever somebody has written the parts."""
    status = path_of(folder, "parts").stat()
    return status.st_mtime_ns, status.st_size
