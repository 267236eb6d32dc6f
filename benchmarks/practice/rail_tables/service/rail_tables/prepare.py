"""python -m rail_tables.prepare: make the database anew from the sample data."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from rail_tables import notebook, sources
from rail_tables.config import SAMPLE, Config


def fill(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with sources.database(path) as db:
        db.executescript(sources.SCHEMA)
        more = json.loads((SAMPLE / "operators.json").read_text(encoding="utf-8"))
        db.executemany("INSERT INTO operators VALUES (:code, :name, :zone, :grace)", more)
        with (SAMPLE / "delays.csv").open(encoding="utf-8", newline="") as lines:
            rows = [{name: value or None for name, value in row.items()} for row in csv.DictReader(lines)]
        db.executemany(
            "INSERT INTO delays VALUES (:day, :train, :station, :minutes, :cancelled, :cause, :reported_at)", rows
        )
        db.execute("INSERT INTO revision VALUES (1)")
        db.executescript(notebook.SCHEMA)
        for saved in json.loads((SAMPLE / "searches.json").read_text(encoding="utf-8")):
            saved["question"] = json.dumps(saved["question"])
            db.execute(
                "INSERT INTO searches (id, name, base, question, created) VALUES (:id, :name, :base, :question, :created)",
                saved,
            )


if __name__ == "__main__":
    fill(Config.read().db)
