"""Naive and aware moments that meet."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import parameters
from arbase.repair.static.edit import bracketed, insert_before, replace
from arbase.repair.static.imports import import_of
from arbase.repair.static.origin import Origin, callee_of, origin_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name, text_of
from arbase.repair.static.templates.building import Idea, edited, replaced
from arbase.repair.static.templates.completed_beside import by_caller_beside
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.values import allows_none
from arbase.workspace.promises import told_at
from arbase.workspace.tree import Function
from arbase.workspace.zones import local_without_zone, local_zones

NAME = "timezone"
MIXED = re.compile(
    r"offset-naive and offset-aware|tz-naive and tz-aware"
    r"|Invalid comparison between dtype=datetime64\[\w+, [^\]]+\] and (?:datetime|Timestamp)"
)
CLOCKS = frozenset(("now", "utcnow", "today"))
_TURNS = frozenset(("astimezone", "tz_convert", "now"))
_ZONES = frozenset(("ZoneInfo", "tzinfo", "timezone"))


@dataclass(frozen=True)
class Zone:
    """How this repository writes UTC: the text, where, and the import that it needs."""

    text: str
    place: str
    imports: tuple[str, ...]


class Timezone(Template):
    """Give the naive moment the zone, in the repository's own spelling."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the naive operand; for the aware one where the repository is naive throughout."""
        crash = context.crash
        if crash.exception not in ("TypeError", "InvalidComparison") or not MIXED.search(crash.message):
            return
        yield from by_caller_beside(context, NAME)
        yield from self._by_zone_in_scope(context)
        yield from self._in_reader(context)
        for node, origin, aware in self._operands(context):
            zone = zone_of(context, origin.frame.file)
            if aware:
                yield from self._by_own_function(context, origin, takes_off=True)
                yield from self._naive_again(context, origin)
            elif zone is not None:
                yield from self._by_own_function(context, origin)
                yield from self._zoned(context, node, origin, zone)

    @staticmethod
    def _in_reader(context: Context) -> Iterator[Draft]:
        """The own function that read the moment gives each the same sort: a zone, or none where the other has none."""
        node, sources = context.crash.node, context.codebase.sources
        pair = [node.left, node.right] if isinstance(node, ast.BinOp) else []
        pair = [node.left, *node.comparators] if isinstance(node, ast.Compare) else pair
        made = [(one, origin_of(context.crash, one)) for one in pair]
        read = [(callee_of(sources, origin.node), one) for one, origin in made if isinstance(origin.node, ast.Call)]
        readers = [(place, one) for place, one in read if place is not None and _reads_moment(place[1])]
        for place, _ in readers[:1]:
            file, function = place
            local = local_without_zone(told_at(file.text, function))
            zone, name = _promised(context, file) if local else zone_of(context, file), _reads_moment(function)
            last = next((item for item in reversed(function.body) if isinstance(item, ast.Return)), None)
            if zone is None or last is None or name != last_name(last.value):
                continue
            others = [one for one, _ in made if one is not readers[0][1]]
            stored = len(readers) == 1 and any(_is_naive(context, one) for one in others)
            both = "UTC" if zone.text.upper().endswith("UTC") else zone.text
            if stored:
                plain = f"{name}.astimezone({zone.text}).replace(tzinfo=None)"
                lines = (f"if {name}.tzinfo is not None:", f"\t{name} = {plain}")
                why = f"what {function.name} gives meets moments without a zone"
            else:
                lines = (f"if {name}.tzinfo is None:", f"\t{name} = {name}.replace(tzinfo={zone.text})")
                why = f"what {function.name} gives may lack a zone, which is {both}"
            edit = insert_before(file, last, lines)
            if edit is not None:
                yield edited(context, Idea(NAME, 0.86, why, zone.place, zone.imports), file, edit)

    def _operands(self, context: Context) -> Iterator[tuple[ast.expr, Origin, bool]]:
        """The moments of the failing expression, where they come from, and whether they know their zone."""
        node = context.crash.node
        if isinstance(node, ast.BinOp):
            operands = [node.left, node.right]
        elif isinstance(node, ast.Compare):
            operands = [node.left, *node.comparators]
        else:
            operands = [
                item for item in header_nodes(context.frame.statement) if isinstance(item, ast.Name | ast.Attribute)
            ]
        for operand in operands:
            shown = str(context.crash.described(operand).get("repr", ""))
            origin = origin_of(context.crash, operand)
            if shown.startswith("datetime.datetime("):
                yield operand, origin, "tzinfo=" in shown
            elif isinstance(origin.node, ast.Call) and last_name(origin.node.func) in CLOCKS:
                aware = bool(origin.node.args or origin.node.keywords)
                yield operand, origin, aware

    def _by_own_function(self, context: Context, origin: Origin, *, takes_off: bool = False) -> Iterator[Draft]:
        """The repository's own function that completes a moment, over what gave the naive one and what came with it."""
        file, statement = origin.frame.file, origin.frame.file.statement_of(origin.node)
        if statement is None or isinstance(origin.node, ast.Constant):
            return
        around = [origin.node]
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Tuple):
            around = [item for item in statement.value.elts if type(item) is type(origin.node)]
        for source in context.codebase.sources:
            for function in source.functions:
                sites = context.flow.call_sites(function.name)
                if not sites or len(parameters(function)) != 1 or not _completes(source, function, takes_off):
                    continue
                needed = import_of(function.name, source, file, context.service.source_roots)
                if needed is None or function is origin.frame.function:
                    continue
                where = f"{sites[0].file.path}:{sites[0].call.lineno}"
                why = f"{function.name} gives a moment its zone, {where} calls it"
                idea = Idea(NAME, 0.93, why, where, (needed,) if needed else ())
                yield edited(
                    context,
                    idea,
                    file,
                    *(replace(file, item, f"{function.name}({file.segment(item)})") for item in around),
                )

    def _by_zone_in_scope(self, context: Context) -> Iterator[Draft]:
        """A moment that the function was given meets others in a function that was given the zone as well."""
        frame, crash = context.frame, context.crash
        given = parameters(frame.function) if frame.function is not None else []
        zones = [one.arg for one in given if crash.type_of(one.arg).rpartition(".")[2] in _ZONES]
        zones = zones or [one.arg for one in given if frame.function is not None and _is_zone(frame.function, one)]
        whole = ast.walk(crash.node or frame.statement)
        asked = {node.id for node in whole if isinstance(node, ast.Name)}
        for argument in given:
            if argument.arg in asked and _is_naive(context, ast.Name(argument.arg)):
                if len(zones) == 1:
                    yield from self._completed(context, argument, Zone(zones[0], frame.location.path, ()), 0.89)
                yield from self._by_framework(context, argument)

    def _zoned(self, context: Context, node: ast.expr, origin: Origin, zone: Zone) -> Iterator[Draft]:
        file = origin.frame.file
        call = origin.node
        if isinstance(call, ast.Call) and last_name(call.func) in CLOCKS and not call.args and not call.keywords:
            receiver = file.segment(call.func.value) if isinstance(call.func, ast.Attribute) else "datetime"
            idea = Idea(NAME, 0.9, f"{file.segment(call)} knows no time zone", zone.place, zone.imports)
            yield replaced(context, idea, file, call, f"{receiver}.now({zone.text})")
        elif isinstance(call, ast.Call) and last_name(call.func) in ("fromisoformat", "strptime", "utcfromtimestamp"):
            yield from self._parsed(context, origin, call, zone)
        elif isinstance(node, ast.Name) and origin.kind == "parameter":
            own = zone_of(context, context.frame.file)
            for argument in parameters(context.frame.function) if context.frame.function is not None else ():
                if argument.arg == node.id:
                    yield from self._completed(context, argument, own) if own is not None else ()
        else:
            here = zone_of(context, context.frame.file)
            if here is not None:
                text = bracketed(context.frame.file, node)
                idea = Idea(NAME, 0.6, f"{text} knows no time zone", here.place, here.imports)
                given = f"{text}.replace(tzinfo={here.text})"
                if text_of(node):
                    # Another moment may come this way that has a zone, which has to stay.
                    given = f"({text} if {text}.tzinfo else {given})"
                yield replaced(context, idea, context.frame.file, node, given)

    @staticmethod
    def _completed(context: Context, argument: ast.arg, zone: Zone, prior: float = 0.85) -> Iterator[Draft]:
        """A parameter gets the zone in front of the statement, where it has none."""
        frame, name = context.frame, argument.arg
        asked = f"{name}.tzinfo is None"
        if allows_none(argument.annotation) and not _is_asked(frame, name):
            asked = f"{name} is not None and {asked}"
        lines = (f"if {asked}:", f"\t{name} = {name}.replace(tzinfo={zone.text})")
        edit = insert_before(frame.file, _outermost(frame, name), lines)
        if edit is not None:
            idea = Idea(NAME, prior, f"{name} may come without a time zone", zone.place, zone.imports)
            yield edited(context, idea, frame.file, edit)

    @staticmethod
    def _by_framework(context: Context, argument: ast.arg) -> Iterator[Draft]:
        """Django completes a moment by the zone of its settings."""
        frame, name = context.frame, argument.arg
        names = {alias.asname or alias.name: node.module for node in frame.file.tree.body
                 if isinstance(node, ast.ImportFrom) for alias in node.names}  # fmt: skip
        modules = (file.text for file in context.codebase.sources)
        if not any("django.utils" in text and "timezone" in text for text in modules):
            return
        own = names.get("timezone", "django.utils") == "django.utils"
        needed = f"from django.utils{'' if own else '.timezone'} import {'timezone' if own else 'is_naive, make_aware'}"
        dot = "timezone." if own else ""
        lines = (f"if {dot}is_naive({name}):", f"\t{name} = {dot}make_aware({name})")
        edit = insert_before(frame.file, _outermost(frame, name), lines)
        if edit is not None:
            idea = Idea(NAME, 0.87, f"{name} may come without a time zone", "", (needed,))
            yield edited(context, idea, frame.file, edit)

    def _parsed(self, context: Context, origin: Origin, call: ast.Call, zone: Zone) -> Iterator[Draft]:
        file = origin.frame.file
        text = file.segment(call)
        place = _place(context, r"\.replace\(tzinfo=")
        idea = Idea(NAME, 0.82 if place else 0.7, f"{text} knows no time zone", place or zone.place, zone.imports)
        yield replaced(context, idea, file, call, f"{text}.replace(tzinfo={zone.text})")

    def _naive_again(self, context: Context, origin: Origin) -> Iterator[Draft]:
        """The repository takes the zone off elsewhere."""
        place = _place(context, r"(?<!\))\.replace\(tzinfo=None\)")
        if not place:
            return
        file, text = origin.frame.file, origin.frame.file.segment(origin.node)
        idea = Idea(NAME, 0.7, f"{text} knows its time zone, which {place} takes off", place)
        yield replaced(context, idea, file, origin.node, f"{text}.replace(tzinfo=None)")


