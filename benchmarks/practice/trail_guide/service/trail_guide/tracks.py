"""Track files: reading, writing, import."""
import io
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import numpy as np
import pandas as pd

from trail_guide.db import transaction
from trail_guide.errors import Invalid, NotFound
from trail_guide.profiles import COLUMNS, Summary, frame_of, summarise
from trail_guide.repositories import Tracks, Trails

GPX = "application/gpx+xml"
CSV = "text/csv"
KINDS = {".gpx": GPX, ".csv": CSV}


@dataclass(frozen=True)
class Track:
    name: str | None
    frame: pd.DataFrame

    def points(self) -> Iterable[tuple]:
        table = self.frame[COLUMNS].astype(object)
        return table.where(table.notna(), None).itertuples(index=False, name=None)


def parse(content: bytes, kind: str) -> Track:
    if kind == GPX:
        track = parse_gpx(content)
    elif kind == CSV:
        track = parse_csv(content)
    else:
        raise Invalid(f"cannot read tracks of type {kind or 'unknown'}")
    if len(track.frame) < 2:
        raise Invalid("a track has at least two points")
    if not track.frame[["lat", "lon"]].abs().le([90, 180]).all(axis=None) or np.isinf(track.frame["ele"]).any():
        raise Invalid("a point lies nowhere on Earth")
    return track


def parse_gpx(content: bytes) -> Track:
    """Points of all segments, in the order of the file; any version of GPX."""
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise Invalid(f"not a GPX file: {error}") from error
    points = []
    for point in root.iterfind("{*}trk/{*}trkseg/{*}trkpt"):
        elevation = (point.findtext("{*}ele") or "").strip()
        try:
            points.append((float(point.get("lat", "")), float(point.get("lon", "")), float(elevation) if elevation else None))
        except ValueError as error:
            raise Invalid(f"bad point: {error}") from error
    name = (root.findtext("{*}trk/{*}name") or "").strip()
    return Track(name or None, frame_of(points))


def parse_csv(content: bytes) -> Track:
    """Columns lat, lon and ele (in metres, may be empty); loggers add others, which we leave out."""
    try:
        frame = pd.read_csv(io.BytesIO(content), usecols=COLUMNS, encoding="utf-8-sig")
    except ValueError as error:  # also ParserError, EmptyDataError and UnicodeDecodeError
        raise Invalid(f"not a track: {error}") from error
    if not all(pd.api.types.is_numeric_dtype(kind) for kind in frame.dtypes):
        raise Invalid("lat, lon and ele have to be numbers")
    return Track(None, frame[COLUMNS])


def to_gpx(name: str, points: Iterable[tuple]) -> str:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">']
    lines.append(f"<trk><name>{escape(name)}</name><trkseg>")
    for lat, lon, ele in points:
        inner = "" if ele is None else f"<ele>{ele:.1f}</ele>"
        lines.append(f'<trkpt lat="{lat:.6f}" lon="{lon:.6f}">{inner}</trkpt>')
    lines.append("</trkseg></trk></gpx>")
    return "\n".join(lines) + "\n"


class TrackImport:
    """Stores tracks of trails. A trail has one track; a new one takes the place of the old one."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.trails = Trails(db)
        self.tracks = Tracks(db)

    def import_one(self, slug: str, content: bytes, kind: str) -> Summary:
        with transaction(self.db):
            return self._store(slug, parse(content, kind))

    def import_folder(self, folder: Path) -> dict[str, Summary]:
        """Every .gpx and .csv of a folder, named after the trails' slugs. All or nothing."""
        files = sorted(path for path in folder.iterdir() if path.suffix in KINDS)
        with transaction(self.db):
            return {path.stem: self._store(path.stem, parse(path.read_bytes(), KINDS[path.suffix])) for path in files}

    def _store(self, slug: str, track: Track) -> Summary:
        trail = self.trails.by_slug(slug)
        if trail is None:
            raise NotFound(f"no trail {slug}")
        summary = summarise(track.frame)
        existing = self.tracks.of_trail(trail["id"])
        if existing:
            self.tracks.replace(existing["id"], track.name, track.points(), summary)
        else:
            self.tracks.add(trail["id"], track.name, track.points(), summary)
        return summary
