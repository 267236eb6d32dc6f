"""Finding samples: words, filters, order, pages."""
from dataclasses import dataclass

import pandas as pd

from .frames import Frames, records
from .textindex import TextIndex

SORTS = {"taken_at", "code", "point", "status", "collector"}
FIELDS = ["id", "code", "point", "kind", "taken_at", "collector", "status", "remark"]


@dataclass(frozen=True)
class SampleQuery:
    text: str | None = None
    point: str | None = None
    kind: str | None = None
    status: str | None = None
    since: pd.Timestamp | None = None
    until: pd.Timestamp | None = None
    sort: str = "-taken_at"
    page: int = 1
    size: int = 20


def find_samples(frames: Frames, index: TextIndex, query: SampleQuery) -> dict:
    """One page of samples, and how many there are."""
    found = frames.samples
    if query.text:
        found = found.loc[index.search(query.text)]
    for column in ("point", "kind", "status"):
        wanted = getattr(query, column)
        if wanted:
            found = found[found[column] == wanted]
    if query.since is not None:
        found = found[found["taken_at"] >= query.since]
    if query.until is not None:
        found = found[found["taken_at"] < query.until]
    column = query.sort.lstrip("-")
    by = [column] if column == "code" else [column, "code"]
    ordered = found.sort_values(by, ascending=[not query.sort.startswith("-")] + [True] * (len(by) - 1), na_position="last")
    start = (query.page - 1) * query.size
    page = ordered.iloc[start : start + query.size].reset_index()
    return {"total": len(found), "page": query.page, "size": query.size, "samples": records(page[FIELDS])}


def sample_view(frames: Frames, sample_id: int) -> dict:
    """A sample with its results."""
    [row] = records(frames.samples.loc[[sample_id]].reset_index()[FIELDS])
    results = frames.results[frames.results["sample_id"] == sample_id]
    return {**row, "results": records(results[["parameter", "name", "value", "qualifier", "unit"]])}


def find_points(frames: Frames, kind: str | None, municipality: str | None, name: str | None) -> list[dict]:
    """Points by their attributes; a part of the name is enough."""
    found = frames.points
    if kind:
        found = found[found["kind"] == kind]
    if municipality:
        found = found[found["municipality"].str.casefold() == municipality.casefold()]
    if name:
        found = found[found["name"].str.contains(name, case=False, regex=False)]
    return records(found.reset_index())
