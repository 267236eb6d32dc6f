"""The life of a report: which action leads from which status to which."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from expense_report.clock import to_db
from expense_report.employees import Employee
from expense_report.errors import Conflict
from expense_report.reports import Report

TRANSITIONS = {
    ("draft", "submit"): "submitted",
    ("submitted", "approve"): "approved",
    ("submitted", "reject"): "rejected",
    ("rejected", "reopen"): "draft",
    ("approved", "pay"): "paid",
}
STAMPS = {
    "submitted": "submitted_at = :at, decided_at = NULL, decided_by = NULL",
    "approved": "decided_at = :at, decided_by = :actor",
    "rejected": "decided_at = :at, decided_by = :actor",
    "draft": "submitted_at = NULL",
    "paid": "paid_at = :at",
}


def next_status(report: Report, action: str) -> str:
    """The status after an action; raises Conflict where the report does not allow it."""
    status = TRANSITIONS.get((report.status, action))
    if status is None:
        message = f"The report {report.number} is {report.status}: {action} is not possible."
        raise Conflict(message, code="wrong_status", status=report.status)
    return status


def advance(
    conn: sqlite3.Connection,
    report: Report,
    action: str,
    actor: Employee,
    now: datetime,
    *,
    on_behalf_of: str | None = None,
    comment: str | None = None,
) -> None:
    """Moves a report on and writes it into its history."""
    status = next_status(report, action)
    conn.execute(
        f"UPDATE reports SET status = :status, {STAMPS[status]} WHERE id = :id",
        {"status": status, "at": to_db(now), "actor": actor.id, "id": report.id},
    )
    conn.execute(
        "INSERT INTO history (report_id, actor_id, on_behalf_of, action, comment, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (report.id, actor.id, on_behalf_of, action, comment, to_db(now)),
    )


def history_of(conn: sqlite3.Connection, report: Report) -> list[sqlite3.Row]:
    """What happened to a report, oldest first."""
    rows = conn.execute(
        "SELECT h.*, e.name AS actor FROM history h JOIN employees e ON e.id = h.actor_id"
        " WHERE h.report_id = ? ORDER BY h.id",
        (report.id,),
    )
    return rows.fetchall()
