"""The plan of a ward's week, and its gaps."""

import threading
from collections import OrderedDict

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ward_rota import clock, rota
from ward_rota.models import Assignment, Shift, Ward
from ward_rota.models import Staff

KEPT = 60  # weeks of wards, about five of each ward
_kept: OrderedDict[tuple[int, str], list[Shift]] = OrderedDict()
_lock = threading.Lock()


def forget() -> None:
    """Call it after every change of shifts, assignments or names."""
    with _lock:
        _kept.clear()


def load(session: Session, ward: Ward, week: str) -> list[Shift]:
    start, end = clock.span_of(week)
    return list(
        session.scalars(
            select(Shift)
            .where(Shift.ward_id == ward.id, Shift.starts_at >= start, Shift.starts_at < end)
            .order_by(Shift.starts_at, Shift.id)
            .options(selectinload(Shift.ward))
            .options(
                selectinload(Shift.assignments)
                .selectinload(Assignment.staff)
                .selectinload(Staff.qualifications)
            )
        )
    )


def shifts_of(session: Session, ward: Ward, week: str) -> list[Shift]:
    """The shifts of a week, from memory where it was asked for before.

    They outlive the session that loaded them: whatever is read of them has to be loaded with them.
    """
    key = (ward.id, week)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    shifts = load(session, ward, week)
    with _lock:
        _kept[key] = shifts
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return shifts


def document(session: Session, ward: Ward, week: str) -> dict:
    shifts = shifts_of(session, ward, week)
    return {"ward": ward.code, "week": week, "shifts": [rota.show(one) for one in shifts]}


def gaps(session: Session, ward: Ward, week: str) -> dict:
    """Shifts that lack people, or somebody with the qualification that they require."""
    found = []
    for shift in shifts_of(session, ward, week):
        missing = max(shift.needs - len(shift.assignments), 0)
        lacks = None if is_covered(shift) else shift.requires
        if missing or lacks:
            found.append({"shift": shift.id, "kind": shift.kind, "missing": missing, "lacks": lacks})
    return {"ward": ward.code, "week": week, "gaps": found}


def is_covered(shift: Shift) -> bool:
    """Whether one of the people of a shift has what it requires."""
    if shift.requires is None:
        return True
    day = clock.local(shift.starts_at).date()
    for one in shift.assignments:
        if one.staff.holds(shift.requires, day):
            return True
    return False
