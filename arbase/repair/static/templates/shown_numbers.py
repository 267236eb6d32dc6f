"""A number of NumPy written as Python shows it, `np.float64(1.5)`, which whoever reads it back takes for no number."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.array_kinds import Arrays
from arbase.repair.static.edit import Edit, bracketed, replace
from arbase.repair.static.source import SourceFile
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "shown-numbers"
_SHOWN = re.compile(r"\bnp\.(float|int|uint|bool|True_|False_)\w*")
_PYTHONS = {"float": "float", "int": "int", "uint": "int", "bool": "bool", "True_": "bool", "False_": "bool"}
MOST = 4
SHOWS = ord("r")


class ShownNumbers(Template):
    """`";".join(map(repr, daily.tolist()))`: written as a number of Python's own, so that it can be read again."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Each place that shows a value of NumPy alone, then all of a file."""
        kind = _kept(context)
        if not kind:
            return
        arrays, found = Arrays(context.codebase, context.flow), []
        for file in context.codebase.sources:
            for function in file.functions:
                found += [(file, edit) for edit in _edits(arrays, file, function, kind)]
        why = f"what {context.frame.location.function} reads was written as Python shows numbers of NumPy"
        for place, (file, edit) in enumerate(found[:MOST]):
            yield edited(context, Idea(NAME, 0.85 - 0.02 * place, why), file, edit)
        if 1 < len(found) <= MOST and len({file.path for file, _ in found}) == 1:
            yield edited(context, Idea(NAME, 0.8, why), found[0][0], *(edit for _, edit in found))


def _kept(context: Context) -> str:
    """Python's type for what the crashed frame held in such a form, or the message quotes; empty if nothing."""
    held = (str(one.get("repr", "")) for one in context.crash.variables.values() if isinstance(one, dict))
    for text in (context.crash.message, *held):
        if shown := _SHOWN.search(text):
            return _PYTHONS[shown[1]]
    return ""


def _edits(arrays: Arrays, file: SourceFile, function: Function, kind: str) -> Iterator[Edit]:
    for node in ast.walk(function):
        if file.function_of(node) is not function:
            continue
        match node:
            case ast.Call(func=ast.Name(id="map"), args=[ast.Name(id="repr"), values]):
                if arrays.kind(file, function, values) == "array":
                    yield replace(file, values, f"{bracketed(file, values)}.tolist()")
            case ast.Call(func=ast.Name(id="repr"), args=[value], keywords=[]):
                yield from _made_own(arrays, file, function, value, kind)
            case ast.FormattedValue(value=value, conversion=conversion) if conversion == SHOWS:
                yield from _made_own(arrays, file, function, value, kind)
            case ast.Call(func=ast.Name(id="str"), args=[ast.Call(func=ast.Name(id="list"), args=[values]) as listed]):
                if arrays.kind(file, function, values) == "array":
                    yield replace(file, listed, f"{bracketed(file, values)}.tolist()")


def _made_own(arrays: Arrays, file: SourceFile, function: Function, value: ast.expr, kind: str) -> Iterator[Edit]:
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "list" and value.args:
        if arrays.kind(file, function, value.args[0]) == "array":
            yield replace(file, value, f"{bracketed(file, value.args[0])}.tolist()")
    elif arrays.kind(file, function, value) == "element":
        yield replace(file, value, f"{kind}({file.segment(value)})")
