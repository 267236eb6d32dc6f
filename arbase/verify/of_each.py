"""An early answer that leaves nothing undone: the work behind it is done for each element of an array that has none."""

from __future__ import annotations

import ast

from arbase.verify.syntax import Code
from arbase.workspace.arrays import reduced, with_each


def is_work_on_each(code: Code, node: ast.Return) -> bool:
    """`if not xs.size: return xs` stands in front of a `return` of `xs / xs.max()`, or `[]` in front of its list."""
    guard = code.parent(node)
    block = getattr(code.parent(guard), "body", []) if guard is not None else []
    if not isinstance(guard, ast.If) or guard.orelse or len(guard.body) != 1 or guard not in block[:-1]:
        return False
    following = block[block.index(guard) + 1]
    for call in ast.walk(following) if isinstance(following, ast.Return) else ():
        array = reduced(call)
        if array is None or not _asks_size(guard.test, ast.unparse(array)):
            continue
        whole = with_each(call, array, code.ancestors(call))
        listed = code.parent(code.parent(whole) or following) if whole is not None else None
        if whole is not None and following.value is whole:
            return node.value is not None and ast.unparse(node.value) == ast.unparse(array)
        if whole is not None and following.value is listed:
            return isinstance(node.value, ast.List) and not node.value.elts
    return False


def _asks_size(test: ast.expr, array: str) -> bool:
    return ast.unparse(test) in (f"not {array}.size", f"{array}.size == 0", f"len({array}) == 0")
