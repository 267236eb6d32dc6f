"""Values for a statement of SQL that were packed wrongly: one value in no tuple, or many as one value.

`(email)` is no tuple, and the driver takes the letters for the values; `(ids,)` is one value where there is a
placeholder for each of `ids`. Both also where own functions hand the values on to the driver.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import argument_of, definitions, is_method, parameters
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.framework import default_of
from arbase.repair.static.origin import call_in
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.bindings import RUNNING, counted_by
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "packed-values"
_ONE = re.compile(r"statement uses 1, and there are \d+ supplied", re.IGNORECASE)
_FEW = re.compile(
    r"statement uses \d+, and there are \d+ supplied|binding parameter \d+.*type '(?:list|tuple|set)'"
    r"|expects \d+ arguments? for this query, \d+ (?:was|were) passed|not enough arguments for format string",
    re.IGNORECASE,
)
_VALUES = frozenset(("params", "parameters", "args", "arguments", "values", "binds", "bindings", "given"))
_SEQUENCES = frozenset(("tuple", "Tuple", "list", "List", "Sequence", "Iterable", "Collection"))


class PackedValues(Template):
    """`(email,)` for `(email)`; `tuple(ids)` for `(ids,)`, and `(day, *ids)` for `(day, ids)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One at the most: what was packed wrongly is known by the type of it, or by what the placeholders count."""
        if _ONE.search(context.crash.message):
            yield from _alone(context)
        if _FEW.search(context.crash.message):
            yield from _as_one(context)


def _alone(context: Context) -> Iterator[Draft]:
    """A text where the driver wants a row of values, at the place where it was handed over as one."""
    call = next((node for node in ast.walk(context.frame.statement) if _runs(node)), None)
    if not isinstance(call, ast.Call) or context.crash.type_of(call.args[1]) not in ("str", "bytes"):
        return
    found = _handed(context, call.args[1])
    if found is None:
        return
    frame, value = found
    if not isinstance(value, ast.Name | ast.Attribute | ast.Subscript):
        return
    file = frame.file
    start, end = file.span(value)
    before, behind = file.text[:start].rstrip(), file.text[end:].lstrip()
    in_brackets = before.endswith("(") and behind.startswith(")") and not re.search(r"[\w)\]]\($", before)
    text = file.segment(value)
    edit = Edit(end, end, ",") if in_brackets else replace(file, value, f"({text},)")
    yield edited(context, Idea(NAME, 0.95, f"{text} is one value, of which a row has to be made"), file, edit)


def _handed(context: Context, node: ast.expr) -> tuple[Frame, ast.expr] | None:
    """Where the values of the statement come from, through parameters that stand for values only."""
    frames = context.crash.frames
    for index in range(len(frames) - 1, -1, -1):
        frame, function = frames[index], frames[index].function
        if function is None or not isinstance(node, ast.Name):
            return frame, node
        own = [item for item in parameters(function) if item.arg == node.id]
        if not own:
            return frame, node
        if not (
            own[0].arg in _VALUES
            or isinstance(default_of(function, own[0]), ast.Tuple | ast.List)
            or any(last_name(part) in _SEQUENCES for part in ast.walk(own[0].annotation or node))
        ):
            return frame, node
        call = call_in(frames[index - 1], function.name) if index else None
        given = argument_of(call, function, node.id, bound=is_method(frame.file, function)) if call else None
        if given is None:
            return None
        node = given
    return None


def _as_one(context: Context) -> Iterator[Draft]:
    """A collection that the placeholders count, and which stands as one value among those that are handed over."""
    for frame in reversed(context.crash.frames):
        for call in (node for node in ast.walk(frame.statement) if isinstance(node, ast.Call)):
            given = [*call.args, *(word.value for word in call.keywords)]
            for item in given:
                row = _literal(frame, item)
                counted = {name for other in given if other is not item for name in counted_by(frame, other)}
                packed = [one for one in row.elts if isinstance(one, ast.Name) and one.id in counted] if row else []
                if row is None or len(packed) != 1 or len(counted) != 1:
                    continue
                file, text = frame.file, packed[0].id
                edit = (
                    replace(file, row, f"tuple({text})") if len(row.elts) == 1 else replace(file, packed[0], f"*{text}")
                )
                why = f"there is a placeholder for each of {text}, which is handed over as one value"
                yield edited(context, Idea(NAME, 0.94, why), file, edit)
                return


def _literal(frame: Frame, node: ast.expr) -> ast.Tuple | ast.List | None:
    """The row of values as it is written, at the call or under the name that it has there."""
    if isinstance(node, ast.Name):
        known = definitions(frame.file, frame.function, node.id)
        node = known[0].value or node if len(known) == 1 else node
    return node if isinstance(node, ast.Tuple | ast.List) else None


def _runs(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and last_name(node.func) in RUNNING and len(node.args) > 1
