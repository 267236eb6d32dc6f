"""A clock without a zone behind an own function or in the default of a field, where its moments meet those with one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.origin import origin_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.timezone import CLOCKS, MIXED, zone_of
from arbase.workspace.tree import Function

NAME = "own-clock"
_KNOWS_ZONES = re.compile(r"\btimezone\.utc\b|\bUTC\b|\+00:00|\bZoneInfo\b|\bastimezone\b")
_MEETS = (ast.BinOp, ast.Compare)


class OwnClock(Template):
    """`datetime.now(timezone.utc)` in the function or the default factory."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where whatever the clock gives only meets other moments, so that none without a zone was kept."""
        if context.crash.exception != "TypeError" or not MIXED.search(context.crash.message):
            return
        yield from self._in_function(context)
        yield from self._in_field(context)

    @staticmethod
    def _in_function(context: Context) -> Iterator[Draft]:
        node = context.crash.node
        operands = [node.left, node.right] if isinstance(node, ast.BinOp) else []
        operands = [node.left, *node.comparators] if isinstance(node, ast.Compare) else operands
        if not any("tzinfo=" in str(context.crash.described(one).get("repr", "")) for one in operands):
            return
        for operand in operands:
            origin = origin_of(context.crash, operand)
            place = _own_function(context, origin.node)
            clock = _clock_of(place[1]) if place is not None else None
            if place is None or clock is None or not _only_meets(context, place[1].name):
                continue
            file, zone = place[0], zone_of(context, place[0])
            if zone is not None and isinstance(clock.func, ast.Attribute):
                idea = Idea(NAME, 0.9, f"{place[1].name} gives the time without a zone", zone.place, zone.imports)
                text = f"{file.segment(clock.func.value)}.now({zone.text})"
                yield edited(context, idea, file, replace(file, clock, text))

    @staticmethod
    def _in_field(context: Context) -> Iterator[Draft]:
        """`created: datetime = field(default_factory=datetime.now)`, the only clock without a zone that there is."""
        nodes = [*header_nodes(context.frame.statement)]
        names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        found = [(file, word.value) for file in context.codebase.sources for node in file.nodes
                 if isinstance(node, ast.AnnAssign) and last_name(node.target) in names
                 for word in _factories(node.value)]  # fmt: skip
        if len(found) != 1 or _clocks(context) != 1:
            return
        if not any(_KNOWS_ZONES.search(file.text) for file in context.codebase.sources):
            return
        file, factory = found[0]
        zone = zone_of(context, file)
        if zone is not None and isinstance(factory, ast.Attribute):
            idea = Idea(NAME, 0.86, "the default is the time without a zone", zone.place, zone.imports)
            text = f"lambda: {file.segment(factory.value)}.now({zone.text})"
            yield edited(context, idea, file, replace(file, factory, text))


def _own_function(context: Context, node: ast.expr) -> tuple[SourceFile, Function] | None:
    """The function or property of the repository that gives the value, if just one has that name."""
    if not isinstance(node, ast.Call | ast.Attribute):
        return None
    name = last_name(node)
    found = [(file, one) for file in context.codebase.sources for one in file.functions if one.name == name]
    if len(found) != 1:
        return None
    is_property = any(last_name(item) in ("property", "cached_property") for item in found[0][1].decorator_list)
    return found[0] if is_property == isinstance(node, ast.Attribute) else None


def _clock_of(function: Function) -> ast.Call | None:
    """The clock that the function reads, without a zone, and that is all it gives."""
    returned = [node.value for node in own_nodes(function) if isinstance(node, ast.Return)]
    match returned:
        case [ast.Call(func=ast.Attribute(attr=name), args=[], keywords=[]) as call] if name in CLOCKS:
            return call
    return None


def _only_meets(context: Context, name: str) -> bool:
    """Everybody who asks the function compares what it gives, or reckons with it: nobody keeps it."""
    for file in context.codebase.sources:
        for node in file.nodes:
            called = isinstance(node, ast.Call) and last_name(node.func) == name
            asked = (
                isinstance(node, ast.Attribute) and node.attr == name and not isinstance(file.parent(node), ast.Call)
            )
            if (called or asked) and not isinstance(file.parent(node), _MEETS):
                return False
    return True


def _factories(value: ast.expr | None) -> list[ast.keyword]:
    """`field(default_factory=datetime.now)` of dataclasses, attrs and pydantic."""
    if not isinstance(value, ast.Call) or last_name(value.func) not in ("field", "Field", "ib"):
        return []
    return [word for word in value.keywords if word.arg in ("default_factory", "factory") and _is_clock(word.value)]


def _is_clock(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in CLOCKS and last_name(node.value) in ("datetime", "dt")


def _clocks(context: Context) -> int:
    """How often the repository asks a clock without a zone."""
    count = 0
    for file in context.codebase.sources:
        for node in file.nodes:
            outer = file.parent(node)
            called = isinstance(outer, ast.Call) and outer.func is node
            zoned = called and isinstance(outer, ast.Call) and bool(outer.args or outer.keywords)
            count += _is_clock(node) and not zoned
    return count
