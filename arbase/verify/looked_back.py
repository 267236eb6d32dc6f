"""A place that `bisect` finds and that is one too far: the one before it, where the function says that it means that.

`days[bisect_left(days, day)]` crashes behind the last day, and between two days it gives the wrong one: what was
answered before was not what the function promises. An equal one is found as before.
"""

from __future__ import annotations

import ast

from arbase.verify.gates.interface import GateCase
from arbase.verify.syntax import Code
from arbase.workspace.looking_back import means_the_last, said_of
from arbase.workspace.parsing import parse

_FOUND = frozenset(("bisect", "bisect_left", "bisect_right"))


def looks_back(case: GateCase) -> bool:
    """The patch does just this in the crashed function, and nothing else."""
    changed = case.changed(case.crash.location.path)
    if changed is None or len(case.files) != 1 or changed.old is None or changed.new is None:
        return False
    function = changed.old.function_at(case.crash.location.line)
    if function is None or not means_the_last(said_of(changed.before, function)):
        return False
    (before, none), (after, one) = (_plain(code, function.name) for code in (changed.old, changed.new))
    return before == after and (none, one) == (0, 1)


def _plain(code: Code, name: str) -> tuple[str, int]:
    """The source with the ways of `bisect` made alike in the functions of this name, and how many looked back."""
    tree = parse(ast.unparse(code.tree))
    tree.body = [one for one in tree.body if not (isinstance(one, ast.ImportFrom) and one.module == "bisect")]
    alike = _Alike()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name:
            alike.visit(node)
    return ast.dump(tree), alike.looking


class _Alike(ast.NodeTransformer):
    """`max(bisect_right(a, x) - 1, 0)` and `bisect_left(a, x)` as one."""

    looking = 0

    def visit_Call(self, node: ast.Call) -> ast.expr:
        match node:
            case ast.Call(
                func=ast.Name(id="max"),
                args=[
                    ast.BinOp(left=ast.Call() as inner, op=ast.Sub(), right=ast.Constant(value=1)),
                    ast.Constant(value=0),
                ],
            ) if _name(inner) in _FOUND - {"bisect_left"}:
                node, self.looking = inner, self.looking + 1
        if _name(node) in _FOUND and not node.keywords:
            return ast.Call(ast.Name("bisect", ast.Load()), node.args, [])
        self.generic_visit(node)
        return node


def _name(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
