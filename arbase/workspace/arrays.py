"""Arithmetic on whole arrays: what has an element for each one of an array, and what is taken of all of them."""

from __future__ import annotations

import ast
from collections.abc import Iterable

REDUCTIONS = frozenset(("max", "min", "amax", "amin", "ptp", "argmax", "argmin"))
MODULES = frozenset(("np", "numpy"))
# Functions and methods that keep the size of what they are given.
EACH = frozenset(
    ("round", "around", "abs", "absolute", "sqrt", "log", "log1p", "log2", "exp", "clip", "astype", "nan_to_num",
     "asarray", "copy", "floor", "ceil", "rint")
)  # fmt: skip


def reduced(call: ast.AST | None) -> ast.expr | None:
    """The array of `xs.max()` or `np.max(xs)`; None for any other call."""
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr not in REDUCTIONS:
        return None
    if isinstance(call.func.value, ast.Name) and call.func.value.id in MODULES:
        return call.args[0] if call.args else None
    return call.func.value if not call.args else None


def with_each(call: ast.AST, array: ast.expr, around: Iterable[ast.AST]) -> ast.expr | None:
    """The largest expression around a reduction that has an element for each of the array's; None where there is none.

    `around` are the nodes around the call, innermost first: `xs / xs.max()`, and what keeps its size.
    """
    text = ast.unparse(array)
    found: ast.expr | None = None
    inner: ast.AST = call
    for outer in around:
        match outer:
            case ast.BinOp(left=left, right=right):
                sized = found is inner or _has_its_size(right if inner is left else left, text)
                found = outer if sized else None
            case ast.Attribute(attr="tolist"):
                return found
            case ast.Attribute(attr=name) if found is inner and name in EACH:
                found = outer
            case ast.Call(func=func, args=args) if found is not None:
                name = func.attr if isinstance(func, ast.Attribute) else ""
                if inner is not func and not (args and inner is args[0] and name in EACH):
                    return None
                found = outer
            case ast.stmt():
                return found
            case _:
                return None
        inner = outer
    return None


def _has_its_size(node: ast.expr, text: str) -> bool:
    """`xs - xs.min()`: arithmetic of the array itself."""
    match node:
        case ast.BinOp(left=left, right=right):
            return _has_its_size(left, text) or _has_its_size(right, text)
    return ast.unparse(node) == text
