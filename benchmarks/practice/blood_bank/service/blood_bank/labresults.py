"""Result files of the laboratory."""

import csv
from dataclasses import dataclass
from decimal import Decimal

from blood_bank.models import Donation, Unit


@dataclass(frozen=True)
class Result:
    unit: str
    haemoglobin: Decimal | None
    verdict: str
    note: str


def read_results(path):
    """The lines of a result file: semicolons, decimal commas, empty columns at the end of a line may be left out."""
    results = []
    with open(path, encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=";", restval=""):
            value = row["hb"].strip().replace(",", ".")
            results.append(
                Result(
                    unit=row["unit"].strip(),
                    haemoglobin=Decimal(value) if value else None,
                    verdict=row["verdict"].strip().lower(),
                    note=row["note"].strip(),
                )
            )
    return results


def book_results(results):
    """Writes results to the donations and discards what the laboratory has rejected; returns number and unknown codes."""
    booked, unknown = 0, []
    for result in results:
        unit = Unit.objects.filter(code=result.unit).select_related("donation").first()
        if unit is None:
            unknown.append(result.unit)
            continue
        Donation.objects.filter(pk=unit.donation_id).update(
            haemoglobin=result.haemoglobin, verdict=result.verdict, lab_note=result.note
        )
        booked += 1
        if result.verdict == "rejected" and unit.status == Unit.Status.STOCK:
            unit.status = Unit.Status.DISCARDED
            unit.reason = "laboratory"
            unit.save()
    return booked, unknown