def _reads_moment(function: Function) -> str:
    """The variable in which a function keeps the moment that it reads of a text; empty if it reads none."""
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Attribute(attr=read))) if read in (
                "fromisoformat", "strptime",
            ):  # fmt: skip
                return name
    return ""


def _promised(context: Context, file: SourceFile) -> Zone | None:
    """The one zone in which the program lives, for a function that says that what comes without one is local time."""
    zones = [(one, name) for one in context.codebase.sources for name in local_zones(one.tree)]
    if len(zones) != 1:
        return None
    source, name = zones[0]
    # A name that is unpacked with others is one of the module as well.
    needed = "" if source is file else import_of(name, source, file, context.service.source_roots)
    place = f"{source.path}: {name}"
    return None if needed is None else Zone(name, place, (needed,) if needed else ())


def _is_zone(function: Function, argument: ast.arg) -> bool:
    """The argument is declared as a zone, or moments are turned into it."""
    if argument.annotation is not None and "ZoneInfo" in ast.unparse(argument.annotation):
        return True
    turned = (node for node in ast.walk(function) if isinstance(node, ast.Call) and last_name(node.func) in _TURNS)
    return any(last_name(item) == argument.arg for call in turned for item in call.args if isinstance(item, ast.Name))


def _outermost(frame: Frame, name: str) -> ast.stmt:
    """The loop around the statement, where the name is the same in all of its rounds; else the statement."""
    found = frame.statement
    for outer in frame.file.ancestors(frame.statement):
        if outer is frame.function:
            break
        if isinstance(outer, ast.For | ast.While):
            bound = [one for one in ast.walk(outer) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)]
            found = found if name in {one.id for one in bound} else outer
    return found


