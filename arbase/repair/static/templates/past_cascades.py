"""A statement that deletes past what the models take along: the session deletes the row instead.

`session.execute(delete(Order).where(Order.id == order.id))` leaves the order's lines, which have no order then.
`session.delete(order)` takes them along, as `relationship(cascade="all, delete-orphan")` has it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import is_bound_at
from arbase.repair.static.edit import replace
from arbase.repair.static.origin import origin_of
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.none_value import none_node
from arbase.workspace.cascades import Past, past_cascades

NAME = "past-cascades"


class PastCascades(Template):
    """The row at hand is deleted through the session."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each statement that leaves rows without what was None in the crashed frame, or handed down to it."""
        node = none_node(context.crash)
        given = origin_of(context.crash, node).node if node is not None else None
        if not isinstance(given, ast.Attribute):
            return
        trees = {file.path: file.tree for file in context.codebase.sources}
        for past in past_cascades(trees, given.attr):
            file = context.codebase.file(past.path)
            place = _place(file, past) if file is not None else None
            if file is None or place is None:
                continue
            statement, session, row = place
            waits = "await " if any(isinstance(part, ast.Await) for part in ast.walk(statement)) else ""
            why = f"every {past.child} goes with its {past.field}, and {past.function.name} deletes past that"
            precedent = f"{past.path}:{past.function.lineno}"
            text = f"{waits}{session}.delete({row})"
            yield edited(context, Idea(NAME, 0.93, why, precedent), file, replace(file, statement, text))


def _place(file: SourceFile, past: Past) -> tuple[ast.stmt, str, str] | None:
    """The statement that deletes, the session it asks and the row whose id it names."""
    statement = file.statement_of(past.call)
    if not isinstance(statement, ast.Expr):
        return None
    session = _session(file, statement)
    outer = file.parent(statement)
    if isinstance(outer, ast.For):
        # `for model, column in ((Line, Line.order_id), (Order, Order.id)):` is one deletion in several tables.
        if len(outer.body) != 1 or outer.orelse or not _is_whole(outer, past):
            return None
        statement = outer
    row = _row(file, statement, past)
    return (statement, session, row) if session and row else None


def _session(file: SourceFile, statement: ast.Expr) -> str:
    value = statement.value.value if isinstance(statement.value, ast.Await) else statement.value
    match value:
        case ast.Call(func=ast.Attribute(attr="execute", value=owner), args=[_]):
            return file.segment(owner)
        case ast.Call(func=ast.Attribute(attr="delete", value=asked)):
            for part in ast.walk(asked):
                match part:
                    case ast.Call(func=ast.Attribute(attr="query", value=owner)):
                        return file.segment(owner)
    return ""


def _is_whole(loop: ast.For, past: Past) -> bool:
    """All that the loop deletes is the row, or goes along with it."""
    parts = loop.iter.elts if isinstance(loop.iter, ast.Tuple | ast.List) else []
    first = [part.elts[0] if isinstance(part, ast.Tuple) and part.elts else part for part in parts]
    return {last_name(one) for one in first} <= {past.parent, *past.also}


def _row(file: SourceFile, statement: ast.stmt, past: Past) -> str:
    """The name of the one row by whose id everything is deleted; empty where it is deleted by anything else."""
    asked = [node for node in ast.walk(statement) if isinstance(node, ast.Compare)]
    rows = set()
    for node in asked:
        match node:
            case ast.Compare(ops=[ast.Eq()], comparators=[ast.Attribute(value=ast.Name(id=row), attr="id")]):
                rows.add(row)
            case _:
                return ""
    bound = len(rows) == 1 and is_bound_at(file, past.function, min(rows), statement.lineno)
    return min(rows) if bound and min(rows) != past.parent else ""
