"""Milliseconds since 1970 where seconds are wanted: a year far off says so, and so does the program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import bracketed
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "epoch-milliseconds"
_FAR = re.compile(r"year -?\d+ is out of range|timestamp out of range|year is out of range")
_UNIT = re.compile(r"milli-?seconds?|\bmillis\b|\bms\b|Date\.now|_ms\b|_millis\b", re.IGNORECASE)
_LEAST, _MOST = 10**11, 10**14


class EpochMilliseconds(Template):
    """`fromtimestamp(x / 1000)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where the number is one of milliseconds of these decades, and the program calls them so."""
        crash, frame = context.crash, context.frame
        if crash.exception not in ("ValueError", "OverflowError") or not _FAR.search(crash.message):
            return
        for call in header_nodes(frame.statement):
            if not isinstance(call, ast.Call) or last_name(call.func) not in ("fromtimestamp", "utcfromtimestamp"):
                continue
            given = call.args[0] if call.args else None
            shown = str(crash.described(given).get("repr", "")) if given is not None else ""
            number = float(shown) if re.fullmatch(r"-?\d+(?:\.\d+)?", shown) else 0.0
            if given is None or not _LEAST <= abs(number) < _MOST:
                continue
            if not _named(context, given) and not _said(context):
                continue
            why = f"{frame.file.segment(given)} counts milliseconds, seconds are wanted"
            yield replaced(context, Idea(NAME, 0.9, why), frame.file, given, f"{bracketed(frame.file, given)} / 1000")


def _named(context: Context, node: ast.expr) -> bool:
    return bool(re.search(r"_ms$|_?milli(?:s|second)", last_name(node), re.IGNORECASE) or _UNIT.search(
        context.frame.file.segment(node)))  # fmt: skip


def _said(context: Context) -> bool:
    """The function, its class or a comment in it speaks of milliseconds."""
    function, file = context.frame.function, context.frame.file
    if function is None:
        return False
    owner = file.class_of(function)
    told = [ast.get_docstring(item) or "" for item in (function, owner) if item is not None]
    return any(_UNIT.search(text) for text in (*told, *_comments(file, function)))


def _comments(file: SourceFile, function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    lines = file.lines[function.lineno - 1 : function.end_lineno]
    return [line.partition("#")[2] for line in lines if "#" in line]
