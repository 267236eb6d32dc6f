"""A row as the database library gives it cannot be changed: the program changes a dictionary made of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions, parameters
from arbase.repair.static.edit import Edit, insert_before, replace
from arbase.repair.static.source import SourceFile
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "changed-row"
_ROWS = r"'(?:sqlite3\.Row|Row|RowMapping|(?:asyncpg\.)?Record|mappingproxy)' object"
_FIXED = re.compile(
    rf"{_ROWS} does not support item (?:assignment|deletion)|{_ROWS} has no attribute '(?:update|pop|setdefault)'"
)


class ChangedRow(Template):
    """`row = dict(row)` before the first change; where it is one of a list, the list is of dictionaries."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, for a local name that holds the row."""
        frame, file = context.frame, context.frame.file
        if not _FIXED.search(context.crash.message):
            return
        name = _changed(context.crash.node, frame.statement)
        if not name or frame.function is None or name in {one.arg for one in parameters(frame.function)}:
            return
        given = definitions(file, frame.function, name)
        if len(given) != 1:
            return
        idea = Idea(NAME, 0.9, "a row of the database cannot be changed, a dictionary of it can")
        made = given[0].statement
        if isinstance(made, ast.For) and not isinstance(made.iter, ast.Call):
            edit = _as_listed(file, frame.function, made)
        else:
            edit = insert_before(file, frame.statement, (f"{name} = dict({name})",))
        if edit is not None:
            yield edited(context, idea, file, edit)


def _changed(node: ast.AST | None, statement: ast.stmt) -> str:
    """The name of the row that the statement changes."""
    match statement:
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name))]):
            return name
        case ast.AugAssign(target=ast.Subscript(value=ast.Name(id=name))):
            return name
        case ast.Delete(targets=[ast.Subscript(value=ast.Name(id=name))]):
            return name
    match node:
        case ast.Attribute(value=ast.Name(id=name)) | ast.Call(func=ast.Attribute(value=ast.Name(id=name))):
            return name
    return ""


def _as_listed(file: SourceFile, function: Function, loop: ast.For) -> Edit | None:
    """`rows = [dict(row) for row in db.execute(...)]`: the list may be used again, so its own rows are made anew."""
    match loop:
        case ast.For(target=ast.Name(id=row), iter=ast.Name(id=rows)):
            given = [one.value for one in definitions(file, function, rows)]
        case _:
            return None
    value = given[0] if len(given) == 1 and rows not in {one.arg for one in parameters(function)} else None
    if value is None:
        return None
    name = row if row not in {one.id for one in ast.walk(value) if isinstance(one, ast.Name)} else "one"
    return replace(file, value, f"[dict({name}) for {name} in {file.segment(value)}]")
