"""Everything that knows SQL. Repositories read and write rows; transactions belong to the services."""
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime

from trail_guide.profiles import Summary

MAX_ID = 2**63 - 1  # what an INTEGER of SQLite can hold

Point = tuple[float, float, float | None]


class Repository:
    table = ""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def one(self, sql: str, *values: object) -> sqlite3.Row | None:
        return self.db.execute(sql, values).fetchone()

    def many(self, sql: str, *values: object) -> list[sqlite3.Row]:
        return self.db.execute(sql, values).fetchall()

    def by_id(self, row_id: int) -> sqlite3.Row | None:
        return self.one(f"SELECT * FROM {self.table} WHERE id = ?", row_id)


class Regions(Repository):
    table = "regions"

    def all(self) -> list[dict]:
        return [self._region(row) for row in self.many("SELECT slug, name, outline FROM regions ORDER BY slug")]

    def by_slug(self, slug: str) -> dict | None:
        row = self.one("SELECT slug, name, outline FROM regions WHERE slug = ?", slug)
        return self._region(row) if row else None

    @staticmethod
    def _region(row: sqlite3.Row) -> dict:
        return {"slug": row["slug"], "name": row["name"], "outline": json.loads(row["outline"])}


class Trails(Repository):
    table = "trails"

    def by_slug(self, slug: str) -> sqlite3.Row | None:
        return self.one(
            "SELECT trails.*, regions.slug AS region FROM trails JOIN regions ON regions.id = region_id WHERE trails.slug = ?",
            slug,
        )

    def find(self, region: str | None, difficulty: str | None, limit: int, offset: int) -> list[sqlite3.Row]:
        return self.many(
            """SELECT trails.slug, trails.name, difficulty, regions.slug AS region, length_m, ascent_m
               FROM trails JOIN regions ON regions.id = region_id LEFT JOIN tracks ON tracks.trail_id = trails.id
               WHERE (?1 IS NULL OR regions.slug = ?1) AND (?2 IS NULL OR difficulty = ?2)
               ORDER BY trails.slug LIMIT ?3 OFFSET ?4""",
            region, difficulty, limit, offset,
        )

    def all(self) -> list[sqlite3.Row]:
        return self.many("SELECT * FROM trails ORDER BY slug")


class Huts(Repository):
    table = "huts"

    def get(self, hut_id: int) -> sqlite3.Row | None:
        if hut_id > MAX_ID:
            return None
        return self.one(
            "SELECT huts.*, regions.slug AS region FROM huts JOIN regions ON regions.id = region_id WHERE huts.id = ?", hut_id
        )

    def all(self) -> list[sqlite3.Row]:
        return self.many("SELECT huts.*, regions.slug AS region FROM huts JOIN regions ON regions.id = region_id ORDER BY huts.id")


class Closures(Repository):
    table = "closures"

    def on(self, day: date) -> list[sqlite3.Row]:
        """Closures in force on a day; those without an end stay in force."""
        return self.many(
            """SELECT closures.*, trails.slug AS trail FROM closures JOIN trails ON trails.id = trail_id
               WHERE starts_on <= ?1 AND (ends_on IS NULL OR ends_on >= ?1) ORDER BY closures.id""",
            day.isoformat(),
        )

    def add(self, trail_id: int, reason: str, starts_on: date, ends_on: date | None, detour_id: int | None) -> int:
        cursor = self.db.execute(
            "INSERT INTO closures (trail_id, reason, starts_on, ends_on, detour_id) VALUES (?, ?, ?, ?, ?)",
            (trail_id, reason, starts_on.isoformat(), ends_on.isoformat() if ends_on else None, detour_id),
        )
        return cursor.lastrowid


class Tracks(Repository):
    table = "tracks"

    def of_trail(self, trail_id: int) -> sqlite3.Row | None:
        return self.one("SELECT * FROM tracks WHERE trail_id = ?", trail_id)

    def points(self, track_id: int) -> list[Point]:
        rows = self.many("SELECT lat, lon, ele FROM points WHERE track_id = ? ORDER BY position", track_id)
        return [tuple(row) for row in rows]

    def add(self, trail_id: int, name: str | None, points: Iterable[Point], summary: Summary) -> int:
        cursor = self.db.execute(
            """INSERT INTO tracks (trail_id, name, point_count, length_m, highest_m, lowest_m, ascent_m)
               VALUES (:trail_id, :name, :point_count, :length_m, :highest_m, :lowest_m, :ascent_m)""",
            {"trail_id": trail_id, "name": name, **asdict(summary)},
        )
        self._insert_points(cursor.lastrowid, points)
        return cursor.lastrowid

    def replace(self, track_id: int, name: str | None, points: Iterable[Point], summary: Summary) -> None:
        self.db.execute("DELETE FROM points WHERE track_id = ?", (track_id,))
        self._insert_points(track_id, points)
        self.db.execute(
            """UPDATE tracks SET name = :name, point_count = :point_count, length_m = :length_m,
               highest_m = :highest_m, lowest_m = :lowest_m, ascent_m = :ascent_m WHERE id = :id""",
            {"id": track_id, "name": name, **asdict(summary)},
        )

    def _insert_points(self, track_id: int, points: Iterable[Point]) -> None:
        self.db.executemany(
            "INSERT INTO points (track_id, position, lat, lon, ele) VALUES (?, ?, ?, ?, ?)",
            ((track_id, position, *point) for position, point in enumerate(points)),
        )


class Counts(Repository):
    table = "counts"

    def between(self, trail_id: int, start: datetime, end: datetime) -> list[tuple[str, int]]:
        """Counts from start (included) to end (excluded), as the counters sent them."""
        rows = self.many(
            """SELECT counted_at, people FROM counts WHERE trail_id = ?
               AND datetime(counted_at) >= datetime(?) AND datetime(counted_at) < datetime(?) ORDER BY datetime(counted_at)""",
            trail_id, start.isoformat(), end.isoformat(),
        )
        return [tuple(row) for row in rows]
