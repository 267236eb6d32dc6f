"""Demo data: python -m trail_guide.seed"""
import json
import sqlite3
from pathlib import Path

from trail_guide import config
from trail_guide.db import connect, create_schema, transaction
from trail_guide.profiles import frame_of, summarise
from trail_guide.repositories import Tracks

REGIONS = [
    (1, "bern", "Bernese Oberland", [[46.4, 7.5], [46.4, 8.2], [46.7, 8.2], [46.7, 7.5]]),
    (2, "valais", "Valais", [[45.9, 7.0], [45.9, 8.2], [46.4, 8.2]]),
    (3, "jura", "Jura", [[46.9, 6.8], [47.2, 6.8], [47.2, 7.2]]),
    (4, "ticino", "Ticino", [[46.0, 8.5], [46.5, 8.5], [46.5, 9.0]]),
    (5, "sudety", "Sudety", [[50.6, 15.6], [50.8, 15.6], [50.8, 15.9]]),
]
TRAILS = [
    (1, "oeschinen-panorama", "Oeschinen Panorama", 1, "T2"),
    (2, "hohturli", "Hohtürli", 1, "T3"),
    (3, "bisse-du-ro", "Bisse du Rô", 2, "T3"),
    (4, "europaweg", "Europaweg", 2, "T4"),
    (5, "creux-du-van", "Creux du Van", 3, "T2"),
    (6, "strada-alta", "Strada Alta", 4, "T1"),
    (7, "sniezka", "Śnieżka – Kopa", 5, "T2"),
    (8, "traverse", "Bernese Traverse", 1, "T4"),
    (9, "gemmi", "Gemmi", 2, "T2"),
]
HUTS = [
    (1, "Blüemlisalphütte", 1, 2840, 130),
    (2, "Europahütte", 2, 2265, 42),
    (3, "Cabane du Pré", 3, None, 12),
]
CLOSURES = [
    (4, "rockfall", "2026-06-01", None, 9),
    (9, "bridge works", "2026-07-01", "2026-07-20", 3),
    (3, "rockfall", "2026-07-10", "2026-07-15", 4),
    (5, "avalanche danger", "2026-01-10", "2026-04-01", None),
]
COUNTS = [
    (1, "2026-06-30T23:30:00+02:00", 3), (1, "2026-07-01T10:00:00+02:00", 40), (1, "2026-07-04T10:00:00+02:00", 95),
    (1, "2026-07-05T11:00:00+02:00", 80), (5, "2026-01-17T13:00:00+01:00", 12), (5, "2026-02-01T00:30:00+01:00", 4),
    (6, "2026-10-23T14:00:00+02:00", 20), (6, "2026-10-24T23:45:00+02:00", 5), (6, "2026-10-25T12:00:00+01:00", 31),
    (6, "2026-10-26T00:15:00+01:00", 2), (6, "2026-11-01T00:10:00+01:00", 7),
]


def long_track() -> list[tuple]:
    return [(46.5 + i * 0.0001, 7.6, 900.5 + (i % 400) * 2) for i in range(1201)]


TRACKS = {
    1: ("Panorama", [(46.50, 7.70, 1680.4), (46.501, 7.70, 1702.0), (46.502, 7.70, 1698.5), (46.503, 7.70, 1750.2)]),
    2: ("Hohtürli", [(46.49, 7.73, 1566.2), (46.491, 7.73, None), (46.492, 7.73, 1640.8), (46.493, 7.73, None)]),
    4: (None, [(46.10, 7.78, 2265.0), (46.11, 7.78, 2690.5), (46.12, 7.78, 2200.0)]),
    7: ("Kopa", [(50.70, 15.72, 1377.0), (50.71, 15.73, 1560.5), (50.72, 15.74, 1603.3)]),
    8: ("All stages", long_track()),
}


def fill(db: sqlite3.Connection) -> None:
    create_schema(db)
    with transaction(db):
        db.executemany("INSERT INTO regions VALUES (?, ?, ?, ?)", [(*row[:3], json.dumps(row[3])) for row in REGIONS])
        db.executemany("INSERT INTO trails VALUES (?, ?, ?, ?, ?)", TRAILS)
        db.executemany("INSERT INTO huts VALUES (?, ?, ?, ?, ?)", HUTS)
        db.executemany(
            "INSERT INTO closures (trail_id, reason, starts_on, ends_on, detour_id) VALUES (?, ?, ?, ?, ?)", CLOSURES
        )
        db.executemany("INSERT INTO counts VALUES (?, ?, ?)", COUNTS)
        for trail_id, (name, points) in TRACKS.items():
            Tracks(db).add(trail_id, name, points, summarise(frame_of(points)))


def main(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    db = connect(path)
    fill(db)
    db.close()


if __name__ == "__main__":
    main(config.load().database)
