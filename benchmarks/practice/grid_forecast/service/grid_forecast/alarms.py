"""Alarms: limits of the load of a site, and who is told when it passes them."""
import asyncio
import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from . import clock, readings, settings, sites, store
from .problems import Conflict, Invalid, Unknown
from .sites import Site

KINDS = ("above", "below")


@dataclass(frozen=True)
class Alarm:
    id: int
    site: str
    kind: str
    value: str

    def limit_kw(self, site: Site) -> float | None:
        """The limit in kW; unknown for a share of an unknown capacity."""
        if not self.value.endswith("%"):
            return float(self.value)
        if site.capacity_kw is None:
            return None
        return round(float(self.value.rstrip("%")) * site.capacity_kw / 100, 3)

    def passed(self, kw: float, limit: float) -> bool:
        return kw > limit if self.kind == "above" else kw < limit

    def shown(self, site: Site) -> dict[str, Any]:
        return {
            "id": self.id,
            "site": self.site,
            "kind": self.kind,
            "value": self.value,
            "limit_kw": self.limit_kw(site),
            "subscribers": len(addresses(self)),
        }


def find(number: int) -> Alarm:
    found = store.rows("SELECT * FROM alarms WHERE id = ?", number)
    if not found:
        raise Unknown(f"There is no alarm {number}")
    return Alarm(**dict(found[0]))


def of_site(site: Site) -> list[Alarm]:
    return [Alarm(**dict(row)) for row in store.rows("SELECT * FROM alarms WHERE site = ? ORDER BY id", site.code)]


def add(site: Site, kind: str, value: str) -> Alarm:
    if kind not in KINDS:
        raise Invalid(f"An alarm is {' or '.join(KINDS)} its limit")
    text = value.strip()
    try:
        amount = Decimal(text.removesuffix("%"))
    except InvalidOperation:
        raise Invalid(f"{value!r} is no limit") from None
    if not amount.is_finite() or not 0 < amount <= (200 if text.endswith("%") else 1_000_000):
        raise Invalid(f"{value!r} is no limit")
    with store.connection() as db:
        made = db.execute("INSERT INTO alarms (site, kind, value) VALUES (?, ?, ?)", [site.code, kind, text])
    return find(made.lastrowid)


def addresses(alarm: Alarm) -> list[str]:
    found = store.rows("SELECT address FROM subscriptions WHERE alarm = ? ORDER BY address", alarm.id)
    return [row["address"] for row in found]


def _plain(address: str) -> str:
    """An address as we keep it."""
    name, at, host = address.strip().lower().partition("@")
    if not (name and at and "." in host) or " " in name + host:
        raise Invalid(f"{address!r} is no address")
    return f"{name}@{host}"


def subscribe(alarm: Alarm, address: str) -> dict[str, Any]:
    address = _plain(address)
    if address in addresses(alarm):
        raise Conflict(f"{address} has this alarm already", code="already")
    with store.connection() as db:
        db.execute("INSERT INTO subscriptions (alarm, address) VALUES (?, ?)", [alarm.id, address])
    return {"alarm": alarm.id, "address": address}


async def deliver(to: list[str], subject: str) -> int:
    """Puts a message for each address into the outbox."""
    for address in to:
        await asyncio.to_thread(_put, {"to": address, "subject": subject, "at": clock.now().isoformat()})
    return len(to)


def _put(message: dict[str, str]) -> None:
    path = settings.outbox()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(message) + "\n")


def tell(alarm: Alarm, subject: str) -> int:
    """Sends a message to the subscribers, for those who have no event loop."""
    to = addresses(alarm)
    return asyncio.run(deliver(to, subject)) if to else 0


def judge(alarm: Alarm, since: datetime) -> int | None:
    """Fires for the hours since then that pass the limit and have not fired; `None` if the limit is unknown."""
    site = sites.find(alarm.site)
    limit = alarm.limit_kw(site)
    if limit is None:
        return None
    fresh = []
    for hour, kw in readings.series(site, since).items():
        if alarm.passed(kw, limit) and _note(alarm, hour, kw):
            fresh.append((hour, kw))
    if fresh:
        hour, kw = fresh[0]
        tell(alarm, f"{site.code} {alarm.kind} {alarm.value}: {kw:.1f} kW at {clock.said(hour, site.tz)}")
    return len(fresh)


def _note(alarm: Alarm, hour: datetime, kw: float) -> bool:
    with store.connection() as db:
        row = [alarm.id, int(hour.timestamp()), kw]
        return bool(db.execute("INSERT OR IGNORE INTO firings VALUES (?, ?, ?)", row).rowcount)


def firings(alarm: Alarm) -> list[dict[str, Any]]:
    site = sites.find(alarm.site)
    found = store.rows("SELECT hour, kw FROM firings WHERE alarm = ? ORDER BY hour", alarm.id)
    return [
        {"hour": clock.said(datetime.fromtimestamp(row["hour"], clock.UTC), site.tz), "kw": row["kw"]} for row in found
    ]
