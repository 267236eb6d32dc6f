"""The audit log: who did what, with pages and an export."""

import csv
import io
import json
from typing import Any

from . import clock, settings
from .store import Row, Store


class Audit:
    def __init__(self, store: Store) -> None:
        self._store = store

    def record(self, action: str, actor: Row | None = None, hostel: str | None = None, **details: Any) -> None:
        self._store.write(
            "INSERT INTO audit (at, actor, hostel, action, details) VALUES (?, ?, ?, ?, ?)",
            *(clock.written(clock.now()), actor["id"] if actor else None, hostel, action, json.dumps(details)),
        )

    def _rows(self, hostel: str | None, before: int | None, limit: int) -> list[Row]:
        return self._store.all(
            "SELECT * FROM audit WHERE (?1 IS NULL OR hostel = ?1) AND (?2 IS NULL OR id < ?2) ORDER BY id DESC LIMIT ?3",
            *(hostel, before, limit),
        )

    def page(self, hostel: str | None, before: int | None = None, size: int = settings.PAGE) -> dict[str, Any]:
        """One page from new to old; one row more is read to know whether there is another page."""
        rows = self._rows(hostel, before, size + 1)
        entries = [self._shown(row) for row in rows[:size]]
        return {"entries": entries, "next": rows[size - 1]["id"] if len(rows) > size else None}

    def export(self, hostel: str) -> str:
        """All entries of a hostel as CSV, from old to new."""
        sheet = io.StringIO()
        writer = csv.writer(sheet, lineterminator="\n")
        writer.writerow(["id", "at", "actor", "action", "details"])
        for row in reversed(self._rows(hostel, None, -1)):
            writer.writerow([row["id"], row["at"], row["actor"] or "", row["action"], row["details"]])
        return sheet.getvalue()

    def _shown(self, row: Row) -> dict[str, Any]:
        return {**dict(row), "details": json.loads(row["details"])}
