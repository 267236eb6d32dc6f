"""Parts of a text that are looked up in something known, where what is not known is refused in the same function."""

from __future__ import annotations

import ast

from arbase.workspace.tree import Function

_SPLITS = frozenset(("split", "rsplit"))
_SHAPES = frozenset(("lower", "upper", "casefold", "strip", "title"))


def second_part(node: ast.AST | None) -> tuple[ast.expr, ast.Constant] | None:
    """The text and the separator of `text.rsplit(".", 1)[1]` and `text.split("-")[1]`; None for anything else."""
    match node:
        case ast.Subscript(
            value=ast.Call(func=ast.Attribute(value=text, attr=attr), args=[ast.Constant(value=str()) as sep, *most]),
            slice=ast.Constant(value=1),
        ) if attr in _SPLITS and isinstance(text, ast.Name | ast.Attribute):
            once = all(isinstance(one, ast.Constant) and one.value == 1 for one in most)
            return (text, sep) if once and (most or attr == "split") else None
    return None


def refused_if_unknown(function: Function, name: str) -> bool:
    """`TABLE.get(name)` whose None raises, or `if name not in KNOWN: raise`: an empty name is refused as any other."""
    found = {
        target.id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _asks(node.value, name)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(function):
        if not isinstance(node, ast.If) or not isinstance(node.body[-1], ast.Raise):
            continue
        match node.test:
            case ast.Compare(left=ast.Name(id=held), ops=[ast.Is()], comparators=[ast.Constant(value=None)]):
                known = held in found
            case ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=held)):
                known = held in found
            case ast.Compare(left=left, ops=[ast.NotIn()]):
                known = _is_name(left, name)
            case _:
                known = False
        if known:
            return True
    return False


def _asks(call: ast.Call, name: str) -> bool:
    """`table.get(name)`, with nothing instead."""
    one = len(call.args) == 1 and not call.keywords
    return one and isinstance(call.func, ast.Attribute) and call.func.attr == "get" and _is_name(call.args[0], name)


def _is_name(node: ast.expr, name: str) -> bool:
    """The name, also in small letters and the like."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _SHAPES:
        node = node.func.value
    return isinstance(node, ast.Name) and node.id == name
