"""Records of a loop that one round took back for all: `session.rollback()` where one of them is refused.

What the rounds before wrote is gone with it, and their records belong to no session any more: they have lost their
relations, their keys or their columns when somebody reads them. Each round gets a savepoint, rolled back alone.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import delete, wrap
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.rollback import REFUSED
from arbase.workspace.tree import FUNCTIONS, Function

NAME = "kept-rounds"
_LOST = frozenset(
    (
        "AttributeError", "TypeError", "ValidationError", "ResponseValidationError", "DetachedInstanceError",
        "ObjectDeletedError", "InvalidRequestError", "ObjectDereferencedError",
    )
)  # fmt: skip
_COLLECTS = frozenset(("append", "add", "extend", "setdefault", "update"))


class KeptRounds(Template):
    """`with session.begin_nested():` around what a round writes, and no rollback of the whole transaction."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For loops of the running functions, and of those that they called before."""
        if context.crash.exception not in _LOST:
            return
        seen: set[int] = set()
        for frame in reversed(context.crash.frames):
            for file, function in _before(context, frame.file, frame.function, frame.line):
                if id(function) in seen:
                    continue
                seen.add(id(function))
                for node, rolled in _rounds(file, function):
                    if (draft := _nested(context, file, node, rolled)) is not None:
                        yield draft


def _before(
    context: Context, file: SourceFile, function: Function | None, line: int
) -> Iterator[tuple[SourceFile, Function]]:
    if function is None:
        return
    yield file, function
    for call in own_nodes(function):
        if isinstance(call, ast.Call) and call.lineno <= line:
            callee = callee_of(context.codebase.sources, call, near=file)
            if callee is not None:
                yield callee


def _rounds(file: SourceFile, function: Function) -> Iterator[tuple[ast.Try, ast.Expr]]:
    """Each `try` of a loop whose records are collected, with the rollback in its handler that lets the loop go on."""
    for node in own_nodes(function):
        loop = _loop(file, node) if isinstance(node, ast.Try) and not node.finalbody else None
        if not isinstance(node, ast.Try) or loop is None or len(node.handlers) != 1:
            continue
        handler = node.handlers[0]
        kinds = {last_name(part) for part in ast.walk(handler.type)} if handler.type is not None else set()
        rolled = [one for one in handler.body if isinstance(one, ast.Expr) and _rolled(one) is not None]
        ends = isinstance(handler.body[-1], ast.Raise | ast.Return | ast.Break)
        told = {last_name(part.func) for part in ast.walk(loop) if isinstance(part, ast.Call)}
        # A round that commits is safe from the later ones; a savepoint is rolled back alone.
        alone = told & {"commit", "begin_nested", "begin"}
        if kinds & REFUSED and len(rolled) == 1 and not ends and not alone and _collects(file, function, loop, node):
            yield node, rolled[0]


def _loop(file: SourceFile, node: ast.AST) -> ast.For | ast.AsyncFor | None:
    for outer in file.ancestors(node):
        if isinstance(outer, ast.For | ast.AsyncFor):
            return outer
        if isinstance(outer, (*FUNCTIONS, ast.While)):
            return None
    return None


def _rolled(statement: ast.Expr) -> ast.expr | None:
    """The session of `session.rollback()`, awaited or not."""
    call = statement.value.value if isinstance(statement.value, ast.Await) else statement.value
    match call:
        case ast.Call(func=ast.Attribute(attr="rollback", value=session), args=[], keywords=[]):
            return session
    return None


def _collects(file: SourceFile, function: Function, loop: ast.AST, node: ast.Try) -> bool:
    """What a round makes is put into something that was there before the loop."""
    inside = {id(part) for part in ast.walk(loop)}
    stored = [part for part in own_nodes(function) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)]
    outside = {part.id for part in stored if id(part) not in inside}
    for one in (*node.body, *node.orelse):
        for part in ast.walk(one):
            match part:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=way)) if way in _COLLECTS:
                    if name in outside:
                        return True
                case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()) if name in outside:
                    return True
    return False


def _nested(context: Context, file: SourceFile, node: ast.Try, rolled: ast.Expr) -> Draft | None:
    session = _rolled(rolled)
    if session is None:
        return None
    waits = "async " if isinstance(rolled.value, ast.Await) else ""
    wrapped = wrap(file, node.body, f"{waits}with {file.segment(session)}.begin_nested():", ())
    gone = delete(file, rolled)
    if wrapped is None or gone is None:
        return None
    why = f"{file.segment(rolled)} takes back what the rounds before wrote, whose records are used on"
    return edited(context, Idea(NAME, 0.92, why), file, wrapped, gone)
