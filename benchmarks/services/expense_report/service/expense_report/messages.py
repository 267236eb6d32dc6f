"""What we write to whom when something happened to a report."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import Any

from expense_report import delegations, employees, policy, reports
from expense_report.money import show
from expense_report.notify import Message

Composer = Callable[[sqlite3.Connection, dict[str, Any], str, date], list[Message]]
PAST = {"approve": "approved", "reject": "rejected"}


def report_submitted(
    conn: sqlite3.Connection, payload: dict[str, Any], home: str, day: date
) -> list[Message]:
    """To the nearest approver, with a copy to the delegate."""
    report = reports.find(conn, payload["number"])
    if report is None or report.status != "submitted":
        return []
    owner = employees.get(conn, report.employee_id)
    able = policy.approvers(conn, report)
    if not able:
        return []
    delegate = employees.find(conn, delegations.delegate_of(conn, able[0].id, day))
    amount = show(report.total_home, home)
    return [
        Message(
            to=able[0].email,
            cc=None if delegate is None else delegate.email,
            subject=f"{report.number} waits for your approval",
            text=f"{owner.name} submitted '{report.title}' over {amount}.",
        )
    ]


def report_decided(
    conn: sqlite3.Connection, payload: dict[str, Any], home: str, day: date
) -> list[Message]:
    """To the owner."""
    report = reports.find(conn, payload["number"])
    if report is None:
        return []
    owner = employees.get(conn, report.employee_id)
    word = PAST[payload["action"]]
    comment = payload.get("comment")
    reason = f" Comment: {comment}" if comment else ""
    text = f"Your report '{report.title}' over {show(report.total_home, home)} was {word}.{reason}"
    return [Message(to=owner.email, subject=f"{report.number} was {word}", text=text)]


def report_paid(
    conn: sqlite3.Connection, payload: dict[str, Any], home: str, day: date
) -> list[Message]:
    """To the owner."""
    report = reports.find(conn, payload["number"])
    if report is None:
        return []
    owner = employees.get(conn, report.employee_id)
    text = f"'{report.title}' over {show(report.total_home, home)} is on its way to your account."
    return [Message(to=owner.email, subject=f"{report.number} was paid", text=text)]


def reminder(
    conn: sqlite3.Connection, payload: dict[str, Any], home: str, day: date
) -> list[Message]:
    """To an approver, with everything that still waits."""
    approver = employees.get(conn, payload["approver"])
    lines = []
    for number in payload["reports"]:
        report = reports.find(conn, number)
        if report is not None and report.status == "submitted":
            lines.append(f"{number}  {show(report.total_home, home)}  {report.title}")
    if not lines:
        return []
    count = "1 expense report waits" if len(lines) == 1 else f"{len(lines)} expense reports wait"
    subject = f"{count} for you"
    return [Message(to=approver.email, subject=subject, text="\n".join(lines))]


COMPOSERS: dict[str, Composer] = {
    "report_submitted": report_submitted,
    "report_decided": report_decided,
    "report_paid": report_paid,
    "reminder": reminder,
}
