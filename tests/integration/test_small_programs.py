"""Small programs as cases: the evidence is real, and the oracle tells the fault from its fix."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from arbase.evaluation.cases.case import read_case
from benchmarks.outside.small_programs import make_case

HOUSES = """
from fastapi import FastAPI, HTTPException

app = FastAPI()
HOUSES = {"a": {"rent": 900}}


@app.get("/houses/{code}/rent")
def rent(code: str, months: int = 1):
    house = HOUSES[code]
    return {"total": house["rent"] * months}
"""
FOUND = '    house = HOUSES.get(code)\n    if house is None:\n        raise HTTPException(404, "no such house")\n'
WEB = {
    "name": "rent",
    "buggy": HOUSES,
    "fixed": HOUSES.replace("    house = HOUSES[code]\n", FOUND),
    "trigger": "GET /houses/z/rent",
    "wanted": 404,
    "others": [("GET /houses/a/rent?months=2", [200, {"total": 1800}])],
}
HALF = "def half(text):\n    return int(text) // 2\n"
JOB = {
    "name": "half",
    "buggy": HALF,
    "fixed": HALF.replace("int(text)", "int(text or 0)"),
    "trigger": 'half("")',
    "wanted": 0,
    "others": [('half("8")', 4)],
}


def judged(folder: Path, source: str) -> int:
    """The oracle's exit status for a source, asked as the harness asks it."""
    (folder / "app.py").write_text(source, encoding="utf-8")
    return subprocess.run([sys.executable, "oracle/check.py"], cwd=folder, check=False, capture_output=True).returncode


@pytest.mark.parametrize("case", [pytest.param(WEB, id="request", marks=pytest.mark.slow), pytest.param(JOB, id="job")])
def test_the_oracle_tells_the_fault_from_its_fix(case: dict[str, object], tmp_path: Path) -> None:
    assert make_case(case, tmp_path / "case", "small") == ""
    found = read_case(tmp_path / "case" / "case.yaml")
    assert found.reference
    assert bool(found.event) is (case is WEB)
    folder = tmp_path / "case" / "hidden"
    assert judged(folder, str(case["buggy"])) == 1
    assert judged(folder, str(case["fixed"])) == 0
    assert judged(folder, str(case["fixed"]).replace("* months", "").replace("// 2", "")) == 1


@pytest.mark.slow
def test_the_event_is_the_one_that_the_service_sends(tmp_path: Path) -> None:
    assert make_case(WEB, tmp_path / "case", "small") == ""
    event = json.loads((tmp_path / "case" / "event.json").read_text())
    assert event["exception"]["values"][-1]["type"] == "KeyError"
    assert event["request"]["url"].endswith("/houses/z/rent")
    assert str(tmp_path) not in json.dumps(event)


@pytest.mark.slow
def test_a_trigger_that_does_not_crash_is_no_case(tmp_path: Path) -> None:
    assert "sends no event" in make_case({**WEB, "trigger": "GET /houses/a/rent"}, tmp_path / "case", "small")


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_case_that_was_mended_runs_again_without_the_template_that_mended_it(tmp_path: Path) -> None:
    assert make_case(WEB, tmp_path / "cases" / "rent", "rent") == ""
    told = tmp_path / "told.json"
    words = ["bench", "repair", "--cases", str(tmp_path / "cases"), "--withhold", "--json", str(told)]
    said = subprocess.run(
        [sys.executable, "-m", "arbase", *words], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert said.returncode == 0, said.stderr
    record = json.loads(told.read_text())
    (case,), (again,) = record["cases"], record["withheld"]
    assert case["outcome"] == "verified and right"
    assert again["case"] == "rent"
    assert again["template"] != case["template"]
