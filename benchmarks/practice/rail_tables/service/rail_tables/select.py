"""Filters and facets over the observations."""

from __future__ import annotations

import unicodedata

import pandas as pd

from rail_tables.causes import label
from rail_tables.questions import CHOICES, Question


def matching(frame: pd.DataFrame, question: Question) -> pd.DataFrame:
    """The rows that the question asks for."""
    mask = pd.Series(True, index=frame.index)
    for name in CHOICES:
        wanted = getattr(question, name)
        if wanted:
            mask &= frame[name].isin(wanted)
    if question.since:
        mask &= frame["day"] >= pd.Timestamp(question.since)
    if question.until:
        mask &= frame["day"] <= pd.Timestamp(question.until)
    if question.late_by is not None:
        mask &= frame["minutes"] >= question.late_by
    if question.cancelled is not None:
        mask &= frame["cancelled"] == question.cancelled
    if question.text:
        names = frame["station_name"].map(fold)
        mask &= names.str.contains(fold(question.text), regex=False) | (frame["train"] == question.text)
    return frame[mask]


def fold(text: str) -> str:
    """For comparing names: without case and accents."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def facets(frame: pd.DataFrame, question: Question) -> dict[str, list[dict]]:
    """How many rows each choice has, as if nothing were chosen of the same kind."""
    return {name: _counts(matching(frame, question.without(name))[name], name) for name in CHOICES}


def _counts(column: pd.Series, name: str) -> list[dict]:
    counts = column.value_counts()
    rows = [{"value": value, "count": int(count)} for value, count in counts.items()]
    if name == "cause":
        rows = [{**row, "label": label(row["value"])} for row in rows]
    return sorted(rows, key=lambda row: (-row["count"], row["value"]))
