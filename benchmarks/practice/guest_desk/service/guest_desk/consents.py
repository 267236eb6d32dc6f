"""Documents in versions, and who agreed to which."""

from typing import Any

from . import clock
from .problems import Unknown, WrongState
from .store import Row, Store


class Consents:
    def __init__(self, store: Store) -> None:
        self._store = store

    def current(self) -> list[Row]:
        """The newest version of every document."""
        return self._store.all("SELECT kind, MAX(version) AS version, title FROM documents GROUP BY kind ORDER BY kind")

    def publish(self, kind: str, title: str) -> dict[str, Any]:
        newest = self._store.one("SELECT MAX(version) AS version FROM documents WHERE kind = ?", kind)
        version = (newest["version"] or 0) + 1 if newest else 1
        self._store.write(
            "INSERT INTO documents (kind, version, title, published_at) VALUES (?, ?, ?, ?)",
            *(kind, version, title, clock.written(clock.now())),
        )
        return {"kind": kind, "version": version, "title": title}

    def pending(self, guest: Row) -> list[dict[str, Any]]:
        """What the guest has not agreed to yet, in its newest version."""
        given = {(row["kind"], row["version"]) for row in self._given(guest)}
        return [dict(row) for row in self.current() if (row["kind"], row["version"]) not in given]

    def give(self, guest: Row, kind: str, version: int) -> None:
        newest = {row["kind"]: row["version"] for row in self.current()}
        if kind not in newest:
            raise Unknown("There is no such document")
        if version != newest[kind]:
            raise WrongState(f"The newest version is {newest[kind]}", "outdated")
        self._store.write(
            "INSERT OR IGNORE INTO consents (guest, kind, version, given_at) VALUES (?, ?, ?, ?)",
            *(guest["id"], kind, version, clock.written(clock.now())),
        )

    def history(self, guest: Row) -> list[dict[str, Any]]:
        rows = self._given(guest)
        return [{"kind": row["kind"], "version": row["version"], "given": row["given_at"]} for row in rows]

    def _given(self, guest: Row) -> list[Row]:
        return self._store.all("SELECT * FROM consents WHERE guest = ? ORDER BY given_at, kind, version", guest["id"])
