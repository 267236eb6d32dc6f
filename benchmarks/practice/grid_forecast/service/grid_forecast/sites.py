"""The sites whose load we know."""
import re
import sqlite3
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from . import clock, store
from .problems import Conflict, Invalid, Unknown

_CODE = re.compile(r"[A-Z0-9]{2,8}")
CHANGEABLE = ("name", "zone", "capacity_kw", "calendar", "tariff")


@dataclass(frozen=True)
class Site:
    code: str
    name: str
    zone: str
    capacity_kw: float | None
    calendar: str | None
    tariff: str | None
    created_at: str

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


def _site(row: sqlite3.Row) -> Site:
    return Site(**dict(row))


def every() -> list[Site]:
    return [_site(row) for row in store.rows("SELECT * FROM sites ORDER BY code")]


def find(code: str) -> Site:
    found = store.rows("SELECT * FROM sites WHERE code = ?", code.upper())
    if not found:
        raise Unknown(f"There is no site {code}")
    return _site(found[0])


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a new or changed site, or a problem."""
    for name in ("name", "zone"):
        if name in values and not (values[name] or "").strip():
            raise Invalid(f"A site needs a {name}")
    if "zone" in values and values["zone"] not in available_timezones():
        raise Invalid(f"There is no time zone {values['zone']}")
    capacity = values.get("capacity_kw")
    if capacity is not None and not 0 < capacity <= 1_000_000:
        raise Invalid("A capacity is more than 0 kW and at most a million")
    if values.get("calendar") is not None:
        _must_exist("holidays", "calendar", values["calendar"])
    if values.get("tariff") is not None:
        _must_exist("tariffs", "name", values["tariff"])
    return values


def _must_exist(table: str, column: str, value: str) -> None:
    if not store.rows(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", value):
        raise Invalid(f"There is no {value} among the {table}")


def add(code: str, values: dict[str, Any]) -> Site:
    code = code.upper()
    if not _CODE.fullmatch(code):
        raise Invalid("A code is two to eight letters and digits")
    values = _checked({name: values.get(name) for name in CHANGEABLE})
    columns = ", ".join(CHANGEABLE)
    marks = ", ".join("?" * len(CHANGEABLE))
    try:
        with store.connection() as db:
            db.execute(
                f"INSERT INTO sites (code, created_at, {columns}) VALUES (?, ?, {marks})",
                [code, clock.now().isoformat(), *(values[name] for name in CHANGEABLE)],
            )
    except sqlite3.IntegrityError:
        raise Conflict(f"There is a site {code} already") from None
    return find(code)


def change(site: Site, values: dict[str, Any]) -> Site:
    values = _checked({name: value for name, value in values.items() if name in CHANGEABLE})
    if values:
        sets = ", ".join(f"{name} = ?" for name in values)
        with store.connection() as db:
            db.execute(f"UPDATE sites SET {sets} WHERE code = ?", [*values.values(), site.code])
    return find(site.code)
