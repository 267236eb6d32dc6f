"""What is looked up gets a name in front of its statement: whether that is possible, and which name it gets."""

from __future__ import annotations

import ast
import re

from arbase.repair.static.source import COMPREHENSIONS, SourceFile, last_name
from arbase.workspace.tree import Function

_MATCHERS = ("match", "search", "fullmatch")
_RESULTS = {
    **dict.fromkeys(_MATCHERS, "matched"), **dict.fromkeys(("fetchone", "fetchrow"), "row"),
    **dict.fromkeys(("get", "first", "scalar", "one_or_none", "scalar_one_or_none"), "found"),
}  # fmt: skip


def runs_once(file: SourceFile, call: ast.expr) -> bool:
    """The call stands neither in a loop of its statement nor in a branch that may not run."""
    child: ast.AST = call
    for outer in file.ancestors(call):
        if isinstance(outer, ast.stmt):
            return True
        # What a comprehension runs over at first is read once, before it begins.
        loops: list[ast.comprehension] = getattr(outer, "generators", [])
        first = bool(loops) and child is loops[0] and any(part is call for part in ast.walk(loops[0].iter))
        child = outer
        if first:
            continue
        if isinstance(outer, (*COMPREHENSIONS, ast.Lambda, ast.IfExp, ast.BoolOp)):
            return False
    return False


def new_name(file: SourceFile, function: Function | None, call: ast.Call) -> str:
    """A name for the result of a call that no variable of the function has."""
    base = last_name(call.func)
    for prefix in ("get_", "find_", "fetch_", "load_", "lookup_", "read_"):
        base = base.removeprefix(prefix)
    base = _RESULTS.get(base, base)
    base = re.sub(r"_by_\w+$", "", base) or "found"
    taken = {part.id for part in ast.walk(function or file.tree) if isinstance(part, ast.Name)}
    taken |= {argument.arg for argument in ast.walk(function or file.tree) if isinstance(argument, ast.arg)}
    return base if base.isidentifier() and base not in taken and base != last_name(call.func) else f"{base}_found"
