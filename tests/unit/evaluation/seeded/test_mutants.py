"""The non-fixes that an oracle must reject."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from arbase.domain.errors import UserError
from arbase.evaluation.seeded.mutants import delete, mask, not_found_statement

SOURCE = '''
def outer(x):
    """Says what it does."""
    y = 1 / x
    return {"y": y}


class Thing:
    async def load(self, x):
        text = """a
b"""
        return text + x
'''


def run(source: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(source, "<mutant>", "exec"), names)
    return names


def test_mask_swallows_the_crash_and_keeps_good_answers() -> None:
    outer = run(mask(SOURCE, "outer"))["outer"]
    assert outer(0) == {}
    assert outer(2) == {"y": 0.5}
    assert outer.__doc__ == "Says what it does."


def test_mask_of_a_method_leaves_strings_alone() -> None:
    source = mask(SOURCE, "Thing.load")
    assert "'a\\nb'" in source or "a\nb" in source
    assert isinstance(ast.parse(source).body[1], ast.ClassDef)


def test_deleted_function_answers_nothing() -> None:
    assert run(delete(SOURCE, "outer"))["outer"](2) is None


def test_deletion_can_raise() -> None:
    with pytest.raises(LookupError):
        run(delete(SOURCE, "outer", "raise LookupError"))["outer"](2)


def test_unknown_function_is_an_error() -> None:
    with pytest.raises(UserError, match="no function 'inner'"):
        mask(SOURCE, "inner")


@pytest.mark.parametrize(
    ("line", "expected"),
    [("from fastapi import FastAPI", "HTTPException(404)"), ("import flask", "abort(404)"), ("import csv", None)],
)
def test_not_found_speaks_the_framework_of_the_sources(tmp_path: Path, line: str, expected: str | None) -> None:
    (tmp_path / "app.py").write_text(line)
    statement = not_found_statement(tmp_path)
    assert (statement is None) if expected is None else (statement is not None and expected in statement)
