"""`bisect` answers where something would be put in, which may be behind the last: not always an index.

As the library's documentation has it: the last at or before is at `bisect_right(...) - 1`, and an equal one is looked
for with `i != len(a) and a[i] == x`.
"""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import reaching
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.imports import spelled
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.looking_back import means_the_last, said_of

NAME = "bisection"
LEFT, RIGHT = "bisect_left", "bisect_right"
_RIGHTS = frozenset((RIGHT, "bisect"))
# What somebody wrote of the place: the thing itself counts, or only what comes before it.
_AT = re.compile(
    r"\b(?:at|on|up to|equal) (?:it )?or (?:earlier|below|smaller)\b|\b(?:at|on) or before\b|\bor equal\b|\bup to\b|<="
    r"|\bnot (?:after|above|later)\b|\bno later than\b"
    r"|\bor (?:of |from |at |by )?(?:the )?(?:last|latest|nearest|previous)\b[^.;]*\b(?:before|earlier|below)\b",
    re.IGNORECASE,
)
_BEFORE_ONLY = re.compile(r"\bstrictly\b|\bonly (?:those )?before\b|\bless than\b", re.IGNORECASE)


class Found(NamedTuple):
    """The call that found the place, the statement that gives it a name, and the name."""

    call: ast.Call
    statement: ast.stmt
    name: str


class Bisection(Template):
    """One before the place, where a guard shows that this was meant; no comparison with what is not there."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a subscript that is one too far, with a place that was looked for."""
        node = context.crash.node
        if context.crash.exception != "IndexError" or not isinstance(node, ast.Subscript):
            return
        yield from _the_last(context, node.slice)
        found = _found(context, node.slice)
        if found is None:
            return
        yield from _one_before(context, found)
        yield from _equal(context, node, found)


def _found(context: Context, index: ast.expr) -> Found | None:
    frame = context.frame
    if not isinstance(index, ast.Name):
        return None
    known = reaching(frame.file, frame.function, index.id, frame.line)
    call = known[0].value if len(known) == 1 else None
    if isinstance(call, ast.Call) and last_name(call.func) in {LEFT, *_RIGHTS, "searchsorted"} and call.args:
        return Found(call, known[0].statement, index.id)
    return None


def _the_last(context: Context, index: ast.expr) -> Iterator[Draft]:
    """`days[max(bisect_right(days, day) - 1, 0)]` for `days[bisect_left(days, day)]`.

    An equal one is found as before; between two of them, and behind all, the function says that it means the last. What
    it says of those before the first has to be known: one before the place would be the last of all there.
    """
    file = context.frame.file
    call = index
    if isinstance(index, ast.Name):
        known = reaching(file, context.frame.function, index.id, context.frame.line)
        call = known[0].value if len(known) == 1 and known[0].value is not None else index
    if not isinstance(call, ast.Call) or last_name(call.func) not in {LEFT, *_RIGHTS} or len(call.args) != 2:
        return
    said = _said(context)
    if call.keywords or not means_the_last(said) or _BEFORE_ONLY.search(said):
        return
    edits, imports = _to_the_right(file, call)
    start, end = file.span(call)
    why = "the last one that is not after what is looked for is meant, and the first where there is none"
    idea = Idea(NAME, 0.94, why, "", imports)
    draft = edited(context, idea, file, Edit(start, start, "max("), *edits, Edit(end, end, " - 1, 0)"))
    yield dataclasses.replace(draft, promised=True)


def _one_before(context: Context, found: Found) -> Iterator[Draft]:
    """A place is never below 0: a guard against that means the index in front of it; one against 0 as well."""
    file, function = context.frame.file, context.frame.function
    if function is None:
        return
    guards = [
        outer
        for outer in ast.walk(function)
        if isinstance(outer, ast.If | ast.IfExp | ast.While | ast.Assert)
        and found.statement.lineno <= outer.lineno <= context.frame.line
    ]
    negative = any(_below(part, found.name) for outer in guards for part in ast.walk(outer.test))
    nothing = any(_is_zero(outer.test, found.name) for outer in guards if isinstance(outer, ast.If) and _leaves(outer))
    made = _rightmost(context, found) if negative or nothing else None
    if made is None:
        return
    idea = Idea(
        NAME, 0.93, f"the last one that is not after what is looked for stands before {found.name}", "", made[1]
    )
    if negative:
        end = file.span(found.call)[1]
        yield edited(context, idea, file, *made[0], Edit(end, end, " - 1"))
        return
    uses = [
        part
        for part in ast.walk(function)
        if isinstance(part, ast.Subscript)
        and isinstance(part.slice, ast.Name)
        and part.slice.id == found.name
        and part.lineno > found.statement.lineno
    ]
    yield edited(context, idea, file, *made[0], *(replace(file, one.slice, f"{found.name} - 1") for one in uses))


