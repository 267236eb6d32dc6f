"""Puts mails into the outbox, from where the mail server takes them."""

import sqlite3
from datetime import datetime
from email.utils import formataddr

from grant_desk import clock, database
from grant_desk.clock import written
from grant_desk.models import User
from grant_desk.repositories.applications import ApplicationRepository
from grant_desk.repositories.payments import MailRepository
from grant_desk.repositories.users import UserRepository
from grant_desk.settings import Settings


class Outbox:
    def __init__(self, connection: sqlite3.Connection, settings: Settings) -> None:
        self.mails = MailRepository(connection)
        self.settings = settings
        self.clock = clock.Clock(settings.now)

    def address_of(self, user: User) -> str:
        """Where mail for somebody goes: to the office if they left."""
        return formataddr((user.name, user.email or self.settings.office_mail))

    def post(self, user: User, subject: str, body: str) -> str:
        """Put a mail into the outbox; returns the address."""
        address = self.address_of(user)
        self.mails.insert(recipient=address, subject=subject, body=body, created_at=written(self.clock.now()))
        return address


def tell_decision(settings: Settings, application_id: int) -> None:
    """Tell all of the organisation. It runs after the answer is out, with a connection of its own."""
    connection = database.connect(settings.database)
    try:
        application = ApplicationRepository(connection).by_id(application_id)
        text = f"The board has decided about {application.title}: {application.state}."
        for user in UserRepository(connection).of_organisation(application.organisation_id):
            Outbox(connection, settings).post(user, f"{application.reference}: {application.state}", text)
    finally:
        connection.close()
