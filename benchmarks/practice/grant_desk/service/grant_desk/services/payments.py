"""Decisions, and the instalments that follow from an award."""

import csv
import io
import sqlite3
from datetime import date

from grant_desk import database, money
from grant_desk.clock import months_after
from grant_desk.errors import Conflict
from grant_desk.models import Application, DecisionIn, User
from grant_desk.repositories.applications import ApplicationRepository
from grant_desk.repositories.payments import DecisionRepository, InstalmentRepository

MONTHS_BETWEEN = 3
COLUMNS = ["due_on", "reference", "number", "organisation", "iban", "amount", "paid_on"]


def schedule(total: int, parts: int, first_due: date) -> list[tuple[date, int]]:
    """Equal instalments, three months apart; the first takes the cents that are left over."""
    part = total // parts
    amounts = [total - part * (parts - 1)] + [part] * (parts - 1)
    return [(months_after(first_due, MONTHS_BETWEEN * number), amount) for number, amount in enumerate(amounts)]


def decide(connection: sqlite3.Connection, application: Application, given: DecisionIn, by: User, today: date) -> None:
    if application.state != "submitted":
        raise Conflict(f"{application.reference} is {application.state}.")
    amount = None if given.amount is None else money.cents(given.amount)
    with database.transaction(connection):
        ApplicationRepository(connection).change(application.id, state=given.outcome)
        DecisionRepository(connection).insert(
            application_id=application.id,
            outcome=given.outcome,
            amount_cents=amount,
            decided_on=today.isoformat(),
            decided_by=by.id,
        )
        if amount is None:
            return
        instalments = InstalmentRepository(connection)
        for number, (due_on, part) in enumerate(schedule(amount, given.instalments, given.first_due), start=1):
            instalments.insert(
                application_id=application.id, number=number, due_on=due_on.isoformat(), amount_cents=part
            )


def export(connection: sqlite3.Connection, month: str) -> str:
    """The instalments of a month (2026-07) as CSV."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in InstalmentRepository(connection).due_in(month):
        amount = money.shown(row["amount_cents"])
        who = [row["reference"], row["number"], row["name"], row["iban"]]
        writer.writerow([row["due_on"], *who, amount, row["paid_on"]])
    return out.getvalue()
