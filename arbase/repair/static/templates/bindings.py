"""Placeholders counted by one collection, and the values of another one that was made of it.

What was made of the other is meant in both places: it was tidied for the statement.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "bindings"
# As SQLite, psycopg, asyncpg, and the drivers of MySQL say it.
_SAID = re.compile(
    r"number of bindings supplied|placeholders? but \d+ parameters?|expects \d+ arguments? for this query"
    r"|not all arguments converted|not enough arguments for format string|(?:not enough|not all) parameters",
    re.IGNORECASE,
)
_MARK = re.compile(r"\?|%s|\{\}")
RUNNING = frozenset(("execute", "raw", "fetch", "fetchall", "fetchone", "fetchrow", "fetchval", "read_sql", "query"))
_KEEPING = frozenset(("tuple", "list", "sorted"))
DEEP = 3


class Bindings(Template):
    """Count what is bound, or bind what is counted, whichever is made of the other."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the innermost statement that runs SQL with values."""
        if not _SAID.search(context.crash.message):
            return
        for frame in reversed(context.crash.frames):
            for call in ast.walk(frame.statement):
                if isinstance(call, ast.Call) and last_name(call.func) in RUNNING and len(call.args) > 1:
                    yield from _matched(context, frame, call)
                    return


def _matched(context: Context, frame: Frame, call: ast.Call) -> Iterator[Draft]:
    file = frame.file
    counted = [name for part in _reached(frame, call.args[0], 0) for name in _counting(part)]
    bound = [name for item in call.args[1:] for name in _bound(frame, item, 0)]
    unbound = [one for one in counted if one.id not in {name.id for name in bound}]
    uncounted = [one for one in bound if one.id not in {name.id for name in counted}]
    if len(unbound) != 1 or len(uncounted) != 1:
        return
    by, given = unbound[0], uncounted[0]
    if _is_made_of(frame, given.id, by.id, 0) and _known_above(file, frame, given.id, by):
        why = f"as many placeholders as {given.id}, which is bound, not as {by.id}"
        yield edited(context, Idea(NAME, 0.9, why), file, replace(file, by, given.id))
    elif _is_made_of(frame, by.id, given.id, 0) and _known_above(file, frame, by.id, given):
        why = f"{by.id}, for which there are placeholders, is bound, not {given.id}"
        yield edited(context, Idea(NAME, 0.9, why), file, replace(file, given, by.id))


def counted_by(frame: Frame, node: ast.expr) -> set[str]:
    """The names of the collections that have a placeholder for each element in a text of SQL."""
    return {name.id for part in _reached(frame, node, 0) for name in _counting(part)}


def _known_above(file: SourceFile, frame: Frame, name: str, user: ast.Name) -> bool:
    """The name has its only value in front of the statement that is to use it."""
    known = definitions(file, frame.function, name)
    return len(known) == 1 and known[0].statement.lineno < user.lineno


def _reached(frame: Frame, node: ast.expr, depth: int) -> Iterator[ast.expr]:
    """An expression, and what the names in it stand for."""
    yield node
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and depth < DEEP:
            for item in definitions(frame.file, frame.function, part.id):
                if item.value is not None:
                    yield from _reached(frame, item.value, depth + 1)


def _counting(node: ast.expr) -> Iterator[ast.Name]:
    """The names by which placeholders are counted: `"?" * len(name)`, `("?" for _ in name)`."""
    for part in ast.walk(node):
        match part:
            case ast.BinOp(op=ast.Mult(), left=left, right=right):
                for mark, many in ((left, right), (right, left)):
                    match many:
                        case ast.Call(func=ast.Name(id="len"), args=[ast.Name() as name]) if _is_mark(mark):
                            yield name
            case ast.GeneratorExp(elt=mark, generators=[loop]) | ast.ListComp(elt=mark, generators=[loop]):
                if _is_mark(mark) and isinstance(loop.iter, ast.Name) and not loop.ifs:
                    yield loop.iter


def _is_mark(node: ast.expr) -> bool:
    texts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return len(texts) == 1 and len(_MARK.findall(texts[0])) == 1


def _bound(frame: Frame, node: ast.expr, depth: int) -> Iterator[ast.Name]:
    """The collections whose elements are handed over: `tuple(name)`, `[x, *name]`, `[x] + name`."""
    match node:
        case _ if depth > DEEP:
            return
        case ast.Name(id=name):
            known = definitions(frame.file, frame.function, name)
            value = known[0].value if len(known) == 1 else None
            packed = isinstance(value, ast.Tuple | ast.List | ast.BinOp) or (
                isinstance(value, ast.Call)
                and last_name(value.func) in _KEEPING
                and len(value.args) == 1
                and isinstance(value.args[0], ast.Name)
            )
            if value is not None and packed:
                yield from _bound(frame, value, depth + 1)
            else:
                yield node
        case ast.Call(func=ast.Name(id=name), args=[inner]) if name in _KEEPING:
            yield from _bound(frame, inner, depth + 1)
        case ast.Tuple(elts=items) | ast.List(elts=items):
            for item in items:
                if isinstance(item, ast.Starred):
                    yield from _bound(frame, item.value, depth + 1)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            yield from _bound(frame, left, depth + 1)
            yield from _bound(frame, right, depth + 1)
        case ast.Starred(value=inner):
            yield from _bound(frame, inner, depth + 1)


def _is_made_of(frame: Frame, name: str, other: str, depth: int) -> bool:
    """The only value of a name is reckoned from the other."""
    known = definitions(frame.file, frame.function, name)
    value = known[0].value if len(known) == 1 else None
    names = {part.id for part in ast.walk(value) if isinstance(part, ast.Name)} if value is not None else set()
    return other in names or (depth < DEEP and any(_is_made_of(frame, one, other, depth + 1) for one in names - {name}))
