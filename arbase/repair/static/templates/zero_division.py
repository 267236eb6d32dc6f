"""ZeroDivisionError: a divisor of the client, or the mean of nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TypeGuard

from arbase.repair.static.conditions import Kind
from arbase.repair.static.dataflow import reaching
from arbase.repair.static.edit import replace
from arbase.repair.static.origin import callee_of, origin_of
from arbase.repair.static.refusals import INVALID, STATE, Need
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import (
    Idea,
    in_brackets,
    is_hoistable,
    refuse_before,
    replaced,
    result_before,
    valued,
)
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.values import names_for

NAME = "zero-division"
RAISED = frozenset(("ZeroDivisionError", "DivisionByZero", "DivisionUndefined", "InvalidOperation"))
_NO_NUMBER = re.compile(r"cannot convert float (?:infinity|NaN) to integer")
_FIGURES = frozenset(("round", "float", "int", "abs", "ceil", "floor"))
_WITHOUT_TRUTH = frozenset(("DataFrame", "Series", "ndarray", "GeoDataFrame", "GeoSeries", "DataArray", "Tensor"))
_STRIPPED = frozenset(("abs", "float", "int", "Decimal"))


class ZeroDivision(Template):
    """Refuse a zero that the client sent; otherwise give what the repository gives for nothing."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """All of them, where the failing expression divides."""
        whole = context.crash.node
        if _NO_NUMBER.search(context.crash.message):
            # numpy divides by zero and says nothing; who rounds what comes of it does.
            whole = next((node for node in ast.walk(whole or context.frame.statement) if _is_quotient(node)), None)
        elif context.crash.exception not in RAISED:
            return
        divisor = _divisor(whole, context.frame.statement)
        if divisor is None:
            return
        test = self._test(context, divisor)
        yield from self._refused(context, divisor, test)
        if isinstance(whole, ast.BinOp):
            yield from self._nothing_apart(context, whole)
            yield from self._inline(context, whole, test)
        yield from self._nothing(context, divisor, test)

    def _test(self, context: Context, divisor: ast.expr) -> str:
        """`not xs` for `len(xs)`, else `x == 0`; a table or an array has no truth of its own and keeps its length."""
        file = context.frame.file
        if _is_length(divisor) and not _has_no_truth(context, divisor.args[0]):
            return f"not {file.segment(divisor.args[0])}"
        text = file.segment(divisor)
        return (
            f"{text} == 0"
            if isinstance(divisor, ast.Name | ast.Attribute | ast.Subscript | ast.Call)
            else f"({text}) == 0"
        )

    def _refused(self, context: Context, divisor: ast.expr, test: str) -> Iterator[Draft]:
        frame = context.frame
        counted = _is_length(divisor)
        kinds = context.flow.sent(frame.file, frame.function, divisor)
        if not kinds:
            return
        direct = not counted and self._is_sent(context, divisor)
        origin = origin_of(context.crash, divisor)
        named = [part for part in ast.walk(divisor) if isinstance(part, ast.Name | ast.Attribute)]
        subject = frame.file.segment(named[0]) if named else frame.file.segment(divisor)
        if direct and origin.frame is not frame and isinstance(origin.node, ast.Attribute | ast.Name):
            subject = last_name(origin.node)
        guard: Kind = "empty" if counted else "zero"
        statuses = INVALID if direct else STATE
        need = Need(frame.file, frame.function, frame.line, subject, guard, statuses, kinds, strict=not direct)
        if not is_hoistable(frame, _plain(divisor)):
            return
        idea = Idea(
            NAME, 0.75 if direct else 0.5, f"{frame.file.segment(divisor)} can be zero for what a client may send"
        )
        yield from refuse_before(context, idea, need, frame.statement, test)

    def _is_sent(self, context: Context, divisor: ast.expr) -> bool:
        """The zero itself is in the request, not computed from stored data."""
        for part in ast.walk(divisor):
            if isinstance(part, ast.Call) and last_name(part.func) not in _STRIPPED:
                return False
        origin = origin_of(context.crash, divisor)
        return origin.kind in ("parameter", "field", "item", "other") or not isinstance(origin.node, ast.Call)

    def _inline(self, context: Context, whole: ast.BinOp, test: str) -> Iterator[Draft]:
        """`a / b if b else value` where the repository has a value under this name, or divides so elsewhere."""
        frame = context.frame
        file = frame.file
        outer: ast.expr = whole
        parent = file.parent(outer)
        while (
            isinstance(parent, ast.Call) and last_name(parent.func) in ("round", "float") and parent.args[:1] == [outer]
        ):
            outer, parent = parent, file.parent(parent)
        while isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Mult | ast.Div):
            outer, parent = parent, file.parent(parent)
        positive = test.removeprefix("not ") if test.startswith("not ") else test.removesuffix(" == 0")
        names = names_for(file, whole)
        values = [value for name in names for value in context.values.for_name(file, name, frame.function)]
        values += context.values.otherwise(file, ast.BinOp, names[0] if names else "")
        counted = any(isinstance(part, ast.Call) and last_name(part.func) in ("len", "sum") for part in ast.walk(whole))
        if not context.values.promised(file, frame.function):
            values += [*context.values.said("share"), *(context.values.said("mean") if counted else ())]
        if isinstance(file.parent(outer), ast.Return):
            values += [value for value in context.values.for_nothing(file, frame.function) if value.score > 0.5]
        used: set[str] = set()
        for value in sorted(values, key=lambda item: -item.score):
            if value.text in used or len(used) == 2:
                continue
            used.add(value.text)
            around = _around(context, file, outer) if value.text == "None" else outer
            text = in_brackets(file, around, f"{file.segment(around)} if {positive} else {value.text}")
            yield valued(
                context, Idea(NAME, 0.72, f"{positive} may be nothing"), file, (replace(file, around, text),), value
            )

    def _nothing_apart(self, context: Context, whole: ast.BinOp) -> Iterator[Draft]:
        """`abs(a - b) / max(a, b)`: two zeros do not differ, so that any divisor gives the right zero."""
        file = context.frame.file
        if is_relative_difference(whole):
            idea = Idea(NAME, 0.85, "two zeros do not differ: the quotient is zero whatever the divisor")
            yield replaced(context, idea, file, whole.right, f"({file.segment(whole.right)} or 1)")

    def _nothing(self, context: Context, divisor: ast.expr, test: str) -> Iterator[Draft]:
        """An early result, as the function or its likes return for nothing."""
        frame = context.frame
        if frame.function is None or not is_hoistable(frame, _plain(divisor)):
            return
        counted = _is_length(divisor)
        statement = frame.statement
        # `total = sum(xs); return total / len(xs)`: the guard reads best in front of what prepares the division.
        values = context.values.for_nothing(frame.file, frame.function)
        promised = [value for value in values if "docstring" in value.why]
        if not counted and isinstance(divisor, ast.Name):
            for item in reaching(frame.file, frame.function, divisor.id, frame.line)[:1]:
                match item.value:
                    case ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)]):
                        del name
                        counted = True
        idea = Idea(NAME, 0.8 if counted or promised else 0.6, f"{frame.file.segment(divisor)} may be zero")
        yield from result_before(context, idea, frame, statement, test, (promised or values)[:2])


def _around(context: Context, file: SourceFile, node: ast.expr) -> ast.expr:
    """What is made of a figure on the spot, which cannot be made of None: `cents(a / b)`, `(a / b).quantize(CENT)`."""
    match file.parent(node):
        case ast.Attribute() as link if isinstance(made := file.parent(link), ast.Call) and made.func is link:
            return _around(context, file, made)
        case ast.Call(args=[first, *_]) as made if first is node and _needs_figure(context, made):
            return _around(context, file, made)
    return node


def _needs_figure(context: Context, call: ast.Call) -> bool:
    """A function of Python's for figures, or an own one that does not ask whether it was given any."""
    if isinstance(call.func, ast.Name) and call.func.id in _FIGURES:
        return True
    place = callee_of(context.codebase.sources, call)
    names = [item.arg for item in place[1].args.args if item.arg not in ("self", "cls")] if place is not None else []
    if place is None or not names:
        return False
    tests = [node.test for node in ast.walk(place[1]) if isinstance(node, ast.If | ast.IfExp)]
    asked = [part.id for test in tests for part in ast.walk(test) if isinstance(part, ast.Name)]
    handed = [node for node in ast.walk(place[1]) if isinstance(node, ast.Attribute | ast.BinOp | ast.UnaryOp)]
    used = [part.id for node in handed for part in ast.iter_child_nodes(node) if isinstance(part, ast.Name)]
    return names[0] in used and names[0] not in asked


