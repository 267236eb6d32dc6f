"""Trees are built from several threads without the interpreter losing count."""

from __future__ import annotations

import ast
import gc
from concurrent.futures import ThreadPoolExecutor

import pytest

from arbase.workspace.parsing import parse, parse_expression

SOURCE = "\n".join(f"def f{number}(x):\n    return {'(' * 40}x{')' * 40} + {number}" for number in range(60))


def test_many_threads_parse_at_a_time():
    with ThreadPoolExecutor(8) as pool:
        trees = list(pool.map(lambda _: parse(SOURCE), range(64)))
    assert {ast.dump(tree) for tree in trees} == {ast.dump(ast.parse(SOURCE))}


def test_the_interpreters_own_confusion_is_met_by_another_try(monkeypatch: pytest.MonkeyPatch):
    real, calls = ast.parse, []

    def confused(source: str, mode: str = "exec") -> ast.AST:
        calls.append(mode)
        if len(calls) == 1:
            raise SystemError("AST constructor recursion depth mismatch (before=63, after=25)")
        return real(source, mode=mode)

    monkeypatch.setattr(ast, "parse", confused)
    assert isinstance(parse_expression("1 + x").body, ast.BinOp)
    assert calls == ["eval", "eval"]


@pytest.mark.parametrize("source", ["def f(:", "x = \0", "(" * 1000])
def test_what_is_no_python_raises_as_ever(source: str):
    with pytest.raises((SyntaxError, ValueError, MemoryError, RecursionError)):
        parse(source)
    gc.collect()
