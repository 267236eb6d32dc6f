"""Conditions in comparable words."""

from __future__ import annotations

import ast

import pytest

from arbase.verify.guards import Guard, falls_through, guard_of, read_test
from arbase.verify.syntax import Code


@pytest.mark.parametrize(
    ("test", "negated", "kind", "subject"),
    [
        ("x is None", False, "none", "x"),
        ("x is not None", True, "none", "x"),
        ("x is not None", False, "other", "x"),
        ("not x", False, "falsy", "x"),
        ("x", True, "falsy", "x"),
        ("row['price'] is None", False, "none", "price"),
        ("len(rows) == 0", False, "empty", "rows"),
        ("len(rows) < 1", False, "empty", "rows"),
        ("count == 0", False, "zero", "count"),
        ("key not in rows", False, "missing", "key"),
        ("key in rows", True, "missing", "key"),
        ("not (key in rows)", False, "missing", "key"),
        ("not isinstance(x, dict)", False, "type", "x"),
        ("x is None or y", False, "none", "x"),
        ("x == 7", False, "other", "x"),
    ],
)
def test_condition_is_read(test: str, negated: bool, kind: str, subject: str) -> None:
    guard = read_test(ast.parse(test, mode="eval").body, negated=negated)
    assert (guard.kind, guard.subject) == (kind, subject)


def test_not_x_resembles_none_empty_and_zero_but_not_missing() -> None:
    falsy = Guard("falsy", "x")
    assert all(falsy.resembles(Guard(kind, "y")) for kind in ("none", "empty", "zero", "falsy"))
    assert not falsy.resembles(Guard("missing", "x"))
    assert not Guard("failure", "KeyError").resembles(Guard("failure", "ValueError"))


def test_guard_of_a_handler_is_its_exception() -> None:
    code = Code.parse("def f():\n    try:\n        g()\n    except (KeyError, m.Lost):\n        return 1\n")
    assert code is not None
    assert guard_of(code, code.every(ast.Return)[0]) == Guard("failure", "KeyError,Lost", code.every(ast.Tuple)[0])


@pytest.mark.parametrize(
    ("body", "expected"),
    [("raise X", False), ("return 1", False), ("abort(404)", False), ("f()", True), ("if a:\n    return 1", True),
     ("if a:\n    return 1\nelse:\n    raise X", False), ("with a:\n    return 1", False)],
)  # fmt: skip
def test_whether_a_body_reaches_its_end(body: str, expected: bool) -> None:
    assert falls_through(ast.parse(body).body) is expected
