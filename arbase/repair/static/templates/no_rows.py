"""The first row of a table that has none, in a function that says what it gives then."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import is_bound_at
from arbase.repair.static.edit import insert_before, replace
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, edited, is_simple
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.values import allows_none
from arbase.workspace.promises import told_at

NAME = "no-rows"
_NOTHING = re.compile(
    r"single positional indexer is out-of-bounds|index -?[01] is out of bounds for axis 0 with size 0"
    r"|attempt to get (?:arg|idx)(?:max|min) of an empty sequence"
)
_REFUSED = re.compile(r"\b(?:rais\w*|errors?|refus\w*|reject\w*|fails?)\b", re.IGNORECASE)
_POSITIONS = frozenset(("iloc", "iat", "values"))
_PICKS = frozenset(("idxmax", "idxmin"))
_NAMES = ("rows", "found", "matches")


class NoRows(Template):
    """`if rows.empty: return None` in front."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For `.iloc[0]` and `.idxmax()` of what turned out to be empty."""
        frame, file = context.frame, context.frame.file
        if context.crash.exception not in ("IndexError", "ValueError") or not _NOTHING.search(context.crash.message):
            return
        table = _table(context.crash.node)
        promised = context.values.promised(file, frame.function)
        declared = frame.function is not None and allows_none(frame.function.returns)
        if _REFUSED.search(told_at(file.text, frame.function) if frame.function is not None else ""):
            return  # what there is no row of may be what is refused
        if table is None or not (promised or declared) or not is_simple(frame.statement):
            return
        loops = (ast.For, ast.While, ast.AsyncFor, ast.comprehension)
        if any(isinstance(outer, loops) for outer in file.ancestors(context.crash.node or frame.statement)):
            return
        values = context.values.for_nothing(file, frame.function)
        # What other functions give for nothing is no answer of this one.
        values = values if promised else [value for value in values if value.text == "None"]
        if not values:
            return
        idea = Idea(NAME, 0.9, f"there may be no row; {values[0].why}", values[0].place)
        answer = f"\treturn {values[0].text}"
        if isinstance(table, ast.Name):
            if not is_bound_at(file, frame.function, table.id, frame.line):
                return
            edit = insert_before(file, frame.statement, (f"if {table.id}.empty:", answer))
            if edit is not None:
                yield edited(context, idea, file, edit)
            return
        for name in [one for one in _NAMES if not is_bound_at(file, frame.function, one, 1 << 30)][:1]:
            lines = (f"{name} = {file.segment(table)}", f"if {name}.empty:", answer)
            edit = insert_before(file, frame.statement, lines)
            if edit is not None:
                yield edited(context, idea, file, edit, replace(file, table, name))


def _table(node: ast.expr | None) -> ast.expr | None:
    """The table or column of which a row was asked, without the column that is taken of it."""
    match node:
        case ast.Subscript(value=ast.Attribute(attr=name, value=inner)) if name in _POSITIONS:
            table = inner
        case ast.Call(func=ast.Attribute(attr=name, value=inner), args=[]) if name in _PICKS:
            table = inner
        case _:
            return None
    while isinstance(table, ast.Subscript) and isinstance(table.slice, ast.Constant):
        table = table.value
    plain = isinstance(table, ast.Name | ast.Call | ast.Subscript) and last_name(table) not in ("loc", "iloc")
    return table if plain else None
