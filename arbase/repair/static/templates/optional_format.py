"""None in the format of a number, where the repository has a function that shows a number or what stands for none.

`f"{hours:>6.1f}"` becomes `f"{shown(hours):>6}"`, with the same precision and width. Where no function shows numbers
so, what the repository writes for nothing stands in the row: `hours = "-" if hours is None else f"{hours:.1f}"`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import parameters
from arbase.repair.static.edit import Edit, insert_before, replace
from arbase.repair.static.imports import import_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited, is_hoistable, is_simple
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.values import Value
from arbase.workspace.marks import NO_FORMAT, mark_in_notes, marks_in
from arbase.workspace.notes import notes
from arbase.workspace.tree import Function

NAME = "optional-format"
_SPEC = re.compile(r"(?P<align>[<>^])?(?P<width>[1-9]\d*)?(?P<form>[,_]?(?:\.(?P<places>\d+))?[dfFgGeE%])")
_PERCENT = re.compile(r"%(?P<left>-)?(?P<width>[1-9]\d*)?(?P<form>(?:\.(?P<places>\d+))?[dfFgGeE])|%%|%[^%]*?[a-zA-Z]")
_WIDTH = re.compile(r"([<>^])([1-9]\d*)")
_HOLE = re.compile(r"\{\{|\}\}|\{(?P<name>\w*)(?::(?P<spec>[^{}]*))?\}")


class Shown(NamedTuple):
    """A function that shows a number, and its form: `.1f`, or `.{}f` with the places that it shows if nobody tells."""

    file: SourceFile
    function: Function
    form: str
    places: str = ""


class Hole(NamedTuple):
    """Where a number is put into a text: its expression, its specification, and the edit for another one."""

    value: ast.expr
    align: str
    width: str
    form: str
    places: str
    start: int
    end: int
    percent: bool = False
    bare: bool = False

    def edit(self) -> Edit:
        """The same width for a text."""
        if self.percent:
            return Edit(self.start, self.end, f"%{self.align}{self.width}s")
        if not self.width:
            return Edit(self.start, self.end, "")
        colon = "" if self.bare else ":"
        return Edit(self.start, self.end, f"{colon}{self.align or '>'}{self.width}")


class OptionalFormat(Template):
    """Show the number with the own function."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For every number of the failing statement that is None, and every function that shows such numbers so."""
        if context.crash.exception != "TypeError" or not NO_FORMAT.search(context.crash.message):
            return
        file, frame = context.frame.file, context.frame
        holes = [hole for node in header_nodes(frame.statement) for hole in _holes(file, node)]
        absent = [hole for hole in holes if context.crash.is_none(hole.value)]
        unknown = [hole for hole in holes if not context.crash.type_of(hole.value)]
        for hole in absent or (unknown if len(unknown) == 1 else []):
            for shown in _shown(context):
                places = _places(shown, hole)
                call = _called(context, shown)
                if places is None or call is None or shown.function is frame.function:
                    continue
                where = f"{shown.file.path}:{shown.function.lineno}"
                why = f"{file.segment(hole.value)} may be None, and {shown.function.name} shows such numbers so"
                idea = Idea(NAME, 0.93, why, where, (call[1],) if call[1] else ())
                text = f"{call[0]}({file.segment(hole.value)}{places})"
                yield edited(context, idea, file, replace(file, hole.value, text), hole.edit())
        yield from _by_mark(context)


def _by_mark(context: Context) -> Iterator[Draft]:
    """What the repository writes for nothing, for every number of an f-string that is None, with the same width."""
    frame, file, mark = context.frame, context.frame.file, mark_of_nothing(context)
    nodes = [node for node in header_nodes(frame.statement) if isinstance(node, ast.FormattedValue)]
    absent = [hole for node in nodes for hole in (*_holes(file, node), *_bare(file, node))]
    absent = [hole for hole in absent if context.crash.is_none(hole.value)]
    # In a running text it is open what becomes of a unit behind the number; a column holds the mark alone.
    if mark is None or not absent or not all(hole.width for hole in absent):
        return
    taken = {part.id for part in ast.walk(frame.function or file.tree) if isinstance(part, ast.Name)}
    lines: list[str] = []
    edits: list[Edit] = []
    for hole in absent:
        text, name = file.segment(hole.value), last_name(hole.value)
        plain = isinstance(hole.value, ast.Name)
        if not is_hoistable(frame, hole.value) or '"' in text or not name.isidentifier() or (name in taken) != plain:
            return
        taken |= set() if plain else {name}
        number = f'f"{{{text}:{hole.form}}}"' if hole.form else text
        # A variable may be read again behind the row, so it keeps its value.
        shown = f"{name}_shown" if plain else name
        lines.append(f"{shown} = {mark.text} if {text} is None else {number}")
        edits += [replace(file, hole.value, shown), hole.edit()]
    edit = insert_before(file, frame.statement, lines) if is_simple(frame.statement) else None
    if edit is not None:
        names = " and ".join(file.segment(hole.value) for hole in absent)
        idea = Idea(NAME, 0.9 * mark.score, f"{names} may be None; {mark.why}", mark.place)
        yield edited(context, idea, file, edit, *edits)


