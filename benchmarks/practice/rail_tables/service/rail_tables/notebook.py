"""Saved searches. One may build on another: it asks the same, and what it says itself wins."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rail_tables import questions, sources, timebase
from rail_tables.faults import Circle, Taken, Unknown
from rail_tables.questions import Question

SCHEMA = """
CREATE TABLE IF NOT EXISTS searches (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, base INTEGER REFERENCES searches (id), question TEXT NOT NULL,
    created TEXT NOT NULL, runs INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX IF NOT EXISTS searches_name ON searches (name COLLATE NOCASE);
"""


class Notebook:
    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> list[dict[str, Any]]:
        with sources.database(self._path) as db:
            return [_entry(row) for row in db.execute("SELECT * FROM searches ORDER BY name COLLATE NOCASE")]

    def get(self, number: int) -> dict[str, Any]:
        with sources.database(self._path) as db:
            row = db.execute("SELECT * FROM searches WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise Unknown(f"there is no search {number}", "search")
        return _entry(row)

    def create(self, name: str, question: Question, base: int | None) -> dict[str, Any]:
        if base is not None:
            self.get(base)
        self._refuse_taken(name)
        with sources.database(self._path) as db:
            made = db.execute(
                "INSERT INTO searches (name, base, question, created) VALUES (?, ?, ?, ?)",
                (name, base, json.dumps(question.stored()), timebase.stamp()),
            )
        return self.get(made.lastrowid)

    def change(self, number: int, changes: dict[str, Any]) -> dict[str, Any]:
        """Change name, base or question; what is not in ``changes`` stays."""
        entry = {**self.get(number), **changes}
        if changes.get("base") is not None:
            self._refuse_circle(number, changes["base"])
        if "name" in changes:
            self._refuse_taken(entry["name"], number)
        with sources.database(self._path) as db:
            db.execute(
                "UPDATE searches SET name = ?, base = ?, question = ? WHERE id = ?",
                (entry["name"], entry["base"], json.dumps(entry["question"]), number),
            )
        return self.get(number)

    def delete(self, number: int) -> None:
        self.get(number)
        with sources.database(self._path) as db:
            if db.execute("SELECT 1 FROM searches WHERE base = ?", (number,)).fetchone():
                raise Taken(f"others build on search {number}", "search")
            db.execute("DELETE FROM searches WHERE id = ?", (number,))

    def resolve(self, number: int) -> Question:
        """The whole question of a search, with what it takes from those that it builds on."""
        entry = self.get(number)
        own = questions.from_body(entry["question"])
        return own if entry["base"] is None else own.over(self.resolve(entry["base"]))

    def count(self, number: int) -> None:
        with sources.database(self._path) as db:
            db.execute("UPDATE searches SET runs = runs + 1 WHERE id = ?", (number,))

    def _refuse_taken(self, name: str, but: int | None = None) -> None:
        with sources.database(self._path) as db:
            row = db.execute("SELECT id FROM searches WHERE name = ? COLLATE NOCASE", (name,)).fetchone()
        if row is not None and row["id"] != but:
            raise Taken(f"search {row['id']} is called {name!r} already", "name")

    def _refuse_circle(self, number: int, base: int) -> None:
        above: int | None = base
        while above is not None:
            if above == number:
                raise Circle(f"search {number} would build on itself", "base")
            above = self.get(above)["base"]


def _entry(row) -> dict[str, Any]:
    return {**dict(row), "question": json.loads(row["question"])}
