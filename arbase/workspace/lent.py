"""What a function gives out and keeps: the value of a cached call, which the next caller gets as the last one left it.

`functools.lru_cache` and its like hand out the same object each time (https://docs.python.org/3/library/functools.html).
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

CACHES = frozenset(("lru_cache", "cache", "cached", "memoize", "memoized", "cached_property"))
TAKES = frozenset(("pop", "popitem", "remove", "discard", "clear", "popleft"))
COPIES = frozenset(("dict", "list", "set", "sorted", "copy", "deepcopy", "replace"))
DEEP = 3
Function = ast.FunctionDef | ast.AsyncFunctionDef


def takings(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    """The local names out of which a statement takes something, each with the key if it takes one by key.

    `rates.pop(key)`, `del rates[key]`, `rows.remove(row)`.
    """
    if isinstance(node, ast.Delete):
        for target in node.targets:
            if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
                yield target.value.id, target.slice
    for call in ast.walk(node) if isinstance(node, ast.Expr | ast.Assign | ast.AnnAssign | ast.Return) else ():
        match call:
            case ast.Call(func=ast.Attribute(attr=attr, value=ast.Name(id=name)), args=given) if attr in TAKES:
                yield name, given[0] if given and attr == "pop" else None


def lender(trees: Iterable[ast.Module], function: Function, name: str) -> str:
    """The cached function whose value `name` is, or a part of it, in `function`; empty where it is its own.

    A parameter is what callers hand over, so their values are looked at as well.
    """
    modules = list(trees)
    cached = {
        one.name
        for tree in modules
        for one in ast.walk(tree)
        if isinstance(one, Function) and any(_last(item) in CACHES for item in one.decorator_list)
    }
    return _lender(modules, cached, function, name, DEEP) if cached else ""


def _lender(modules: list[ast.Module], cached: set[str], function: Function, name: str, depth: int) -> str:
    given = [*_values(function, name)]
    if any(_copies(value) for value in given):
        return ""
    position = _position(function, name)
    if not given and position is not None:
        for tree in modules:
            for caller in [node for node in ast.walk(tree) if isinstance(node, Function)]:
                for call in [node for node in ast.walk(caller) if isinstance(node, ast.Call)]:
                    if _last(call.func) == function.name and depth:
                        held = _argument(call, position, name)
                        found = _of(modules, cached, caller, held, depth - 1) if held is not None else ""
                        if found:
                            return found
        return ""
    return next((found for value in given if (found := _of(modules, cached, function, value, depth))), "")


def _of(modules: list[ast.Module], cached: set[str], function: Function, value: ast.expr, depth: int) -> str:
    """The cached function in the chain of look-ups that gives a value; what makes something new ends the chain."""
    node: ast.AST = value
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Call) and _last(node.func) in cached:
            return _last(node.func)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("get", "values"):
            node = node.func.value
        elif isinstance(node, ast.Attribute) and node.attr in cached:
            return node.attr
        elif isinstance(node, ast.Subscript | ast.Await | ast.Attribute):
            node = node.value
        else:
            return ""
    return _lender(modules, cached, function, node.id, depth - 1) if depth else ""


def _values(function: Function, name: str) -> Iterator[ast.expr]:
    """What assignments, loops and comprehensions of a function give the name."""
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=found)], value=value) if found == name:
                yield value
            case ast.AnnAssign(target=ast.Name(id=found), value=ast.expr() as value) if found == name:
                yield value
            case ast.NamedExpr(target=ast.Name(id=found), value=value) if found == name:
                yield value
            case (
                ast.For(target=ast.Name(id=found), iter=value)
                | ast.AsyncFor(target=ast.Name(id=found), iter=value)
                | ast.comprehension(target=ast.Name(id=found), iter=value)
            ) if found == name:
                yield value


def _copies(value: ast.expr) -> bool:
    """`dict(x)`, `x.copy()`, `deepcopy(x)`, `{**x}`, `[*x]`, `x | y`: an object of the function's own."""
    match value:
        case ast.Call():
            return _last(value.func) in COPIES
        case ast.Dict() | ast.List() | ast.Set() | ast.DictComp() | ast.ListComp() | ast.SetComp() | ast.BinOp():
            return True
    return False


def _position(function: Function, name: str) -> int | None:
    names = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
    return names.index(name) if name in names else None


def _argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    """What a call hands over for a parameter; of a method the first one is the object itself."""
    named = next((word.value for word in call.keywords if word.arg == name), None)
    return named if named is not None else call.args[position] if position < len(call.args) else None


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        return _last(node.func)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