def _rightmost(context: Context, found: Found) -> tuple[list[Edit], tuple[str, ...]] | None:
    """The edits and imports that let the call count what equals as before; None where nothing says that it does."""
    file, call = context.frame.file, found.call
    name = last_name(call.func)
    if name in _RIGHTS:
        return [], ()
    side = next((word.value for word in call.keywords if word.arg == "side"), ast.Constant("left"))
    if not isinstance(side, ast.Constant) or len(call.args) > (2 if name != LEFT else 4):
        return None
    if side.value == RIGHT.removeprefix("bisect_"):
        return [], ()
    if not _counts_itself(context):
        return None
    if name == LEFT:
        return _to_the_right(file, call)
    if any(word.value is side for word in call.keywords):
        return [replace(file, side, '"right"')], ()
    end = file.span(call)[1] - 1
    return [Edit(end, end, ', side="right"')], ()


def _to_the_right(file: SourceFile, call: ast.Call) -> tuple[list[Edit], tuple[str, ...]]:
    """`bisect_right` for `bisect_left`; the edits and imports, none where it is that already."""
    if last_name(call.func) != LEFT:
        return [], ()
    if isinstance(call.func, ast.Attribute):
        return [replace(file, call.func, f"{file.segment(call.func.value)}.{RIGHT}")], ()
    text, imports = spelled(file, "bisect", RIGHT, (RIGHT, f"from bisect import {RIGHT}"))
    return [replace(file, call.func, text)], imports


def _counts_itself(context: Context) -> bool:
    """The docstring, or a comment of the function, says that what is looked for itself counts as well."""
    said = _said(context)
    return bool(_AT.search(said)) and not _BEFORE_ONLY.search(said)


def _said(context: Context) -> str:
    """Docstring and comments of the crashed function, on one line."""
    function = context.frame.function
    return said_of(context.frame.file.text, function) if function is not None else ""


def _equal(context: Context, node: ast.Subscript, found: Found) -> Iterator[Draft]:
    """`a[i] == x` is false, and `a[i] != x` true, where there is no `a[i]`."""
    file = context.frame.file
    for outer in [node, *file.ancestors(node)]:
        if isinstance(outer, ast.stmt):
            return
        match outer:
            case ast.Compare(left=left, ops=[ast.Eq() | ast.NotEq() as operator]):
                if not any(part is node for part in ast.walk(left)) or not _is_test(file, outer):
                    return
                length = f"len({file.segment(node.value)})"
                same = isinstance(operator, ast.Eq)
                word, relation = ("and", "<") if same else ("or", ">=")
                text = f"{found.name} {relation} {length} {word} {file.segment(outer)}"
                parent = file.parent(outer)
                loose = isinstance(parent, ast.UnaryOp) or (isinstance(parent, ast.BoolOp) and not same)
                idea = Idea(NAME, 0.92, f"{found.name} is behind the last where everything comes before it")
                yield edited(context, idea, file, replace(file, outer, f"({text})" if loose else text))
                return


def _is_test(file: SourceFile, node: ast.expr) -> bool:
    """The comparison is only asked whether it holds."""
    parent = file.parent(node)
    if isinstance(parent, ast.BoolOp) or (isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.Not)):
        return _is_test(file, parent)
    asked = getattr(parent, "test", None) is node
    return (
        asked or isinstance(parent, ast.Return) or (isinstance(parent, ast.comprehension) and parent.iter is not node)
    )


def _below(test: ast.AST, name: str) -> bool:
    """`i < 0`, `i == -1`, `i >= 0`, `0 <= i` and the like."""
    match test:
        case ast.Compare(left=ast.Name(id=found), ops=[operator], comparators=[limit]) if found == name:
            number = _number(limit)
            if isinstance(operator, ast.Lt | ast.GtE):
                return number == 0
            return number == -1 and isinstance(operator, ast.Eq | ast.NotEq | ast.LtE | ast.Gt)
        case ast.Compare(left=limit, ops=[ast.LtE() | ast.Gt(), *_], comparators=[ast.Name(id=found), *_]):
            return found == name and _number(limit) == 0
    return False


def _is_zero(test: ast.expr, name: str) -> bool:
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=found)):
            return found == name
        case ast.Compare(left=ast.Name(id=found), ops=[operator], comparators=[limit]) if found == name:
            number = _number(limit)
            return (number == 0 and isinstance(operator, ast.Eq | ast.LtE)) or (
                number == 1 and isinstance(operator, ast.Lt)
            )
    return False


def _leaves(guard: ast.If) -> bool:
    return not guard.orelse and isinstance(guard.body[-1], ast.Return | ast.Raise | ast.Continue | ast.Break)


def _number(node: ast.expr) -> int | None:
    match node:
        case ast.Constant(value=int() as value):
            return value
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as value)):
            return -value
    return None