def _is_quotient(node: ast.AST) -> TypeGuard[ast.BinOp]:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div | ast.FloorDiv)


def is_relative_difference(node: ast.BinOp) -> bool:
    """`abs(a - b)` over `max(a, b)`, `a + b` or the like, in either order: zero over zero where both are zero."""
    match node.left, node.right:
        case (
            ast.Call(func=ast.Name(id="abs"), args=[ast.BinOp(op=ast.Sub(), left=one, right=two)]),
            ast.Call(func=ast.Name(id="max"), args=[first, second], keywords=[]),
        ):
            pass
        case (
            ast.Call(func=ast.Name(id="abs"), args=[ast.BinOp(op=ast.Sub(), left=one, right=two)]),
            ast.BinOp(op=ast.Add(), left=first, right=second),
        ):
            pass
        case _:
            return False
    return {ast.dump(one), ast.dump(two)} == {_bare(first), _bare(second)}


def _bare(node: ast.expr) -> str:
    """`abs(x)` as `x`."""
    inner = node.args[0] if isinstance(node, ast.Call) and last_name(node.func) == "abs" and node.args else node
    return ast.dump(inner)


def _divisor(node: ast.AST | None, statement: ast.stmt) -> ast.expr | None:
    match node:
        case ast.BinOp(op=ast.Div() | ast.FloorDiv() | ast.Mod(), right=right):
            return right
        case ast.Call(func=ast.Name(id="divmod"), args=[_, right]):
            return right
    if isinstance(statement, ast.AugAssign) and isinstance(statement.op, ast.Div | ast.FloorDiv | ast.Mod):
        return statement.value
    return None


def _plain(divisor: ast.expr) -> ast.expr:
    """What stands in the test: the list of `len(xs)`."""
    return divisor.args[0] if _is_length(divisor) else divisor


def _is_length(divisor: ast.expr) -> TypeGuard[ast.Call]:
    return isinstance(divisor, ast.Call) and last_name(divisor.func) == "len" and bool(divisor.args)


def _has_no_truth(context: Context, held: ast.expr) -> bool:
    """A table, a column, an index or an array: `if table:` is refused whatever is in it."""
    kind = context.crash.type_of(held).rpartition(".")[2]
    return kind in _WITHOUT_TRUTH or kind.endswith("Index")
