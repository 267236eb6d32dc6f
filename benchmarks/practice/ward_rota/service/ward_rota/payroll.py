"""The webhook of the payroll system."""

import hashlib
import hmac
import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Protocol

import httpx
from fastapi import Depends
from sqlalchemy import select
from sqlalchemy.orm import Session

from ward_rota import clock, db
from ward_rota.errors import Refusal, conflict
from ward_rota.models import Delivery, Entry


class Payroll(Protocol):
    def send(self, document: dict) -> None: ...


def body_of(document: dict) -> bytes:
    return json.dumps(document, ensure_ascii=False, sort_keys=True).encode()


class Webhook:
    """Sends documents over HTTP, signed."""

    def __init__(self, url: str, key: str, timeout: float = 5.0):
        self.url, self.key, self.timeout = url, key, timeout

    def send(self, document: dict) -> None:
        body = body_of(document)
        signature = hmac.new(self.key.encode(), body, hashlib.sha256).hexdigest()
        headers = {"content-type": "application/json", "x-signature": f"sha256={signature}"}
        try:
            httpx.post(self.url, content=body, headers=headers, timeout=self.timeout).raise_for_status()
        except httpx.HTTPError as error:
            raise Refusal(502, "payroll-unreachable", "The payroll system did not take the week") from error


class Lines:
    """Writes one line for each document, where there is no payroll system."""

    def __init__(self, path: Path):
        self.path = path

    def send(self, document: dict) -> None:
        with self.path.open("ab") as file:
            file.write(body_of(document) + b"\n")


class Kept:
    """A stand-in for tests: keeps what was sent."""

    def __init__(self):
        self.documents: list[dict] = []

    def send(self, document: dict) -> None:
        self.documents.append(document)


def configured() -> Payroll:
    url = os.environ.get("WARD_ROTA_PAYROLL_URL")
    if url:
        return Webhook(url, os.environ.get("WARD_ROTA_PAYROLL_KEY", ""))
    return Lines(db.PATH.parent / "payroll.jsonl")


System = Annotated[Payroll, Depends(configured)]


def lines_of(session: Session, week: str) -> list[dict]:
    """One line for each person: the sum of what the close and people booked."""
    sums: dict[str, dict] = {}
    for entry in session.scalars(select(Entry).where(Entry.week == week).order_by(Entry.staff_id, Entry.id)):
        line = sums.setdefault(entry.staff.login, {"hours": Decimal("0.00"), "night_hours": Decimal("0.00")})
        line["hours"] += entry.hours
        line["night_hours"] += entry.night_hours
    return [
        {"login": login, "hours": str(line["hours"]), "night_hours": str(line["night_hours"])}
        for login, line in sums.items()
    ]


def send_week(session: Session, week: str, system: Payroll) -> dict:
    week = clock.week_of(clock.monday_of(week))
    if session.scalar(select(Delivery.id).where(Delivery.week == week)) is not None:
        raise conflict("sent", f"{week} was sent already")
    if session.scalar(select(Entry.id).where(Entry.week == week, Entry.reason == "close").limit(1)) is None:
        raise conflict("not-closed", f"{week} was not closed")
    document = {"week": week, "sent_at": clock.local(clock.now()).isoformat(), "lines": lines_of(session, week)}
    session.add(Delivery(week=week, people=len(document["lines"]), sent_at=clock.now()))
    session.flush()
    system.send(document)
    return document
