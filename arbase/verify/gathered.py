"""Exceptions that `gather(..., return_exceptions=True)` gave in the place of results: leaving them out is its point."""

from __future__ import annotations

import ast

from arbase.domain.diagnosis import CrashSpec
from arbase.verify.syntax import Code, called_name, last_name, values_of
from arbase.workspace.exceptions import gathers_exceptions, leaves_failures_out, tells_apart


def leaves_gathered(code: Code, loop: ast.comprehension, crash: CrashSpec) -> bool:
    """`[x for x in xs if not isinstance(x, Failed)]` of what was gathered so, where the crash was about a `Failed`.

    Results that something reads by their place, beside what they were asked for, are another matter; and so are those
    among which something looks for the exceptions.
    """
    function = code.function_of(loop.iter)
    if function is None or not isinstance(loop.iter, ast.Name) or len(loop.ifs) != 1:
        return False
    match loop.ifs[0]:
        case ast.UnaryOp(
            op=ast.Not(), operand=ast.Call(func=ast.Name(id="isinstance"), args=[ast.Name(id=one), ast.Name(id=kind)])
        ) if one == last_name(loop.target) and (kind in crash.message or _is_told(function, kind)):
            pass
        case _:
            return False
    name = loop.iter.id
    by_place = any(
        isinstance(node, ast.Call)
        and called_name(node) in {"zip", "enumerate", "map"}
        and any(isinstance(item, ast.Name) and item.id == name for item in node.args)
        for node in ast.walk(function)
    )
    return (
        not by_place
        and not tells_apart(function)
        and any(gathers_exceptions(value) for value in values_of(function, name))
    )


def _is_told(function: ast.AST, kind: str) -> bool:
    """All failures, where the docstring says that those who fail are left out."""
    known = isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and leaves_failures_out(function)
    return known and kind in {"BaseException", "Exception"}
