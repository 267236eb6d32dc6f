"""Numbers whose digits are written in groups: `1.234,50`, `1,234.50`, `1 234,50`, `1'234.50`.

Which sign is the decimal one is told by the code (`.replace(",", ".")`), the other one only groups. Taking a point or a
comma out makes another number of what was a fraction: so much is only done where the docstring or a comment shows a
grouped number, or the text itself has both signs.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import reaching
from arbase.repair.static.edit import Edit, bracketed
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "grouped-digits"
_READERS = frozenset(("Decimal", "float", "int"))
_SPACES = " \u00a0\u2009\u202f"
_MARKS = "'\u2019"
DENIED = re.compile(r"\b(?:not|never|no|without|nor|un\w+ed)\b", re.IGNORECASE)


class Reading(NamedTuple):
    """What is read: the expression, the sign of its fractions, and where the groups' sign can be taken out."""

    source: ast.expr
    decimal: str
    place: ast.expr


class GroupedDigits(Template):
    """Take the sign out that only groups."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a reader of numbers that met a text in groups of three digits."""
        if context.crash.exception not in ("ValueError", "InvalidOperation") or context.frame.function is None:
            return
        call = reader_of(context)
        reading = reading_of(context, call.args[0], call) if call is not None else None
        if call is None or reading is None:
            return
        text = text_read(context, reading.source)
        sign = _sign(text.strip(), reading.decimal) if text else ""
        if not sign or (last_name(call.func) == "int" and reading.decimal in text):
            return
        if bracketed(context.frame.file, reading.place) != context.frame.file.segment(reading.place):
            return
        told = _is_shown(context.frame.file, context.frame.function, sign, reading.decimal)
        if not told and not _is_plain(context, call, reading, text, sign):
            return
        file, at = context.frame.file, context.frame.file.span(reading.place)[1]
        shown = {"\u00a0": "\\u00a0", "\u2009": "\\u2009", "\u202f": "\\u202f"}.get(sign, sign)
        quote = '"' if '"' in file.segment(call) or "'" in shown or "'" not in file.segment(call) else "'"
        taken = Edit(at, at, f".replace({quote}{shown}{quote}, {quote}{quote})")
        why = f"the digits may stand in groups, with {sign!r} between them; fractions begin with {reading.decimal!r}"
        yield edited(context, Idea(NAME, 0.92 if told else 0.84, why), file, taken)


def reader_of(context: Context) -> ast.Call | None:
    """The one call of the failing statement that reads a number."""
    node = context.crash.node
    calls = [node] if isinstance(node, ast.Call) else list(header_nodes(context.frame.statement))
    found = [
        one for one in calls if isinstance(one, ast.Call) and last_name(one.func) in _READERS and len(one.args) == 1
    ]
    return found[0] if len(found) == 1 and not found[0].keywords else None


def reading_of(context: Context, node: ast.expr, call: ast.Call) -> Reading | None:
    """Follow the text back through its methods and one name to where it comes in."""
    frame, decimal, place, line = context.frame, ".", call.args[0], context.frame.line
    for _ in range(12):
        match node:
            case ast.Call(
                func=ast.Attribute(attr="replace", value=owner),
                args=[ast.Constant(value=str() as old), ast.Constant(value=".")],
            ) if len(old) == 1:
                if decimal != ".":
                    return None
                decimal, place, node = old, owner, owner
            case ast.Call(func=ast.Attribute(attr="strip" | "lstrip" | "rstrip" | "replace", value=owner)):
                node = owner
            case ast.Call(func=ast.Name(id="str"), args=[inner]):
                node = inner
            case ast.Name(id=name):
                found = reaching(frame.file, frame.function, name, line)
                if len(found) > 1:
                    return None
                if not found or found[0].value is None:
                    return Reading(node, decimal, place)
                node, line = found[0].value, found[0].statement.lineno
            case ast.Attribute() | ast.Subscript():
                return Reading(node, decimal, place)
            case _:
                return None
    return None


def text_read(context: Context, source: ast.expr) -> str:
    """The text as it came in, by itself or as an entry of what held it; empty where the run has not shown it."""
    value = _literal(context.crash.described(source).get("repr"))
    if value is None and isinstance(source, ast.Subscript) and isinstance(source.slice, ast.Constant):
        held = _literal(context.crash.described(source.value).get("repr"))
        value = held.get(source.slice.value) if isinstance(held, dict) else None
    return value if isinstance(value, str) else ""


def _literal(shown: object) -> object:
    try:
        return ast.literal_eval(str(shown))
    except (ValueError, SyntaxError):
        return None


def _sign(text: str, decimal: str) -> str:
    """The sign between groups of three digits; empty where the text is no such number."""
    groups = "".join(sign for sign in f".,{_SPACES}{_MARKS}" if sign != decimal)
    found = re.fullmatch(
        rf"[+-]?\d{{1,3}}([{re.escape(groups)}])\d{{3}}(?:\1\d{{3}})*(?:{re.escape(decimal)}\d+)?", text
    )
    return found[1] if found else ""


def _is_shown(file: SourceFile, function: Function, sign: str, decimal: str) -> bool:
    """The docstring or a comment of the function has a number in such groups, and does not deny it."""
    example = re.compile(
        rf"(?<![\d.,])\d{{1,3}}(?:{re.escape(sign)}\d{{3}})+(?:{re.escape(decimal)}\d+)?(?![\d]|[.,]\d)"
    )
    lines = file.lines[function.lineno - 1 : function.end_lineno]
    texts = [ast.get_docstring(function) or "", *(line.partition("#")[2] for line in lines if "#" in line)]
    for text in texts:
        found = example.search(text)
        if found and not DENIED.search(re.split(r"[;:]|\.\s", text[: found.start()])[-1]):
            return True
    return False


def _is_plain(context: Context, call: ast.Call, reading: Reading, text: str, sign: str) -> bool:
    """Nothing that was read before becomes another number: such a sign has always been refused.

    What a client sends may be meant to be refused.
    """
    if context.flow.sent(context.frame.file, context.frame.function, reading.source):
        return False
    if sign in _SPACES + _MARKS:
        return True
    return sign == "," and reading.decimal in text and last_name(call.func) != "int"
