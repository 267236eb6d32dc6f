"""Rows that are not saved once more since they have what they would be given: what ends signals that go round."""

from __future__ import annotations

import ast

from arbase.domain.diagnosis import CrashSpec
from arbase.verify.syntax import Code, last_name


def has_it_already(code: Code, asked: ast.AST, crash: CrashSpec) -> bool:
    """`if other.state == GONE: continue` or `if other.state != GONE:`, in front of `other.state = GONE; other.save()`.

    Only for a crash by recursion. Where more is given than what is asked for, the function must know by the same value
    that it is to run at all, as in `if instance.state != GONE: return`: else a row that lacks the rest is left so.
    """
    test = asked.test if isinstance(asked, ast.If) else asked
    if crash.exception.rpartition(".")[2] != "RecursionError" or not isinstance(test, ast.Compare):
        return False
    match test:
        case ast.Compare(left=ast.Attribute(value=ast.Name(id=name)) as left, ops=[ast.Eq() | ast.NotEq()]):
            value = test.comparators[0]
        case _:
            return False
    owner = code.parent(test)
    block = _saving(code, owner, equal=isinstance(test.ops[0], ast.Eq)) if isinstance(owner, ast.If) else []
    given = [one for one in block if isinstance(one, ast.Assign) and _is_of(one.targets[0], name)]
    same = [one for one in given if last_name(one.targets[0]) == left.attr and ast.dump(one.value) == ast.dump(value)]
    saved = any(_saves(one, name) for one in block)
    return bool(same) and saved and (len(given) == 1 or _runs_for(code, test, left.attr, value))


def _saving(code: Code, owner: ast.If, *, equal: bool) -> list[ast.stmt]:
    """What is done with the rows that are not passed over."""
    if not equal:
        return owner.body if not owner.orelse else []
    loop = code.parent(owner)
    if not isinstance(loop, ast.For) or [type(one) for one in owner.body] != [ast.Continue] or owner.orelse:
        return []
    # A test further down would let be done by halves what stands in front of it.
    return loop.body[1:] if loop.body[0] is owner else []


def _is_of(target: ast.expr, name: str) -> bool:
    return isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == name


def _saves(statement: ast.stmt, name: str) -> bool:
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=saved), attr="save"))):
            return saved == name
    return False


def _runs_for(code: Code, test: ast.Compare, attribute: str, value: ast.expr) -> bool:
    """The function asks the row that was saved for the same value in the same attribute."""
    function = code.function_of(test)
    own = {one.arg for one in function.args.args} if function is not None else set()
    for node in ast.walk(function) if function is not None else ():
        match node:
            case ast.Compare(left=ast.Attribute(value=ast.Name(id=name), attr=attr), comparators=[wanted]):
                if name in own and attr == attribute and ast.dump(wanted) == ast.dump(value):
                    return True
    return False
