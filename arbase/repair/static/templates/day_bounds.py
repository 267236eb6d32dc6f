"""A column of moments compared with a day: pandas compares it with its own Timestamp only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import parameters
from arbase.repair.static.edit import replace
from arbase.repair.static.imports import spelled
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "day-bounds"
# A column with a zone is left alone: in which zone the day begins is not told.
_DAYS = re.compile(r"Invalid comparison between dtype=datetime64\[\w+\] and date\b")
_METHODS = frozenset(("gt", "ge", "lt", "le", "between"))
_MADE = frozenset(("today", "fromisoformat", "fromordinal", "fromtimestamp"))
# A day stands for its midnight here, which is what is meant where the column begins with it or ends before it.
_SAFE = (ast.GtE, ast.Lt)


class DayBounds(Template):
    """The day as a Timestamp, in every comparison of that column in the function."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One draft for all days that the function compares the column with."""
        crash, frame, file = context.crash, context.frame, context.frame.file
        if crash.exception not in ("TypeError", "InvalidComparison") or not _DAYS.search(crash.message):
            return
        failing = [part for part in ast.walk(crash.node or frame.statement) if _sides(part)]
        pairs = [(column, day) for part in failing for column, day in _sides(part) if self._is_day(context, day)]
        columns = {file.segment(column) for column, _ in pairs if not self._is_day(context, column)}
        if not columns:
            return
        days: dict[ast.expr, None] = {}
        for part in own_nodes(frame.function if frame.function is not None else file.tree):
            for column, day in _sides(part):
                if file.segment(column) in columns and self._is_day(context, day):
                    days.setdefault(day)
        timestamp, needed = spelled(file, "pandas", "Timestamp", ("pd.Timestamp", "import pandas as pd"))
        where = _elsewhere(context, file)
        safe = all(isinstance(part, ast.Compare) and isinstance(part.ops[0], _SAFE) for part in failing)
        prior = 0.9 if where else 0.86 if safe else 0.74
        why = "pandas compares moments with a Timestamp, not with a day"
        idea = Idea(NAME, prior, f"{why}; {where} does so" if where else why, where, needed)
        yield edited(context, idea, file, *(replace(file, day, f"{timestamp}({file.segment(day)})") for day in days))

    @staticmethod
    def _is_day(context: Context, node: ast.expr) -> bool:
        """It was a date at run time, is made as one, or declared as one where it had no value in this run."""
        kind = context.crash.type_of(node).rpartition(".")[2]
        if kind not in ("", "NoneType"):
            return kind == "date"
        function = context.frame.function
        match node:
            case ast.Call(func=ast.Attribute(attr="date"), args=[]):
                return True
            case ast.Call(func=ast.Attribute(attr=made, value=owner)):
                return made in _MADE and last_name(owner) == "date"
            case ast.Call(func=ast.Name(id="date")):
                return True
            case ast.Name(id=name) if function is not None:
                declared = (item.annotation for item in parameters(function) if item.arg == name)
                return any(_names_date(item) for item in declared if item is not None)
        return False


def _names_date(annotation: ast.expr) -> bool:
    parts = [annotation]
    while parts:
        part = parts.pop()
        if isinstance(part, ast.BinOp):
            parts += [part.left, part.right]
        elif isinstance(part, ast.Subscript) and last_name(part.value) == "Optional":
            parts.append(part.slice)
        elif last_name(part) == "date":
            return True
    return False


def _sides(node: ast.AST) -> list[tuple[ast.expr, ast.expr]]:
    """What a comparison compares, each side with the other; of a method of a column its owner with its arguments."""
    match node:
        case ast.Compare(left=left, comparators=[right]):
            return [(left, right), (right, left)]
        case ast.Call(func=ast.Attribute(attr=method, value=owner)) if method in _METHODS:
            words = [word.value for word in node.keywords if word.arg in ("left", "right", "other")]
            return [(owner, item) for item in [*node.args[: 2 if method == "between" else 1], *words]]
    return []


def _elsewhere(context: Context, file: SourceFile) -> str:
    """Where a comparison already makes such a Timestamp of what it is given, in this file first."""
    for source in sorted(context.codebase.sources, key=lambda one: one is not file):
        for node in source.nodes:
            for _, side in _sides(node):
                if isinstance(side, ast.Call) and last_name(side.func) == "Timestamp" and len(side.args) == 1:
                    return f"{source.path}:{side.lineno}"
    return ""
