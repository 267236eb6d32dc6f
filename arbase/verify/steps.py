"""A step that a patch only takes in another way is no made-up value: `week - 1` and `timedelta(weeks=1)`.

Nor is one by which the function counts already.
"""

from __future__ import annotations

import ast

from arbase.verify.change import ChangedFile
from arbase.verify.syntax import last_name


def same_step(file: ChangedFile, node: ast.AST | None) -> str:
    """Why the number of a span of time is known: the old code took that very step; empty where it did not."""
    parent = file.new.parent(node) if file.new is not None and node is not None else None
    call = file.new.parent(parent) if file.new is not None and isinstance(parent, ast.keyword) else node
    if not isinstance(call, ast.Call) or last_name(call.func) != "timedelta" or len(call.keywords) != 1:
        return ""
    step = call.keywords[0].value
    for known in file.gone(lambda code: code.every(ast.BinOp)):
        if isinstance(known.op, ast.Add | ast.Sub) and not call.args and ast.dump(known.right) == ast.dump(step):
            return f"line {known.lineno} took that step before"
    return _counted_by(file, call)


def _counted_by(file: ChangedFile, step: ast.Call) -> str:
    """`(end - start) // timedelta(hours=1)` in a function that counts by that very step elsewhere."""
    code = file.new
    outer = code.parent(step) if code is not None else None
    function = code.function_of(step) if code is not None else None
    divides = isinstance(outer, ast.BinOp) and isinstance(outer.op, ast.FloorDiv) and outer.right is step
    if function is None or not divides:
        return ""
    counts = (node for node in ast.walk(function) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv))
    for known in counts:
        if not file.touches(known) and ast.dump(known.right) == ast.dump(step):
            return f"line {known.lineno} counts by that step"
    return ""
