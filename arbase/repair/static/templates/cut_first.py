"""A query that was cut to a number of rows and is narrowed afterwards, which Django and SQLAlchemy refuse.

The cut goes behind the last filter: what is asked for is narrowed first, and the head of that is taken. Not where
something says that the rows are chosen among those of the cut: "of the last hundred, those that failed".
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace as changed
from typing import NamedTuple

from arbase.repair.static.dataflow import Definition, definitions, is_method, parameters
from arbase.repair.static.edit import Edit, insert_after, replace
from arbase.repair.static.imports import import_of
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.promises import told_at
from arbase.workspace.tree import Function

NAME = "cut-first"
REFUSED = re.compile(
    r"^Cannot filter a query once a slice has been taken|being called on a Query which already has LIMIT or OFFSET"
)
FILTERS = frozenset(("filter", "exclude", "filter_by", "where"))
_CUTS = frozenset(("limit", "offset"))
AMONG = re.compile(
    r"\b(?:of|among|within|from) the (?:\w+ )?(?:last|latest|newest|first|oldest|top|most|next)\b", re.IGNORECASE
)


class Cut(NamedTuple):
    """The text of a query without its cut, and that of the cut; edits and imports where it lay in another function."""

    query: str
    tail: str
    edits: tuple[tuple[str, Edit], ...] = ()
    imports: tuple[str, ...] = ()


class CutFirst(Template):
    """`units = units[:10]` behind the filters instead of in front of them."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, for a chain of calls or for a name that is narrowed step by step."""
        call, file, function = context.crash.node, context.frame.file, context.frame.function
        if not isinstance(call, ast.Call) or function is None or not REFUSED.search(context.crash.message):
            return
        start = _start(call)
        if last_name(call.func) not in FILTERS or AMONG.search(told_at(file.text, function)):
            return
        if isinstance(start, ast.Name):
            cut, edits = _of_name(context, (file, function), call, start.id)
        else:
            cut, edits = _in_chain(context, file, start, top_of(file, call))
        if cut is not None and edits:
            idea = Idea(NAME, 0.92, "the query is cut before it is narrowed", imports=cut.imports)
            draft = edited(context, idea, file, *edits)
            yield changed(draft, edits=(*draft.edits, *cut.edits))


def _start(call: ast.Call) -> ast.expr:
    """What a chain of filters begins with."""
    node: ast.expr = call
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FILTERS:
        node = node.func.value
    return node


def top_of(file: SourceFile, call: ast.Call) -> ast.expr:
    """The last filter of a chain."""
    node: ast.expr = call
    while True:
        attribute = file.parent(node)
        outer = file.parent(attribute) if isinstance(attribute, ast.Attribute) else None
        if not isinstance(attribute, ast.Attribute) or attribute.attr not in FILTERS or not isinstance(outer, ast.Call):
            return node
        node = outer


def _in_chain(context: Context, file: SourceFile, start: ast.expr, top: ast.expr) -> tuple[Cut | None, list[Edit]]:
    """`query[:10].filter(...)`."""
    cut = _cut(context, file, start)
    if cut is None:
        return None, []
    begin, end = file.span(start)[0], file.span(top)[1]
    filters = file.text[file.span(start)[1] : end]
    return cut, [Edit(begin, end, f"{cut.query}{filters}{cut.tail}")]


