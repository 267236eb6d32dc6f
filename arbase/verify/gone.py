"""A removal that is passed over where there is nothing to remove, as the docstring of its function says."""

from __future__ import annotations

import ast

from arbase.verify.syntax import Code
from arbase.workspace.promises import may_be_gone


def removes_what_is_there(code: Code, statement: ast.stmt | None, test: ast.expr) -> bool:
    """`if x in xs: xs.remove(x)` and nothing else under it, with the same `x` and `xs`."""
    guard = code.parent(test)
    if statement is None or not isinstance(guard, ast.If) or guard.body != [statement]:
        return False
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=held, attr="remove"), args=[what], keywords=[])):
            pass
        case ast.Delete(targets=[ast.Subscript(value=held, slice=what)]):
            pass
        case _:
            return False
    function = code.function_of(statement)
    match test:
        case ast.Compare(left=one, ops=[ast.In()], comparators=[other]):
            same = ast.unparse(one) == ast.unparse(what) and ast.unparse(other) == ast.unparse(held)
            return same and function is not None and may_be_gone(ast.get_docstring(function))
    return False
