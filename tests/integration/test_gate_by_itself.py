"""A list that all requests share is spoilt by one that only reads: masked, and mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.verify.gates.by_itself import ByItselfGate
from tests.unit.verify.doubles import Scene, get, stage

APP = """\
from fastapi import FastAPI

app = FastAPI()
ROWS = [{"number": 1, "town": "Tartu"}, {"number": 2, "town": "Narva"}]
FEES = {1: 10}
COLUMNS = ["number", "town"]


@app.get("/export")
def export(fees: bool = False):
    columns = COLUMNS
    rows = ROWS
    if fees:
        columns.append("fees")
        rows = [{**row, "fees": FEES.get(row["number"])} for row in rows]
    return [[row[name] for name in columns] for row in rows]
"""
TRIGGER = Stimulus(target="/export", before=(get("/export?fees=true"),))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("edit", "passed"),
    [
        (("columns = COLUMNS", "columns = list(COLUMNS)"), True),
        (("row[name] for name in columns", "row.get(name) for name in columns"), False),
        (("row[name] for name in columns", "row[name] for name in row"), True),
    ],
)
def test_what_only_reads_leaves_nothing_behind(tmp_path: Path, edit: tuple[str, str], passed: bool) -> None:
    built = stage(Scene(files={"app.py": APP}, trigger=TRIGGER), tmp_path / "repository")
    try:
        result = ByItselfGate().check(built.case(built.candidate(edit)))
    finally:
        built.replayer.close()
    assert result.passed is passed, result.reason
