"""Keys of partners: scopes, and a limit for each hour."""

import json
import secrets
from typing import Any

from . import clock, passwords
from .problems import LimitReached, NotAllowed, NotSignedIn, Unknown, Unreadable
from .store import Row, Store

SCOPES = {"guests", "invitations", "deliveries"}


class Keys:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._used: dict[tuple[str, str], int] = {}  # (key, hour) -> requests

    def make(self, partner: str, scopes: list[str], per_hour: int | None) -> dict[str, Any]:
        if not scopes or not set(scopes) <= SCOPES:
            raise Unreadable("There are scopes that we do not know")
        if per_hour is not None and per_hour < 1:
            raise Unreadable("A limit is at least 1")
        number, secret = secrets.token_hex(4), secrets.token_urlsafe(18)
        self._store.write(
            "INSERT INTO keys (id, partner, secret, scopes, per_hour) VALUES (?, ?, ?, ?, ?)",
            *(number, partner, passwords.stored(secret), json.dumps(sorted(scopes)), per_hour),
        )
        return {**self.shown(self._get(number)), "key": f"{number}.{secret}"}

    def check(self, sent: str, scope: str) -> Row:
        """The key that was sent, if it works for this scope; counts the request."""
        number, _, secret = sent.partition(".")
        key = self._store.one("SELECT * FROM keys WHERE id = ? AND revoked_at IS NULL", number)
        if key is None or not passwords.matches(secret, key["secret"]):
            raise NotSignedIn("This key does not work")
        if scope not in json.loads(key["scopes"]):
            raise NotAllowed("This key is not for that")
        used = self._used_now(number)
        if key["per_hour"] is not None and used >= key["per_hour"]:
            raise LimitReached("Too many requests in this hour")
        self._used[number, self._hour()] = used + 1
        return key

    def revoke(self, number: str) -> None:
        self._get(number)
        self._store.write("UPDATE keys SET revoked_at = ? WHERE id = ?", clock.written(clock.now()), number)
        self._used.pop((number, self._hour()), None)

    def all(self) -> list[dict[str, Any]]:
        return [self.shown(row) for row in self._store.all("SELECT * FROM keys ORDER BY partner, id")]

    def _hour(self) -> str:
        return clock.written(clock.now())[:13]

    def _used_now(self, number: str) -> int:
        return self._used.get((number, self._hour()), 0)

    def _get(self, number: str) -> Row:
        found = self._store.one("SELECT * FROM keys WHERE id = ?", number)
        if found is None:
            raise Unknown("There is no such key")
        return found

    def shown(self, row: Row) -> dict[str, Any]:
        return {
            "id": row["id"],
            "partner": row["partner"],
            "scopes": json.loads(row["scopes"]),
            "per_hour": row["per_hour"],
            "used": self._used_now(row["id"]),
            "revoked": row["revoked_at"],
        }
