"""Repairs: reported by tenants, moved on by caretakers and the office."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from portal import clock, status, tenancies
from portal.errors import NotFound
from portal.models import Account, Repair, Role, StatusChange
from portal.paging import Order
from portal.status import Status

NEVER = date(9999, 12, 31)

ORDERS = {
    "id": Order("id", int, int),
    "reported": Order("reported_at", datetime.isoformat, datetime.fromisoformat),
    # What has no day comes last.
    "due": Order("due_on", date.isoformat, date.fromisoformat, Coalesce("due_on", Value(NEVER))),
}


def visible(account: Account) -> QuerySet[Repair]:
    """Those in flats that the account may see, and for tradespeople all that is theirs to mend."""
    if account.role == Role.TRADE:
        return Repair.objects.filter(Q(status=Status.ASSIGNED) | Q(appointments__trade=account)).distinct()
    return Repair.objects.filter(flat__in=tenancies.visible_flats(account))


def find(account: Account, repair_id: int) -> Repair:
    repair = visible(account).select_related("flat").filter(pk=repair_id).first()
    if repair is None:
        raise NotFound("there is no such repair")
    return repair


def search(rows: QuerySet[Repair], wanted: str, text: str) -> QuerySet[Repair]:
    if wanted:
        rows = rows.filter(status=status.read(wanted))
    for word in text.split():
        rows = rows.filter(Q(title__icontains=word) | Q(description__icontains=word))
    return rows


def report(account: Account, form: dict) -> Repair:
    flat = tenancies.find_flat(account, form["flat"])
    with transaction.atomic():
        repair = Repair.objects.create(
            flat=flat,
            title=form["title"],
            description=form["description"],
            priority=form["priority"] or status.Priority.NORMAL,
            due_on=form["due_on"],
            reported_at=clock.now(),
        )
        note(repair, account)
    return repair


def note(repair: Repair, account: Account | None) -> None:
    """A line for the record."""
    StatusChange.objects.create(repair=repair, status=repair.status, at=clock.now(), by=account)


def move(repair: Repair, then: Status, account: Account | None) -> None:
    status.check_move(repair.status, then)
    with transaction.atomic():
        repair.status = then
        repair.save(update_fields=["status"])
        note(repair, account)


def describe(repair: Repair) -> dict:
    return {
        "id": repair.pk,
        "flat": repair.flat.number,
        "title": repair.title,
        "description": repair.description,
        "priority": repair.priority,
        "status": repair.status,
        "due_on": repair.due_on.isoformat() if repair.due_on else None,
        "reported_at": clock.show(repair.reported_at),
    }


def timeline(repair: Repair) -> dict:
    """The record of a repair in the words of today: what it was from when on, and its whole hours on hold."""
    lines, held, since = [], 0.0, None
    for change in repair.changes.select_related("by"):
        now = status.canonical(change.status)
        if since is not None:
            held += (change.at - since).total_seconds()
        since = change.at if now is Status.ON_HOLD else None
        lines.append({"status": now, "label": now.label, "at": clock.show(change.at), "by": _name(change.by)})
    if since is not None:
        held += (clock.now() - since).total_seconds()
    return {"id": repair.pk, "changes": lines, "hours_on_hold": int(held // 3600)}


def _name(account: Account | None) -> str | None:
    return account.name if account else None
