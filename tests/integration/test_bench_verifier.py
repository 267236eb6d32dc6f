"""`arbase bench verifier` on one seeded bug: the author's fix, parts of it and haste, through the real verifier."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from arbase.cli import app
from arbase.evaluation.strength import REFERENCE

PRACTICE = Path(__file__).resolve().parents[2] / "benchmarks" / "practice"
pytestmark = pytest.mark.slow


def test_the_authors_fix_is_let_through_and_haste_is_not(tmp_path: Path) -> None:
    told = tmp_path / "verifier.json"
    words = ["bench", "verifier", str(PRACTICE / "tool_library"), "--bug", "page-number", "--jobs", "1"]
    result = CliRunner().invoke(app, [*words, "--json", str(told)])
    assert result.exit_code == 0, result.output
    judged = json.loads(told.read_bytes())["cases"][0]["judged"]
    reference = [one for one in judged if one["kind"] == REFERENCE]
    assert [(one["refused_by"], one["outcome"]) for one in reference] == [("", "verified and right")]
    wrong = [one for one in judged if not one["refused_by"] and one["outcome"] == "verified and wrong"]
    assert not wrong, wrong
    assert "right fixes of the authors let through  1/1" in result.output


def test_a_bug_that_is_not_there_is_told_in_one_sentence() -> None:
    result = CliRunner().invoke(app, ["bench", "verifier", str(PRACTICE / "tool_library"), "--bug", "nothing-alike"])
    assert result.exit_code == 2
    assert "no bug called 'nothing-alike'" in result.output
