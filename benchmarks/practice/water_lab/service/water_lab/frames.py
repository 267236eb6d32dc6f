"""The laboratory in memory: data frames made from SQLite, and the text index over them."""
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from . import db
from .textindex import TextIndex

SAMPLES = "SELECT s.*, p.kind FROM samples s JOIN points p ON p.code = s.point ORDER BY s.id"
RESULTS = "SELECT r.*, p.unit, p.name FROM results r JOIN parameters p ON p.code = r.parameter ORDER BY r.sample_id, r.parameter"


@dataclass
class Frames:
    """One state of the laboratory. `samples` has the id as its index, `points` the code."""

    version: int
    points: pd.DataFrame
    samples: pd.DataFrame
    results: pd.DataFrame
    limits: pd.DataFrame


def records(frame: pd.DataFrame) -> list[dict]:
    """Rows as dictionaries, None for what is missing."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def load(database: Path, version: int) -> Frames:
    with db.connection(database) as conn:
        points = pd.read_sql_query("SELECT * FROM points ORDER BY code", conn, index_col="code")
        samples = pd.read_sql_query(SAMPLES, conn, index_col="id")
        results = pd.read_sql_query(RESULTS, conn, dtype={"value": "float64"})
        limits = pd.read_sql_query("SELECT * FROM limits", conn, dtype={"low": "float64", "high": "float64"})
    samples["taken_at"] = pd.to_datetime(samples["taken_at"], format="ISO8601", utc=True)
    results["effective"] = np.where(results["qualifier"] == "<", results["value"] / 2, results["value"])
    return Frames(version, points, samples, results, limits)


def words_of(frames: Frames, sample_id: int) -> str:
    """The text under which a sample is found."""
    row = frames.samples.loc[sample_id]
    parts = [row["code"], row["collector"], row["remark"], frames.points.at[row["point"], "name"]]
    return " ".join(part for part in parts if isinstance(part, str))


class FrameStore:
    """Keeps the current frames; small changes are applied in place."""

    def __init__(self, database: Path):
        self.database = database
        self.index = TextIndex()
        self._frames: Frames | None = None

    def current(self) -> Frames:
        return self._frames or self.rebuild()

    def rebuild(self) -> Frames:
        """Reads everything anew. Readers keep the frames that they hold."""
        frames = load(self.database, self._frames.version + 1 if self._frames else 1)
        index = TextIndex()
        for sample_id in frames.samples.index:
            index.add(int(sample_id), words_of(frames, sample_id))
        self._frames, self.index = frames, index
        return frames

    def apply(self, sample_id: int, changes: dict) -> None:
        """Takes over what the repository has changed of a sample."""
        frames = self.current()
        for column, value in changes.items():
            frames.samples.loc[sample_id, column] = value
        if "remark" in changes or "collector" in changes:
            self.index.add(sample_id, words_of(frames, sample_id))
        frames.version += 1

    def drop(self, sample_id: int) -> None:
        """Takes a deleted sample out."""
        frames = self.current()
        frames.samples = frames.samples.drop(index=sample_id)
        frames.results = frames.results[frames.results["sample_id"] != sample_id]
        self.index.remove(sample_id)
        frames.version += 1
