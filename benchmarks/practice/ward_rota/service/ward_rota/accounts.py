"""Overtime accounts and the close of a week."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ward_rota import absences, clock, rota
from ward_rota.errors import conflict
from ward_rota.models import Entry, Shift, Staff
from ward_rota.schemas import CorrectionIn

CLOSE = "close"
WORKING_DAYS = 5
NONE = Decimal("0.00")


@dataclass(frozen=True)
class Figures:
    """What one person worked in a week, against what was agreed."""

    staff: Staff
    worked: Decimal
    night: Decimal
    owed: Decimal

    @property
    def overtime(self) -> Decimal:
        return self.worked - self.owed


def night_hours(shift: Shift) -> Decimal:
    """The hours of a shift between ten in the evening and six in the morning."""
    total, day = timedelta(), clock.local(shift.starts_at).date() - timedelta(days=1)
    while clock.at(day, 22) < shift.ends_at:
        start, end = clock.at(day, 22), clock.at(day + timedelta(days=1), 6)
        begins, stops = max(start, shift.starts_at).timestamp(), min(end, shift.ends_at).timestamp()
        total += timedelta(seconds=max(stops - begins, 0))
        day += timedelta(days=1)
    return (Decimal(int(total.total_seconds())) / 3600).quantize(NONE)


def figures_of(session: Session, staff: Staff, week: str) -> Figures | None:
    """Nothing for people without a contract in that week."""
    start, end = clock.span_of(week)
    contract = staff.contract_on(clock.monday_of(week))
    if contract is None:
        return None
    shifts = [one for one in rota.shifts_between(session, staff, start, end) if start <= one.starts_at < end]
    days = [clock.monday_of(week) + timedelta(days=number) for number in range(WORKING_DAYS)]
    away = sum(staff.id in absences.away_on(session, day) for day in days)
    owed = contract.hours_per_week * (WORKING_DAYS - away) / WORKING_DAYS
    return Figures(
        staff=staff,
        worked=sum((one.hours for one in shifts), NONE),
        night=sum((night_hours(one) for one in shifts), NONE),
        owed=owed.quantize(NONE),
    )


def close_week(session: Session, week: str) -> list[Figures]:
    """Book the overtime of everybody; what an earlier close of the week booked is replaced."""
    if clock.span_of(week)[1] > clock.now():
        raise conflict("not-over", f"{week} is not over")
    everybody = session.scalars(select(Staff).order_by(Staff.login)).all()
    figures = [one for one in (figures_of(session, staff, week) for staff in everybody) if one is not None]
    session.execute(delete(Entry).where(Entry.week == week, Entry.reason == CLOSE))
    for one in figures:
        booked = {"hours": one.overtime, "night_hours": one.night, "booked_at": clock.now()}
        session.add(Entry(staff_id=one.staff.id, week=week, reason=CLOSE, **booked))
    session.flush()
    return figures


def correct(session: Session, staff: Staff, given: CorrectionIn) -> Entry:
    week = clock.week_of(clock.monday_of(given.week))
    known = select(Entry.id).where(Entry.staff_id == staff.id, Entry.week == week, Entry.reason == given.reason)
    if session.scalar(known) is not None:
        raise conflict("booked", "That was booked already")
    entry = Entry(staff_id=staff.id, week=week, reason=given.reason, hours=given.hours, night_hours=NONE)
    entry.booked_at = clock.now()
    session.add(entry)
    session.flush()
    return entry


def of(session: Session, staff: Staff) -> list[Entry]:
    return list(session.scalars(select(Entry).where(Entry.staff_id == staff.id).order_by(Entry.week, Entry.id)))


def show(entry: Entry) -> dict:
    return {
        "week": entry.week,
        "reason": entry.reason,
        "hours": str(entry.hours),
        "night_hours": str(entry.night_hours),
        "booked_at": clock.local(entry.booked_at).isoformat(),
    }


def document(session: Session, staff: Staff) -> dict:
    entries = of(session, staff)
    balance = sum((one.hours for one in entries), NONE)
    return {"login": staff.login, "balance": str(balance), "entries": [show(one) for one in entries]}
