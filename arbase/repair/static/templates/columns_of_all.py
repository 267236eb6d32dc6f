"""A table in CSV whose columns are those of its first row, while a later row has one more."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.crash import quoted
from arbase.repair.static.dataflow import definitions
from arbase.repair.static.source import last_name, own_nodes
from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "columns-of-all"
_FURTHER = re.compile(r"dict contains fields not in fieldnames: (.*)")


class ColumnsOfAll(Template):
    """The columns of all rows, in the order in which they appear."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where the program itself names the columns that the first row lacks."""
        frame, found = context.frame, _FURTHER.search(context.crash.message)
        if context.crash.exception != "ValueError" or found is None or frame.function is None:
            return
        # Where columns are named after data, their order in the data is hardly the one that is wanted.
        if not all(_is_named(context, key) for key in quoted(found[1])):
            return
        for call in own_nodes(frame.function):
            if not isinstance(call, ast.Call) or last_name(call.func) != "DictWriter":
                continue
            given = [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "fieldnames")]
            for node in given:
                made = definitions(frame.file, frame.function, node.id) if isinstance(node, ast.Name) else []
                columns = made[0].value if len(made) == 1 and made[0].value is not None else node
                rows = _first_of(columns)
                if rows is not None:
                    text = frame.file.segment(rows)
                    columns_of = f"list(dict.fromkeys(key for row in {text} for key in row))"
                    why = f"the first of {text} need not have all columns"
                    yield replaced(context, Idea(NAME, 0.85, why), frame.file, columns, columns_of)


def _is_named(context: Context, key: str) -> bool:
    """A row is given the entry by name."""
    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case ast.Subscript(slice=ast.Constant(value=name), ctx=ast.Store()) if name == key:
                    return True
                case ast.Dict(keys=keys) if any(isinstance(one, ast.Constant) and one.value == key for one in keys):
                    return True
    return False


def _first_of(columns: ast.expr) -> ast.Name | ast.Attribute | None:
    """`rows` of `list(rows[0])`, `rows[0].keys()` and `rows[0]`."""
    match columns:
        case ast.Call(func=ast.Name(id="list" | "tuple"), args=[inner]):
            return _first_of(inner)
        case ast.Call(func=ast.Attribute(attr="keys", value=inner), args=[]):
            return _first_of(inner)
        case ast.Subscript(value=ast.Name() | ast.Attribute() as rows, slice=ast.Constant(value=0)):
            return rows
    return None
