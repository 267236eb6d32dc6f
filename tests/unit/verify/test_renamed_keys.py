"""Which name became which is what the writer's history says, and nothing else."""

from __future__ import annotations

import ast
from types import SimpleNamespace

import pytest

from arbase.verify.literals import Fact
from arbase.verify.renamed_keys import was_called
from arbase.verify.syntax import Code

THEN = 'def put(order):\n    return {"amount": order.total, "who": order.who}\n'
NOW = 'def put(order):\n    return {"total": order.total, "who": order.who, "due": 1}\n'


@pytest.mark.parametrize(
    ("then", "old", "new", "said"),
    [
        (THEN, "amount", "total", "commit 0123456789 gave amount the name total"),
        (THEN, "amount", "due", ""),
        (THEN, "who", "total", ""),
        (THEN.replace("order.total", "order.rest"), "amount", "total", ""),
        (THEN.replace("put", "send"), "amount", "total", ""),
    ],
)
def test_a_commit_renamed_it_with_the_same_value(then, old, new, said):
    case = SimpleNamespace(
        repository=SimpleNamespace(codes={"app.py": Code.parse(NOW)}),
        history=SimpleNamespace(earlier=lambda path: (("0123456789ab", Code.parse(then)),)),
    )
    fact = Fact(ast.Constant(new), "entry", old, f"'{new}'", "")
    assert was_called(case, fact) == said
