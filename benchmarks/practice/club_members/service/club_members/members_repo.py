"""Members, the tokens that prove who they are, and the mail that waits for them."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from club_members.clock import stamp
from club_members.database import Repository
from club_members.entities import Member
from club_members.schemas import Preferences

CHANGEABLE = ("full_name", "born", "phone", "language")


class Members(Repository):
    """The table `members`. Erased ones are not found by anything but `everyone`."""

    def get(self, member_id: int) -> Member | None:
        """By id."""
        row = self._first("SELECT * FROM members WHERE id = ? AND erased_at IS NULL", member_id)
        return Member.of(row) if row else None

    def by_email(self, email: str) -> Member | None:
        """By address, in whatever case it was typed."""
        row = self._first("SELECT * FROM members WHERE email = ? AND erased_at IS NULL", email.strip().lower())
        return Member.of(row) if row else None

    def add(self, *, email: str, full_name: str, password: str, at: datetime, born: date | None, language: str) -> int:
        """Insert a member who has not proved the address yet."""
        return self._insert(
            "members",
            email=email.strip().lower(),
            full_name=full_name.strip(),
            password=password,
            born=born.isoformat() if born else None,
            language=language,
            created_at=stamp(at),
        )

    def set_verified(self, member_id: int, at: datetime) -> None:
        """The address belongs to the member."""
        self._run("UPDATE members SET verified_at = ? WHERE id = ?", stamp(at), member_id)

    def set_password(self, member_id: int, hashed: str) -> None:
        """Replace the password."""
        self._run("UPDATE members SET password = ? WHERE id = ?", hashed, member_id)

    def search(self, needle: str = "") -> list[Member]:
        """Everybody whose name or address contains the text, by id."""
        rows = self._all("SELECT * FROM members WHERE erased_at IS NULL ORDER BY id")
        found = [Member.of(row) for row in rows]
        wanted = needle.strip().casefold()
        return [m for m in found if wanted in m.full_name.casefold() or wanted in (m.email or "")]

    def change(self, member_id: int, values: dict[str, Any]) -> None:
        """Update some of CHANGEABLE; days become text."""
        for name in CHANGEABLE:
            if name in values:
                value = values[name]
                text = value.isoformat() if isinstance(value, date) else value
                self._run(f"UPDATE members SET {name} = ? WHERE id = ?", text, member_id)

    def set_role(self, member_id: int, role: str) -> None:
        """Give another role."""
        self._run("UPDATE members SET role = ? WHERE id = ?", role, member_id)

    def preferences(self, member_id: int) -> Preferences:
        """What the member wants to be told; who never chose has the defaults."""
        row = self._first("SELECT preferences FROM members WHERE id = ?", member_id)
        return Preferences.model_validate(json.loads(row["preferences"]) if row and row["preferences"] else {})

    def set_preferences(self, member_id: int, wanted: Preferences) -> None:
        """Keep the choice."""
        self._run("UPDATE members SET preferences = ? WHERE id = ?", wanted.model_dump_json(), member_id)

    def erase(self, member_id: int, at: datetime) -> None:
        """Take out everything personal; the row stays for the books."""
        self._run(
            "UPDATE members SET email = ?, full_name = '', born = NULL, phone = NULL, password = NULL,"
            " preferences = NULL, card_no = NULL, role = 'member', erased_at = ? WHERE id = ?",
            f"erased-{member_id}",
            stamp(at),
            member_id,
        )


class Tokens(Repository):
    """The table `tokens`: sessions, and the links in our mail."""

    def add(self, digest: str, member_id: int, purpose: str, at: datetime, until: datetime | None, label: str) -> None:
        """Keep a token; only its digest is ever stored."""
        self._insert(
            "tokens",
            digest=digest,
            member_id=member_id,
            purpose=purpose,
            label=label,
            created_at=stamp(at),
            expires_at=stamp(until) if until else None,
        )

    def owner(self, digest: str, purpose: str, now: datetime) -> int | None:
        """The id of the member whom a living token names."""
        row = self._first(
            "SELECT member_id FROM tokens WHERE digest = ? AND purpose = ? AND (expires_at IS NULL OR expires_at > ?)",
            digest,
            purpose,
            stamp(now),
        )
        return row["member_id"] if row else None

    def drop(self, digest: str) -> None:
        """Forget one token."""
        self._run("DELETE FROM tokens WHERE digest = ?", digest)

    def drop_all(self, member_id: int) -> int:
        """Forget all tokens of a member."""
        return self._run("DELETE FROM tokens WHERE member_id = ?", member_id)

    def drop_expired(self, now: datetime) -> int:
        """Forget what has expired; gives how many these were."""
        return self._run("DELETE FROM tokens WHERE expires_at <= ?", stamp(now))


class Mails(Repository):
    """The table `mails`, which the mail relay empties."""

    def queue(self, recipient: str, subject: str, body: str, at: datetime) -> None:
        """Put a message in."""
        self._insert("mails", recipient=recipient, subject=subject, body=body, queued_at=stamp(at))
