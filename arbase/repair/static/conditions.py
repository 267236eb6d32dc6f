"""Under which condition a statement runs, in words that can be compared between places."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Literal

from arbase.repair.static.source import SourceFile, last_name
from arbase.workspace.tree import FUNCTIONS

Kind = Literal["none", "falsy", "empty", "zero", "missing", "type", "failure", "other", "always"]
_VAGUE: frozenset[Kind] = frozenset(("none", "empty", "zero"))


@dataclass(frozen=True)
class Condition:
    """What is tested (`kind`) of what (`subject`, as people call it); of a failure the caught types."""

    kind: Kind
    subject: str = ""
    test: ast.expr | None = None
    caught: tuple[str, ...] = ()

    def resembles(self, kind: Kind) -> bool:
        """The same kind of test; `not x` is a test for none, for empty and for zero."""
        return (
            self.kind == kind or (self.kind == "falsy" and kind in _VAGUE) or (kind == "falsy" and self.kind in _VAGUE)
        )


def condition_of(file: SourceFile, node: ast.AST) -> Condition:
    """The innermost condition around a statement within its function."""
    child = node
    for outer in file.ancestors(node):
        if isinstance(outer, ast.If) and child is not outer.test:
            return read_test(outer.test, negated=any(item is child for item in outer.orelse))
        if isinstance(outer, ast.ExceptHandler):
            types = outer.type.elts if isinstance(outer.type, ast.Tuple) else [outer.type]
            names = tuple(last_name(item) for item in types if item is not None)
            return Condition("failure", "", outer.type, names)
        if isinstance(outer, FUNCTIONS):
            break
        child = outer
    return Condition("always")


def read_test(test: ast.expr, *, negated: bool = False) -> Condition:
    """What a test is true for (`negated`: false for)."""
    match test:
        case ast.UnaryOp(op=ast.Not()):
            inner = read_test(test.operand, negated=not negated)
            return (
                inner
                if negated or inner.kind in ("missing", "type")
                else Condition("falsy", _subject(test.operand), test)
            )
        case ast.BoolOp(values=[first, *_]) if not negated:
            parts = [read_test(value) for value in test.values]
            return next((part for part in parts if part.kind != "other"), Condition("other", _subject(first), test))
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            return _compared(test, left, operator, right, negated)
        case ast.Call(func=ast.Name(id="isinstance"), args=[first, *_]):
            return Condition("type" if negated else "other", _subject(first), test)
    return Condition("falsy" if negated else "other", _subject(test), test)


def _compared(test: ast.expr, left: ast.expr, operator: ast.cmpop, right: ast.expr, negated: bool) -> Condition:
    subject = _subject(left)
    value = right.value if isinstance(right, ast.Constant) else ...
    absent = (ast.IsNot, ast.NotEq) if negated else (ast.Is, ast.Eq)
    if value is None:
        return Condition("none" if isinstance(operator, absent) else "other", subject, test)
    if isinstance(operator, ast.In if negated else ast.NotIn):
        return Condition("missing", subject, test)
    low = (ast.Gt, ast.NotEq, ast.GtE) if negated else (ast.Eq, ast.LtE, ast.Lt)
    if value in (0, 1) and isinstance(operator, low):
        counted = isinstance(left, ast.Call) and last_name(left.func) == "len"
        return Condition("empty" if counted else "zero", subject, test)
    return Condition("other", subject, test)


def _subject(node: ast.expr) -> str:
    """The name of what is tested: `x` of `len(x)`, `house_id` of `STORE.get(house_id)`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Call) and node.args and last_name(node.func) in ("len", "get", "any", "all", "bool"):
        first = node.args[0]
        return str(first.value) if isinstance(first, ast.Constant) else last_name(first)
    return last_name(node)
