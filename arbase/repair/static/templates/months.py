"""Weeks and months that were counted past the end of a year.

The week before the first is the last of the year before, which only a span of days knows. Months count from 1, so the
remainder of 12 has to be taken of one less.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import definitions, reaching
from arbase.repair.static.edit import Edit, delete, insert_after, replace
from arbase.repair.static.imports import spelled
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited, in_brackets
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "months"
_WEEK = re.compile(r"[Ii]nvalid week")
_MONTH = re.compile(r"month must be in 1\.\.12|bad month number")
_MAKERS = frozenset(("date", "datetime", "replace", "Timestamp", "monthrange"))
YEAR = 12


class Months(Template):
    """Count weeks in days, and months from 0."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """By what was out of range."""
        message = context.crash.message
        calls = [node for node in header_nodes(context.frame.statement) if isinstance(node, ast.Call)]
        if _WEEK.search(message):
            for call in calls:
                if last_name(call.func) == "fromisocalendar":
                    yield from _weeks(context, call)
        elif _MONTH.search(message):
            for call in calls:
                month = _month_of(call)
                if month is not None:
                    yield from _months(context, month)


def _weeks(context: Context, call: ast.Call) -> Iterator[Draft]:
    """`fromisocalendar(y, n - 1, d)` is `fromisocalendar(y, n, d) - timedelta(weeks=1)`."""
    file = context.frame.file
    words = {word.arg: word.value for word in call.keywords}
    week = call.args[1] if len(call.args) > 1 else words.get("week")
    made: ast.expr | None = week
    edits: list[Edit | None] = []
    if isinstance(week, ast.Name):
        known = reaching(file, context.frame.function, week.id, context.frame.line)
        made = known[0].value if len(known) == 1 else None
        scope: ast.AST = context.frame.function if context.frame.function is not None else file.tree
        reads = [part for part in ast.walk(scope) if isinstance(part, ast.Name) and part.id == week.id]
        edits = [delete(file, known[0].statement)] if made is not None and len(reads) == 2 else []
    match made:
        case ast.BinOp(left=base, op=ast.Add() | ast.Sub() as operator, right=step):
            pass
        case _:
            return
    delta, needed = spelled(file, "datetime", "timedelta", ("timedelta", "from datetime import timedelta"))
    text, offset = file.segment(call), file.span(call)[0]
    first, last = file.span(week) if week is not None else (offset, offset)
    text = text[: first - offset] + file.segment(base) + text[last - offset :]
    sign = "+" if isinstance(operator, ast.Add) else "-"
    moved = in_brackets(file, call, f"{text} {sign} {delta}(weeks={file.segment(step)})")
    idea = Idea(NAME, 0.92, "a week that the year does not have is one of the next or the last", "", needed)
    edits.append(replace(file, call, moved))
    yield edited(context, idea, file, *(edit for edit in edits if edit is not None))


def _month_of(call: ast.Call) -> ast.expr | None:
    name = last_name(call.func)
    word = next((item.value for item in call.keywords if item.arg == "month"), None)
    given = call.args[1] if name in _MAKERS and name != "replace" and len(call.args) > 1 else None
    return word if word is not None else given


class _Remainder(NamedTuple):
    """`total % 12` or `divmod(total, 12)`: the expression, what it counts, and the statement that gives it a name."""

    node: ast.expr
    total: ast.expr
    statement: ast.stmt | None
    name: str


def _months(context: Context, month: ast.expr) -> Iterator[Draft]:
    """`(m + n) % 12` is 0 in December; `(m + n - 1) % 12 + 1` is 12, and the year with `(m + n - 1) // 12`."""
    frame, file = context.frame, context.frame.file
    found = _remainder(context, month)
    scope: ast.AST = frame.function if frame.function is not None else file.tree
    if found is None:
        return
    total, made = found.total, None
    if isinstance(total, ast.Name):
        known = definitions(file, frame.function, total.id)
        made = known[0].value if len(known) == 1 else None
    counted = made if made is not None else total
    if not _counts_from_one(counted):
        return
    parts = [part for part in ast.walk(scope) if _divided(part) is not None]
    alike = [part for part in parts if ast.dump(_divided(part) or part) == ast.dump(total)]
    reads = [
        node
        for node in ast.walk(scope)
        if isinstance(node, ast.Name)
        and isinstance(total, ast.Name)
        and node.id == total.id
        and isinstance(node.ctx, ast.Load)
    ]
    if made is not None and len(reads) == len(alike):
        edits = [Edit(file.span(made)[1], file.span(made)[1], " - 1")]
    else:
        edits = [replace(file, part, _one_less(file, part)) for part in {id(_divided(one)): _divided(one)
                 for one in alike}.values() if part is not None]  # fmt: skip
    back = _one_more(file, found)
    if back is None or not edits:
        return
    idea = Idea(NAME, 0.9, "months count from 1, so the remainder of 12 is taken of one less")
    yield edited(context, idea, file, *edits, back)


def _remainder(context: Context, month: ast.expr) -> _Remainder | None:
    """Where the month is the bare remainder of a division by 12."""
    file, frame = context.frame.file, context.frame
    if isinstance(month, ast.BinOp):
        total = _divided(month)
        return _Remainder(month, total, None, "") if total is not None and isinstance(month.op, ast.Mod) else None
    if not isinstance(month, ast.Name):
        return None
    known = definitions(file, frame.function, month.id)
    if len(known) != 1:
        return None
    value, statement = known[0].value, known[0].statement
    if isinstance(value, ast.BinOp):
        total = _divided(value)
        if total is not None and isinstance(value.op, ast.Mod):
            return _Remainder(value, total, statement, month.id)
    match statement:
        case ast.Assign(targets=[ast.Tuple(elts=[_, ast.Name(id=name)])], value=ast.Call() as call):
            total = _divided(call)
            if name == month.id and total is not None:
                return _Remainder(call, total, statement, name)
    return None


def _divided(node: ast.AST) -> ast.expr | None:
    """What is divided by 12."""
    match node:
        case ast.BinOp(left=total, op=ast.Mod() | ast.FloorDiv(), right=ast.Constant(value=value)) if value == YEAR:
            return total
        case ast.Call(func=ast.Name(id="divmod"), args=[total, ast.Constant(value=value)]) if value == YEAR:
            return total
    return None


def _counts_from_one(total: ast.expr) -> bool:
    """One of the terms is the month of a date, or is called the month, and nothing has taken the 1 off."""
    terms = list(_terms(total))
    if len(terms) < 2 or any(isinstance(term, ast.Constant) and term.value == 1 for term, taken in terms if taken):
        return False
    months = [term for term, taken in terms if not taken and _is_month(term)]
    return len(months) == 1


def _terms(node: ast.expr, taken: bool = False) -> Iterator[tuple[ast.expr, bool]]:
    """The terms of a sum, and whether each is subtracted."""
    match node:
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            yield from _terms(left, taken)
            yield from _terms(right, taken)
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            yield from _terms(left, taken)
            yield from _terms(right, not taken)
        case _:
            yield node, taken


def _is_month(node: ast.expr) -> bool:
    name = last_name(node) if isinstance(node, ast.Name | ast.Attribute) else ""
    return name == "month" or name.endswith("_month")


def _one_less(file: SourceFile, total: ast.expr) -> str:
    parent = file.parent(total)
    text = file.segment(total)
    bare = isinstance(parent, ast.Call) or file.text[: file.span(total)[0]].rstrip().endswith("(")
    return f"{text} - 1" if bare and isinstance(total, ast.BinOp) else f"({text} - 1)"


def _one_more(file: SourceFile, found: _Remainder) -> Edit | None:
    """The month counted from 1 again: behind the remainder, or as a step behind `divmod`."""
    if isinstance(found.node, ast.Call):
        return insert_after(file, found.statement, (f"{found.name} += 1",)) if found.statement is not None else None
    end = file.span(found.node)[1]
    return Edit(end, end, " + 1")
