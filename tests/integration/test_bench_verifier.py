"""`arbase bench verifier` on one seeded bug: the author's fix, parts of it and haste, through the real verifier."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from arbase.evaluation.strength import REFERENCE

PRACTICE = Path(__file__).resolve().parents[2] / "benchmarks" / "practice"


def verifier(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "arbase", "bench", "verifier", str(PRACTICE / "tool_library"), *words]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_authors_fix_and_haste_are_judged_alone_and_nothing_wrong_is_taken(tmp_path: Path) -> None:
    told = tmp_path / "verifier.json"
    said = verifier("--bug", "page-number", "--jobs", "1", "--json", str(told))
    assert said.returncode == 0, said.stderr
    judged = json.loads(told.read_bytes())["cases"][0]["judged"]
    reference = [one for one in judged if one["kind"] == REFERENCE]
    assert [one["outcome"] for one in reference] == ["verified and right"]
    hasty = [one for one in judged if one["kind"].startswith("hasty")]
    assert hasty
    assert all(one["refused_by"] for one in judged if one["outcome"] != "verified and right")
    let_through = sum(not one["refused_by"] for one in reference)
    assert f"right fixes of the authors let through  {let_through}/1" in said.stdout
    assert f"of all candidates, verified and wrong   0/{len(judged)}" in said.stdout


def test_a_bug_that_is_not_there_is_told_in_one_sentence() -> None:
    said = verifier("--bug", "nothing-alike")
    assert said.returncode == 2
    assert "no bug called 'nothing-alike'" in said.stderr + said.stdout
    assert "Traceback" not in said.stderr
