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
from arbase.workspace.tree import Function

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
        for call in own_nodes(frame.function):
            if not isinstance(call, ast.Call) or last_name(call.func) != "DictWriter":
                continue
            given = [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "fieldnames")]
            for node in given:
                made = definitions(frame.file, frame.function, node.id) if isinstance(node, ast.Name) else []
                columns = made[0].value if len(made) == 1 and made[0].value is not None else node
                rows = _first_of(columns)
                # Where columns are named after data, their order in the data is hardly the one that is wanted.
                if rows is not None and _are_named(context, rows, quoted(found[1])):
                    text = frame.file.segment(rows)
                    columns_of = f"list(dict.fromkeys(key for row in {text} for key in row))"
                    why = f"the first of {text} need not have all columns"
                    yield replaced(context, Idea(NAME, 0.85, why), frame.file, columns, columns_of)


def _are_named(context: Context, rows: ast.expr, further: list[str]) -> bool:
    """One function writes the keys of the first row and the further ones out, all of them."""
    first = context.crash.described(rows).get("element", {}).get("keys", ())
    wanted = {*first, *further}
    return bool(first) and any(
        wanted <= set(_keys_in(function)) for file in context.codebase.sources for function in file.functions
    )


def _keys_in(function: Function) -> Iterator[object]:
    """The constant keys that a function gives to mappings."""
    for node in own_nodes(function):
        match node:
            case ast.Subscript(slice=ast.Constant(value=name), ctx=ast.Store()):
                yield name
            case ast.Dict(keys=keys):
                yield from (key.value for key in keys if isinstance(key, ast.Constant))
            case ast.Call(func=ast.Name(id="dict"), keywords=words):
                yield from (word.arg for word in words)


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
