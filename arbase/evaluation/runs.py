"""Finished runs on disk, found again for notebooks: the newest record of a kind below a home."""

from __future__ import annotations

import os
from pathlib import Path

from arbase.domain.errors import UserError
from arbase.evaluation.benchmark import RECORD, BenchRecord, read_record
from arbase.evaluation.matrix import MatrixRecord

MATRIX = "matrix.json"
HOME = "ARBASE_HOME"


def home_of_runs() -> Path:
    """The folder `home` of the runs: what ARBASE_HOME names, else `.arbase` here or in a folder above."""
    named = os.environ.get(HOME)
    if named:
        return Path(named)
    places = (folder / ".arbase" for folder in (Path.cwd(), *Path.cwd().parents))
    return next((place for place in places if (place / "bench").is_dir()), Path(".arbase"))


def latest_run(suite: str, home: Path | None = None) -> BenchRecord:
    """The newest run that measured `suite`. Raises UserError where there is none."""
    place = home or home_of_runs()
    for file in _newest(place, f"*/{RECORD}"):
        record = read_record(file)
        if record.suites.get(suite):
            return record
    raise UserError(f"{place / 'bench'}: no run measured {suite} yet: arbase bench configs/bench/default.yaml")


def latest_matrix(home: Path | None = None) -> MatrixRecord:
    """The newest matrix. Raises UserError where there is none."""
    place = home or home_of_runs()
    for file in _newest(place, f"*/{MATRIX}"):
        return MatrixRecord.model_validate_json(file.read_bytes())
    raise UserError(f"{place / 'bench'}: no matrix was run yet: arbase bench matrix configs/bench/matrix.yaml")


def _newest(home: Path, pattern: str) -> list[Path]:
    return sorted((home / "bench").glob(pattern), key=lambda file: -file.stat().st_mtime)
