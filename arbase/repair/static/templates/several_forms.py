"""A moment written in another form than the one that is read, where the program knows the other form as well."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import datetime

from arbase.repair.static.edit import replace, wrap
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited, is_simple
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.forms import shows
from arbase.workspace.promises import told_at

NAME = "several-forms"
_MESSAGE = re.compile(r"time data '(?P<text>[^']*)' does not match format|unconverted data remains")
_ISO = re.compile(r"%Y-%m-%d[T ]%H:%M(?::%S(?:\.%f)?)?")
_SAYS_ISO = re.compile(r"\bisoformat\b|\bISO[ -]?8601\b")
_OFFSET = re.compile(r"(?:Z|[+-]\d\d:?\d\d)$")


class SeveralForms(Template):
    """`fromisoformat` for what `isoformat` writes; else the other form of the program where the first does not fit."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For `strptime` with a fixed form."""
        crash, frame = context.crash, context.frame
        if crash.exception != "ValueError" or _MESSAGE.search(crash.message) is None or frame.function is None:
            return
        calls = [node for node in header_nodes(frame.statement) if isinstance(node, ast.Call) and len(node.args) == 2]
        calls = [node for node in calls if last_name(node.func) == "strptime"]
        if len(calls) != 1:
            return
        call = calls[0]
        form, text = _form(context, frame.file, call.args[1]), _text(context, call)
        if form and text:
            yield from self._of_iso(context, call, form, text)
            yield from self._of_others(context, call, form, text)

    @staticmethod
    def _of_iso(context: Context, call: ast.Call, form: str, text: str) -> Iterator[Draft]:
        """`isoformat` leaves the fraction out where it is 0, and writes one where it is not."""
        file, function = context.frame.file, context.frame.function
        if not _ISO.fullmatch(form) or _OFFSET.search(text) or not isinstance(call.func, ast.Attribute):
            return
        if function is None or not _reads_iso(text):
            return
        said = _SAYS_ISO.search(told_at(file.text, function))
        place = f"{file.path}:{function.lineno}" if said else ""
        if not said and not context.flow.sent(file, function, call.args[0]):
            # A client was told of the form, and whatever the program writes itself is none of its business.
            place = _writes_iso(context)
        if place:
            why = f"{place} has moments as isoformat writes them, with a fraction of seconds or without"
            whole = f"{file.segment(call.func.value)}.fromisoformat({file.segment(call.args[0])})"
            yield edited(context, Idea(NAME, 0.91, why, place), file, replace(file, call, whole))

    @staticmethod
    def _of_others(context: Context, call: ast.Call, form: str, text: str) -> Iterator[Draft]:
        """`try` the first form, `except ValueError` the other, where the function shows a moment written so."""
        frame, file = context.frame, context.frame.file
        if frame.function is None or not is_simple(frame.statement):
            return
        if any(isinstance(outer, ast.Try) for outer in file.ancestors(frame.statement)):
            return
        others = {
            found: spelled
            for found, spelled in _known(context, file)
            if found != form and _reads(text, found) and ("%z" in found) == ("%z" in form)
        }
        if len(others) != 1 or not shows(told_at(file.text, frame.function), text):
            return
        spelled = next(iter(others.values()))
        (start, _), (first, last) = file.span(frame.statement), file.span(call.args[1])
        whole = file.segment(frame.statement)
        again = f"{whole[: first - start]}{spelled}{whole[last - start :]}"
        if "\n" in again:
            return
        edit = wrap(file, [frame.statement], "try:", ("except ValueError:", f"\t{again}"))
        if edit is not None:
            place = f"{file.path}:{frame.function.lineno}"
            idea = Idea(NAME, 0.9, f"{frame.function.name} says that moments come in this form as well", place)
            yield edited(context, idea, file, edit)


def _text(context: Context, call: ast.Call) -> str:
    found = _MESSAGE.search(context.crash.message)
    if found is not None and found["text"]:
        return found["text"]
    try:
        shown = ast.literal_eval(str(context.crash.described(call.args[0]).get("repr")))
    except (ValueError, SyntaxError):
        return ""
    return shown if isinstance(shown, str) else ""


def _form(context: Context, file: SourceFile, node: ast.expr) -> str:
    """The form itself, also of a constant of the module or of another one."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    name = last_name(node)
    return next((found for found, spelled in _constants(context) if spelled.rpartition(".")[2] == name), "")


def _constants(context: Context) -> Iterator[tuple[str, str]]:
    """The forms that modules keep under a name."""
    for file in context.codebase.sources:
        for node in file.tree.body:
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str() as text)) if "%" in text:
                    yield text, name


def _known(context: Context, file: SourceFile) -> Iterator[tuple[str, str]]:
    """The forms by which the program reads, as this file can write them."""
    own = {node.targets[0].id for node in file.tree.body
           if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)}  # fmt: skip
    for text, name in _constants(context):
        if name in own:
            yield text, name
    for source in context.codebase.sources:
        for node in source.nodes:
            if isinstance(node, ast.Call) and last_name(node.func) == "strptime" and len(node.args) == 2:
                given = node.args[1]
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value, source.segment(given)


def _reads(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)
    except (ValueError, re.error):
        return False
    return True


def _reads_iso(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _writes_iso(context: Context) -> str:
    """Where the program writes moments with `isoformat()`, whatever the fraction."""
    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case ast.Call(func=ast.Attribute(attr="isoformat", value=owner), args=[], keywords=[]):
                    if last_name(owner) not in ("date", "today", "day"):
                        return f"{file.path}:{node.lineno}"
    return ""
