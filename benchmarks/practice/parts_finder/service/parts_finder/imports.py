"""Dealers' files: python -m parts_finder.imports DEALER FILE

CSV (commas or semicolons, headers in any order) or JSON (a list of objects with the same keys).
"""

import argparse
import io
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from parts_finder import config, store, text
from parts_finder.errors import PartsError, Unreadable
from parts_finder.search import CONDITIONS

NEEDED = ("number", "title", "brand", "category")
OPTIONAL = ("model", "condition", "price", "year_from", "year_to", "width", "height")


class Rejected(Exception):
    """A line that we cannot use."""


@dataclass
class Outcome:
    new: int = 0
    changed: int = 0
    rejected: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        return {"new": self.new, "changed": self.changed, "rejected": self.rejected}


def parse_price(typed: str) -> float | None:
    """ "1.234,50", "1,234.50", "89" or "€ 89.90"; nothing is "on request"."""
    digits = re.sub(r"[\s€]|EUR", "", typed)
    if not digits:
        return None
    whole, mark, cents = digits, "", ""
    last = max(digits.rfind(","), digits.rfind("."))
    if last >= 0 and len(digits) - last - 1 in (1, 2):
        whole, mark, cents = digits[:last], ".", digits[last + 1 :]
    try:
        price = float(re.sub(r"[.,]", "", whole) + mark + cents)
    except ValueError as error:
        raise Rejected(f"not a price: {typed}") from error
    if price < 0:
        raise Rejected(f"not a price: {typed}")
    return price


def _parse_count(row: dict[str, str], column: str) -> int | None:
    typed = row.get(column, "").strip()
    if not typed:
        return None
    if not typed.isdecimal():
        raise Rejected(f"{column} is not a number: {typed}")
    return int(typed)


def read_csv(content: bytes) -> pd.DataFrame:
    """The table as text, headers without case and blanks."""
    try:
        decoded = content.decode("utf-8-sig")
        separator = ";" if ";" in decoded.split("\n", 1)[0] else ","
        table = pd.read_csv(io.StringIO(decoded), sep=separator, dtype=str, keep_default_na=False, index_col=False)
    except ValueError as error:  # of decoding and of pandas
        raise Unreadable(f"this file is not a table: {error}") from error
    return table.rename(columns=lambda header: header.strip().lower())


def read_json(content: bytes) -> pd.DataFrame:
    try:
        payload = json.loads(content)
    except ValueError as error:
        raise Unreadable(f"this file is not JSON: {error}") from error
    if not isinstance(payload, list) or not all(isinstance(one, dict) for one in payload):
        raise Unreadable("a JSON file is a list of parts")
    return pd.DataFrame([{key: "" if value is None else str(value) for key, value in one.items()} for one in payload]).fillna("")


def read_table(content: bytes, kind: str) -> pd.DataFrame:
    table = read_json(content) if kind == "json" else read_csv(content)
    missing = [column for column in NEEDED if column not in table.columns]
    if missing:
        raise Unreadable(f"columns are missing: {', '.join(missing)}")
    return table


def parse_row(row: dict[str, str]) -> dict[str, Any]:
    part: dict[str, Any] = {column: row[column].strip() for column in NEEDED}
    for column, value in part.items():
        if not value:
            raise Rejected(f"{column} is empty")
    if not text.number_key(part["number"]):
        raise Rejected(f"not a part number: {part['number']}")
    part["model"] = row.get("model", "").strip()
    part["condition"] = row.get("condition", "").strip().lower() or "used"
    if part["condition"] not in CONDITIONS:
        raise Rejected(f"unknown condition: {part['condition']}")
    part["price"] = parse_price(row.get("price", ""))
    for column in ("year_from", "year_to", "width", "height"):
        part[column] = _parse_count(row, column)
    return part


def next_id(parts: pd.DataFrame) -> int:
    return 1 + max((int(part_id[1:]) for part_id in parts["part_id"]), default=0)


def take(parts: pd.DataFrame, dealer_id: str, table: pd.DataFrame, now: pd.Timestamp) -> tuple[pd.DataFrame, Outcome]:
    """The parts with those of the table; what the dealer had already keeps its id and the time it was listed."""
    outcome = Outcome()
    rows = {part["part_id"]: part for part in parts.to_dict("records")}
    known = {text.number_key(part["number"]): part for part in rows.values() if part["dealer_id"] == dealer_id}
    following = next_id(parts)
    for number, row in enumerate(table.to_dict("records"), start=1):
        try:
            parsed = parse_row(row)
        except Rejected as error:
            outcome.rejected.append(f"part {number}: {error}")
            continue
        key = text.number_key(parsed["number"])
        if key in known:
            known[key].update(parsed)
            outcome.changed += 1
            continue
        part = {"part_id": f"P{following:04d}", "dealer_id": dealer_id, "listed_at": now, **parsed}
        rows[part["part_id"]] = known[key] = part
        following += 1
        outcome.new += 1
    taken = pd.DataFrame(list(rows.values()), columns=list(store.SCHEMAS["parts"]))
    return taken, outcome


def run(settings: config.Settings, dealer_id: str, content: bytes, kind: str) -> Outcome:
    table = read_table(content, kind)
    parts, outcome = take(store.read(settings.data, "parts"), dealer_id, table, config.now())
    store.write(settings.data, "parts", parts)
    return outcome


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="parts_finder.imports")
    parser.add_argument("dealer")
    parser.add_argument("file", type=Path)
    arguments = parser.parse_args(argv)
    config.init_sentry()
    settings = config.load_settings()
    if arguments.dealer not in set(store.read(settings.data, "dealers")["dealer_id"]):
        print(f"there is no dealer {arguments.dealer}", file=sys.stderr)
        return 2
    kind = "json" if arguments.file.suffix.lower() == ".json" else "csv"
    try:
        outcome = run(settings, arguments.dealer, arguments.file.read_bytes(), kind)
    except PartsError as error:
        print(error.detail, file=sys.stderr)
        return 2
    print(f"{outcome.new} new, {outcome.changed} changed, {len(outcome.rejected)} rejected")
    for line in outcome.rejected:
        print(line, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
