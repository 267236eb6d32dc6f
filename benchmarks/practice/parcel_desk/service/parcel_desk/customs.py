"""Customs declarations for parcels that leave the union."""

import csv
import io
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from parcel_desk.models import Declaration, DeclarationLine, Parcel
from parcel_desk.problems import conflict, unusable
from parcel_desk.reading import choice, text, whole

UNION = set("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())
PURPOSES = ("gift", "sale", "sample", "return")


def needed(parcel: Parcel) -> bool:
    return parcel.direction == "out" and parcel.country not in UNION


def declare(session: Session, parcel: Parcel, sent: dict[str, Any]) -> Declaration:
    """Takes a declaration, or a new version of it, until the carrier has the parcel."""
    if not needed(parcel):
        raise conflict("not_needed", f"{parcel.reference} stays in the union.")
    if parcel.status != "accepted":
        raise conflict("too_late", f"{parcel.reference} is {parcel.status}.")
    purpose = choice(text(sent, "purpose"), "purpose", PURPOSES)
    invoice = text(sent, "invoice", None)
    if purpose == "sale" and invoice is None:
        raise unusable("invoice", "is needed for a sale")
    lines = read_lines(sent.get("lines"))
    declaration = parcel.declaration
    if declaration is None:
        declaration = Declaration(parcel=parcel)
        session.add(declaration)
    declaration.purpose = purpose
    declaration.invoice = invoice
    declaration.currency = text(sent, "currency", "EUR").upper()
    declaration.lines = lines
    return declaration


def read_lines(sent: Any) -> list[DeclarationLine]:
    if not isinstance(sent, list) or not sent:
        raise unusable("lines", "at least one is needed")
    lines = []
    for place, one in enumerate(sent):
        if not isinstance(one, dict):
            raise unusable(f"lines[{place}]", "must be an object")
        hs_code = text(one, "hs_code", None)
        if hs_code is not None and not (hs_code.isdigit() and len(hs_code) in (6, 8, 10)):
            raise unusable(f"lines[{place}].hs_code", "must have 6, 8 or 10 digits")
        lines.append(
            DeclarationLine(
                description=text(one, "description"),
                hs_code=hs_code,
                origin=text(one, "origin", None),
                quantity=whole(one, "quantity", 1, least=1),
                value_cents=whole(one, "value_cents", least=1),
            )
        )
    return lines


def show(declaration: Declaration) -> dict[str, Any]:
    return {
        "parcel": declaration.parcel.reference,
        "purpose": declaration.purpose,
        "currency": declaration.currency,
        "invoice": declaration.invoice,
        "total_cents": sum(line.quantity * line.value_cents for line in declaration.lines),
        "lines": [
            {
                "description": line.description,
                "hs_code": line.hs_code,
                "origin": line.origin,
                "quantity": line.quantity,
                "value_cents": line.value_cents,
            }
            for line in declaration.lines
        ],
    }


def manifest(session: Session, carrier_code: str) -> str:
    """CSV of all declared goods that wait for the carrier's van, for the driver."""
    out = io.StringIO()
    sheet = csv.writer(out, delimiter=";", lineterminator="\n")
    sheet.writerow(["parcel", "country", "goods", "hs_code", "origin", "pieces", "value"])
    found = (
        select(Parcel)
        .join(Parcel.declaration)
        .where(Parcel.carrier_code == carrier_code, Parcel.status == "accepted")
        .order_by(Parcel.id)
    )
    for parcel in session.scalars(found):
        for line in parcel.declaration.lines:
            value = f"{line.quantity * line.value_cents / 100:.2f} {parcel.declaration.currency}"
            cells = [line.description, line.hs_code or "-", line.origin or "-", line.quantity, value]
            sheet.writerow([parcel.reference, parcel.country, *cells])
    return out.getvalue()
