"""Rows that end as on an old Mac: csv reads them where the text is handed on with its line ends as they are.

`newline=""` is what the documentation of csv asks for. Line breaks in quotes stay what they were, which they would not
with `newline=None` or `splitlines()`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.imports import spelled
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.serialisation import functions_around

NAME = "line-ends"
_SEEN = "new-line character seen in unquoted field"
_STREAMS = frozenset(("open", "TextIOWrapper", "StringIO"))
_ROWS = frozenset(("reader", "DictReader"))
_WHY = "rows may end in a carriage return alone"


class LineEnds(Template):
    """The stream that csv reads keeps its line ends; so does a text that was cut at one kind of them."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For each stream that the running functions, or what they call, open."""
        if context.crash.exception != "Error" or _SEEN not in context.crash.message:
            return
        for file, function in functions_around(context, context.crash.frames):
            near = 0.0 if function is context.frame.function else 0.06
            for node in ast.walk(function):
                if not isinstance(node, ast.Call):
                    continue
                edit = _kept(file, node) if last_name(node.func) in _STREAMS else None
                if edit is not None:
                    yield edited(context, Idea(NAME, 0.88 - near, _WHY), file, edit)
                if last_name(node.func) in _ROWS and node.args:
                    yield from self._whole(context, file, node.args[0], near)

    @staticmethod
    def _whole(context: Context, file: SourceFile, lines: ast.expr, near: float) -> Iterator[Draft]:
        """`csv.reader(text.split("\\n"))`: the whole text, which also has what quotes hold together."""
        match lines:
            case ast.Call(func=ast.Attribute(attr="split", value=text), args=[ast.Constant(value="\n" | "\r\n")]):
                made, needed = spelled(file, "io", "StringIO", ("io.StringIO", "import io"))
                idea = Idea(NAME, 0.74 - near, _WHY, "", needed)
                yield edited(context, idea, file, replace(file, lines, f'{made}({file.segment(text)}, newline="")'))


def _kept(file: SourceFile, call: ast.Call) -> Edit | None:
    """`newline=""` for a stream that takes one kind of line end only, as a StringIO does by itself."""
    told = next((word.value for word in call.keywords if word.arg == "newline"), None)
    if told is not None:
        fixed = isinstance(told, ast.Constant) and told.value not in ("", None)
        return replace(file, told, '""') if fixed else None
    plain = last_name(call.func) == "StringIO" and len(call.args) == 1 and not isinstance(call.args[0], ast.Starred)
    if not plain or any(word.arg is None for word in call.keywords):
        return None
    end = file.span(call.args[0])[1]
    return Edit(end, end, ', newline=""')
