"""python -m meter_watch.notices [--parked]: tell the tenants' portal of new statements."""
import argparse
import asyncio
from datetime import datetime
from typing import Any

import httpx
import sqlalchemy as sa

from meter_watch.config import Config, report_errors
from meter_watch.quantities import spoken
from meter_watch.store import Store, notices
from meter_watch.tariffs import make_http

ATTEMPTS = 5
# A notice waits in the queue as it was written; these names are those of the first release.
EARLIER_NAMES = {"statement": "number", "amount": "gross"}


def queue(connection: sa.Connection, statement: dict[str, Any], customer: str, now: datetime) -> None:
    payload = {
        "number": statement["number"],
        "customer": customer,
        "gross": statement["gross"],
        "currency": statement["currency"],
        "due_on": statement["due_on"] and statement["due_on"].isoformat(),
    }
    connection.execute(sa.insert(notices).values(payload=payload, queued_at=now))


def message(payload: dict[str, Any]) -> dict[str, str]:
    """What the portal shows to a customer."""
    fields = {EARLIER_NAMES.get(name, name): value for name, value in payload.items()}
    text = spoken(fields["gross"], fields["currency"])
    if fields.get("due_on"):
        text += f", due on {fields['due_on']}"
    return {"to": fields["customer"], "subject": f"Statement {fields['number']}", "text": text}


def waiting(connection: sa.Connection, parked: bool = False) -> list[sa.Row]:
    """What is to be sent, oldest first. After five attempts a notice is parked: it is sent when somebody asks."""
    enough = notices.c.attempts >= ATTEMPTS if parked else notices.c.attempts < ATTEMPTS
    query = sa.select(notices).where(notices.c.sent_at.is_(None), enough)
    return list(connection.execute(query.order_by(notices.c.id)))


def _note(connection: sa.Connection, key: int, sent_at: datetime | None) -> None:
    change = sa.update(notices).where(notices.c.id == key)
    connection.execute(change.values(attempts=notices.c.attempts + 1, sent_at=sent_at))


class Courier:
    """Takes the queue to the portal."""

    def __init__(self, store: Store, http: httpx.AsyncClient, url: str) -> None:
        self._store = store
        self._http = http
        self._url = url

    async def deliver(self, now: datetime, *, parked: bool = False) -> dict[str, int]:
        """Send what waits; one that fails stays in the queue."""
        sent = failed = 0
        for notice in await self._store.run(waiting, parked):
            body = message(notice.payload)
            try:
                answer = await self._http.post(self._url, json=body)
                answer.raise_for_status()
            except httpx.HTTPError:
                failed += 1
                await self._store.run(_note, notice.id, None)
            else:
                sent += 1
                await self._store.run(_note, notice.id, now)
        return {"sent": sent, "failed": failed}


async def run(config: Config, parked: bool) -> dict[str, int]:
    async with make_http(config) as http:
        courier = Courier(Store(config.database), http, config.notice_url)
        return await courier.deliver(config.clock(), parked=parked)


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="meter_watch.notices")
    parser.add_argument("--parked", action="store_true", help="send those that were given up")
    wanted = parser.parse_args(argv)
    report_errors()
    print(asyncio.run(run(Config(), wanted.parked)))


if __name__ == "__main__":
    main()
