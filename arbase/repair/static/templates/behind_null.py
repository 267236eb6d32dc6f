"""A page of a query that begins behind a row without a value: no database says what is larger than null.

`or_(column > value, and_(column == value, Order.id > last))` is what comes behind a key. Where the query puts rows
without a value last, they come behind every key, and behind one of them come those without a value and with a later id.
The first of these crashes, the second is lost in silence: both belong to the fix.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import definitions, module_names, parameters
from arbase.repair.static.edit import Edit, bracketed, insert_before, replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited, in_brackets
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "behind-null"
_SAID = "operators can be used with None/True/False"
_LAST, _FIRST = re.compile(r"\bnulls_?last\("), re.compile(r"\bnulls_?first\(")


class Behind(NamedTuple):
    """The condition of the next page: the whole of it, its column, its key, and what is later among equal ones."""

    whole: ast.expr
    equal: ast.expr
    column: ast.expr
    key: str
    later: ast.expr


class BehindNull(Template):
    """Behind a key come rows without a value as well, behind one without a value only such ones."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where the query itself says whether rows without a value come first or last."""
        frame, node = context.frame, context.crash.node
        if context.crash.exception != "ArgumentError" or _SAID not in context.crash.message or frame.function is None:
            return
        match node:
            case ast.Compare(left=column, ops=[ast.Lt() | ast.Gt()], comparators=[ast.Name(id=key)]):
                found = _behind(frame.file, frame.function, column, key)
            case _:
                return
        last = _comes_last(context, frame.function)
        if found is None or last is None:
            return
        edits = _edits(frame.file, frame.function, found, last=last)
        if edits:
            where = "last" if last else "first"
            why = f"rows without a value come {where}, and a page may begin behind one of them"
            yield edited(context, Idea(NAME, 0.93, why), frame.file, *edits)


def _behind(file: SourceFile, function: Function, column: ast.expr, key: str) -> Behind | None:
    """`or_(beyond, and_(column == key, later))`, or the same with `|` and `&`, once in the function."""
    found = []
    for node in (part for part in ast.walk(function) if isinstance(part, ast.expr)):
        for part in _operands(node, "or_", ast.BitOr):
            both = _operands(part, "and_", ast.BitAnd)
            for one in both if len(both) == 2 else ():
                match one:
                    case ast.Compare(left=left, ops=[ast.Eq()], comparators=[ast.Name(id=name)]) if name == key:
                        if ast.dump(left) == ast.dump(column):
                            later = next(other for other in both if other is not one)
                            found.append(Behind(node, part, left, key, later))
    return found[0] if len(found) == 1 else None


def _operands(node: ast.expr, name: str, operator: type[ast.operator]) -> list[ast.expr]:
    match node:
        case ast.Call(args=args, keywords=[]) if last_name(node.func) == name:
            return list(args)
        case ast.BinOp(left=left, op=op, right=right) if isinstance(op, operator):
            return [left, right]
    return []


def _comes_last(context: Context, function: Function) -> bool | None:
    """Whether the function, or those that call it, order rows without a value behind all others; None: nobody says."""
    places = [(context.frame.file, function)]
    places += [(site.file, site.function) for site in context.flow.call_sites(function.name) if site.function]
    text = "".join(file.segment(one) for file, one in places)
    last, first = _LAST.search(text) is not None, _FIRST.search(text) is not None
    return last if last != first else None


def _edits(file: SourceFile, function: Function, found: Behind, *, last: bool) -> list[Edit]:
    column, later = bracketed(file, found.column), found.later
    called = isinstance(found.equal, ast.Call)
    both, null = file.segment(found.equal.func) if isinstance(found.equal, ast.Call) else "", f"{column}.is_(None)"
    same = f"{both}({null}, {file.segment(later)})" if called else f"{null} & {bracketed(file, later)}"
    if not last:
        some = f"{column}.is_not(None)"
        either = file.segment(found.whole.func) if isinstance(found.whole, ast.Call) else ""
        same = f"{either}({some}, {same})" if either else f"{some} | ({same})"
    start = file.span(found.equal)[0]
    operands = _operands(found.whole, "or_", ast.BitOr)
    joined = ", " if isinstance(found.whole, ast.Call) else " | "
    bracket = file.text[:start].rstrip().endswith("(") and joined == " | "
    more = f"{null}{joined}"
    edits = [Edit(start - bracket, start - bracket, more)] if last else []
    statement = file.statement_of(found.whole)
    if statement is not None and isinstance(statement, ast.Return) and statement.value is found.whole:
        first = _first_use(file, function, found)
        guard = insert_before(file, first, (f"if {found.key} is None:", f"\treturn {same}")) if first else None
        return [*edits, guard] if guard is not None else []
    inline = any(isinstance(part, ast.Compare) and part is not found.equal for part in operands)
    if not inline or statement is None:
        return []
    begin, end = file.span(found.whole)
    text = file.text[begin : start - bracket] + (more if last else "") + file.text[start - bracket : end]
    whole = f"{same} if {found.key} is None else {text}"
    return [replace(file, found.whole, in_brackets(file, found.whole, whole))]


def _first_use(file: SourceFile, function: Function, found: Behind) -> ast.stmt | None:
    """The first statement of the function that reads the key, if all that the guard names has its value there."""
    given = {one.arg for one in parameters(function)} | module_names(file)
    names = {part.id for node in (found.column, found.later) for part in ast.walk(node) if isinstance(part, ast.Name)}
    if not {*names, found.key} <= given or definitions(file, function, found.key):
        return None
    uses = (one for one in function.body if any(isinstance(part, ast.Name) and part.id == found.key
                                                for part in ast.walk(one)))  # fmt: skip
    return next(uses, None)
