"""A table with two rows for one cell cannot be pivoted: the repository's own function tells which row counts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from arbase.repair.static.dataflow import CallSite, parameters, reaching
from arbase.repair.static.edit import replace
from arbase.repair.static.imports import import_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "twice-told"
_SEEN = "contains duplicate entries, cannot reshape"
_LEFT = frozenset(("last", "first", "tail", "head"))
STEPS = 4


@dataclass(frozen=True)
class _Own:
    """A function that leaves one row of each, where it is called, and by which columns it tells rows apart."""

    function: Function
    sites: list[CallSite]
    keys: frozenset[str]


class TwiceTold(Template):
    """The call of that function around the same table as elsewhere, or around what is pivoted by the same columns."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For each such function that the repository calls."""
        if context.crash.exception != "ValueError" or _SEEN not in context.crash.message:
            return
        frame = context.frame
        for node in header_nodes(frame.statement):
            table = _pivoted(node)
            if table is None or not isinstance(node, ast.Call):
                continue
            columns = _columns(node)
            for source in context.codebase.sources:
                for function in source.functions:
                    own = _own(context, source, function)
                    needed = import_of(function.name, source, frame.file, context.service.source_roots)
                    if own is not None and needed is not None and function is not frame.function:
                        yield from self._of(context, own, table, columns, (needed,) if needed else ())

    @staticmethod
    def _of(
        context: Context, own: _Own, table: ast.expr, columns: frozenset[str], imports: tuple[str, ...]
    ) -> Iterator[Draft]:
        file, name = context.frame.file, own.function.name
        same = bool(columns) and own.keys == columns
        roots = {_root(site.call.args[0]): site for site in own.sites}
        for part in _sources(context, table):
            site = roots.get(_root(part))
            if site is None or any(_is_call_of(name, outer) for outer in file.ancestors(part)):
                continue
            where = f"{site.file.path}:{site.call.lineno}"
            idea = Idea(NAME, 0.9 if same else 0.84, f"{name} leaves one row of each, {where} calls it", where, imports)
            yield edited(context, idea, file, replace(file, part, f"{name}({file.segment(part)})"))
        if same:
            where = f"{own.sites[0].file.path}:{own.sites[0].call.lineno}"
            idea = Idea(NAME, 0.82, f"{name} leaves one row for each cell, {where} calls it", where, imports)
            yield edited(context, idea, file, replace(file, table, f"{name}({file.segment(table)})"))


def _pivoted(node: ast.AST) -> ast.expr | None:
    """The table that `table.pivot(...)`, `pd.pivot(table, ...)` or `table.set_index(...).unstack()` turns."""
    match node:
        case ast.Call(func=ast.Attribute(attr="pivot", value=ast.Name(id="pd" | "pandas")), args=[table, *_]):
            return table
        case ast.Call(func=ast.Attribute(attr="pivot", value=table)):
            return table
        case ast.Call(func=ast.Attribute(attr="unstack", value=inner)):
            for part in ast.walk(inner):
                if isinstance(part, ast.Call) and last_name(part.func) == "set_index":
                    return part.func.value if isinstance(part.func, ast.Attribute) else None
    return None


def _columns(node: ast.Call) -> frozenset[str]:
    """The columns that tell the cells of the turned table apart; empty if they are not all written out."""
    if last_name(node.func) == "unstack":
        inner = (part for part in ast.walk(node) if isinstance(part, ast.Call))
        call = next((part for part in inner if last_name(part.func) == "set_index"), None)
        return _texts(call.args[:1]) if call is not None else frozenset()
    given = [word.value for word in node.keywords if word.arg in ("index", "columns")]
    return _texts(given) if len(given) == 2 else frozenset()


def _texts(nodes: list[ast.expr]) -> frozenset[str]:
    found: set[str] = set()
    for node in nodes:
        for item in node.elts if isinstance(node, ast.List | ast.Tuple) else [node]:
            if not isinstance(item, ast.Constant) or not isinstance(item.value, str):
                return frozenset()
            found.add(item.value)
    return frozenset(found)


def _own(context: Context, file: SourceFile, function: Function) -> _Own | None:
    """The function takes a table and gives it back with one row of each, and others call it."""
    given = parameters(function)
    plain = len(given) == 1 and file.class_of(function) is None and isinstance(function, ast.FunctionDef)
    sites = [site for site in context.flow.call_sites(function.name) if site.call.args]
    if not plain or not sites:
        return None
    for node in own_nodes(function):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        call = node
        if node.func.attr in _LEFT and isinstance(node.func.value, ast.Call):
            call = node.func.value
        grouped = call is not node and last_name(call.func) == "groupby"
        by = [word.value for word in call.keywords if word.arg in ("subset", "by")] or call.args[:1]
        if (grouped or last_name(call.func) == "drop_duplicates") and _root(call) == given[0].arg:
            return _Own(function, sites, _texts(by))
    return None


def _root(node: ast.expr) -> str:
    """The name of the table that an expression takes rows of: `TABLE[mask]`, `TABLE.sort_values("day")`."""
    while True:
        match node:
            case ast.Subscript(value=inner) | ast.Attribute(value=inner) | ast.Call(func=ast.Attribute() as inner):
                node = inner
            case ast.Name(id=name):
                return name
            case _:
                return ""


def _sources(context: Context, table: ast.expr) -> Iterator[ast.expr]:
    """What the table was taken from, as the function has it: the value itself, then what made it, step by step."""
    frame, line, pending = context.frame, context.frame.line, [table]
    for _ in range(STEPS):
        if not pending:
            return
        node = pending.pop(0)
        if isinstance(node, ast.Name):
            made = reaching(frame.file, frame.function, node.id, line)[:1]
            if not made:
                yield node
            for item in made:
                line = item.statement.lineno
                pending += [item.value] if item.value is not None else []
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            pending += node.args[:1]
        elif _root(node):
            yield node


def _is_call_of(name: str, node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and last_name(node.func) == name
