"""An early answer for an array without elements leaves nothing undone only where the work is done on each of them."""

from __future__ import annotations

import ast

import pytest

from arbase.verify.of_each import is_work_on_each
from arbase.verify.syntax import Code

LEFT = "return xs"


def judged(test: str, early: str, late: str) -> bool:
    """Whether the early return of a function leaves nothing undone."""
    code = Code.parse(f"def f(xs, ys):\n    if {test}:\n        {early}\n    {late}\n")
    assert code is not None
    return is_work_on_each(code, code.every(ast.Return)[0 if code.every(ast.Return)[0].lineno == 3 else 1])


@pytest.mark.parametrize(
    ("test", "early", "late"),
    [
        ("not xs.size", LEFT, "return xs / xs.max()"),
        ("xs.size == 0", LEFT, "return np.round((xs - xs.min()) / np.max(xs), 3).astype(int)"),
        ("len(xs) == 0", "return []", "return (xs / xs.max()).tolist()"),
    ],
)
def test_nothing_is_scaled_where_there_is_nothing(test, early, late):
    assert judged(test, early, late)


@pytest.mark.parametrize(
    ("test", "early", "late"),
    [
        ("not xs.size", LEFT, "return np.sum(xs / xs.max())"),
        ("not xs.size", LEFT, "return ys / xs.max()"),
        ("not xs.size", LEFT, "return report(xs / xs.max())"),
        ("not xs.size", LEFT, "return (xs / xs.max()).tolist()"),
        ("not xs.size", "return []", "return xs / xs.max()"),
        ("not xs.size", "return ys", "return xs / xs.max()"),
        ("not ys.size", LEFT, "return xs / xs.max()"),
        ("not xs.size or ys", LEFT, "return xs / xs.max()"),
        ("not xs.size", LEFT, "save(xs / xs.max())"),
        ("not xs.size", LEFT, "return float(xs.max())"),
    ],
)
def test_any_other_work_is_left_undone(test, early, late):
    assert not judged(test, early, late)
