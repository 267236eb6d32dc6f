"""Marks of membership: 1 for what is in a collection, and what the lack of the collection makes of them."""

from __future__ import annotations

import ast

from arbase.workspace.tree import Tree, dotted

_TO_NUMBERS = ("float", "int", "bool")


def member_of_what_is_asked(tree: Tree, condition: ast.If, value: ast.expr) -> str:
    """How 0 is written for a mark that says what is in a collection, where the condition asks for that collection.

    Where there is none nothing is in it, so the mark is 0 and not unknown. Empty for any other value or condition.
    """
    asked = _asked(condition.test)
    if not asked or all(value is not node for one in condition.body for node in ast.walk(one)):
        return ""
    mark, zero = _bare(value)
    match mark:
        case ast.Compare(ops=[ast.In()], comparators=[collection]):
            pass
        case ast.Call(func=ast.Attribute(attr="isin"), args=[collection]):
            pass
        case _:
            return ""
    return zero if _comes_of(tree, collection, asked, 0) else ""


def _asked(test: ast.expr) -> str:
    """What the condition wants to be there: `x`, `x is not None`, `len(x)`."""
    match test:
        case ast.Compare(left=left, ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return dotted(left)
        case ast.Compare(
            left=ast.Call(func=ast.Name(id="len"), args=[inner]), ops=[ast.Gt()], comparators=[ast.Constant(value=0)]
        ):
            return dotted(inner)
        case ast.Call(func=ast.Name(id="len" | "bool"), args=[inner]):
            return dotted(inner)
    return dotted(test)


def _bare(value: ast.expr) -> tuple[ast.expr, str]:
    """The mark without what makes a number of it, and 0 as such a number."""
    zero = "0"
    while True:
        match value:
            case ast.ListComp(elt=inner, generators=[_]) | ast.GeneratorExp(elt=inner, generators=[_]):
                value = inner
            case ast.Call(func=ast.Name(id=kind), args=[inner]) if kind in _TO_NUMBERS:
                zero = "0.0" if kind == "float" else zero
                value = inner
            case ast.Call(func=ast.Attribute(attr="astype", value=inner), args=[kind]):
                zero = "0.0" if "float" in ast.unparse(kind) else zero
                value = inner
            case _:
                return value, zero


def _comes_of(tree: Tree, node: ast.expr, asked: str, depth: int) -> bool:
    """The collection is what was asked for, or is made of it."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name | ast.Attribute) and dotted(part) == asked:
            return True
    function = tree.function_of(node)
    if not isinstance(node, ast.Name) or function is None or depth > 2:
        return False
    given = [
        one.value
        for one in ast.walk(function)
        if isinstance(one, ast.Assign) and any(dotted(target) == node.id for target in one.targets)
    ]
    return len(given) == 1 and _comes_of(tree, given[0], asked, depth + 1)
