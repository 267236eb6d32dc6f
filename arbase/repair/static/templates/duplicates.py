"""pandas: labels that come twice where a table can hold each but once. Which one counts, the program says or does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, insert_after, replace
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.repeats import Keep, which_counts
from arbase.workspace.tree import Function

NAME = "duplicates"
_LABELS = re.compile(r"duplicate labels|uniquely valued Index|Reindexing only valid with uniquely")
_CELLS = re.compile(r"Index contains duplicate entries")
_MADE = frozenset(("Series", "DataFrame"))
_WORK = frozenset(("sum", "mean", "last", "first", "max", "min"))


class Duplicates(Template):
    """Only the last of equal labels is kept where a series is made; `pivot_table(..., aggfunc="sum")` for `pivot`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """By the message; nothing where nobody says what counts."""
        message = context.crash.message
        if _CELLS.search(message):
            yield from self._cells(context)
        if _LABELS.search(message):
            yield from self._labels(context)

    @staticmethod
    def _cells(context: Context) -> Iterator[Draft]:
        """Several values for one cell: what other places do with the same column, or the docstring."""
        file = context.frame.file
        for call in header_nodes(context.frame.statement):
            if not isinstance(call, ast.Call) or last_name(call.func) != "pivot":
                continue
            column = next((word.value for word in call.keywords if word.arg == "values"), None)
            name = column.value if isinstance(column, ast.Constant) else None
            done = _done(context, str(name)) if name is not None else ()
            said = which_counts(_texts(file, context.frame.function))
            for work, where in [*done, *((one, "") for one in said)][:2]:
                owner = call.func.value if isinstance(call.func, ast.Attribute) else None
                if owner is None:
                    continue
                begin = file.span(owner)[1]
                end = file.span(call)[1] - 1
                edits = (Edit(begin, begin + len(".pivot"), ".pivot_table"), Edit(end, end, f', aggfunc="{work}"'))
                told = f"{where} has its {work}" if where else f"the docstring speaks of the {work}"
                if file.text[begin:].startswith(".pivot("):
                    idea = Idea(NAME, 0.88, f"a cell may have several values, and {told}", where)
                    yield edited(context, idea, file, *edits)

    @staticmethod
    def _labels(context: Context) -> Iterator[Draft]:
        """Where the program makes the table: only what counts is kept of equal labels."""
        for file, function in _makers(context):
            said: list[Keep] = [one for one in which_counts(_texts(file, function)) if one in ("last", "first")]
            for node in own_nodes(function) if len(said) == 1 else ():
                name = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
                if not isinstance(name, ast.Name) or not isinstance(node, ast.Assign) or not _is_made(node.value):
                    continue
                line = f'{name.id} = {name.id}[~{name.id}.index.duplicated(keep="{said[0]}")]'
                edit = insert_after(file, node, [line])
                if edit is not None:
                    idea = Idea(NAME, 0.9, f"of equal labels the {said[0]} one counts, says {file.path}")
                    yield edited(context, idea, file, edit)
            yield from _returned(context, file, function, said)


def _returned(context: Context, file: SourceFile, function: Function, said: list[Keep]) -> Iterator[Draft]:
    """A table that is made in the `return` itself, by its index: `table.groupby(level=0).last()`."""
    for node in own_nodes(function) if len(said) == 1 else ():
        if isinstance(node, ast.Return) and node.value is not None and _is_made(node.value):
            text = f"{file.segment(node.value)}.groupby(level=0, sort=False).{said[0]}()"
            idea = Idea(NAME, 0.88, f"of equal labels the {said[0]} one counts, says {file.path}")
            yield edited(context, idea, file, replace(file, node.value, text))


def _is_made(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and last_name(node.func) in _MADE


def _makers(context: Context) -> Iterator[tuple[SourceFile, Function]]:
    """The crashed function and the own functions that the failing statement calls, or that gave it its values."""
    frame = context.frame
    if frame.function is None:
        return
    yield frame.file, frame.function
    asked: list[ast.AST] = [frame.statement]
    for node in header_nodes(frame.statement):
        if isinstance(node, ast.Name):
            asked += [item.value for item in definitions(frame.file, frame.function, node.id) if item.value is not None]
    seen: set[Function] = set()
    for call in (part for node in asked for part in ast.walk(node) if isinstance(part, ast.Call)):
        place = callee_of(context.codebase.sources, call)
        if place is not None and place[1] not in seen:
            seen.add(place[1])
            yield place


def _texts(file: SourceFile, function: Function | None) -> Iterator[str | None]:
    """The docstrings of a function, of the class around it and of the file, the nearest first."""
    if function is not None:
        yield ast.get_docstring(function)
        owner = file.class_of(function)
        if owner is not None:
            yield ast.get_docstring(owner)
    yield ast.get_docstring(file.tree)


def _done(context: Context, column: str) -> tuple[tuple[str, str], ...]:
    """What other places make of the same column where they group: `groupby(...)["units"].sum()`."""
    found: dict[str, str] = {}
    for file in context.codebase.sources:
        for call in file.nodes:
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            read = call.func.value
            works = call.func.attr in _WORK and isinstance(read, ast.Subscript)
            if works and isinstance(read, ast.Subscript) and isinstance(read.slice, ast.Constant):
                grouped = isinstance(read.value, ast.Call) and last_name(read.value.func) == "groupby"
                if grouped and read.slice.value == column:
                    found.setdefault(call.func.attr, f"{file.path}:{call.lineno}")
    return tuple(found.items())
