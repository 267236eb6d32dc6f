"""A query counts more than the one that is taken from afterwards: one of its conditions was forgotten.

`available` sums over all lots, `open_lots` gives those that are not on hold: what was promised is not there. Both ask
for rows of one table, the conditions of the first are among those of the second, and the crash is that nothing is left.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.crash import Crash
from arbase.repair.static.dataflow import module_names, parameters
from arbase.repair.static.edit import Edit
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "as-counted"
FRAMES = 3
_NOTHING_LEFT = re.compile(
    r"StopIteration|index out of range|out of bounds|empty|division|at least one|No row|does not exist", re.IGNORECASE
)
_ASKS = frozenset(("where", "filter"))


class Query(NamedTuple):
    """The conditions of a chain of calls, by their text, and the call that has the last of them."""

    file: SourceFile
    function: Function
    call: ast.Call
    table: str
    conditions: dict[str, ast.AST]


class AsCounted(Template):
    """The forgotten conditions are added to the query that lacks them."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each pair of queries that a function of the trace makes, or that functions make which it calls."""
        if not _is_nothing_left(context.crash):
            return
        for frame in reversed(context.crash.frames[-FRAMES:]):
            queries = list(_queries(context, frame.file, frame.function)) if frame.function is not None else []
            pairs = [(wide, narrow) for wide in queries for narrow in queries if _lacks(wide, narrow)]
            for wide, narrow in pairs:
                missing = [text for text in narrow.conditions if text not in wide.conditions]
                known = all(_is_known(wide, narrow.conditions[one]) for one in missing)
                edit = _added(wide, missing) if known else None
                if edit is not None:
                    there = f"{narrow.file.path}:{narrow.call.lineno}"
                    idea = Idea(NAME, 0.85, f"{there} asks for rows of {wide.table} by {', '.join(missing)} too", there)
                    yield edited(context, idea, wide.file, edit)
            if pairs:
                return


def _is_nothing_left(crash: Crash) -> bool:
    """The crash says that something had no element, no row or no count."""
    return crash.exception in ("StopIteration", "ZeroDivisionError") or bool(_NOTHING_LEFT.search(crash.message))


def _queries(context: Context, file: SourceFile, function: Function) -> Iterator[Query]:
    """Of the function and of the own functions that it calls."""
    places = [(file, function)]
    for node in own_nodes(function):
        callee = callee_of(context.codebase.sources, node) if isinstance(node, ast.Call) else None
        if callee is not None and callee not in places:
            places.append(callee)
    for at, one in places:
        for node in own_nodes(one):
            if isinstance(node, ast.Call) and last_name(node.func) in _ASKS and isinstance(node.func, ast.Attribute):
                outer = at.parent(at.parent(node) or node)
                if isinstance(outer, ast.Call) and last_name(outer.func) in _ASKS:
                    continue  # the chain goes on
                query = _query(at, one, node)
                if query is not None:
                    yield query


def _query(file: SourceFile, function: Function, call: ast.Call) -> Query | None:
    conditions: dict[str, ast.AST] = {}
    tables: set[str] = set()
    step: ast.expr = call
    while isinstance(step, ast.Call) and isinstance(step.func, ast.Attribute):
        if step.func.attr in _ASKS:
            several = any(isinstance(one, ast.Starred) for one in step.args)
            if several or any(word.arg is None for word in step.keywords):
                return None
            conditions = {ast.unparse(one): one for one in (*step.args, *step.keywords)} | conditions
        step = step.func.value
    for one in conditions.values():
        if not isinstance(one, ast.keyword):
            columns = [node.value for node in ast.walk(one) if isinstance(node, ast.Attribute)]
            tables |= {name.id for name in columns if isinstance(name, ast.Name) and name.id[:1].isupper()}
    match step:
        case ast.Attribute(value=ast.Name(id=model), attr="objects"):
            tables.add(model)
    return Query(file, function, call, tables.pop(), conditions) if len(tables) == 1 else None


def _lacks(wide: Query, narrow: Query) -> bool:
    """The conditions of `wide`, at least one, are among those of `narrow`, which has one or two more."""
    more = narrow.conditions.keys() - wide.conditions.keys()
    some = wide.conditions.keys() < narrow.conditions.keys()
    return wide.table == narrow.table and some and bool(wide.conditions) and len(more) <= 2


def _is_known(wide: Query, condition: ast.AST) -> bool:
    """Each name in it means the same where it goes: the module's in one file, a parameter of the same name."""
    given = {one.arg for one in parameters(wide.function)} | module_names(wide.file)
    return {node.id for node in ast.walk(condition) if isinstance(node, ast.Name)} <= given


def _added(query: Query, missing: list[str]) -> Edit | None:
    """`missing` as further arguments, behind the last one."""
    given = [*query.call.args, *(word.value for word in query.call.keywords)]
    keyed = bool(query.call.keywords)
    if not given or keyed != all(re.match(r"\w+=(?!=)", one) for one in missing):
        return None
    end = max(query.file.span(one)[1] for one in given)
    return Edit(end, end, "".join(f", {one}" for one in missing))
