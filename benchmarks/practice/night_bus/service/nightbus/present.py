"""How things look in JSON."""
from nightbus import times
from nightbus.models import Ride


def money(amount):
    return f"{amount:.2f}"


def price(quote, currency):
    return {
        "items": {name: money(value) for name, value in quote["items"].items()},
        "fare": money(quote["fare"]),
        "discount": money(quote["discount"]),
        "due": money(quote["due"]),
        "currency": currency,
    }


def stop(one):
    return {"code": one.code, "name": one.name, "region": one.region.code, "zone": one.zone}


def window(ride):
    return [times.local_iso(ride.earliest, ride.zone), times.local_iso(ride.latest, ride.zone)]


def ride(one):
    """A ride as its rider, its partner and its driver see it."""
    cancelled = None
    if one.status == Ride.Status.CANCELLED:
        cancelled = {"at": times.local_iso(one.cancelled_at, one.zone), "by": one.cancelled_by}
    rating = getattr(one, "rating", None)
    return {
        "reference": one.reference,
        "status": one.status,
        "from": one.from_stop.code,
        "to": one.to_stop.code,
        "window": window(one),
        "passengers": one.passengers,
        "guest": one.guest or None,
        "fare": money(one.fare),
        "discount": money(one.discount),
        "voucher": one.voucher.code if one.voucher else None,
        "driver": one.shift.driver.name if one.shift else None,
        "cancelled": cancelled,
        "stars": rating.stars if rating else None,
    }


def board_entry(one):
    """A line on the display of a stop; only first names there."""
    return {
        "ride": one.reference,
        "to": one.to_stop.name,
        "window": window(one),
        "passengers": one.passengers,
        "driver": one.shift.driver.name.split()[0] if one.shift else None,
    }


def shift(one, hours):
    zone = one.region.time_zone
    return {
        "id": one.pk,
        "region": one.region.code,
        "from": times.local_iso(one.starts_at, zone),
        "to": times.local_iso(one.ends_at, zone),
        "hours": hours,
        "seats": one.seats,
        "called_off": times.local_iso(one.called_off_at, zone) if one.called_off_at else None,
    }


def rider(one):
    return {"phone": one.phone, "name": one.name or None, "language": one.language or None}


def device(one):
    return {"id": one.pk, "platform": one.platform, "seen": times.local_iso(one.seen_at, "UTC")}


def payment(one):
    return {"event": one.event, "ride": one.ride.reference, "kind": one.kind, "amount": money(one.amount)}


def departure(one):
    clock, next_day = times.clock_text(one.minutes)
    return {"line": one.line, "time": clock, "next_day": next_day}
