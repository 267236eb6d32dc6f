"""Being signed in, and devices that stay signed in."""

import secrets
from typing import Any

from . import clock, settings
from .problems import NotSignedIn, Unknown
from .store import Row, Store


class Sessions:
    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, guest: Row) -> dict[str, str]:
        token, until = secrets.token_urlsafe(24), clock.written(clock.now() + settings.SESSION_LIVES)
        self._store.write("INSERT INTO sessions (token, guest, until) VALUES (?, ?, ?)", token, guest["id"], until)
        return {"token": token, "until": until}

    def guest_of(self, token: str) -> Row:
        found = self._store.one("SELECT * FROM sessions WHERE token = ?", token)
        if found is None or clock.is_over(found["until"]):
            raise NotSignedIn("Please sign in")
        guest = self._store.one("SELECT * FROM guests WHERE id = ? AND closed_at IS NULL", found["guest"])
        if guest is None:
            raise NotSignedIn("This account is closed")
        return guest

    def end(self, token: str) -> None:
        self._store.write("DELETE FROM sessions WHERE token = ?", token)

    def end_all(self, guest: Row) -> None:
        self._store.write("DELETE FROM sessions WHERE guest = ?", guest["id"])
        self._store.write("DELETE FROM devices WHERE guest = ?", guest["id"])

    # Devices

    def remember(self, guest: Row, label: str) -> str:
        token, now = secrets.token_urlsafe(24), clock.now()
        self._store.write(
            "INSERT INTO devices (token, guest, label, seen_at, until) VALUES (?, ?, ?, ?, ?)",
            *(token, guest["id"], label, clock.written(now), clock.written(now + settings.DEVICE_LIVES)),
        )
        return token

    def resume(self, device: str) -> dict[str, str]:
        """A new session for a device that is remembered."""
        found = self._store.one("SELECT * FROM devices WHERE token = ?", device)
        if found is None or clock.is_over(found["until"]):
            raise NotSignedIn("This device is not remembered")
        guest = self._store.one("SELECT * FROM guests WHERE id = ? AND closed_at IS NULL", found["guest"])
        if guest is None:
            raise NotSignedIn("This account is closed")
        self._store.write("UPDATE devices SET seen_at = ? WHERE token = ?", clock.written(clock.now()), device)
        return self.open(guest)

    def devices(self, guest: Row) -> list[dict[str, Any]]:
        rows = self._store.all("SELECT rowid, * FROM devices WHERE guest = ? ORDER BY rowid", guest["id"])
        return [
            {"id": row["rowid"], "label": row["label"], "seen": row["seen_at"], "until": row["until"]}
            for row in rows
            if not clock.is_over(row["until"])
        ]

    def forget(self, guest: Row, number: int) -> None:
        if not self._store.change("DELETE FROM devices WHERE guest = ? AND rowid = ?", guest["id"], number):
            raise Unknown("There is no such device")
