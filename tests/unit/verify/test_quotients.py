"""What stands for a quotient of nothing: only other guarded divisions of the repository say so."""

from __future__ import annotations

import pytest

from arbase.verify.gates.quotients import QuotientGate
from tests.unit.verify.doubles import on_paper

SHARE = "def good(part, found):\n    return part / found if found else None\n\n\n"
EARLY = "def good(part, found):\n    if not found:\n        return None\n    return part / found\n\n\n"
COUNT = "def count(row):\n    return row['messages'] if row else 0\n\n\n"
RATE = "def rate(row):\n    return row['tokens'] / row['messages']\n"
GUARDED = "def rate(row):\n    return row['tokens'] / row['messages'] if row['messages'] else {}\n"
EXIT = "def rate(row):\n    if not row['messages']:\n        return {}\n    return row['tokens'] / row['messages']\n"


def _check(tmp_path, others, fixed):
    source = others + RATE
    stage = on_paper(source, len(source.splitlines()), tmp_path, exception="ZeroDivisionError")
    candidate = stage.candidate((RATE, fixed))
    return QuotientGate().check(stage.case(candidate))


@pytest.mark.parametrize("fixed", [GUARDED, EXIT])
@pytest.mark.parametrize("others", [SHARE, EARLY])
def test_another_value_than_that_of_the_other_quotients_is_refused(tmp_path, others, fixed):
    result = _check(tmp_path, COUNT + others, fixed.format("0.0"))
    assert not result.passed
    assert "puts 0 for a share of nothing, app.py:" in result.reason
    assert result.reason.endswith("puts None")


@pytest.mark.parametrize("fixed", [GUARDED, EXIT])
def test_their_value_passes(tmp_path, fixed):
    assert _check(tmp_path, COUNT + SHARE, fixed.format("None")).passed


def test_what_a_mean_of_nothing_is_says_nothing_of_a_share(tmp_path):
    mean = "def mean(values):\n    return sum(values) / len(values) if values else None\n\n\n"
    assert _check(tmp_path, mean, GUARDED.format("0")).passed


def test_what_the_repository_says_of_such_figures_passes(tmp_path):
    (tmp_path / ".arbase").mkdir()
    (tmp_path / ".arbase" / "context.md").write_text("A figure of nothing: a mean is `null`, a share is `0.0`.\n")
    assert _check(tmp_path, SHARE, GUARDED.format("0.0")).passed


def test_where_habits_differ_each_will_do(tmp_path):
    share = "def share(part, whole):\n    return part / whole if whole else 0.0\n\n\n"
    for value in ("0", "None"):
        assert _check(tmp_path / value, SHARE + share, GUARDED.format(value)).passed


def test_without_another_quotient_it_is_for_other_gates_to_say(tmp_path):
    assert _check(tmp_path, COUNT, GUARDED.format("0")).passed
