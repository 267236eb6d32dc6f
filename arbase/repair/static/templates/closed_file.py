"""Lines that are read when their file is closed already: what is handed out of the `with` is read within it.

Whoever borrows a file lets it go before what was put around it closes it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.borrowed_file import let_go
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.serialisation import functions_around
from arbase.workspace.tree import Function

NAME = "closed-file"
_CLOSED = re.compile(r"I/O operation on closed file|(?:read|seek) of closed file|I/O operation on uninitialized object")
_LAZY = frozenset(("map", "filter", "zip", "enumerate", "reader", "DictReader", "islice", "chain", "takewhile"))


class ClosedFile(Template):
    """A list in the place of the iterator; `detach` behind the reading of a file that was lent."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For what the functions at hand return out of a `with`."""
        if context.crash.exception != "ValueError" or not _CLOSED.search(context.crash.message):
            return
        yield from let_go(context, NAME)
        for file, function in functions_around(context, context.crash.frames):
            for node in own_nodes(function):
                if not isinstance(node, ast.Return) or node.value is None:
                    continue
                text = _read(file, function, node)
                if text:
                    why = f"{function.name} closes the file before anybody has read from it"
                    yield edited(context, Idea(NAME, 0.92, why), file, replace(file, node.value, text))


def _read(file: SourceFile, function: Function, node: ast.Return) -> str:
    """What is returned as a list, where it reads lazily from what a `with` around it opened."""
    opened = {
        last_name(item.optional_vars)
        for outer in file.ancestors(node)
        if isinstance(outer, ast.With | ast.AsyncWith)
        for item in outer.items
        if item.optional_vars is not None
    }
    value = node.value
    if value is None or not opened or not _uses(file, function, value, opened):
        return ""
    text = file.segment(value)
    if isinstance(value, ast.GeneratorExp):
        return f"[{text[1:-1].strip()}]" if text.startswith("(") and text.endswith(")") else ""
    if isinstance(value, ast.Call) and last_name(value.func) in _LAZY:
        return f"list({text})"
    return f"list({text})" if isinstance(value, ast.Name) and value.id in opened else ""


def _uses(file: SourceFile, function: Function, value: ast.expr, opened: set[str]) -> bool:
    """Names of the `with` are in it, or in what was made of them inside."""
    names = {part.id for part in ast.walk(value) if isinstance(part, ast.Name)}
    for node in own_nodes(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in names:
            lazy = isinstance(node.value, ast.Call) and last_name(node.value.func) in _LAZY
            if lazy or isinstance(node.value, ast.GeneratorExp):
                names |= {part.id for part in ast.walk(node.value) if isinstance(part, ast.Name)}
    del file
    return bool(names & opened)
