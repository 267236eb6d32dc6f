"""Appointments and rounds, and the agenda that shows both."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import attrgetter

from portal import clock, repairs, tenancies
from portal.errors import Conflict, NotFound, PortalError
from portal.models import Account, Appointment, Building, Role, Round
from portal.status import Status

START_OF_WORK = time(7, 30)
LONGEST_AGENDA = timedelta(days=92)


@dataclass(frozen=True)
class Entry:
    starts_at: datetime
    kind: str
    title: str
    place: str


def find_trade(account_id: int) -> Account:
    trade = Account.objects.filter(pk=account_id, role=Role.TRADE, blocked=False).first()
    if trade is None:
        raise NotFound("there is no such tradesperson")
    return trade


def book(account: Account, form: dict) -> Appointment:
    """An appointment; nobody is in two places at once."""
    repair = repairs.find(account, form["repair"])
    trade = find_trade(form["trade"])
    if repair.status in (Status.DONE, Status.CANCELLED):
        raise Conflict("there is nothing left to repair")
    overlapping = trade.appointments.filter(
        cancelled=False, starts_at__lt=form["ends_at"], ends_at__gt=form["starts_at"]
    )
    if overlapping.exists():
        raise Conflict("the tradesperson is elsewhere at that time")
    return Appointment.objects.create(
        repair=repair, trade=trade, starts_at=form["starts_at"], ends_at=form["ends_at"]
    )


def cancel(account: Account, appointment_id: int) -> Appointment:
    appointment = Appointment.objects.filter(pk=appointment_id, repair__in=repairs.visible(account)).first()
    if appointment is None:
        raise NotFound("there is no such appointment")
    if appointment.starts_at <= clock.now():
        raise Conflict("this has passed")
    appointment.cancelled = True
    appointment.save(update_fields=["cancelled"])
    return appointment


def announce_round(account: Account, form: dict) -> Round:
    houses = Building.objects.filter(code=form["building"])
    if account.role == Role.CARETAKER:
        houses = houses.filter(caretaker=account)
    building = houses.first()
    if building is None:
        raise NotFound("there is no such house")
    return Round.objects.create(
        building=building, title=form["title"], day=form["day"], from_time=form["from_time"]
    )


def appointments(account: Account, first: date, last: date) -> Iterator[Entry]:
    found = Appointment.objects.filter(
        cancelled=False,
        starts_at__gte=clock.local(first, time.min),
        starts_at__lt=clock.local(last + timedelta(days=1), time.min),
    ).select_related("repair__flat")
    if account.role == Role.TRADE:
        found = found.filter(trade=account)
    else:
        found = found.filter(repair__in=repairs.visible(account))
    for one in found:
        yield Entry(one.starts_at, "appointment", one.repair.title, one.repair.flat.number)


def rounds(account: Account, first: date, last: date) -> Iterator[Entry]:
    houses = tenancies.visible_flats(account).values("building")
    found = Round.objects.filter(building__in=houses, day__range=(first, last)).select_related("building")
    for one in found:
        starts_at = clock.local(one.day, one.from_time or START_OF_WORK)
        yield Entry(starts_at, "round", one.title, one.building.street)


def entries(account: Account, first: date, last: date) -> list[Entry]:
    """What happens in these days, in order."""
    if last < first or last - first > LONGEST_AGENDA:
        raise PortalError("please ask for one to three months")
    found = [*appointments(account, first, last), *rounds(account, first, last)]
    return sorted(found, key=attrgetter("starts_at"))


def describe(entry: Entry) -> dict:
    return {
        "starts_at": clock.show(entry.starts_at),
        "kind": entry.kind,
        "title": entry.title,
        "place": entry.place,
    }
