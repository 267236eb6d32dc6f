"""A moment that an own function puts together of a day and a time, and that meets moments with a zone.

It gets its zone where it is made: by Django's `make_aware`, which takes the zone of the settings, by the repository's
own function that does nothing else, or as the repository makes such moments elsewhere. In which zone a day ends is
never guessed. The moments meet in a comparison or a difference, also as elements of what the own function gives, or as
the fields by which records are sorted.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, add_option, replace
from arbase.repair.static.imports import import_of
from arbase.repair.static.origin import Origin, callee_of, origin_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.timezone import MIXED
from arbase.repair.static.zoneless import COMBINES, is_combination, is_naive, sorted_without_zone
from arbase.workspace.tree import Function, dotted

NAME = "without-zone"
_GATHERS = (ast.Tuple, ast.List, ast.ListComp, ast.GeneratorExp, ast.IfExp)
_Place = tuple[SourceFile, Function]


class WithoutZone(Template):
    """`timezone.make_aware(datetime.combine(day, time.max))`, `datetime.combine(day, time.min, tzinfo=TOWN)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One draft for each function that gave a naive operand of the comparison or the difference."""
        if context.crash.exception != "TypeError" or not MIXED.search(context.crash.message):
            return
        for file, function, made in sorted_without_zone(context.crash, context.codebase.sources):
            yield from self._by_own_function(context, file, function, made)
            yield from self._as_elsewhere(context, file, function, made)
        for file, function in _makers(context):
            made = [call for call in own_nodes(function) if isinstance(call, ast.Call) and is_naive(call)]
            made = [call for call in made if _is_given_back(file, function, call)]
            if made:
                yield from self._by_django(context, file, function, made)
                yield from self._by_own_function(context, file, function, made)
                yield from self._as_elsewhere(context, file, function, made)

    @staticmethod
    def _by_django(context: Context, file: SourceFile, function: Function, made: list[ast.Call]) -> Iterator[Draft]:
        """In the zone of the settings, spelled as the file or another of the repository has it."""
        uses = [
            (one, node)
            for one in (file, *context.codebase.sources)
            for node in one.nodes
            if isinstance(node, ast.Call) and last_name(node.func) == "make_aware" and len(node.args) == 1
        ]
        if not uses:
            return
        source, use = uses[0]
        text = source.segment(use.func)
        needed = import_of(text.split(".")[0], source, file, context.service.source_roots)
        if needed is None:
            return
        where = f"{source.path}:{use.lineno}"
        why = f"{function.name} gives a moment without a zone; {where} takes that of the settings"
        edits = [replace(file, call, f"{text}({file.segment(call)})") for call in made]
        idea = Idea(NAME, 0.94, why, where, (needed,) if needed else ())
        yield edited(context, idea, file, *edits)

    @staticmethod
    def _by_own_function(
        context: Context, file: SourceFile, function: Function, made: list[ast.Call]
    ) -> Iterator[Draft]:
        """`clock.local(day, hour)`, which is `datetime.combine(day, hour, tzinfo=TOWN)` and nothing else."""
        found = [
            (source, one)
            for source in context.codebase.sources
            for one in source.functions
            if one is not function and is_combination(source, one)
        ]
        if len(found) != 1 or len(_zones(context)) != 1:
            return
        ((source, own),) = found
        sites = context.flow.call_sites(own.name)
        here = [site for site in sites if site.file is file]
        needed = "" if here else import_of(own.name, source, file, context.service.source_roots)
        if not sites or needed is None:
            return
        text = file.segment(here[0].call.func) if here else own.name
        site = (here or sites)[0]
        where = f"{site.file.path}:{site.call.lineno}"
        why = f"{function.name} makes a moment without a zone; {own.name} gives it one, {where} calls it"
        idea = Idea(NAME, 0.95, why, where, (needed,) if needed else ())
        yield edited(context, idea, file, *(replace(file, call.func, text) for call in made))

    @staticmethod
    def _as_elsewhere(context: Context, file: SourceFile, function: Function, made: list[ast.Call]) -> Iterator[Draft]:
        """In the one zone that the repository gives to such moments."""
        zones = _zones(context)
        if len(zones) != 1:
            return
        ((text, (source, node)),) = zones.items()
        needed = import_of(text.split(".")[0].split("(")[0], source, file, context.service.source_roots)
        edits: list[Edit | None] = [add_option(file, call, f"tzinfo={text}") for call in made]
        if needed is not None:
            where = f"{source.path}:{node.lineno}"
            why = f"{function.name} gives a moment without a zone; {where} has one"
            idea = Idea(NAME, 0.92, why, where, (needed,) if needed else ())
            yield edited(context, idea, file, *(edit for edit in edits if edit is not None))


def _zones(context: Context) -> dict[str, tuple[SourceFile, ast.Call]]:
    """The zones that the repository gives to moments that it puts together, each with one place."""
    zones: dict[str, tuple[SourceFile, ast.Call]] = {}
    for source in context.codebase.sources:
        for node in source.nodes:
            if isinstance(node, ast.Call) and dotted(node.func) in COMBINES and not is_naive(node):
                zone = next((word.value for word in node.keywords if word.arg == "tzinfo"), None)
                zone = zone if zone is not None or len(node.args) < 3 else node.args[2]
                if zone is not None:
                    zones.setdefault(source.segment(zone), (source, node))
    return zones


def _makers(context: Context) -> list[_Place]:
    """The own functions that gave a moment without a zone to the failing expression."""
    crash = context.crash
    found: dict[int, _Place] = {}
    for node in ast.walk(crash.node or context.frame.statement):
        shown = str(crash.described(node).get("repr", "")) if isinstance(node, ast.Name | ast.Attribute) else ""
        if not isinstance(node, ast.expr) or (shown and ("datetime(" not in shown or "tzinfo=" in shown)):
            continue
        if not shown and not isinstance(node, ast.Call):
            continue
        origin = origin_of(crash, node)
        if origin.frame.function is not None and not isinstance(origin.node, ast.Name):
            found.setdefault(id(origin.frame.function), (origin.frame.file, origin.frame.function))
        for call in (part for one in (origin.node, *_looped(origin)) for part in ast.walk(one)):
            place = callee_of(context.codebase.sources, call) if isinstance(call, ast.Call) else None
            if place is not None:
                found[id(place[1])] = place
    return list(found.values())


def _looped(origin: Origin) -> list[ast.expr]:
    """What is gone through for an element: by the loop that binds its name, or by the comprehension."""
    loops: list[ast.For | ast.comprehension] = []
    if origin.kind == "element" and origin.statement is not None:
        parts = ast.walk(origin.statement) if not isinstance(origin.statement, ast.For) else (origin.statement,)
        loops = [part for part in parts if isinstance(part, ast.For | ast.comprehension)]
    return [one.iter for one in loops if any(_is_named(part, origin.name) for part in ast.walk(one.target))]


def _is_named(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _is_given_back(file: SourceFile, function: Function, call: ast.Call) -> bool:
    """The function returns it as it is, under a name, or as a part of what it returns or yields one after the other."""
    outer: ast.AST | None = file.parent(call)
    while isinstance(outer, _GATHERS) or (isinstance(outer, ast.BinOp) and isinstance(outer.op, ast.Add)):
        outer = file.parent(outer)
    if isinstance(outer, ast.Return | ast.Yield):
        return True
    for node in own_nodes(function):
        if not isinstance(node, ast.Return) or node.value is None:
            continue
        values = [node.value.body, node.value.orelse] if isinstance(node.value, ast.IfExp) else [node.value]
        names = [value.id for value in values if isinstance(value, ast.Name)]
        kept = [one.value for name in names for one in definitions(file, function, name)]
        if any(value is call for value in (*values, *kept)):
            return True
    return False
