"""Text that is read as JSON and was written as Python: `str(value)` on one side, `json.loads` on the other."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "round-trip"


class RoundTrip(Template):
    """The writer of the same entry writes as the reader reads."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each place that writes the entry that could not be read."""
        crash = context.crash
        if crash.exception not in ("JSONDecodeError", "ValueError", "SyntaxError"):
            return
        for frame in reversed(crash.frames):
            for call in _reading(frame.statement):
                entry = _entry(call)
                for file, value, written in _writings(context, entry) if entry else ():
                    writer = _writer(context, entry)
                    place = writer or f"{frame.file.path}:{call.lineno}"
                    why = f"{frame.file.path}:{call.lineno} reads {entry} as JSON, {file.path}:{value.lineno} shows it"
                    idea = Idea(NAME, 0.88 if writer else 0.75, why, place, ("import json",))
                    yield edited(context, idea, file, replace(file, value, f"json.dumps({written})"))


def _reading(statement: ast.stmt) -> Iterator[ast.Call]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Call) and last_name(node.func) == "loads" and len(node.args) == 1:
            yield node


def _entry(call: ast.Call) -> str:
    """The name under which the text is kept: of `row["extras"]`, `house.extras` and `row["extras"] or "[]"` extras."""
    node = call.args[0]
    if isinstance(node, ast.BoolOp):
        node = node.values[0]
    return last_name(node) if isinstance(node, ast.Subscript | ast.Attribute) else ""


def _writer(context: Context, entry: str) -> str:
    """Where the repository writes the entry as JSON."""
    for file, value in _values(context, entry):
        if isinstance(value, ast.Call) and last_name(value.func) == "dumps":
            return f"{file.path}:{value.lineno}"
    return ""


def _writings(context: Context, entry: str) -> Iterator[tuple[SourceFile, ast.Call | ast.JoinedStr, str]]:
    """Places that write the entry as Python shows it, with the text of what is written."""
    for file, value in _values(context, entry):
        match value:
            case ast.Call(func=ast.Name(id="str" | "repr"), args=[inner], keywords=[]):
                yield file, value, file.segment(inner)
            case ast.JoinedStr(values=[ast.FormattedValue(value=inner, format_spec=None)]):
                yield file, value, file.segment(inner)


def _values(context: Context, entry: str) -> Iterator[tuple[SourceFile, ast.expr]]:
    """What is assigned to a key, attribute, keyword or dictionary entry of this name."""
    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case ast.Assign(targets=[ast.Subscript() | ast.Attribute() as target], value=value) if (
                    last_name(target) == entry
                ):
                    yield file, value
                case ast.keyword(arg=name, value=value) if name == entry:
                    yield file, value
                case ast.Dict(keys=keys, values=values):
                    for key, value in zip(keys, values, strict=True):
                        if isinstance(key, ast.Constant) and key.value == entry:
                            yield file, value
