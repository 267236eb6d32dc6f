"""All repositories on one connection: what services and jobs are given."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager

from club_members.club_repo import Audit, Bookings, Courts, Families, Invoices, Memberships
from club_members.database import atomic
from club_members.members_repo import Mails, Members, Tokens


class Store:
    """The unit of work."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self.members = Members(conn)
        self.tokens = Tokens(conn)
        self.mails = Mails(conn)
        self.audit = Audit(conn)
        self.memberships = Memberships(conn)
        self.families = Families(conn)
        self.courts = Courts(conn)
        self.bookings = Bookings(conn)
        self.invoices = Invoices(conn)

    def atomic(self) -> AbstractContextManager[None]:
        """A transaction."""
        return atomic(self._conn)
