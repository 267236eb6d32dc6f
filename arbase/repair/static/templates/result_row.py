"""Rows of SQLAlchemy are named tuples since 1.4: columns are attributes, and the mapping is another view of them."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import reaching
from arbase.repair.static.edit import bracketed, replace
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "result-row"
_KEYED = re.compile(r"tuple indices must be integers or slices, not str")
_AS_MAPPING = re.compile(r"Could not locate column in row for column '(keys|items|values|get|pop|copy|update)'")
_MADE = re.compile(r"dictionary update sequence element #0")
_TUPLES_OWN = frozenset(("count", "index", "t", "tuple"))


class ResultRow(Template):
    """`row.name` of `row["name"]`, and `row._mapping` where a mapping is wanted."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """All uses of the row in the statement at once."""
        crash, file = context.crash, context.frame.file
        nodes = list(header_nodes(context.frame.statement))
        if _KEYED.search(crash.message) and isinstance(crash.node, ast.Subscript):
            row = crash.node.value
            if _is_row(context, row):
                used = [node for node in nodes if isinstance(node, ast.Subscript) and _same(node.value, row)]
                edits = [replace(file, node, _column(file.segment(row), node, file.segment(node.slice)))
                         for node in used]  # fmt: skip
                yield edited(context, Idea(NAME, 0.94, "a row is a named tuple, no mapping"), file, *edits)
        elif _AS_MAPPING.search(crash.message) and isinstance(crash.node, ast.Attribute):
            text = f"{bracketed(file, crash.node.value)}._mapping"
            idea = Idea(NAME, 0.94, "a row is a named tuple, its mapping knows the columns")
            yield edited(context, idea, file, replace(file, crash.node.value, text))
        elif _MADE.search(crash.message) and isinstance(crash.node, ast.Call) and len(crash.node.args) == 1:
            row = crash.node.args[0]
            if last_name(crash.node.func) == "dict" and _is_row(context, row):
                idea = Idea(NAME, 0.94, "a row is a named tuple, its mapping knows the columns")
                yield edited(context, idea, file, replace(file, row, f"{bracketed(file, row)}._mapping"))


def _is_row(context: Context, node: ast.expr) -> bool:
    return context.crash.type_of(node).rpartition(".")[2] in ("Row", "LegacyRow") or _fetched(context, node)


def _fetched(context: Context, node: ast.expr) -> bool:
    """Not seen, but it comes from `execute(...)` and is no row of sqlite3."""
    frame = context.frame
    if context.crash.type_of(node) or not isinstance(node, ast.Name):
        return False
    known = reaching(frame.file, frame.function, node.id, frame.line)
    made = [part for item in known for part in ast.walk(item.value or item.element_of or ast.Pass())]
    asks = any(isinstance(part, ast.Call) and last_name(part.func) == "execute" for part in made)
    return asks and "sqlalchemy" in frame.file.text and "sqlite3" not in frame.file.text


def _same(one: ast.expr, other: ast.expr) -> bool:
    return ast.dump(one) == ast.dump(other)


def _column(row: str, node: ast.Subscript, key: str) -> str:
    if not isinstance(node.slice, ast.Constant) or not isinstance(node.slice.value, str):
        return f"{row}[{key}]" if isinstance(node.slice, ast.Constant) else f"{row}._mapping[{key}]"
    name = node.slice.value
    plain = name.isidentifier() and not keyword.iskeyword(name) and not name.startswith("_")
    return f"{row}.{name}" if plain and name not in _TUPLES_OWN else f"{row}._mapping[{key}]"