def _is_asked(frame: Frame, name: str) -> bool:
    """The statement stands in a branch that knows the name is not None."""
    for outer in frame.file.ancestors(frame.statement):
        if isinstance(outer, ast.If) and frame.statement in outer.body:
            test = ast.unparse(outer.test)
            if test in (name, f"{name} is not None"):
                return True
    return False


def _is_naive(context: Context, node: ast.expr) -> bool:
    shown = str(context.crash.described(node).get("repr", ""))
    return shown.startswith("datetime.datetime(") and "tzinfo=" not in shown


def _completes(file: SourceFile, function: Function, takes_off: bool = False) -> bool:
    """The function gives its parameter a zone where it has none; or takes the zone off, in the clock of that zone."""
    name = parameters(function)[0].arg
    if takes_off:
        written = file.segment(function)
        return f"{name}.astimezone(" in written and "tzinfo=None" in written
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Attribute(attr="replace", value=ast.Name(id=given)), keywords=words):
                if given == name and any(word.arg == "tzinfo" for word in words):
                    return not isinstance(file.parent(function), ast.ClassDef)
    return False


def zone_of(context: Context, file: SourceFile) -> Zone | None:
    """How UTC is written here, else elsewhere in the repository, else as the standard library has it."""
    for other in [file, *context.codebase.sources]:
        for node in other.nodes:
            text = _spelled(other, node)
            if text is None:
                continue
            base = re.split(r"[.(]", text)[0]
            needed = import_of(base, other, file, context.service.source_roots)
            if needed is not None:
                return Zone(text, f"{other.path}:{getattr(node, 'lineno', 1)}", (needed,) if needed else ())
    modules = {alias.name for node in file.tree.body if isinstance(node, ast.Import) for alias in node.names}
    if "datetime" in modules:
        return Zone("datetime.timezone.utc", "", ())
    return Zone("timezone.utc", "", ("from datetime import timezone",))


def _spelled(file: SourceFile, node: ast.AST) -> str | None:
    """The argument of `now(UTC)`, `now(tz=timezone.utc)`, `replace(tzinfo=UTC)`."""
    if not isinstance(node, ast.Call):
        return None
    if last_name(node.func) == "now" and len(node.args) == 1 and not isinstance(node.args[0], ast.Starred):
        found = node.args[0]
    else:
        found = next((word.value for word in node.keywords if word.arg in ("tz", "tzinfo")), node.func)
    text = file.segment(found)
    return text if found is not node.func and re.search(r"\butc\b", text, re.IGNORECASE) else None


def _place(context: Context, pattern: str) -> str:
    shape = re.compile(pattern)
    for file in context.codebase.sources:
        found = shape.search(file.text)
        if found:
            return f"{file.path}:{file.text[: found.start()].count(chr(10)) + 1}"
    return ""
