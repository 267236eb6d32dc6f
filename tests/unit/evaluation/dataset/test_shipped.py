"""The data set that is in the repository: whole, small, labelled, and nothing crosses a split."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.event import Event
from arbase.evaluation.dataset.settings import CANARY
from arbase.evaluation.dataset.tables import read_rows
from arbase.evaluation.dataset.totals import read_splits, totals_of
from arbase.evaluation.dataset.validation import file_faults

DATASETS = Path(__file__).parents[4] / "datasets"


def test_checksums_hold_and_no_event_patch_or_near_duplicate_crosses_a_split() -> None:
    assert file_faults(DATASETS, read_splits) == []


def test_files_are_small_enough_to_be_shipped() -> None:
    sizes = [path.stat().st_size for path in DATASETS.rglob("*") if path.is_file()]
    assert max(sizes) <= 2 * 1024 * 1024
    assert sum(sizes) <= 20_000_000


def test_incidents_have_their_columns_and_readable_events() -> None:
    rows = read_rows(DATASETS / "alerts")
    assert {row["label"] for row in rows} == {"actionable", "noise"}
    for row in rows:
        assert row["count"] == len(row["times"]) > 0
        assert row["times"] == sorted(row["times"])
        assert 1 <= len(row["samples"]) <= 3
        assert Event.model_validate_json(row["samples"][0]).service == row["service"]
        assert bool(row["root_cause"]) == (row["label"] == "actionable")
        assert row["canary"] == CANARY


def test_counts_come_from_the_files() -> None:
    sums = totals_of(DATASETS, {})
    assert sums.incidents == sum(sums.by_service.values())
    assert 0.2 < sums.actionable_share < 0.4


@pytest.mark.slow
@pytest.mark.parametrize("name", ["alerts", "fixes"])
def test_hugging_face_loads_it(name: str, tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    loaded = datasets.load_dataset(str(DATASETS / name), cache_dir=str(tmp_path))
    assert set(loaded) <= {"dev", "measured"}
    assert sum(len(part) for part in loaded.values()) == len(read_rows(DATASETS / name, ["id"]))
