"""A loop over records that speak of things which a table leaves out, and the function says that these do not count."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import insert_before
from arbase.repair.static.source import SourceFile
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.chosen import chosen_by, keys_asked, remarks
from arbase.workspace.promises import does_not_count

NAME = "not-counted"


class NotCounted(Template):
    """Records with a key that is not in the table are passed over as a whole, before any of it is counted."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where a table of chosen things lacks a key that a loop asks it for."""
        frame, node = context.frame, context.crash.node
        file, function = frame.file, frame.function
        if context.crash.exception != "KeyError" or function is None or not isinstance(node, ast.Subscript):
            return
        if not isinstance(node.value, ast.Name):
            return
        table = node.value.id
        made = definitions(file, function, table)
        words = chosen_by(made[0].value) if len(made) == 1 else frozenset()
        loop = next((outer for outer in file.ancestors(node) if isinstance(outer, ast.For | ast.While)), None)
        if not words or not isinstance(loop, ast.For) or not does_not_count(remarks(function, file.text), words):
            return
        first = _first_use(loop, table)
        if first is None:
            return
        keys = keys_asked(loop.body[loop.body.index(first) :], table)
        known = {part.id for part in ast.walk(loop.target) if isinstance(part, ast.Name)}
        for item in loop.body[: loop.body.index(first)]:
            known |= {
                part.id for part in ast.walk(item) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
            }
        if not keys or not all(_names(key) <= known for key in keys):
            return
        test = " or ".join(f"{_text(file, loop, key)} not in {table}" for key in keys)
        edit = insert_before(file, first, (f"if {test}:", "\tcontinue"))
        if edit is not None:
            why = f"{table} leaves some out, and {function.name} says that they do not count"
            where = f"{file.path}:{function.lineno}"
            yield edited(context, Idea(NAME, 0.96, why, where), file, edit)


def _first_use(loop: ast.For, table: str) -> ast.stmt | None:
    """The first statement of the body that looks into the table, if nothing but plain names are given values before."""
    for item in loop.body:
        if any(isinstance(part, ast.Name) and part.id == table for part in ast.walk(item)):
            return item
        plain = isinstance(item, ast.Assign) and all(
            isinstance(part, ast.Name)
            or (isinstance(part, ast.Tuple) and all(isinstance(one, ast.Name) for one in part.elts))
            for part in item.targets
        )
        if not plain:
            return None
    return None


def _names(key: str) -> set[str]:
    return {part.id for part in ast.walk(ast.parse(key, mode="eval")) if isinstance(part, ast.Name)}


def _text(file: SourceFile, loop: ast.For, key: str) -> str:
    """A key as the loop writes it; by itself where it only stands in a choice, with the quotes of the file."""
    for part in ast.walk(loop):
        if isinstance(part, ast.expr) and ast.unparse(part) == key:
            return file.segment(part)
    return key if '"' in key or file.text.count("'") > file.text.count('"') else key.replace("'", '"')
