"""What a figure of nothing is: each sort of figure by its own habit."""

from __future__ import annotations

import ast
from pathlib import Path

from arbase.verify.literals import literal_key
from arbase.verify.precedent import Repository, aggregates

CODE = "def share(part, whole):\n    if not whole:\n        return 0.0\n    return part / whole\n"
SAID = "A figure of nothing: a mean or a largest is `null`, a share is `0.0`.\n"


def _repository(root: Path, said: str) -> Repository:
    (root / ".arbase").mkdir()
    (root / ".arbase" / "context.md").write_text(said)
    return Repository(root)


def test_mean_does_not_take_what_a_share_is_over_nothing(tmp_path: Path) -> None:
    (tmp_path / "figures.py").write_text(CODE)
    repository = _repository(tmp_path, SAID)
    zero, none = literal_key(ast.Constant(0.0)), literal_key(ast.Constant(None))
    assert repository.figure_of_nothing(zero, "0.0", "share")
    assert repository.figure_of_nothing(none, "None", "statistic")
    assert not repository.figure_of_nothing(zero, "0.0", "statistic")
    assert not repository.figure_of_nothing(none, "None", "share")


def test_what_stands_in_brackets_is_what_the_value_is_for(tmp_path: Path) -> None:
    said = "- Figures over nothing are null (means, shares, percentiles) or `0` (counts), with 200.\n"
    repository = _repository(tmp_path, said)
    zero, none = literal_key(ast.Constant(0)), literal_key(ast.Constant(None))
    assert repository.figure_of_nothing(none, "None", "share")
    assert repository.figure_of_nothing(none, "None", "statistic")
    assert not repository.figure_of_nothing(zero, "0", "share")
    assert not repository.figure_of_nothing(zero, "0", "statistic")


def test_sorts_of_figures_are_told_apart_by_how_they_are_worked_out() -> None:
    texts = ("sum(xs) / len(xs)", "mean(xs) / 60", "max(xs)", "part / whole", "sum(xs)", "f(xs)")
    sorts = [aggregates(ast.parse(text)) for text in texts]
    assert sorts == ["statistic", "statistic", "statistic", "share", "sum", ""]
