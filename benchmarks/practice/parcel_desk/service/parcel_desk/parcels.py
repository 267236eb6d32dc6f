"""Parcels: registering, finding and showing them."""

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from parcel_desk import clock, tariffs
from parcel_desk.models import Carrier, Customer, Parcel
from parcel_desk.problems import conflict, missing
from parcel_desk.reading import choice, country, text, whole

PAGE = 20


def find(session: Session, reference: str) -> Parcel:
    parcel = session.scalar(select(Parcel).where(Parcel.reference == reference.upper()))
    if parcel is None:
        raise missing("parcel", reference)
    return parcel


def find_carrier(session: Session, code: str) -> Carrier:
    carrier = session.get(Carrier, code.upper())
    if carrier is None:
        raise missing("carrier", code)
    return carrier


def find_customer(session: Session, number: int) -> Customer:
    customer = session.get(Customer, number)
    if customer is None:
        raise missing("customer", number)
    return customer


def register(session: Session, sent: dict[str, Any]) -> Parcel:
    """A parcel over the counter (`out`) or announced by a carrier (`in`)."""
    direction = choice(text(sent, "direction"), "direction", ("in", "out"))
    carrier = find_carrier(session, text(sent, "carrier"))
    number = whole(sent, "customer", None)
    customer = None if number is None else find_customer(session, number)
    tracking = text(sent, "tracking", None)
    if tracking and session.scalar(select(Parcel).where(Parcel.tracking == tracking)):
        raise conflict("known_tracking", f"{tracking} is registered already.")
    out = direction == "out"
    parcel = Parcel(
        reference=_next_reference(session),
        tracking=tracking,
        carrier=carrier,
        customer=customer,
        direction=direction,
        recipient=text(sent, "recipient"),
        country=country(sent),
        weight_g=whole(sent, "weight_g", least=1) if out else whole(sent, "weight_g", None, least=1),
        status="accepted" if out else "announced",
        cod_cents=whole(sent, "cod_cents", None, least=1),
        registered_at=clock.now(),
    )
    if out:
        parcel.price_cents = tariffs.quote(session, parcel.country, parcel.weight_g)["total_cents"]
    session.add(parcel)
    return parcel


def search(session: Session, args: dict[str, str], page: int) -> list[Parcel]:
    found = select(Parcel).order_by(Parcel.id.desc()).limit(PAGE).offset((page - 1) * PAGE)
    if status := args.get("status"):
        found = found.where(Parcel.status == status)
    if carrier := args.get("carrier"):
        found = found.where(Parcel.carrier_code == carrier.upper())
    if words := args.get("q"):
        like = f"%{words}%"
        found = found.where(or_(Parcel.recipient.ilike(like), Parcel.tracking.ilike(like)))
    return list(session.scalars(found))


def show(parcel: Parcel) -> dict[str, Any]:
    return {
        "reference": parcel.reference,
        "tracking": parcel.tracking,
        "carrier": parcel.carrier_code,
        "customer": parcel.customer_id,
        "customer_name": None if parcel.customer_id is None else parcel.customer.name,
        "direction": parcel.direction,
        "recipient": parcel.recipient,
        "country": parcel.country,
        "weight_g": parcel.weight_g,
        "status": parcel.status,
        "shelf": parcel.shelf,
        "price_cents": parcel.price_cents,
        "cod_cents": parcel.cod_cents,
        "registered_at": clock.stamp(parcel.registered_at),
    }


def show_customer(customer: Customer) -> dict[str, Any]:
    return {
        "id": customer.id,
        "name": customer.name,
        "phone": customer.phone,
        "email": customer.email,
        "language": customer.language,
        "parcels": [parcel.reference for parcel in customer.parcels],
    }


def _next_reference(session: Session) -> str:
    last = session.scalar(select(Parcel.id).order_by(Parcel.id.desc()).limit(1)) or 0
    return f"PD-{last + 1:06d}"
