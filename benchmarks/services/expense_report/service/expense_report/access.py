"""Who may see and change which report."""

from __future__ import annotations

import sqlite3

from expense_report import employees, reports
from expense_report.employees import Employee
from expense_report.errors import Conflict, Forbidden
from expense_report.reports import Report

SEES_ALL = ("finance", "chief")


def visible_owners(conn: sqlite3.Connection, actor: Employee) -> list[str] | None:
    """Whose reports an employee sees: the own ones and the team's; None means everybody's."""
    if actor.role in SEES_ALL:
        return None
    return [actor.id, *employees.team(conn, actor)]


def readable(conn: sqlite3.Connection, number: str, actor: Employee) -> Report:
    """The report, if the employee may see it. Raises NotFound or Forbidden."""
    report = reports.get(conn, number)
    owners = visible_owners(conn, actor)
    if owners is not None and report.employee_id not in owners:
        raise Forbidden(f"The report {number} is not yours to see.")
    return report


def editable(conn: sqlite3.Connection, number: str, actor: Employee) -> Report:
    """The report, if the employee may change it now. Raises NotFound, Forbidden or Conflict."""
    report = reports.get(conn, number)
    if report.employee_id != actor.id:
        raise Forbidden(f"The report {number} is not yours to change.")
    if report.status != "draft":
        raise Conflict(f"The report {number} is {report.status}, not a draft.", code="not_a_draft")
    return report
