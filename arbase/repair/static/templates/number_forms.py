"""Numbers in a form that a function says it reads, and does not: `15%`, `12,50`, the whole number `3.0`, an empty cell.

What is said has to show the form or name it; a text that merely fails to be a number is whoever sent it's to hear of.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import Edit, bracketed, insert_before, replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited, is_hoistable
from arbase.repair.static.templates.grouped_digits import Reading, reader_of, reading_of, text_read
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.forms import says
from arbase.workspace.promises import told_at

NAME = "number-forms"
_PERCENT = re.compile(
    r"\d ?%|\bper ?cent(?:age)? sign\b|\bper ?cent\w*\b[^.;]*\b(?:with or without|with)\b[^.;]*\bsign\b", re.IGNORECASE
)
_COMMA = re.compile(
    r"(?<![\d.,])\d+,\d{1,2}(?![\d.,]\d)|\bdecimal comma\b|\bcomma or (?:a |the )?(?:point|dot|period)\b"
    r"|\b(?:point|dot|period) or (?:a |the )?comma\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(?<![\d.,])\d+\.0+(?!\d)")
_BLANK = re.compile(r"\b(?:empty|blank)\b", re.IGNORECASE)
_HUNDRED = ("100", "100.0", "Decimal(100)", "Decimal('100')")


class NumberForms(Template):
    """Take the sign off, write the point, read the fraction of nothing, give what is promised for an empty text."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the one reader of numbers of the failing statement, by the text that it met."""
        frame, file = context.frame, context.frame.file
        if context.crash.exception not in ("ValueError", "InvalidOperation") or frame.function is None:
            return
        call = reader_of(context)
        reading = reading_of(context, call.args[0], call) if call is not None else None
        if call is None or reading is None or bracketed(file, reading.place) != file.segment(reading.place):
            return
        text = text_read(context, reading.source)
        told = told_at(file.text, frame.function)
        owner = file.class_of(frame.function)
        if owner is not None:
            told += "\n\n" + (ast.get_docstring(owner) or "")
        if not text.strip():
            if _is_shown_blank(context, reading):
                yield from self._nothing(context, reading, told)
            return
        edit = _edit(file, call, reading, text.strip(), told)
        if edit is not None:
            why = f"{frame.function.name} says that numbers come in this form as well"
            idea = Idea(NAME, 0.9, why, f"{file.path}:{frame.function.lineno}")
            yield edited(context, idea, file, edit)

    @staticmethod
    def _nothing(context: Context, reading: Reading, told: str) -> Iterator[Draft]:
        """An empty text, for which the docstring promises an answer."""
        frame, file = context.frame, context.frame.file
        promised = context.values.promised(file, frame.function) and says(_BLANK, told)
        loops = (ast.For, ast.While, ast.AsyncFor)
        inside = any(isinstance(outer, loops) for outer in file.ancestors(frame.statement))
        values = context.values.for_nothing(file, frame.function) if promised and not inside else []
        if not values or not is_hoistable(frame, reading.source):
            return
        source = file.segment(reading.source)
        lines = (f"if not {source}.strip():", f"\treturn {values[0].text}")
        edit = insert_before(file, frame.statement, lines)
        if edit is not None:
            idea = Idea(NAME, 0.9, f"{source} may be empty; {values[0].why}", values[0].place)
            yield edited(context, idea, file, edit)


def _is_shown_blank(context: Context, reading: Reading) -> bool:
    """The run has shown the text, and there is nothing in it."""
    shown = str(context.crash.described(reading.source).get("repr", ""))
    return bool(re.fullmatch(r"(['\"])(?:\s|\\[nrt])*\1", shown))


def _edit(file: SourceFile, call: ast.Call, reading: Reading, text: str, told: str) -> Edit | None:
    kind, end = last_name(call.func), file.span(reading.place)[1]
    if re.fullmatch(r"[+-]?\d+(?:\.\d+)? ?%", text) and says(_PERCENT, told) and _is_divided(file, call):
        return Edit(end, end, '.rstrip("%")')
    grouped = re.fullmatch(r"[+-]?\d{1,3},\d{3}", text)  # a thousand, or a fraction of three digits
    if re.fullmatch(r"[+-]?\d+,\d+", text) and not grouped and kind != "int" and reading.decimal == ".":
        return Edit(end, end, '.replace(",", ".")') if says(_COMMA, told) else None
    if kind == "int" and re.fullmatch(r"[+-]?\d{1,15}\.0+", text) and says(_WHOLE, told):
        return replace(file, call.args[0], f"float({file.segment(call.args[0])})")
    return None


def _is_divided(file: SourceFile, call: ast.Call) -> bool:
    """What is read counts hundredths: the function divides by 100, and the same number comes without a sign."""
    function = file.function_of(call)
    nodes = ast.walk(function) if function is not None else iter(())
    return any(
        isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and ast.unparse(node.right) in _HUNDRED
        for node in nodes
    )
