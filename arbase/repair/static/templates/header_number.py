"""A number as the value of a header: Starlette encodes text only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.source import header_nodes, last_name, text_of
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "header-number"
_UNENCODED = re.compile(r"'(int|float|Decimal|UUID|date|datetime)' object has no attribute 'encode'")


class HeaderNumber(Template):
    """Write the value as text where it is put among the headers."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the headers that the failing statement hands over, and where their values were put in."""
        found = _UNENCODED.search(context.crash.message)
        if context.crash.exception != "AttributeError" or found is None:
            return
        frame, statement = context.frame, context.frame.statement
        why = f"a header is text, and this is of type {found[1]}"
        if isinstance(statement, ast.Assign) and any(_is_headers(target) for target in statement.targets):
            text = f"str({frame.file.segment(statement.value)})"
            yield edited(context, Idea(NAME, 0.92, why), frame.file, replace(frame.file, statement.value, text))
            return
        handed = [node.value for node in header_nodes(statement) if isinstance(node, ast.keyword)
                  and node.arg == "headers"]  # fmt: skip
        for headers in handed:
            shown = context.crash.described(headers).get("values", {}) if text_of(headers) else {}
            wrong = {key for key, kind in dict(shown).items() if kind.rpartition(".")[2] == found[1]}
            yield from self._put_in(context, headers, wrong, why)

    @staticmethod
    def _put_in(context: Context, headers: ast.expr, wrong: set[str], why: str) -> Iterator[Draft]:
        """Every display of a dictionary that gives one of these headers something that is no text."""
        for file in context.codebase.sources:
            edits = []
            for node in file.nodes:
                if not isinstance(node, ast.Dict) or not (wrong or node is headers):
                    continue
                for key, value in zip(node.keys, node.values, strict=True):
                    named = isinstance(key, ast.Constant) and (key.value in wrong or node is headers)
                    known = context.crash.type_of(value) if node is headers else ""
                    if named and not _is_text(value) and known != "str":
                        edits.append(replace(file, value, f"str({file.segment(value)})"))
            if edits:
                yield edited(context, Idea(NAME, 0.9, why), file, *edits)


def _is_headers(target: ast.expr) -> bool:
    """`response.headers["X"]`."""
    return isinstance(target, ast.Subscript) and last_name(target.value) == "headers"


def _is_text(value: ast.expr) -> bool:
    match value:
        case ast.JoinedStr() | ast.Constant(value=str()):
            return True
        case ast.Call(func=function):
            return last_name(function) in ("str", "join", "format", "isoformat", "strftime", "hex", "dumps", "decode")
    return False