def _bare(file: SourceFile, node: ast.FormattedValue) -> Iterator[Hole]:
    """`{longest:>5}`: a width alone, which None does not take either; to which side it goes has to be told."""
    match node:
        case ast.FormattedValue(value=value, format_spec=ast.JoinedStr(values=[ast.Constant(value=str() as spec)])):
            found, end = _WIDTH.fullmatch(spec), file.span(value)[1]
            if found is not None and file.text.startswith(f":{spec}", end):
                yield Hole(value, found[1], found[2], "", "", end, end + 1 + len(spec))


def mark_of_nothing(context: Context) -> Value | None:
    """What this repository writes in a text for nothing: by its notes, else by the one mark that its code gives."""
    for name, text in notes(context.codebase.root):
        mark = mark_in_notes(text)
        if mark:
            return Value(f'"{mark}"', f"{name}:1", 1.0, f"{name} says what is written for nothing")
    sources = context.codebase.sources
    found = [(sources[place].path, mark) for place, mark in marks_in(file.tree for file in sources)]
    if len({mark.value for _, mark in found}) != 1:
        return None
    place = f"{found[0][0]}:{found[0][1].lineno}"
    return Value(f'"{found[0][1].value!s}"', place, 0.95, f"{place} writes so for nothing")


def _holes(file: SourceFile, node: ast.AST) -> Iterator[Hole]:
    """The numbers that an expression puts into a text."""
    match node:
        case ast.FormattedValue(value=value, format_spec=ast.JoinedStr(values=[ast.Constant(value=str() as spec)])):
            end = file.span(value)[1]
            found = _SPEC.fullmatch(spec)
            if found is not None and file.text.startswith(f":{spec}", end):
                yield _hole(value, found, end, end + 1 + len(spec))
        case ast.Call(func=ast.Attribute(attr="format", value=ast.Constant(value=str()) as text)):
            yield from _of_format(file, node, text)
        case ast.Call(func=ast.Name(id="format"), args=[value, ast.Constant(value=str() as spec) as given]):
            found = _SPEC.fullmatch(spec)
            start, end = file.span(given)
            if found is not None and found["width"]:
                yield _hole(value, found, start + 1, end - 1)._replace(bare=True)
        case ast.BinOp(left=ast.Constant(value=str()) as text, op=ast.Mod(), right=right):
            yield from _of_percent(file, text, right)


def _hole(value: ast.expr, found: re.Match[str], start: int, end: int) -> Hole:
    return Hole(value, found["align"] or "", found["width"] or "", found["form"], found["places"] or "", start, end)


def _of_format(file: SourceFile, call: ast.Call, text: ast.Constant) -> Iterator[Hole]:
    """`"{:>6.1f} {name:.2f}".format(...)`."""
    start, end = file.span(text)
    words = {word.arg: word.value for word in call.keywords}
    number = 0
    for found in _HOLE.finditer(file.text, start, end):
        if found[0] in ("{{", "}}"):
            continue
        name = found["name"]
        place = int(name) if name.isdecimal() else number
        number += not name
        value = words.get(name) if name and not name.isdecimal() else None
        if value is None and (not name or name.isdecimal()) and place < len(call.args):
            value = call.args[place]
        spec = _SPEC.fullmatch(found["spec"] or "")
        if value is not None and spec is not None and not isinstance(value, ast.Starred):
            yield _hole(value, spec, found.start("spec") - 1, found.end("spec"))


