"""One record that a query gives several times, since it joins a table that has several rows for it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import reaching
from arbase.repair.static.edit import Edit
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.joins import joined
from arbase.workspace.tree import FUNCTIONS

NAME = "distinct"
_SEVERAL = frozenset(("MultipleResultsFound", "MultipleObjectsReturned"))
_DJANGO = frozenset(("get", "aget"))
_ALCHEMY = frozenset(("one", "one_or_none", "scalar_one", "scalar_one_or_none"))
_EXECUTING = frozenset(("execute", "scalars", "scalar", "stream", "stream_scalars"))
_DEEP = 6


class Distinct(Template):
    """Ask for distinct ones. Where they are several records after all, that cures nothing."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """At the call that wanted one only."""
        if context.crash.exception not in _SEVERAL:
            return
        django = context.crash.exception == "MultipleObjectsReturned"
        for frame in reversed(context.crash.frames):
            for call in [node for node in header_nodes(frame.statement) if isinstance(node, ast.Call)]:
                if isinstance(call.func, ast.Attribute) and call.func.attr in (_DJANGO if django else _ALCHEMY):
                    yield from self._drafts(context, frame, call, call.func)

    @staticmethod
    def _drafts(context: Context, frame: Frame, call: ast.Call, asked: ast.Attribute) -> Iterator[Draft]:
        query = asked.value if asked.attr in _DJANGO else _query(asked.value)
        for file, value in _made(context, frame, query):
            if by := joined(value):
                at = file.span(value)[1]
                why = f"{by} joins rows, and gives a record once for each of them"
                yield edited(context, Idea(NAME, 0.94, why), file, Edit(at, at, ".distinct()"))
                return
        by = joined(call) or next(
            (text for one in _parts(frame, query, frame.line, _DEEP) if (text := joined(one))), ""
        )
        if not by:
            return
        idea = Idea(NAME, 0.93, f"{by} joins rows, and gives a record once for each of them")
        start, end = frame.file.span(query)[1], frame.file.span(call)[1]
        given = frame.file.text[start:end].partition("(")[2].rpartition(")")[0].strip() if asked.attr in _DJANGO else ""
        if given and joined(ast.Call(asked, call.args, call.keywords)) and not joined(query):
            text = f".filter({given}).distinct().{asked.attr}()"
            yield edited(context, idea, frame.file, Edit(start, end, text))
        else:
            yield edited(context, idea, frame.file, Edit(start, start, ".distinct()"))


def _made(context: Context, frame: Frame, query: ast.expr) -> Iterator[tuple[SourceFile, ast.expr]]:
    """What own functions return from whose calls the query is made, where a function returns one thing only."""
    calls = [node for one in _parts(frame, query, frame.line, _DEEP) for node in ast.walk(one)]
    names = {last_name(node.func) for node in calls if isinstance(node, ast.Call)}
    for file in context.codebase.sources:
        for function in [node for node in file.nodes if isinstance(node, FUNCTIONS) and node.name in names]:
            given = [node.value for node in ast.walk(function) if isinstance(node, ast.Return)]
            if len(given) == 1 and isinstance(given[0], ast.Call):
                yield file, given[0]


def _query(node: ast.expr) -> ast.expr:
    """The statement that is executed, in `session.execute(select(...)).scalars()`; else the chain itself."""
    while isinstance(node, ast.Call | ast.Await):
        if isinstance(node, ast.Await):
            node = node.value
        elif isinstance(node.func, ast.Attribute) and node.func.attr in _EXECUTING and node.args:
            return node.args[0]
        elif isinstance(node.func, ast.Attribute) and node.func.attr in ("scalars", "unique", "mappings"):
            node = node.func.value
        else:
            return node
    return node


def _parts(frame: Frame, query: ast.expr, line: int, depth: int) -> Iterator[ast.expr]:
    """The chain of the query and of those that its names stand for."""
    yield query
    for node in ast.walk(query) if depth else ():
        if isinstance(node, ast.Name):
            for one in reaching(frame.file, frame.function, node.id, line):
                if one.value is not None and one.value is not query:
                    yield from _parts(frame, one.value, one.statement.lineno, depth - 1)
