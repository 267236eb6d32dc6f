"""Whether a piece of code is an instance of what a function does with its parameters (one-sided unification)."""

from __future__ import annotations

import ast
import copy
from collections.abc import Set

from arbase.repair.static.source import last_name, own_nodes
from arbase.workspace.tree import Function

Bound = dict[str, ast.expr]


def unified(core: ast.expr, code: ast.expr, parameters: Set[str]) -> Bound | None:
    """What each parameter stands for where `core`, of a function's body, is `code`; None where it is something else.

    `core` may hand over more arguments than `code`, and tidy them first; `mapping.get(key)` counts as `mapping[key]`;
    and where `core` takes an attribute of a parameter, `code` may hold the whole object.
    """
    bound: Bound = {}
    if _is_only_tidied(core, parameters):
        return None
    return bound if _matches(core, code, parameters, bound) else None


def _is_only_tidied(core: ast.expr, parameters: Set[str]) -> bool:
    """`value.strip()`, `str(key)`: nothing of it is left to be found in other code."""
    match core:
        case (
            ast.Call(func=ast.Name(id="str"), args=[inner], keywords=[])
            | ast.Call(func=ast.Attribute(attr="strip" | "lower" | "upper" | "casefold", value=inner), args=[])
            | ast.Attribute(value=inner)
        ):
            return _is_only_tidied(inner, parameters)
    return isinstance(core, ast.Name) and core.id in parameters


def written_out(core: ast.expr, function: Function) -> ast.expr | None:
    """`core` with what its local names stand for in their place; None where it has none that is given just once.

    `convert(value)` after `convert, needed = FIELDS[key]` is `FIELDS[key][0](value)`.
    """
    given: dict[str, list[ast.expr]] = {}
    for node in own_nodes(function):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
            parts = target.elts if isinstance(target, ast.Tuple) else [target]
            for position, part in enumerate(parts):
                entry = ast.Subscript(value=node.value, slice=ast.Constant(position), ctx=ast.Load())
                if isinstance(part, ast.Name):
                    given.setdefault(part.id, []).append(node.value if part is target else entry)
    stored = [node.id for node in own_nodes(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    once = {name: values[0] for name, values in given.items() if stored.count(name) == 1}
    if not any(isinstance(node, ast.Name) and node.id in once for node in ast.walk(core)):
        return None
    result: ast.expr = _InPlace(once).visit(copy.deepcopy(core))
    return result


class _InPlace(ast.NodeTransformer):
    """Puts expressions in the place of names."""

    def __init__(self, given: dict[str, ast.expr]) -> None:
        self.given = given

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.given.get(node.id, node)


def _matches(core: ast.expr, code: ast.expr, parameters: Set[str], bound: Bound) -> bool:
    match core:
        case ast.Name(id=name) if name in parameters:
            known = bound.setdefault(name, code)
            return known is code or ast.dump(known) == ast.dump(code)
        case ast.Attribute(value=ast.Name(id=name)) if name in parameters and not isinstance(code, ast.Attribute):
            return _matches(core.value, code, parameters, bound)
        case ast.Call(func=ast.Attribute(attr="get", value=mapping), args=[key, *_]) if isinstance(code, ast.Subscript):
            return _both((mapping, key), (code.value, code.slice), parameters, bound)
        case ast.Subscript():
            match code:
                case (
                    ast.Subscript(value=mapping, slice=key)
                    | ast.Call(func=ast.Attribute(attr="get", value=mapping), args=[key], keywords=[])
                ):
                    return _both((core.value, core.slice), (mapping, key), parameters, bound)
        case ast.Call() if isinstance(code, ast.Call) and last_name(core.func) == last_name(code.func):
            return _same_call(core, code, parameters, bound)
        case (
            ast.Call(func=ast.Name(id="str"), args=[inner], keywords=[])
            | ast.Call(func=ast.Attribute(attr="strip" | "lower" | "upper" | "casefold", value=inner), args=[])
        ):
            # What the function tidies first, the code hands over as it is.
            return _matches(inner, code, parameters, bound)
        case ast.BinOp() if isinstance(code, ast.BinOp) and type(core.op) is type(code.op):
            return _both((core.left, core.right), (code.left, code.right), parameters, bound)
        case ast.Attribute() if isinstance(code, ast.Attribute) and core.attr == code.attr:
            return _matches(core.value, code.value, parameters, bound)
        case ast.Name() | ast.Constant():
            return ast.dump(core) == ast.dump(code)
    return False


def _both(cores: tuple[ast.expr, ...], codes: tuple[ast.expr, ...], parameters: Set[str], bound: Bound) -> bool:
    return all(_matches(core, code, parameters, bound) for core, code in zip(cores, codes, strict=True))


def _same_call(core: ast.Call, code: ast.Call, parameters: Set[str], bound: Bound) -> bool:
    """The same function with at least the arguments of `code`, and what it is called on."""
    if any(isinstance(item, ast.Starred) for item in (*core.args, *code.args)) or len(core.args) < len(code.args):
        return False
    if isinstance(core.func, ast.Name) and core.func.id in parameters:
        return False
    if type(core.func) is not type(code.func) or not _matches(core.func, code.func, parameters, bound):
        return False
    given = {word.arg: word.value for word in core.keywords if word.arg}
    for word in code.keywords:
        if word.arg not in given or not _matches(given[word.arg], word.value, parameters, bound):
            return False
    # Everything else is handed over by the function on its own.
    return all(_matches(one, other, parameters, bound) for one, other in zip(core.args, code.args, strict=False))
