"""The outbox. Another process sends what is due."""

import json
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from . import clock, settings, texts
from .store import Row, Store


def language_of(guest: Row) -> str:
    return json.loads(guest["preferences"]).get("language")


def polite(moment: datetime, zone: str) -> datetime:
    """When a guest in this zone may be written to: `moment`, or the morning after it where it is night there."""
    local = moment.astimezone(ZoneInfo(zone))
    if settings.QUIET_TO <= local.hour < settings.QUIET_FROM:
        return moment
    day = local.date() + timedelta(days=1 if local.hour >= settings.QUIET_FROM else 0)
    return datetime.combine(day, time(settings.QUIET_TO), local.tzinfo)


class Outbox:
    def __init__(self, store: Store) -> None:
        self._store = store

    def put(self, recipient: str, template: str, language: str, due: datetime | None = None, **values: str) -> None:
        subject, body = texts.render(template, language, **values)
        self._store.write(
            "INSERT INTO outbox (recipient, subject, body, due_at) VALUES (?, ?, ?, ?)",
            *(recipient, subject, body, clock.written(due or clock.now())),
        )

    def to_guest(self, guest: Row, template: str, due: datetime | None = None, **values: str) -> None:
        self.put(guest["email"], template, language_of(guest), due, name=guest["name"], **values)

    def waiting(self) -> list[dict[str, Any]]:
        rows = self._store.all("SELECT * FROM outbox WHERE sent_at IS NULL ORDER BY due_at, id")
        return [dict(row) for row in rows]
