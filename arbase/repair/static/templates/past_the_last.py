"""The one behind the last: `STEPS[STEPS.index(step) + 1]`, where the function says that there may be none."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import is_bound_at, reaching
from arbase.repair.static.edit import Edit, insert_before, replace
from arbase.repair.static.source import SourceFile
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.values import allows_none

NAME = "past-the-last"
_NONE = re.compile(
    r"\bNone\b[^.;]*\b(?:last|final|end|no (?:more|next|further|other|such))\b|\b(?:last|final|end)\b[^.;]*\bNone\b"
)


class PastTheLast(Template):
    """None for the last one, where the docstring or the annotation has it so."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where the index is one more than the place that was looked up in the same sequence."""
        frame, node = context.frame, context.crash.node
        function, statement = frame.function, frame.statement
        if context.crash.exception != "IndexError" or not isinstance(node, ast.Subscript) or function is None:
            return
        if not isinstance(statement, ast.Return | ast.Assign) or not frame.file.starts_line(statement):
            return
        docstring = ast.get_docstring(function) or ""
        if not _NONE.search(docstring) and not allows_none(function.returns):
            return
        edits = _edits(context, node)
        if edits:
            text = frame.file.segment(node.value)
            place = f"{frame.file.path}:{function.lineno}"
            why = f"nothing follows the last of {text}; {function.name} may return None"
            yield edited(context, Idea(NAME, 0.9, why, place), frame.file, *edits)


def _edits(context: Context, node: ast.Subscript) -> list[Edit]:
    frame, file = context.frame, context.frame.file
    held = file.segment(node.value)
    match node.slice:
        case ast.BinOp(left=place, op=ast.Add(), right=ast.Constant(value=1)):
            pass
        case _:
            return []
    if isinstance(place, ast.Name):
        found = reaching(file, frame.function, place.id, frame.line)
        if len(found) != 1 or found[0].value is None or not _looks_up(file, found[0].value, held):
            return []
        guard = insert_before(file, frame.statement, (f"if {place.id} + 1 == len({held}):", "\treturn None"))
        return [guard] if guard is not None else []
    if not _looks_up(file, place, held):
        return []
    name = next(
        (one for one in ("position", "following") if not is_bound_at(file, frame.function, one, frame.line)), ""
    )
    setup = (f"{name} = {file.segment(node.slice)}", f"if {name} == len({held}):", "\treturn None")
    guard = insert_before(file, frame.statement, setup) if name else None
    return [guard, replace(file, node.slice, name)] if guard is not None else []


def _looks_up(file: SourceFile, node: ast.expr, held: str) -> bool:
    """`held.index(x)`."""
    match node:
        case ast.Call(func=ast.Attribute(value=source, attr="index"), args=[_], keywords=[]):
            return file.segment(source) == held and not any(isinstance(part, ast.Call) for part in ast.walk(source))
    return False
