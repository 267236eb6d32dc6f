"""The hour or the day of a moment in UTC, where other places turn such moments to local time before they ask for it.

`counts[load.left_at.hour]` beside `local(load.came_at).day`: the hours of the table are those of the clock on the wall.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import bracketed
from arbase.repair.static.imports import import_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name, text_of
from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "local-part"
_PARTS = frozenset(("hour", "day", "month", "year", "minute"))
_ASKED = frozenset(("date", "time", "weekday", "isoweekday", "isocalendar", "strftime", "timetuple"))
_UTC = re.compile(r"tzinfo=(?:datetime\.)?(?:timezone\.utc|UTC)|ZoneInfo\(key='(?:Etc/)?UTC'\)|<UTC>")
_TURNS = frozenset(("astimezone", "localtime"))
_OF_UTC = re.compile(r"\butc\b|^$", re.IGNORECASE)


class _Turn(NamedTuple):
    """How another place turns a moment to local time: the text before it and behind it, and the names in it."""

    before: str
    after: str
    names: frozenset[str]


class LocalPart(Template):
    """`local(load.left_at).hour`, `load.left_at.astimezone(ZONE).hour`, as it is done elsewhere."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For parts of moments in UTC by which something was looked up, where all other places turn them one way."""
        if context.crash.exception not in ("KeyError", "IndexError", "ValueError"):
            return
        found = [part for part in _nodes(context) if _is_of_utc(context, part)]
        turns = _turns(context) if found else {}
        if len(turns) != 1:
            return
        (turn, (source, place)) = next(iter(turns.items()))
        file = context.frame.file
        imports = [import_of(name, source, file, context.service.source_roots) for name in sorted(turn.names)]
        if any(one is None for one in imports):
            return
        for part in found:
            moment = part.value
            held = bracketed(file, moment) if turn.after else file.segment(moment)
            why = f"{place} turns such a moment to local time before it asks for a part of it"
            idea = Idea(NAME, 0.93, why, place, tuple(one for one in imports if one))
            yield replaced(context, idea, file, moment, f"{turn.before}{held}{turn.after}")


def _nodes(context: Context) -> Iterator[ast.Attribute]:
    """The parts of moments in the statement, or in what its names were given just before."""
    file, function = context.frame.file, context.frame.function
    nodes = list(header_nodes(context.frame.statement))
    for node in list(nodes):
        known = definitions(file, function, node.id) if isinstance(node, ast.Name) else []
        if len(known) == 1 and known[0].value is not None:
            nodes += ast.walk(known[0].value)
    for node in nodes:
        if isinstance(node, ast.Attribute) and _is_part(file, node) and text_of(node.value) is not None:
            yield node


def _is_part(file: SourceFile, node: ast.Attribute) -> bool:
    outer = file.parent(node)
    called = isinstance(outer, ast.Call) and outer.func is node
    return node.attr in (_ASKED if called else _PARTS)


def _is_of_utc(context: Context, part: ast.Attribute) -> bool:
    return bool(_UTC.search(str(context.crash.described(part.value).get("repr", ""))))


def _turns(context: Context) -> dict[_Turn, tuple[SourceFile, str]]:
    """The ways in which the program turns moments to local time in order to ask for a part, each with one place."""
    found: dict[_Turn, tuple[SourceFile, str]] = {}
    for file in context.codebase.sources:
        for node in file.nodes:
            turned = _turned(file, node)
            turn = _turn(context, file, turned) if turned is not None else None
            if turned is not None and turn is not None:
                found.setdefault(turn, (file, f"{file.path}:{turned.lineno}"))
    return found


def _turned(file: SourceFile, node: ast.AST) -> ast.Call | None:
    """What a part is asked of, or what is written by a format of days and times."""
    match node:
        case ast.Attribute(value=ast.Call() as call) if _is_part(file, node):
            return call
        case ast.FormattedValue(
            value=ast.Call() as call, format_spec=ast.JoinedStr(values=[ast.Constant(value=str() as form)])
        ):
            return call if "%" in form else None
    return None


def _turn(context: Context, file: SourceFile, call: ast.Call) -> _Turn | None:
    """The call as a way: an own function of one moment, Django's `localtime`, or `astimezone` of a zone with a name."""
    match call:
        case ast.Call(func=ast.Attribute(attr="astimezone"), args=[ast.Name() | ast.Attribute() as zone], keywords=[]):
            text = ast.unparse(zone)
            return None if _OF_UTC.search(text) else _Turn("", f".astimezone({text})", frozenset((_root(zone),)))
        case ast.Call(func=ast.Name() | ast.Attribute() as func, args=[moment], keywords=[]):
            if text_of(moment) is None or text_of(func) is None or not _is_way(context, func):
                return None
            return _Turn(f"{ast.unparse(func)}(", ")", frozenset((_root(func),)))
    return None


def _is_way(context: Context, func: ast.expr) -> bool:
    """`localtime`, or the one own function of this name, which turns its only argument by a zone."""
    name = last_name(func)
    own = [one for file in context.codebase.sources for one in file.functions if one.name == name]
    if not own:
        return name == "localtime"
    if len(own) != 1 or len(own[0].args.args) != 1 or own[0].args.defaults:
        return False
    given = own[0].args.args[0].arg
    for node in ast.walk(own[0]):
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Call) and last_name(node.value.func) in _TURNS:
            words = [ast.unparse(one) for one in node.value.args]
            owner = node.value.func.value if isinstance(node.value.func, ast.Attribute) else None
            turned = isinstance(owner, ast.Name) and owner.id == given
            by_zone = turned and len(words) == 1 and not _OF_UTC.search(words[0])
            return by_zone or (last_name(node.value.func) == "localtime" and words[:1] == [given])
    return False


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
