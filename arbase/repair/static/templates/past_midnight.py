"""A time of day that is reckoned in minutes from another one: behind midnight the clock begins at 0 again."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import reaching
from arbase.repair.static.edit import bracketed, replace
from arbase.repair.static.source import header_nodes, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "past-midnight"


class PastMidnight(Template):
    """`time(end // 60 % 24, end % 60)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for a time that is made of hours and minutes of a sum in which an hour of the clock is a part."""
        if context.crash.exception != "ValueError" or "hour must be in 0..23" not in context.crash.message:
            return
        file = context.frame.file
        for call in header_nodes(context.frame.statement):
            if not isinstance(call, ast.Call) or last_name(call.func) != "time" or len(call.args) < 2:
                continue
            hours = call.args[0]
            if _is_reckoned(context, hours, call.args[1]):
                text = f"{bracketed(file, hours) if isinstance(hours, ast.Name) else file.segment(hours)} % 24"
                idea = Idea(
                    NAME, 0.86, f"{file.segment(hours)} runs over behind midnight, where hours begin at 0 again"
                )
                yield edited(context, idea, file, replace(file, hours, text))
            return


def _is_reckoned(context: Context, hours: ast.expr, minutes: ast.expr) -> bool:
    """Hours and minutes of one number, which is more minutes than a clock had."""
    match hours, minutes:
        case (
            ast.BinOp(left=whole, op=ast.FloorDiv(), right=ast.Constant(value=60)),
            ast.BinOp(left=rest, op=ast.Mod(), right=ast.Constant(value=60)),
        ) if ast.dump(whole) == ast.dump(rest):
            return _is_later(context, whole)
        case ast.Name(id=name), ast.Name(id=other):
            for item in reaching(context.frame.file, context.frame.function, name, context.frame.line)[:1]:
                match item.statement:
                    case ast.Assign(
                        targets=[ast.Tuple(elts=[ast.Name(id=one), ast.Name(id=two)])],
                        value=ast.Call(func=ast.Name(id="divmod"), args=[whole, ast.Constant(value=60)]),
                    ):
                        return (one, two) == (name, other) and _is_later(context, whole)
    return False


def _is_later(context: Context, whole: ast.expr) -> bool:
    """`start.hour * 60 + start.minute + length`, here or where the name got its value; what was sent may be wrong."""
    frame = context.frame
    made: ast.expr | None = whole
    if isinstance(whole, ast.Name):
        found = reaching(frame.file, frame.function, whole.id, frame.line)
        made = found[0].value if len(found) == 1 else None
    if not isinstance(made, ast.BinOp):
        return False
    clock = any(isinstance(node, ast.Attribute) and node.attr == "hour" for node in own_nodes(made))
    added = [node for node in [made, *own_nodes(made)] if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)]
    return clock and len(added) > 1
