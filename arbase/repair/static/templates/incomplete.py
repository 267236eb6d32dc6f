"""KeyError: a table of texts that lacks an entry, while its likes have it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "incomplete-table"
LEAST = 2


class IncompleteTable(Template):
    """The key itself stands in for the text that a table of labels has not: it is what people wrote, and true."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where a key with text entries failed on a key that a table with like keys knows."""
        crash, file = context.crash, context.frame.file
        node = crash.node
        if crash.exception != "KeyError" or not isinstance(node, ast.Subscript) or not isinstance(node.ctx, ast.Load):
            return
        if isinstance(node.slice, ast.Slice | ast.Constant):
            return
        key = _read(crash.message)
        table = _table(context, last_name(node.value))
        if not isinstance(key, str) or table is None or not all(isinstance(item, str) for item in table[1].values()):
            return
        place = known_elsewhere(context, table[1], key)
        written = file.segment(node.slice)
        if place:
            idea = Idea(NAME, 0.85, f"{place} knows {key!r}, {last_name(node.value)} has no text for it", place)
            text = f"{file.segment(node.value)}.get({written}, {written})"
            yield edited(context, idea, file, replace(file, node, text))


def _table(context: Context, name: str) -> tuple[SourceFile, dict[object, object]] | None:
    """The one dictionary of constants that a module binds to `name`."""
    found = [(file, table) for file, known, _, table in _tables(context) if known == name and isinstance(table, dict)]
    return found[0] if len(found) == 1 else None


def known_elsewhere(context: Context, table: dict[object, object], key: str) -> str:
    """Where another table or list of the repository, alike in its keys, has the key; empty if nowhere."""
    for file, name, line, other in _tables(context):
        shared = set(table) & set(other)
        if key in other and len(shared) >= LEAST and 2 * len(shared) >= min(len(table), len(other)):
            return f"{file.path}:{line} ({name})"
    return ""


def _tables(context: Context) -> Iterator[tuple[SourceFile, str, int, dict[object, object] | frozenset[object]]]:
    """Constants of modules and classes that are dictionaries, sets, tuples or lists of plain keys."""
    for file in context.codebase.sources:
        for node in file.nodes:
            if not isinstance(node, ast.Assign | ast.AnnAssign) or file.function_of(node) is not None:
                continue
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            value = _entries(node.value)
            if value:
                yield file, last_name(target), node.lineno, value


def _entries(node: ast.expr | None) -> dict[object, object] | frozenset[object] | None:
    match node:
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            return {key.value: _plain(value) for key, value in pairs if isinstance(key, ast.Constant)}
        case ast.Set(elts=items) | ast.Tuple(elts=items) | ast.List(elts=items):
            return frozenset(item.value for item in items if isinstance(item, ast.Constant))
        case ast.Call(func=ast.Name(id="frozenset" | "set" | "tuple"), args=[inner]):
            return _entries(inner)
    return None


def _plain(node: ast.expr) -> object:
    return node.value if isinstance(node, ast.Constant) else node


def _read(message: str) -> object:
    try:
        return ast.literal_eval(message)
    except (ValueError, SyntaxError):
        return None
