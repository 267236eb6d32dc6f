"""Notebooks draw and nothing else: they are kept without outputs, and run on the records of small runs."""

import json
from pathlib import Path

import pytest

from arbase.domain.errors import UserError
from arbase.evaluation.runs import latest_matrix, latest_run
from tests.unit.evaluation.test_benchmark import bench, quiet
from tests.unit.evaluation.test_benchmark import place as place  # noqa: PLC0414 - a fixture
from tests.unit.evaluation.test_matrix import Measured, made

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
OF_RUNS = [file for file in NOTEBOOKS if file.stem != "data"]


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_is_kept_without_outputs_and_defines_nothing(file):
    for cell in json.loads(file.read_text())["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None
            assert not any(line.startswith(("def ", "class ")) for line in "".join(cell["source"]).splitlines())


def runs(place):
    bench(place).run(quiet)
    matrix = made(place, Measured(tokens=100, cost=0.5))
    record = matrix.run(lambda done, total: None)
    matrix.folder.mkdir(parents=True, exist_ok=True)
    (matrix.folder / "matrix.json").write_text(record.model_dump_json())
    return place / "home"


def test_the_newest_run_of_a_kind_is_found(place):
    with pytest.raises(UserError, match="no run measured alerts yet"):
        latest_run("alerts", place / "home")
    with pytest.raises(UserError, match="no matrix was run yet"):
        latest_matrix(place / "home")
    home = runs(place)
    assert latest_run("alerts", home).suites["alerts"]
    assert latest_matrix(home).board.standings


@pytest.mark.slow
@pytest.mark.parametrize("of_runs", [True, False], ids=["of runs", "of the data"])
def test_every_notebook_can_be_executed(place, of_runs, monkeypatch):
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    monkeypatch.setenv("ARBASE_HOME", str(runs(place) if of_runs else place / "home"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    chosen = [file for file in NOTEBOOKS if (file in OF_RUNS) == of_runs]
    assert chosen
    for file in chosen:
        notebook = nbformat.read(file, as_version=4)
        nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(ROOT)}}).execute()
