"""What a function gives out and keeps: the value of a cached call, which the next caller gets as the last one left it.

`functools.lru_cache` and its like hand out the same object each time (https://docs.python.org/3/library/functools.html).
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator

from arbase.workspace.own_caches import keeping

CACHES = frozenset(("lru_cache", "cache", "cached", "memoize", "memoized", "cached_property"))
DEEP_COPIES = frozenset(("deepcopy",))
TAKES = frozenset(("pop", "popitem", "remove", "discard", "clear", "popleft"))
COPIES = frozenset(("dict", "list", "set", "sorted", "copy", "deepcopy", "replace"))
DEEP = 3
Function = ast.FunctionDef | ast.AsyncFunctionDef


def takings(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    """The local names out of which a statement takes something, each with the key if it takes one by key.

    `rates.pop(key)`, `del rates[key]`, `rows.remove(row)`, `table.drop(columns=["key"], inplace=True)`.
    """
    if isinstance(node, ast.Delete):
        for target in node.targets:
            if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
                yield target.value.id, target.slice
    for call in ast.walk(node) if isinstance(node, ast.Expr | ast.Assign | ast.AnnAssign | ast.Return) else ():
        match call:
            case ast.Call(func=ast.Attribute(attr=attr, value=ast.Name(id=name)), args=given) if attr in TAKES:
                yield name, given[0] if given and attr == "pop" else None
            case ast.Call(func=ast.Attribute(attr="drop", value=ast.Name(id=name)), keywords=words):
                yield from ((name, key) for key in _dropped(words))


def _dropped(words: list[ast.keyword]) -> list[ast.expr]:
    """The columns that pandas takes out of the very table that it is asked for."""
    told = {word.arg: word.value for word in words}
    match told.get("inplace"), told.get("columns"):
        case ast.Constant(value=True), ast.List(elts=columns) | ast.Tuple(elts=columns):
            return columns
        case ast.Constant(value=True), ast.Constant() as column:
            return [column]
    return []


def inner_takings(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    """The same for what lies within something, by the outer name: `rates["fees"].pop(key)`, `del rates[1][key]`."""
    held: list[tuple[ast.expr, ast.expr | None]] = []
    if isinstance(node, ast.Delete):
        held += [(one.value, one.slice) for one in node.targets if isinstance(one, ast.Subscript)]
    for call in ast.walk(node) if isinstance(node, ast.Expr | ast.Assign | ast.AnnAssign | ast.Return) else ():
        match call:
            case ast.Call(func=ast.Attribute(attr=attr, value=inner), args=given) if attr in TAKES:
                held.append((inner, given[0] if given and attr == "pop" else None))
    for inner, key in held:
        outer = inner
        while isinstance(outer, ast.Subscript):
            outer = outer.value
        if isinstance(outer, ast.Name) and outer is not inner:
            yield outer.id, key


def keeper(trees: Iterable[ast.Module], function: Function, name: str) -> tuple[str, ast.expr] | None:
    """What keeps the parts of `name`, and the value of it that would have to be a deep copy; None for its own parts.

    A copy is of one level only: `dict(tariff(region))["fees"]` is what the cached function, or a constant, has.
    """
    modules = list(trees)
    values = [*_values(function, name)]
    source = copied(values[0]) if len(values) == 1 else None
    if source is None:
        return None
    by = _of(modules, _cached(modules), function, source, DEEP)
    if not by and source is not values[0] and isinstance(source, ast.Name) and _nested(modules, source.id):
        by = source.id
    return (by, values[0]) if by else None


def rows_of(function: Function, name: str) -> str:
    """The name of what a loop of the function goes through with `name`, which has no other values; else empty."""
    loops = [node for node in ast.walk(function) if isinstance(node, ast.For | ast.AsyncFor)]
    found = [one.iter.id for one in loops if isinstance(one.iter, ast.Name) and ast.dump(one.target) == _stored(name)]
    return found[0] if len(found) == 1 == len([*_values(function, name)]) else ""


def _stored(name: str) -> str:
    return ast.dump(ast.Name(name, ast.Store()))


def copied(value: ast.expr) -> ast.expr | None:
    """What a value is a copy of in its first level, or the value itself; None for a deep copy or something new."""
    match value:
        case ast.Call(func=called) if _last(called) in DEEP_COPIES:
            return None
        case ast.Call(func=ast.Attribute(attr="copy", value=source), args=[]):
            return source
        case ast.Call(func=called, args=[source]) if _last(called) in COPIES:
            return source
        case ast.Dict(keys=keys, values=[*_]) if keys.count(None) == 1 and keys[0] is None:
            return value.values[0]
        case ast.List(elts=[ast.Starred(value=source)]):
            return source
    return None if _copies(value) else value


def _nested(modules: list[ast.Module], name: str) -> bool:
    """A constant of a module that holds containers."""
    for node in (node for tree in modules for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if name.isupper() and any(isinstance(one, ast.Name) and one.id == name for one in targets):
            parts = node.value.values if isinstance(node.value, ast.Dict) else getattr(node.value, "elts", [])
            return any(isinstance(one, ast.Dict | ast.List | ast.Set) for one in parts)
    return False


def lender(trees: Iterable[ast.Module], function: Function, name: str) -> str:
    """The cached function whose value `name` is, or a part of it, in `function`; empty where it is its own.

    A parameter is what callers hand over, so their values are looked at as well.
    """
    modules = list(trees)
    cached = _cached(modules)
    return _lender(modules, cached, function, name, DEEP) if cached else ""


def _cached(modules: list[ast.Module]) -> dict[str, str]:
    """The functions whose values are kept, each with the one that keeps them: itself, or the one behind it."""
    functions = [one for tree in modules for one in ast.walk(tree) if isinstance(one, Function)]
    own = {one.name for one in functions if any(_last(item) in CACHES for item in one.decorator_list)}
    cached = {name: name for name in own | keeping(modules)}
    named = Counter(one.name for one in functions)
    for _ in range(DEEP if cached else 0):
        # A name that two functions have does not tell which of them hands something on.
        others = [one for one in functions if named[one.name] == 1 and one.name not in cached]
        found = {one.name: by for one in others if (by := _handed_on(modules, cached, one))}
        if not found:
            break
        cached.update(found)
    return cached


def _handed_on(modules: list[ast.Module], cached: dict[str, str], function: Function) -> str:
    """The cached function of which each value that the function returns is what it keeps, or a part of it."""
    values = [one.value for one in ast.walk(function) if isinstance(one, ast.Return) and one.value is not None]
    if any(isinstance(one, ast.Yield | ast.YieldFrom | ast.Lambda) for one in ast.walk(function)):
        return ""
    keepers = {_of(modules, cached, function, value, 1) for value in values}
    return keepers.pop() if len(keepers) == 1 else ""


def _lender(modules: list[ast.Module], cached: dict[str, str], function: Function, name: str, depth: int) -> str:
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


def _of(modules: list[ast.Module], cached: dict[str, str], function: Function, value: ast.expr, depth: int) -> str:
    """The cached function in the chain of look-ups that gives a value; what makes something new ends the chain."""
    node: ast.AST = value
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Call) and _last(node.func) in cached:
            return cached[_last(node.func)]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("get", "values"):
            node = node.func.value
        elif isinstance(node, ast.Attribute) and node.attr in cached:
            return cached[node.attr]
        elif isinstance(node, ast.Subscript | ast.Await | ast.Attribute):
            node = node.value
        else:
            return ""
    return _lender(modules, cached, function, node.id, depth - 1) if depth else ""


def _values(function: Function, name: str) -> Iterator[ast.expr]:
    """What assignments and loops of a function give the name; without any, what its comprehensions do."""
    inner: list[ast.expr] = []
    outer = False
    for node in ast.walk(function):
        match node:
            case ast.comprehension(target=target, iter=value) if _is_element(target, name):
                inner.append(_elements(value))
            case (
                ast.Assign(targets=[ast.Name(id=found)], value=value)
                | ast.AnnAssign(target=ast.Name(id=found), value=ast.expr() as value)
                | ast.NamedExpr(target=ast.Name(id=found), value=value)
            ) if found == name:
                outer = True
                yield value
            case ast.For(target=target, iter=value) | ast.AsyncFor(target=target, iter=value) if _is_element(
                target, name
            ):
                outer = True
                yield _elements(value)
    yield from inner if not outer else ()


def _is_element(target: ast.expr, name: str) -> bool:
    """The loop gives the name its elements, or the values of the pairs that it goes through."""
    last = target.elts[-1] if isinstance(target, ast.Tuple) and target.elts else target
    return isinstance(last, ast.Name) and last.id == name


def _elements(iterable: ast.expr) -> ast.expr:
    """What holds the elements that a loop goes through: a list, or an order, of them holds the very same ones."""
    while isinstance(iterable, ast.Call):
        match iterable:
            case ast.Call(func=ast.Name(id="sorted" | "list" | "tuple" | "reversed" | "enumerate"), args=[inner, *_]):
                iterable = inner
            case ast.Call(func=ast.Attribute(value=inner, attr="items" | "values"), args=[]):
                iterable = inner
            case _:
                break
    return iterable


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
