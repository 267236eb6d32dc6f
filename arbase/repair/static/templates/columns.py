"""Tables: columns in another order than the model was fitted with, SQL over nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace

from arbase.repair.static.edit import bracketed, insert_before
from arbase.repair.static.imports import import_of
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited, replaced, result_before
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.uneven_columns import OTHER_COLUMNS, AtTimes, Tables

NAME = "columns"
_SYNTAX = re.compile(r'syntax error|near "(?:WHERE|FROM|\)|SET|ORDER|LIMIT|RETURNING)"|incomplete input', re.IGNORECASE)
_MODELS = frozenset(("predict", "predict_proba", "transform", "decision_function", "score_samples", "score"))


class Columns(Template):
    """Bring the columns into the order that the repository has for them; leave a statement over nothing out."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """By what the library said."""
        node, message = context.crash.node, context.crash.message
        if isinstance(node, ast.Call) and OTHER_COLUMNS.search(message) and last_name(node.func) in _MODELS:
            yield from self._ordered(context, node)
        elif context.crash.exception in ("OperationalError", "ProgrammingError") and _SYNTAX.search(message):
            yield from self._nothing(context)

    def _ordered(self, context: Context, call: ast.Call) -> Iterator[Draft]:
        if not call.args:
            return
        file = context.frame.file
        table = call.args[0]
        text = bracketed(file, table)
        tables = Tables({each.path: each for each in (*context.codebase.sources, file)})
        for node, place, needed in _orders(context, file):
            order = node[0].segment(node[1])
            idea = Idea(NAME, 0.85, f"{place} has the order of the columns", place, (needed,) if needed else ())
            for chosen, why in _chosen(text, order, tables.lacking(file.path, table, node[1])):
                yield replaced(context, replace(idea, why=idea.why + why), file, table, chosen)
        if isinstance(call.func, ast.Attribute):
            order = f"{file.segment(call.func.value)}.feature_names_in_"
            idea = Idea(NAME, 0.6, "the model knows the order of its columns")
            for chosen, why in _chosen(text, order, tables.at_times(file.path, table)):
                yield replaced(context, replace(idea, why=idea.why + why), file, table, chosen)

    def _nothing(self, context: Context) -> Iterator[Draft]:
        """A list of columns or values in SQL is empty: there is nothing to do."""
        frame, file = context.frame, context.frame.file
        if frame.function is None:
            return
        for name, seen in context.crash.variables.items():
            if not isinstance(seen, dict) or seen.get("length") != 0 or not name.isidentifier():
                continue
            joined = any(
                isinstance(node, ast.Call) and last_name(node.func) == "join" and _mentions(node, name)
                for node in ast.walk(frame.function)
            )
            if not joined:
                continue
            idea = Idea(NAME, 0.75, f"{name} may be empty, and SQL has no empty list")
            returns = [
                node for node in ast.walk(frame.function) if isinstance(node, ast.Return) and node.value is not None
            ]
            start = _before_join(file, frame.function, name) or frame.statement
            if returns:
                values = context.values.for_nothing(file, frame.function)
                yield from result_before(context, idea, frame, start, f"not {name}", values[:2])
                continue
            edit = insert_before(file, start, (f"if not {name}:", "\treturn"))
            if edit is not None:
                yield edited(context, idea, file, edit)


def _chosen(table: str, order: str, lacking: tuple[AtTimes, ...]) -> Iterator[tuple[str, str]]:
    """The columns of the table in this order, and what is to be said of those that it lacks at times.

    Nothing where it is not known what stands for a column that is lacking.
    """
    if not lacking:
        yield f"{table}[{order}]", ""
    elif all(one.zero for one in lacking):
        zero = max((one.zero for one in lacking), key=len)
        why = f"; {lacking[0].place} makes some only at times, and without them nothing counts"
        yield f"{table}.reindex(columns={order}, fill_value={zero})", why


def _orders(context: Context, target: SourceFile) -> Iterator[tuple[tuple[SourceFile, ast.expr], str, str]]:
    """Expressions by which columns are chosen: `columns=ORDER`, `table[ORDER]`; where, and the import for them."""
    seen: set[str] = set()
    for file in [target, *context.codebase.sources]:
        for node in file.nodes:
            found: ast.expr | None = None
            if isinstance(node, ast.keyword) and node.arg == "columns":
                found = node.value
            elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name) and node.slice.id.isupper():
                found = node.slice
            if found is None or isinstance(found, ast.List | ast.Dict | ast.Constant):
                continue
            text = file.segment(found)
            names = [part.id for part in ast.walk(found) if isinstance(part, ast.Name)]
            imports = [import_of(name, file, target, context.service.source_roots) for name in names]
            if text in seen or None in imports or not re.search(r"[A-Z]{3,}", text):
                continue
            seen.add(text)
            yield (file, found), f"{file.path}:{found.lineno}", next((item for item in imports if item), "")


def _mentions(node: ast.AST, name: str) -> bool:
    return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(node))


def _before_join(file: SourceFile, function: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> ast.stmt | None:
    """The first statement of the function that makes SQL of the name."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and last_name(node.func) == "join" and _mentions(node, name):
            return file.statement_of(node)
    return None
