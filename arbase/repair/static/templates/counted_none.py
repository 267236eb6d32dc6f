"""Counts and sums that pandas leaves out where there is nothing to count, and gives as NaN in another shape."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import add_option, replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.serialisation import functions_around
from arbase.workspace.counted import SHAPES, is_counted, pivots_counts
from arbase.workspace.tree import Function

NAME = "counted-none"
_NAN = re.compile(
    r"cannot convert float NaN to integer|Cannot convert non-finite values|not JSON compliant|"
    r"'float' object cannot be interpreted as an integer|cannot convert NA to integer"
)


class CountedNone(Template):
    """`counts.reindex(days)` to `counts.reindex(days, fill_value=0)`: of what is not there, there are none."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For tables of counts and sums that the functions around the crash put in a shape."""
        if context.crash.exception == "KeyError":
            yield from _chosen(context)
        if not _NAN.search(context.crash.message):
            return
        for file, function in functions_around(context, context.crash.frames):
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                shape = last_name(call.func)
                given = {word.arg for word in call.keywords}
                if shape not in SHAPES or not isinstance(call.func, ast.Attribute) or given & {"fill_value", None}:
                    continue
                # A method of filling says what the holes mean.
                if "method" in given or not (pivots_counts(call) or _is_counted(file, function, call.func.value)):
                    continue
                edit = add_option(file, call, "fill_value=0")
                if edit is not None:
                    why = f"`{shape}` gives NaN for what was not counted, and of that there are none"
                    yield edited(context, Idea(NAME, 0.9, why), file, edit)


def _chosen(context: Context) -> Iterator[Draft]:
    """`counts[list(GRADES)]` to `counts.reindex(columns=list(GRADES), fill_value=0)`: a grade that nobody had."""
    node, frame = context.crash.node, context.frame
    if not isinstance(node, ast.Subscript) or frame.function is None or "not in index" not in context.crash.message:
        return
    several = isinstance(node.slice, ast.List | ast.ListComp | ast.Name | ast.Attribute | ast.Call)
    if several and isinstance(node.ctx, ast.Load) and _is_counted(frame.file, frame.function, node.value):
        table, columns = frame.file.segment(node.value), frame.file.segment(node.slice)
        text = f"{table}.reindex(columns={columns}, fill_value=0)"
        idea = Idea(NAME, 0.88, f"{table} has no column for what was not counted, and of that there are none")
        yield edited(context, idea, frame.file, replace(frame.file, node, text))


def _is_counted(file: SourceFile, function: Function, owner: ast.expr) -> bool:
    return is_counted(owner, lambda name: [one.value for one in definitions(file, function, name)])
