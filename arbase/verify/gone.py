"""Removals: passed over where there is nothing to remove, or made of a copy, where what is shared was cut before."""

from __future__ import annotations

import ast

from arbase.verify.change import ChangedFile
from arbase.verify.syntax import Code
from arbase.workspace.promises import may_be_gone
from arbase.workspace.tree import own_lines

TAKES_OUT = frozenset(("remove", "discard", "pop"))


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


def left_out_of_copy(file: ChangedFile, test: ast.expr) -> bool:
    """`[one for one in shared if one is not X]`, where the function took X out of what is shared before the patch."""
    if file.old is None or file.new is None:
        return False
    match test:
        case ast.Compare(left=one, ops=[ast.IsNot() | ast.NotEq() | ast.NotIn()], comparators=[other]):
            named = {ast.dump(one), ast.dump(other)}
        case _:
            return False
    function = file.new.function_of(test)
    name = file.new.qualified_name(function) if function is not None else ""
    return any(
        ast.dump(what) in named and owner is not None and file.old.qualified_name(owner) == name
        for what, owner in ((taken, file.old.function_at(taken.lineno)) for taken in _taken_out(file))
    )


def copied_instead(file: ChangedFile, line: int) -> frozenset[int]:
    """The lines that make a copy without what the old statement at `line` took out; empty if it took nothing out."""
    statement = file.old.statement_at(line) if file.old is not None else None
    if statement is None or file.new is None or all(one.lineno != statement.lineno for one in _taken_out(file)):
        return frozenset()
    made = [test for loop in file.new.every(ast.comprehension) for test in loop.ifs if left_out_of_copy(file, test)]
    return frozenset(number for test in made for number in own_lines(file.new.statement_of(test) or statement))


def _taken_out(file: ChangedFile) -> list[ast.expr]:
    """What statements of the old text took out of something, and those of the new one do not."""
    found: list[ast.expr] = []
    for statement in file.gone(lambda code: code.statements):
        match statement:
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr=verb), args=[what, *_])) if verb in TAKES_OUT:
                found.append(what)
            case ast.Delete(targets=[ast.Subscript(slice=what)]):
                found.append(what)
    return found
