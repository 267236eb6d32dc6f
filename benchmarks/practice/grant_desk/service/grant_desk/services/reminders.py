"""Reminds reviewers of what is due."""

import sqlite3
from datetime import date, timedelta

from grant_desk.repositories.applications import ApplicationRepository
from grant_desk.repositories.reviews import ReviewRepository
from grant_desk.repositories.users import UserRepository
from grant_desk.services.mailing import Outbox
from grant_desk.settings import Settings

DAYS_AHEAD = 3


def remind(connection: sqlite3.Connection, settings: Settings, day: date) -> list[str]:
    """One mail for each review that is open and due soon; returns a line for each."""
    outbox, users = Outbox(connection, settings), UserRepository(connection)
    applications, lines = ApplicationRepository(connection), []
    for review in ReviewRepository(connection).open_until(day + timedelta(days=DAYS_AHEAD)):
        reviewer, application = users.get(review.reviewer_id), applications.by_id(review.application_id)
        when = "is overdue since" if review.due_on < day else "is due on"
        text = f"The review of {application.reference} by {reviewer.name} {when} {review.due_on}."
        address = outbox.post(reviewer, f"{application.reference}: review", text)
        lines.append(f"{application.reference} {review.due_on} {address}")
    return lines
