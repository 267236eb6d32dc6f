"""A check stands below what it should keep from happening.

`if number != number.quantize(CENT)` above `if not 0 < number <= MOST`: the two swap places. So do `first = rows[0]`
and the `if not rows: raise NotFound(...)` below it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import is_bound_at
from arbase.repair.static.source import header_nodes
from arbase.repair.static.templates.building import Idea, edited, moved
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "guard-first"
STEPS = 3
FRAMES = 3


class GuardFirst(Template):
    """The check that would have refused the value, in front of the statement that fails on it."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the failing statement and the calls on the way to it, innermost first."""
        for away, frame in enumerate(reversed(context.crash.frames[-FRAMES:])):
            block = frame.file.block_of(frame.statement)
            if frame.statement not in block or isinstance(frame.statement, ast.Return | ast.Raise):
                continue
            place = block.index(frame.statement)
            for guard in block[place + 1 : place + 1 + STEPS]:
                if _guards(guard) and _can_stand_first(frame, guard, block[place : block.index(guard)]):
                    edits = moved(frame.file, guard, frame.file.line_start(frame.statement.lineno))
                    if edits is not None:
                        where = f"{frame.file.path}:{guard.lineno}"
                        why = f"the check at {where} stands below what it should keep from happening"
                        draft = edited(context, Idea(NAME, 0.92 - 0.02 * away, why, where), frame.file, *edits)
                        yield replace(draft, status=_status(context, guard))


def _status(context: Context, guard: ast.stmt) -> int | None:
    """What the check answers, where it says so itself."""
    return context.statuses.of_statement(guard.body[-1]) if isinstance(guard, ast.If) else None


def _guards(statement: ast.stmt) -> bool:
    """`if ...: raise ...`, or a return with a value: it ends here, and has no other branch."""
    if not isinstance(statement, ast.If) or statement.orelse:
        return False
    last = statement.body[-1]
    return isinstance(last, ast.Raise | ast.Continue) or (isinstance(last, ast.Return) and last.value is not None)


def _can_stand_first(frame: Frame, guard: ast.stmt, over: list[ast.stmt]) -> bool:
    """It asks about what the failing statement reads, and needs nothing that the statements above it do."""
    asked = {node.id for node in header_nodes(guard) if isinstance(node, ast.Name)}
    needed = {node.id for node in ast.walk(guard) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    failing = {node.id for node in header_nodes(frame.statement) if isinstance(node, ast.Name)}
    given = {
        node.id
        for one in over
        for node in ast.walk(one)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    }
    waits = any(isinstance(node, ast.Await | ast.Yield | ast.NamedExpr) for node in ast.walk(guard))
    bound = all(is_bound_at(frame.file, frame.function, name, frame.line) for name in asked & failing)
    return bool(asked & failing) and bound and not waits and not needed & given
