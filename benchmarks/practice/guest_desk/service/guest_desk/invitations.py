"""Invitations: a guest or one of the staff asks somebody to come."""

import secrets
from datetime import timedelta
from typing import Any

from . import clock, settings
from .accounts import Accounts, plain
from .audit import Audit
from .mails import Outbox, language_of
from .problems import NotAllowed, Over, Unknown, WrongState
from .store import Row, Store


class Invitations:
    def __init__(self, store: Store, accounts: Accounts, outbox: Outbox, audit: Audit) -> None:
        self._store, self._accounts, self._outbox, self._audit = store, accounts, outbox, audit

    def make(self, by: Row, email: str, hostel: str) -> dict[str, Any]:
        place = self._accounts.hostel(hostel)
        address, token = plain(email), secrets.token_urlsafe(12)
        until = clock.now() + settings.INVITATION_LIVES
        number = self._store.write(
            "INSERT INTO invitations (token, email, hostel, by, until) VALUES (?, ?, ?, ?, ?)",
            *(token, address, hostel, by["id"], clock.written(until)),
        )
        self._outbox.put(address, "invitation", language_of(by), host=by["name"], hostel=place["name"], token=token)
        self._audit.record("invitation.made", by, hostel, invitation=number, email=address)
        return self.shown(self._get(number))

    def of(self, guest: Row) -> list[dict[str, Any]]:
        rows = self._store.all("SELECT * FROM invitations WHERE by = ? ORDER BY id", guest["id"])
        return [self.shown(row) for row in rows]

    def extend(self, by: Row, number: int, days: int) -> dict[str, Any]:
        """Let an invitation live longer, from its end or from now where that has passed."""
        invitation = self._get(number)
        if invitation["by"] != by["id"]:
            raise NotAllowed("This is somebody else's invitation")
        if invitation["taken_by"] is not None:
            raise WrongState("This invitation has been taken", "taken")
        asked = max(clock.read(invitation["until"]), clock.now()) + timedelta(days=days)
        until = min(asked, clock.now() + settings.INVITATION_AT_MOST)
        details: dict[str, Any] = {"invitation": number, "until": clock.written(until)}
        if asked > until:
            details["asked"] = clock.written(asked)
        self._store.write("UPDATE invitations SET until = ? WHERE id = ?", clock.written(until), number)
        self._audit.record("invitation.extended", by, invitation["hostel"], **details)
        return self.shown(self._get(number))

    def take(self, token: str, name: str, password: str | None) -> Row:
        """Make the account of who was invited."""
        invitation = self._store.one("SELECT * FROM invitations WHERE token = ?", token)
        if invitation is None:
            raise Unknown("There is no such invitation")
        if invitation["taken_by"] is not None or clock.is_over(invitation["until"]):
            raise Over("This invitation is over")
        guest = self._accounts.register(invitation["email"], name, invitation["hostel"], password)
        self._store.write("UPDATE invitations SET taken_by = ? WHERE id = ?", guest["id"], invitation["id"])
        self._audit.record("invitation.taken", guest, invitation["hostel"], invitation=invitation["id"])
        return guest

    def _get(self, number: int) -> Row:
        found = self._store.one("SELECT * FROM invitations WHERE id = ?", number)
        if found is None:
            raise Unknown("There is no such invitation")
        return found

    def shown(self, row: Row) -> dict[str, Any]:
        return {name: row[name] for name in ("id", "email", "hostel", "until", "taken_by")}
