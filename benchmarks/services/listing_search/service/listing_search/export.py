"""Results as a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pandas as pd

HEADER = ("id", "title", "category", "price", "currency", "condition", "city", "posted")


def disposition(name: str) -> str:
    """The header that names a download; names beyond ASCII as RFC 6266 has it."""
    plain = "".join(char if char.isascii() and char.isalnum() else "-" for char in name)
    plain = plain.strip("-") or "listings"
    return f"attachment; filename=\"{plain}.csv\"; filename*=UTF-8''{quote(name, safe='')}.csv"


def cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def row_of(hit: Any, currency: str) -> list[str]:
    price = "" if pd.isna(hit.price) else f"{hit.price:.2f}"
    city = "" if pd.isna(hit.city) else hit.city
    posted = hit.posted_at.strftime("%Y-%m-%d")
    return [
        hit.id,
        cell(hit.title),
        hit.category,
        price,
        currency if price else "",
        hit.condition,
        cell(city),
        posted,
    ]


def as_csv(hits: pd.DataFrame, currency: str) -> Iterator[bytes]:
    """The file in parts, with a mark so that Excel reads it as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    yield b"\xef\xbb\xbf"
    for hit in hits.itertuples(index=False):
        writer.writerow(row_of(hit, currency))
        yield out.getvalue().encode("utf-8")
        out.seek(0)
        out.truncate()
    yield out.getvalue().encode("utf-8")
