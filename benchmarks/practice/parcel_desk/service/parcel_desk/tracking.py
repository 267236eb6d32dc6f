"""What scans mean for a parcel."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from parcel_desk import clock
from parcel_desk.carriers import Batch, Seen, kurier24, norpost, swiftline
from parcel_desk.models import Carrier, Parcel, Scan

STATUSES = {"NP": norpost.STATUSES, "SL": swiftline.STATUSES, "K24": kurier24.STATUSES}
LABELS = {
    "en": {
        "announced": "Announced",
        "accepted": "Accepted",
        "in_transit": "On its way",
        "arrived": "Arrived at the shop",
        "shelved": "Ready for pick-up",
        "handed_out": "Handed out",
        "delivered": "Delivered",
        "returned": "Returned to sender",
    },
    "de": {
        "announced": "Angekündigt",
        "accepted": "Angenommen",
        "in_transit": "Unterwegs",
        "arrived": "Im Shop eingetroffen",
        "shelved": "Abholbereit",
        "handed_out": "Abgeholt",
        "delivered": "Zugestellt",
        "returned": "Zurück an den Absender",
    },
}
# what the counter says counts more than what a carrier says afterwards
OURS = ("shelved", "handed_out")


def take_in(session: Session, carrier: Carrier, batch: Batch) -> dict[str, int]:
    """Records a message of a carrier; parcels that are not ours are counted and left alone."""
    counts = {"recorded": 0, "repeated": 0, "ignored": 0, "skipped": batch.skipped}
    for seen in batch.scans:
        parcel = session.scalar(
            select(Parcel).where(Parcel.tracking == seen.tracking, Parcel.carrier_code == carrier.code)
        )
        if parcel is None:
            counts["ignored"] += 1
        elif record(parcel, seen):
            counts["recorded"] += 1
        else:
            counts["repeated"] += 1
    return counts


def record(parcel: Parcel, seen: Seen) -> bool:
    """Adds a scan, the newest one decides on the status; False if it is known already."""
    status = STATUSES[parcel.carrier_code].get(seen.code)
    newest = True
    for scan in parcel.scans:
        if scan.code == seen.code and scan.at == seen.at:
            return False
        if scan.at > seen.at and scan.status:
            newest = False
    parcel.scans.append(
        Scan(code=seen.code, status=status, at=seen.at, place=seen.place, remark=seen.remark)
    )
    if status and newest and parcel.status not in OURS:
        parcel.status = status
    return True


def timeline(parcel: Parcel, language: str) -> list[dict[str, Any]]:
    """The scans that mean something, oldest first, in words."""
    words = LABELS.get(language, LABELS["en"])
    entries = []
    for scan in sorted(parcel.scans, key=lambda scan: scan.at):
        if scan.status is not None:
            entries.append({"at": clock.stamp(scan.at), "label": words[scan.status], "place": scan.place})
    return entries
