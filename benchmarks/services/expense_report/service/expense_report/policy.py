"""Who may decide on which report."""

from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Decimal

from expense_report import delegations, employees
from expense_report.employees import Employee
from expense_report.errors import Forbidden
from expense_report.reports import Report

# The largest total that a role approves, in the home currency; None is without limit.
LIMITS: dict[str, Decimal | None] = {
    "staff": Decimal(0),
    "lead": Decimal(500),
    "manager": Decimal(2500),
    "director": Decimal(10000),
    "chief": None,
    "finance": Decimal(0),
}


def within_limit(role: str, total: Decimal) -> bool:
    """The role may approve a report of this total."""
    limit = LIMITS[role]
    return limit is None or total <= limit


def approvers(conn: sqlite3.Connection, report: Report) -> list[Employee]:
    """The managers above the owner whose limit covers the total, nearest first."""
    owner = employees.get(conn, report.employee_id)
    chain = employees.manager_chain(conn, owner)
    return [boss for boss in chain if boss.active and within_limit(boss.role, report.total_home)]


def authority(conn: sqlite3.Connection, report: Report, actor: Employee, day: date) -> Employee:
    """The employee in whose right the actor decides on a day. Raises Forbidden."""
    if actor.id == report.employee_id:
        raise Forbidden("Nobody decides on the own report.", code="self_approval")
    able = approvers(conn, report)
    for approver in able:
        if approver.id == actor.id:
            return approver
    for approver in able:
        if delegations.delegate_of(conn, approver.id, day) == actor.id:
            return approver
    raise Forbidden(f"{actor.name} may not decide on {report.number}.", code="not_an_approver")
