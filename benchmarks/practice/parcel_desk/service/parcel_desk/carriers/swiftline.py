"""Swiftline: XML in the encoding that it declares, times as epoch seconds."""

from datetime import UTC, datetime
from xml.etree import ElementTree

from parcel_desk.carriers import Batch, Seen, Unreadable

STATUSES = {
    "10": "announced",
    "20": "in_transit",
    "30": "arrived",
    "40": "delivered",
    "90": "returned",
}


def read(raw: bytes) -> Batch:
    try:
        root = ElementTree.fromstring(raw)
    except ElementTree.ParseError:
        raise Unreadable("XML is needed") from None
    batch = Batch([])
    for node in root.iter("scan"):
        number, code, epoch = node.get("parcel"), node.get("code"), node.get("epoch", "")
        if not number or not code or not epoch.isdigit():
            batch.skipped += 1
            continue
        at = datetime.fromtimestamp(int(epoch), UTC)
        batch.scans.append(Seen(number, code, at, node.findtext("depot") or None, node.findtext("text") or None))
    return batch