def _of_name(
    context: Context, place: tuple[SourceFile, Function], call: ast.Call, name: str
) -> tuple[Cut | None, list[Edit]]:
    """`rows = query[:10]`, then `rows = rows.filter(...)` once or more often."""
    file, function = place
    first, *steps = definitions(file, function, name) or [Definition(name, function, None)]
    if not isinstance(first.statement, ast.Assign) or first.value is None:
        return None, []
    reads = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
    ]
    cut = _cut(context, file, first.value)
    if cut is None or first.value is not first.statement.value:
        return None, []
    whole = replace(file, first.value, cut.query)
    if not steps:
        end = file.span(top_of(file, call))[1]
        return (cut, [whole, Edit(end, end, cut.tail)]) if len(reads) == 1 else (None, [])
    starts = [_start(step.value) for step in steps if isinstance(step.value, ast.Call)]
    if len(starts) != len(steps) or not all(isinstance(one, ast.Name) and one.id == name for one in starts):
        return None, []
    block = file.block_of(first.statement)
    rest = block[block.index(first.statement) + 1 :]
    holding = [one for one in rest if any(step.statement in ast.walk(one) for step in steps)]
    if not holding or not all(any(step.statement in ast.walk(one) for one in holding) for step in steps):
        return None, []
    between = rest[: rest.index(holding[-1]) + 1]
    inside = {id(node) for one in between for node in ast.walk(one)}
    used = [node for node in reads if id(node) in inside and all(node is not one for one in starts)]
    stored = {node.id for one in between for node in ast.walk(one) if isinstance(node, ast.Name) and _is_stored(node)}
    if used or (stored - {name}) & _names(cut.tail):
        return None, []
    behind = insert_after(file, holding[-1], (f"{name} = {name}{cut.tail}",))
    return (cut, [whole, behind]) if behind is not None else (None, [])


def _is_stored(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _names(tail: str) -> set[str]:
    return set(re.findall(r"\b[A-Za-z_]\w*", tail))


def _cut(context: Context, file: SourceFile, node: ast.expr) -> Cut | None:
    """The cut at the end of an expression, or in the function of the repository that it calls."""
    plain = written_cut(file, node)
    if plain is not None:
        return plain
    callee = callee_of(context.codebase.sources, node) if isinstance(node, ast.Call) else None
    if callee is None or not isinstance(node, ast.Call):
        return None
    where, function = callee
    returns = [one for one in own_nodes(function) if isinstance(one, ast.Return) and one.value is not None]
    inner = written_cut(where, returns[0].value) if len(returns) == 1 and returns[0].value is not None else None
    if inner is None or AMONG.search(told_at(where.text, function)):
        return None
    if is_method(where, function):
        return _method_last(where, function, file, node)
    if len(context.flow.call_sites(function.name)) != 1 or returns[0].value is None:
        return None
    imports = _needed(context, (where, function), file, inner.tail)
    if imports is None:
        return None
    edit = replace(where, returns[0].value, inner.query)
    return Cut(file.segment(node), inner.tail, ((where.path, edit),), imports)


def written_cut(file: SourceFile, node: ast.expr) -> Cut | None:
    """`query[:10]`, `query.limit(10).offset(20)`."""
    inner = node
    while isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr in _CUTS:
        inner = inner.func.value
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) and node.slice.step is None:
        inner = node.value
    tail = file.text[file.span(inner)[1] : file.span(node)[1]]
    return Cut(file.segment(inner), tail) if inner is not node and "\n" not in tail else None


def _method_last(where: SourceFile, function: Function, file: SourceFile, call: ast.Call) -> Cut | None:
    """`Unit.objects.listing(day)`, a method of a query set of the repository's own: what is narrowed has it as well."""
    owner = where.class_of(function)
    bases = [last_name(base) for base in owner.bases] if owner is not None else []
    if not isinstance(call.func, ast.Attribute) or not any(base.endswith(("QuerySet", "Query")) for base in bases):
        return None
    tail = file.text[file.span(call.func.value)[1] : file.span(call)[1]]
    return Cut(file.segment(call.func.value), tail) if "\n" not in tail else None


def _needed(
    context: Context, place: tuple[SourceFile, Function], file: SourceFile, tail: str
) -> tuple[str, ...] | None:
    """The imports of the names in a cut; None where one of them is the function's own."""
    where, function = place
    names = {part.id for part in ast.walk(ast.parse(f"_{tail}")) if isinstance(part, ast.Name)} - {"_"}
    own = {one.arg for one in parameters(function)}
    own |= {part.id for part in own_nodes(function) if isinstance(part, ast.Name) and _is_stored(part)}
    found = [import_of(name, where, file, context.service.source_roots) for name in sorted(names)]
    if names & own or any(one is None for one in found):
        return None
    return tuple(one for one in found if one)
