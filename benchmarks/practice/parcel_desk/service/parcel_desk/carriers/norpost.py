"""Norpost: JSON, one object with a list of events, times with an offset."""

import json
from datetime import UTC, datetime

from parcel_desk.carriers import Batch, Seen, Unreadable

STATUSES = {
    "PRE": "announced",
    "ACC": "accepted",
    "TRN": "in_transit",
    "ARR": "arrived",
    "DLV": "delivered",
    "RTS": "returned",
}


def read(raw: bytes) -> Batch:
    try:
        events = json.loads(raw)["events"]
    except (ValueError, KeyError, TypeError):
        raise Unreadable("a JSON object with events is needed") from None
    batch = Batch([])
    for event in events:
        try:
            at = datetime.fromisoformat(event["time"]).astimezone(UTC)
            seen = Seen(event["item"], event["status"], at, event.get("location"), event.get("comment"))
        except (KeyError, ValueError, TypeError):
            batch.skipped += 1
            continue
        batch.scans.append(seen)
    return batch
