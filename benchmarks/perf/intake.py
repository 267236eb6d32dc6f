"""How many events a second intake parses, redacts and fingerprints on one core.

    python benchmarks/perf/intake.py [--events 1000] [--limit 500]

The events are what the real sentry-sdk sends for a crash in a FastAPI application with large locals: about 57 KB each,
most of it frames of the framework. Every event differs in its values, as in production; the code lines are the same.
Exits with 1 below the limit.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import sys
import time
from datetime import UTC, datetime

import sentry_sdk
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from arbase.intake.decode import decode
from arbase.intake.digest import draft
from arbase.intake.envelope import parse_envelope
from arbase.intake.jsontext import load_object
from arbase.intake.redact import Redactor
from arbase.intake.sentry import parse_event
from arbase.intake.settings import IntakeSettings

LIMIT = 50_000_000
sent: list[bytes] = []


class Kept(Transport):
    def capture_envelope(self, envelope: Envelope) -> None:
        if envelope.get_event() is not None:
            sent.append(envelope.serialize())


class House(BaseModel):
    area: float
    rooms: int
    description: str


app = FastAPI()


def factor(house: House, table: dict[int, float], rows: list[str]) -> float:
    columns = {f"column_{number}": f"value {number} of {house.description}" for number in range(12)}
    assert columns, rows
    return house.area * table[house.rooms]


@app.post("/estimate")
def estimate(house: House) -> float:
    settings = repr({"database": "postgresql://app:secret@db/houses", "api_key": "abc123def456", "debug": False})
    rows = [f"{house.description} row {number}: " + "lorem ipsum dolor sit amet " * 4 for number in range(12)]
    logging.getLogger("houses").warning("estimating %s with %s", house, settings)
    return factor(house, {1: 2.0, 2: 3.0}, rows)


def envelopes(count: int) -> list[bytes]:
    sentry_sdk.init(dsn="http://key@localhost/1", transport=Kept, default_integrations=True)
    logging.getLogger("houses").addHandler(logging.NullHandler())
    client = TestClient(app, raise_server_exceptions=False)
    for number in range(count):
        for step in range(30):
            sentry_sdk.add_breadcrumb(category="query", message=f"SELECT * FROM houses WHERE id = {number + step}")
        body = {"area": 70 + number, "rooms": 3 + number, "description": f"house {number} " + "with a view " * 10}
        client.post(f"/estimate?n={number}", json=body, headers={"Authorization": f"Bearer token{number:020d}"})
    return sent


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--events", type=int, default=1000)
    arguments.add_argument("--limit", type=float, default=500.0, help="events a second that are expected")
    chosen = arguments.parse_args()
    different = envelopes(100)
    packed = [gzip.compress(envelope, 6) for envelope in different]
    redactor = Redactor(IntakeSettings())
    spent = dict.fromkeys(("decode", "parse", "redact", "fingerprint"), 0.0)
    removed = 0
    for number in range(chosen.events):
        times = [time.process_time()]
        body = decode(packed[number % len(packed)], "gzip", LIMIT)
        times.append(time.process_time())
        payload = load_object(parse_envelope(body, 100).items[0].payload, "the event")
        event = parse_event(payload, service="houses", now=datetime.now(UTC))
        times.append(time.process_time())
        event = redactor.redact(event)
        times.append(time.process_time())
        draft(event)
        times.append(time.process_time())
        removed += event.redactions
        for index, step in enumerate(spent):
            spent[step] += times[index + 1] - times[index]
    rate = chosen.events / sum(spent.values())
    size = sum(map(len, different)) / len(different)
    print(
        f"{len(different)} different events of {size / 1000:.0f} KB, {chosen.events} taken in, {removed} values removed"
    )
    for step, seconds in spent.items():
        print(f"  {step:<12} {seconds / chosen.events * 1000:6.2f} ms")
    print(f"{rate:.0f} events/s on one core (limit {chosen.limit:.0f}): {'ok' if rate >= chosen.limit else 'TOO SLOW'}")
    print(json.dumps({"events_per_second": round(rate, 1), "bytes": round(size), "limit": chosen.limit}))
    return 0 if rate >= chosen.limit else 1


if __name__ == "__main__":
    sys.exit(main())
