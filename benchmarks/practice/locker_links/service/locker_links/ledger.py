"""The audit log: who did what, and what follows from it."""
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from . import clock
from .models import Event, Locker, Rental, Renter

MOST = 100


def record(kind: str, actor: Renter | None = None, rental: Rental | None = None, **detail: Any) -> Event:
    return Event.objects.create(at=clock.now(), kind=kind, actor=actor, rental=rental, detail=detail)


def as_json(event: Event) -> dict[str, Any]:
    return {
        "id": event.pk,
        "at": clock.said(event.at),
        "kind": event.kind,
        "by": event.actor.phone if event.actor else None,
        "rental": event.rental_id,
        "detail": event.detail,
    }


def page(rental: int | None = None, before: int | None = None, limit: int | None = None) -> list[Event]:
    """The newest events first; ``before`` is the last number that the caller has seen."""
    events = Event.objects.select_related("actor").order_by("-pk")
    if rental is not None:
        events = events.filter(rental_id=rental)
    if before is not None:
        events = events.filter(pk__lt=before)
    return list(events[: min(limit or MOST, MOST)])


def history(locker: Locker) -> list[dict[str, Any]]:
    """Who had a locker, latest first, for the staff's page."""
    rows = []
    for rental in locker.rentals.select_related("holder").order_by("-opened_at", "-pk"):
        rows.append(
            {
                "rental": rental.pk,
                "holder": rental.holder.name if rental.holder else "erased",
                "opened": clock.said(rental.opened_at),
                "closed": clock.said(rental.closed_at),
                "paid": rental.paid,
                "openings": rental.events.filter(kind="locker.opened").count(),
            }
        )
    return rows


def takings(day: date) -> dict[str, Decimal]:
    """What each site took in on a day, by the closings in the log."""
    begins, ends = clock.day_bounds(day)
    closings = Event.objects.select_related("rental__locker__site").filter(
        kind="rental.closed", at__gte=begins, at__lt=ends
    )
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for event in closings:
        sums[event.rental.locker.site.code] += Decimal(event.detail["paid"])
    return dict(sorted(sums.items()))
