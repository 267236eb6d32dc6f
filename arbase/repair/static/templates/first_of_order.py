"""Several records where one was asked for, of a statement that puts them in order: the first one was meant.

Nobody puts in order what is only one. Where the same statement is used for something else as well, the order may be
meant for that; where nothing is put in order, no record comes before another.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import parameters, reaching
from arbase.repair.static.edit import Edit
from arbase.repair.static.source import header_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "first-of-order"
_SEVERAL = frozenset(("MultipleResultsFound", "MultipleObjectsReturned"))
# What answers None for nothing, and what takes its place; the others raise, and go on doing so.
_OPTIONAL = {"one_or_none": "first()", "scalar_one_or_none": "scalars().first()"}
_RAISING = frozenset(("one", "scalar_one"))
_EXECUTING = frozenset(("execute", "scalars", "scalar", "stream", "stream_scalars"))
_LATE = re.compile(
    r"\b(?:last|latest|newest|recent|highest|greatest|biggest|largest|best|most|top|youngest)\b", re.IGNORECASE
)
_EARLY = re.compile(r"\b(?:first|next|earliest|oldest|lowest|least|smallest|cheapest|soonest|nearest)\b", re.IGNORECASE)
_UNIQUE = re.compile(r"\b(?:the only|only one|exactly one|unique|at most one|single)\b", re.IGNORECASE)
MAX_DEPTH = 12


class Ordered(NamedTuple):
    """What is asked: the order (empty if none), the expression that a limit belongs to, names that it goes by."""

    order: str
    statement: ast.expr
    names: frozenset[str]


class FirstOfOrder(Template):
    """Take the first."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """At the call that wanted one only."""
        if context.crash.exception not in _SEVERAL:
            return
        for frame in reversed(context.crash.frames):
            calls = [node for node in header_nodes(frame.statement) if _asks_for_one(node)]
            for call in calls:
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
                    yield from _first(context, frame, call, call.func)
            if calls:
                return


def _asks_for_one(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr in ("get", "aget"):
        return isinstance(node.func.value, ast.Call)
    return node.func.attr in {*_OPTIONAL, *_RAISING} and not node.args


def _first(context: Context, frame: Frame, call: ast.Call, asked: ast.Attribute) -> Iterator[Draft]:
    file, function = frame.file, frame.function
    found = _ordered(frame, asked.value, asked.value, frame.line, 0)
    said = f"{function.name.replace('_', ' ')} {ast.get_docstring(function) or ''}" if function is not None else ""
    if not found.order or _UNIQUE.search(said) or _is_turned(said, found) or _used_elsewhere(frame, found.names):
        return
    if _is_chosen_later(frame, call):
        return
    idea = Idea(NAME, 0.92, "there may be several, and they are put in order: the first one is meant")
    start, end = file.span(asked.value)[1], file.span(call)[1]
    if asked.attr in _OPTIONAL:
        # The bracket around `await ...` stands between the two.
        dot = file.text.index(asked.attr, start)
        yield edited(context, idea, file, Edit(dot, end, _OPTIONAL[asked.attr]))
    elif asked.attr in _RAISING:
        if isinstance(found.statement, ast.Name | ast.Call):
            at = file.span(found.statement)[1]
            yield edited(context, idea, file, Edit(at, at, ".limit(1)"))
    elif context.crash.exception == "MultipleObjectsReturned":
        given = file.text[start:end].partition("(")[2].rpartition(")")[0].strip()
        chosen = f".filter({given})" if given else ""
        yield edited(context, idea, file, Edit(start, end, f"{chosen}[:1].{asked.attr}()"))


def _ordered(frame: Frame, node: ast.expr, statement: ast.expr, line: int, depth: int) -> Ordered:
    """Follow a chain of calls, and the names in it, to where the order is."""
    nothing = Ordered("", statement, frozenset())
    match node:
        case _ if depth > MAX_DEPTH:
            return nothing
        case ast.Await(value=value):
            return _ordered(frame, value, statement, line, depth + 1)
        case ast.Call(func=ast.Attribute(attr="order_by"), args=[_, *_]):
            unlimited = not any(
                isinstance(part, ast.Attribute) and part.attr in ("limit", "fetch", "slice") for part in ast.walk(node)
            )
            return Ordered(ast.unparse(node) if unlimited else "", statement, frozenset())
        case ast.Call(func=ast.Attribute(attr=attr), args=[asked, *_]) if attr in _EXECUTING:
            return _ordered(frame, asked, asked, line, depth + 1)
        case ast.Call(func=ast.Attribute(attr=attr, value=owner)):
            return nothing if attr in ("limit", "fetch") else _ordered(frame, owner, statement, line, depth + 1)
        case ast.Name(id=name):
            found = []
            for one in reaching(frame.file, frame.function, name, line):
                if one.value is None or isinstance(one.statement, ast.For | ast.With):
                    return nothing
                found.append(_ordered(frame, one.value, statement, one.statement.lineno, depth + 1))
            if not found or not all(one.order for one in found):
                return nothing
            names = frozenset((name, *(other for one in found for other in one.names)))
            # What was executed above, under a name: the limit belongs there.
            executed = [one.statement for one in found if one.statement is not statement]
            if executed and len(found) > 1:
                return nothing
            return Ordered(" ".join(one.order for one in found), executed[0] if executed else statement, names)
    return nothing


def _is_chosen_later(frame: Frame, call: ast.Call) -> bool:
    """A part of the record is compared with what the function was given: a condition that the question may lack.

    `found = one_or_none()`, `return found if found.begins <= day else None`: the first one may be another.
    """
    function, statement = frame.function, frame.statement
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    names = {target.id for target in targets if isinstance(target, ast.Name)}
    if function is None or not names:
        return False
    asked = {part.id for part in ast.walk(call) if isinstance(part, ast.Name)}
    given = {item.arg for item in parameters(function)} - asked
    for test in [node for node in ast.walk(function) if isinstance(node, ast.Compare)]:
        sides = [{part.id for part in ast.walk(side) if isinstance(part, ast.Name)}
                 for side in (test.left, *test.comparators)]  # fmt: skip
        if any(side & names for side in sides) and any(side & given for side in sides):
            return True
    return False


def _is_turned(said: str, found: Ordered) -> bool:
    """The latest is wanted and the earliest comes first, or the other way round."""
    late, early = bool(_LATE.search(said)), bool(_EARLY.search(said))
    down = bool(re.search(r"\bdesc\b|\('-|, '-", found.order))
    return late not in (early, down)


def _used_elsewhere(frame: Frame, names: frozenset[str]) -> bool:
    """One of the names is read by another statement than those that make the question."""
    scope: ast.AST = frame.function if frame.function is not None else frame.file.tree
    for node in ast.walk(scope):
        if isinstance(node, ast.Name) and node.id in names and isinstance(node.ctx, ast.Load):
            statement = frame.file.statement_of(node)
            targets = statement.targets if isinstance(statement, ast.Assign) else []
            makes = any(isinstance(one, ast.Name) and one.id in names for one in targets)
            if statement is not frame.statement and not makes:
                return True
    return False
