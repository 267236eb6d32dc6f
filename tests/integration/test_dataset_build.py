"""A small service is really run, built into a data set, and checked: the same seed gives the same files."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from arbase.cli import app
from arbase.evaluation.dataset.tables import read_rows
from tests.unit.evaluation.seeded.small_benchmark import write_toy

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
NOISE = {
    "id": "toy-no-rate",
    "title": "The rate is not configured on a new machine",
    "kind": "deploy",
    "why": "The machine was started without its configuration; the roll-out was stopped.",
    "env": {"TOY_RATE": "none"},
    "occurrences": [{"kind": "request", "path": "/price/tea"}, {"kind": "request", "path": "/price/milk"}],
    "pattern": {"shape": "deploy", "per_day": 4, "users": 3},
    "expect": {"exception": "ValueError", "message": "none"},
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dataset")
    toy = write_toy(folder / "services" / "toy", folder / "scratch")
    (toy / "noise").mkdir()
    (toy / "noise" / "no-rate.yaml").write_text(yaml.safe_dump(NOISE))
    known = {"seed": 5, "weeks": 2, "services": str(folder / "services"), "procedural": 0, "actionable_share": 0.5}
    (folder / "dataset.yaml").write_text(yaml.safe_dump(known))
    return folder / "dataset.yaml"


def run(settings: Path, *words: str) -> str:
    home = settings.parent / "home"
    done = CliRunner().invoke(app, ["--set", f"home={home}", "dataset", "--settings", str(settings), *words])
    assert done.exit_code == 0, done.output + repr(done.exception)
    return done.output


def test_two_builds_give_the_same_files_and_both_labels(settings: Path, tmp_path: Path) -> None:
    sums = []
    for name in ("one", "two"):
        target = tmp_path / name
        run(settings, "build", "--jobs", "1", "--target", str(target))
        sums.append([(target / part / "SHA256SUMS").read_text() for part in ("alerts", "fixes")])
        for part in (settings.parent / "home" / "dataset").glob("week-*.json"):
            part.unlink()  # the second build must run the weeks again, not read them
    assert sums[0] == sums[1]
    rows = read_rows(tmp_path / "one" / "alerts")
    assert {row["label"] for row in rows} == {"actionable", "noise"}
    assert all(row["count"] == len(row["times"]) > 0 for row in rows)
    (fix,) = read_rows(tmp_path / "one" / "fixes")
    assert fix["instance_id"] == "toy-unknown-name"
    assert "TypeError" in fix["problem_statement"]
    assert "if found is None" in fix["patch"]
    output = run(settings, "validate", "--files-only", "--target", str(tmp_path / "one"))
    assert "incidents" in output