def _of_percent(file: SourceFile, text: ast.Constant, right: ast.expr) -> Iterator[Hole]:
    """`"%6.1f" % hours`, or of several in a tuple."""
    values = right.elts if isinstance(right, ast.Tuple) else [right]
    start, end = file.span(text)
    found = [one for one in _PERCENT.finditer(file.text, start, end) if one[0] != "%%"]
    if len(found) != len(values) or any(isinstance(value, ast.Starred) for value in values):
        return
    for one, value in zip(found, values, strict=True):
        if one["form"]:
            hole = Hole(value, one["left"] or "", one["width"] or "", one["form"], one["places"] or "", *one.span())
            yield hole._replace(percent=True)


def _shown(context: Context) -> Iterator[Shown]:
    """The functions that give a text for None and a number's form for all else."""
    for file in context.codebase.sources:
        for function in file.functions:
            given = [item for item in parameters(function) if item.arg not in ("self", "cls")]
            others = len(given) - len(function.args.defaults) - len(
                [one for one in function.args.kw_defaults if one is not None]
            )  # fmt: skip
            if not given or others > 1 or isinstance(function, ast.AsyncFunctionDef):
                continue
            form = _form(function, given[0].arg)
            if form is not None:
                yield Shown(file, function, *form)


def _form(function: Function, name: str) -> tuple[str, str] | None:
    """The form of the number, and the default of the places where the caller may tell them."""
    asked = f"{name} is None"
    tests = [node.test for node in ast.walk(function) if isinstance(node, ast.If | ast.IfExp)]
    if len(tests) != 1 or ast.unparse(tests[0]) not in (asked, f"{name} is not None"):
        return None
    found = [node for node in ast.walk(function) if isinstance(node, ast.FormattedValue | ast.Call)]
    forms = [form for node in found if (form := _form_of(node, name, function)) is not None]
    return forms[0] if len(forms) == 1 else None


def _form_of(node: ast.AST, name: str, function: Function) -> tuple[str, str] | None:
    match node:
        case ast.FormattedValue(value=ast.Name(id=held), format_spec=ast.JoinedStr(values=values)) if held == name:
            text, places = "", ""
            for value in values:
                if isinstance(value, ast.Constant):
                    text += str(value.value)
                elif isinstance(value, ast.FormattedValue):
                    text += "{}"
                    places = _default(function, ast.unparse(value.value))
            whole = text.replace("{}", places or "?")
            return (text, places) if _SPEC.fullmatch(whole) and not re.match(r"[<>^\d]", whole) else None
        case ast.Call(func=ast.Name(id="format"), args=[ast.Name(id=held), ast.Constant(value=str() as spec)]):
            return (spec, "") if held == name and _SPEC.fullmatch(spec) and not re.match(r"[<>^\d]", spec) else None
        case ast.Call(func=ast.Attribute(attr="format", value=ast.Constant(value=str() as text)), args=[one]):
            found = re.fullmatch(r"\{:([^{}<>^]+)\}", text)
            return (found[1], "") if found and ast.unparse(one) == name and _SPEC.fullmatch(found[1]) else None
    return None


def _default(function: Function, name: str) -> str:
    """What a second parameter is where nobody tells it; empty if `name` is no such parameter."""
    given = function.args.args
    if len(given) < 2 or given[-1].arg != name or not function.args.defaults:
        return ""
    last = function.args.defaults[-1]
    return str(last.value) if isinstance(last, ast.Constant) and isinstance(last.value, int) else ""


def _places(shown: Shown, hole: Hole) -> str | None:
    """What the call says of the places, if anything; None where the function shows numbers in another way."""
    if "{}" not in shown.form:
        return "" if shown.form == hole.form else None
    if not hole.places or shown.form.replace("{}", hole.places) != hole.form:
        return None
    return "" if hole.places == shown.places else f", {hole.places}"


def _called(context: Context, shown: Shown) -> tuple[str, str] | None:
    """How the failing function calls it, and the import for that."""
    file, function = context.frame.file, context.frame.function
    owner = shown.file.parent(shown.function)
    name = shown.function.name
    if isinstance(owner, ast.ClassDef):
        own = function is not None and file.class_of(function) is owner and bool(function.args.args)
        return (f"{function.args.args[0].arg}.{name}", "") if own and function is not None else None
    if owner is not shown.file.tree:
        return None
    needed = import_of(name, shown.file, file, context.service.source_roots)
    return (name, needed) if needed is not None else None
