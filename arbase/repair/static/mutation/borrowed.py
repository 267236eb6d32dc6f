"""What the function has elsewhere: an expression, a condition, a variable in the wrong role (Barr et al. 2014)."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import wrap
from arbase.repair.static.mutation.interface import Mutation, Scope

MOST_TEXTS = 10
SIMPLE = (ast.Expr, ast.Assign, ast.AugAssign, ast.Return, ast.Break)


def borrowed(scope: Scope) -> Iterator[Mutation]:
    """All mutations that put something of the function in another place of it."""
    for node in scope.expressions:
        yield from _elsewhere(scope, node)
    for statement in scope.statements:
        yield from _other_target(scope, statement)
        yield from _conditional(scope, statement)


def _elsewhere(scope: Scope, node: ast.expr) -> Iterator[Mutation]:
    """Another expression of the function, an element or the length of a container in the place of a value."""
    parent = scope.file.parent(node)
    if isinstance(parent, ast.Expr | ast.Attribute) or (isinstance(parent, ast.Call) and parent.func is node):
        return
    text = scope.text(node)
    if isinstance(node, ast.Name) and node.id in scope.names and node.id not in scope.containers:
        if isinstance(parent, ast.Subscript) and parent.value is node:
            return
        for container in scope.names:
            if container in scope.containers:
                # The sum of something is most often divided by how many there are.
                weight = 0.8 if _divides_sum(parent, node) else 0.3
                yield scope.replace(node, f"len({container})", "length for a value", weight)
                for index in scope.indices:
                    yield scope.replace(node, f"{container}[{index}]", "element for a value", 0.25)
        yield from _others(scope, node, text)
    elif isinstance(node, ast.Subscript | ast.Call):
        yield from _others(scope, node, text)


def _divides_sum(parent: ast.AST | None, node: ast.expr) -> bool:
    match parent:
        case ast.BinOp(left=ast.Call(func=ast.Name(id="sum")), op=ast.Div() | ast.FloorDiv(), right=right):
            return right is node
    return False


def _others(scope: Scope, node: ast.expr, text: str) -> Iterator[Mutation]:
    for other in scope.computed[:MOST_TEXTS]:
        if other != text and text not in other:
            yield scope.replace(node, other, "expression from elsewhere", 0.25)


def _other_target(scope: Scope, statement: ast.stmt) -> Iterator[Mutation]:
    """The right value in the wrong variable."""
    match statement:
        case ast.AugAssign(target=ast.Name() as target):
            weight = 0.5
        case ast.Assign(targets=[ast.Name() as target]):
            weight = 0.3
        case _:
            return
    for name in scope.names:
        if name != target.id and (name in scope.containers) == (target.id in scope.containers):
            yield scope.replace(target, name, "wrong variable", weight)


def _conditional(scope: Scope, statement: ast.stmt) -> Iterator[Mutation]:
    """A step that should not always be taken."""
    if not isinstance(statement, SIMPLE) or statement is scope.function.body[-1]:
        return
    looped = scope.loop_targets
    compared = [f"{one} {op} {other}" for number, one in enumerate(looped) for other in looped[number + 1 :]
                for op in ("==", "!=", "<", ">")]  # fmt: skip
    member = [f"{one} {op} {name}" for one in looped for name in scope.names if name in scope.containers
              for op in ("in", "not in")]  # fmt: skip
    for condition in dict.fromkeys([*compared, *member, *scope.conditions]):
        edit = wrap(scope.file, [statement], f"if {condition}:", ())
        if edit is not None:
            yield Mutation((edit,), "missing condition", 0.2, statement.lineno)
