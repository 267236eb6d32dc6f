"""Functions that keep what they give out without a decorator, in a name of their module or of their object."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef


def keeping(modules: Iterable[ast.Module]) -> set[str]:
    """The names of the functions that fill a name of their module, or an attribute of their object, once and return it.

    Once means that a condition of the function, or a look-up by `get`, asks for what is there already.
    """
    return {function.name for tree in modules for function, place in _fillings(tree) if _gives(function, place)}


def _fillings(tree: ast.Module) -> Iterator[tuple[Function, str]]:
    """Each function with each place that it fills where it does not hold anything yet."""
    shared = set(_module_names(tree))
    for function in (node for node in ast.walk(tree) if isinstance(node, Function)):
        told = {name for node in ast.walk(function) if isinstance(node, ast.Global) for name in node.names}
        for place in dict.fromkeys(_filled(function)):
            lasting = place.startswith("self.") or place in told or (place in shared and not _is_bound(function, place))
            if lasting and _asks(function, place):
                yield function, place


def _module_names(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        yield from (one.id for one in targets if isinstance(one, ast.Name))


def _filled(function: Function) -> Iterator[str]:
    """`_rates` of `_rates[key] = ...` and of `_rates = ...`; `self._kept` likewise."""
    for node in ast.walk(function):
        for target in _targets(node):
            yield _place_of(target.value if isinstance(target, ast.Subscript) else target)


def _targets(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return node.targets
    return [node.target] if isinstance(node, ast.AnnAssign) else []


def _is_bound(function: Function, name: str) -> bool:
    """The name is one of the function's own: assigned as a whole there, or a parameter."""
    given = function.args
    parameters = {one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)}
    return name in parameters or any(
        isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id == name
        for node in ast.walk(function)
    )


def _asks(function: Function, place: str) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.If | ast.IfExp) and _mentions(node.test, place):
            return True
        match node:
            case ast.Call(func=ast.Attribute(value=value, attr="get")) if _place_of(value) == place:
                return True
    return False


def _gives(function: Function, place: str) -> bool:
    """It returns what the place holds: the whole, a part by its key, or the name that was put there."""
    stored = {
        node.value.id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name)
        for target in node.targets
        if _place_of(target.value if isinstance(target, ast.Subscript) else target) == place
    }
    given = [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value is not None]
    return any(
        _place_of(_looked_up(value)) == place or (isinstance(value, ast.Name) and value.id in stored) for value in given
    )


def _looked_up(value: ast.expr) -> ast.expr:
    match value:
        case ast.Subscript(value=held) | ast.Call(func=ast.Attribute(value=held, attr="get" | "setdefault")):
            return held
    return value


def _mentions(test: ast.expr, place: str) -> bool:
    return any(_place_of(node) == place for node in ast.walk(test) if isinstance(node, ast.expr))


def _place_of(node: ast.expr) -> str:
    """`_rates`, `self._kept` or `cls._kept` (told as `self._kept`); empty for anything else."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=attr):
            return f"self.{attr}"
    return ""
