"""How tidy an edit leaves a function: of edits that pass the same tests, the tidier one is the likelier fix."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from arbase.workspace.tree import FUNCTIONS, Function

# A fix seldom leaves a variable without use, and often gives one its use that had none.
UNUSED, USED = 0.35, 1.5
# That an empty container is looked into and never filled is no accident.
FILLED = 2.5
# Of two edits that are as typical, the one that changes less code is the likelier one; so much for each node more.
GROWN, SHRUNK = 0.93, 0.97
# What gives values back does not end without one, and what calls itself goes on doing so.
UNEVEN, UNCALLED = 0.3, 0.4
FILLING = frozenset(("add", "append", "appendleft", "extend", "insert", "push", "put", "setdefault", "update"))


def tidiness(before: Function, after: Function) -> float:
    """Below 1 the more an edit adds, and for what it leaves untidy; above where it gives something its use."""
    more = _size(after) - _size(before)
    worth = GROWN**more if more > 0 else SHRUNK**-more
    one, other = unused(before), unused(after)
    worth *= UNUSED ** len(other - one) * USED ** len(one - other)
    worth *= FILLED ** len(unfilled(before) - unfilled(after))
    worth *= UNCALLED ** len(recursive(before) - recursive(after))
    if uneven(after) and not uneven(before):
        worth *= UNEVEN
    return float(worth)


def unused(function: Function) -> set[str]:
    """Parameters and local variables that are never read."""
    stored: set[str] = set()
    read: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.arg):
            stored.add(node.arg)
        elif isinstance(node, ast.Name):
            (read if isinstance(node.ctx, ast.Load) else stored).add(node.id)
        elif isinstance(node, ast.Global | ast.Nonlocal):
            read.update(node.names)
    return {name for name in stored - read if not name.startswith("_")}


def unfilled(function: Function) -> set[str]:
    """Variables that start as an empty container and never get anything in them."""
    empty: set[str] = set()
    filled: set[str] = set()
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                (empty if _is_empty(value) else filled).add(name)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attribute)) if attribute in FILLING:
                filled.add(name)
            case ast.Call(args=arguments):
                filled.update(one.id for one in arguments if isinstance(one, ast.Name))
            case ast.AugAssign(target=ast.Name(id=name)) | ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()):
                filled.add(name)
    return empty - filled


def recursive(function: Function) -> set[str]:
    """The function and those nested in it, as far as they call themselves."""
    found: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, FUNCTIONS):
            inside = (one for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load))
            found.update(one.id for one in inside if one.id == node.name)
    return found


def uneven(function: Function) -> bool:
    """Whether it gives values back on some ways and ends without one on another."""
    returns = [node for node in ast.walk(function) if isinstance(node, ast.Return)]
    valued = any(node.value is not None for node in returns)
    return valued and not _ends(function.body)


def _ends(block: Sequence[ast.stmt]) -> bool:
    """Whether nothing behind the block is reached; in doubt it is."""
    match block[-1] if block else None:
        case ast.Return() | ast.Raise():
            return True
        case ast.If(body=body, orelse=orelse):
            return _ends(body) and _ends(orelse)
        case ast.While(test=ast.Constant(value=True)) as loop:
            return not any(isinstance(node, ast.Break) for node in ast.walk(loop))
        case ast.With(body=body) | ast.AsyncWith(body=body):
            return _ends(body)
        case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=final):
            return _ends(final) or (_ends(orelse or body) and all(_ends(one.body) for one in handlers))
        case ast.Match(cases=cases):
            return all(_ends(one.body) for one in cases)
    return False


def _is_empty(value: ast.expr) -> bool:
    match value:
        case ast.List(elts=[]) | ast.Dict(keys=[]):
            return True
        case ast.Call(func=ast.Name(id="set" | "list" | "dict"), args=[], keywords=[]):
            return True
    return False


def _size(function: Function) -> int:
    return sum(1 for _ in ast.walk(function))
