"""A figure that takes two values is worked out of one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited, in_brackets, is_hoistable
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.values import is_literal
from arbase.workspace.notes import notes, tells_of_too_few
from arbase.workspace.promises import told_at

NAME = "single-value"
_TOO_FEW = re.compile(r"at least two data points")
_OWN_WAY = re.compile(r"\b(fewer|at least|less than|too few|not enough|enough|two)\b", re.IGNORECASE)
_FOUR = 4
_AROUND = frozenset(("round", "float", "int", "Decimal"))


class SingleValue(Template):
    """Each quantile of one value is that value, as Python has it since 3.13; a spread is what the program says."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where a list of just one value was handed over."""
        crash, call = context.crash, context.crash.node
        if not _TOO_FEW.search(crash.message) or not isinstance(call, ast.Call) or not call.args:
            return
        file, values = context.frame.file, call.args[0]
        described = crash.described(values)
        if described.get("length") != 1 or described.get("type") not in ("list", "tuple"):
            return
        if not is_hoistable(context.frame, values) or _is_decided(file, call):
            return
        told = _told(context)
        if told or last_name(call.func) != "quantiles":
            yield from self._as_for_nothing(context, call, file.segment(values), told=told)
        if told:
            return
        if context.flow.sent(file, context.frame.function, values):
            return  # the client may have to be told
        if last_name(call.func) == "quantiles":
            yield from self._quantiles(context, call, file.segment(values))
        else:
            yield from self._as_elsewhere(context, call, file.segment(values))

    @staticmethod
    def _as_for_nothing(context: Context, call: ast.Call, values: str, *, told: bool) -> Iterator[Draft]:
        """`if not xs: return None` in front of it becomes `if len(xs) < 2:`, where nothing else is worked out of xs."""
        frame, file = context.frame, context.frame.file
        block = file.block_of(frame.statement)
        before = block[: block.index(frame.statement)] if frame.statement in block else []
        guard = next((one for one in reversed(before) if _leaves_without(one, values)), None)
        if not isinstance(guard, ast.If):
            return
        inside = {id(node) for node in ast.walk(call)}
        later = [part for one in block[block.index(guard) + 1 :] for part in ast.walk(one)]
        if any(isinstance(one, ast.Name) and one.id == values and id(one) not in inside for one in later):
            return  # a figure that one value is enough for
        place = f"{file.path}:{guard.lineno}"
        idea = Idea(NAME, 0.9 if told else 0.82, f"{last_name(call.func)} takes two values, one is too few", place)
        yield edited(context, idea, file, replace(file, guard.test, f"len({values}) < 2"))

    @staticmethod
    def _quantiles(context: Context, call: ast.Call, values: str) -> Iterator[Draft]:
        """`xs[0] if len(xs) == 1 else quantiles(xs)[-1]`; of an empty list there is still no quantile."""
        file, function = context.frame.file, context.frame.function
        said = ast.get_docstring(function) if function is not None else ""
        if _OWN_WAY.search(said or "") or _decides_elsewhere(context):
            return
        parent = file.parent(call)
        if isinstance(parent, ast.Subscript) and parent.value is call:
            if isinstance(parent.slice, ast.Slice):
                return
            whole: ast.expr = parent
            alone = f"{values}[0]"
        else:
            whole, count = call, _cuts(file, call)
            if not count:
                return
            alone = f"[{values}[0]] * {count}"
        text = f"{alone} if len({values}) == 1 else {file.segment(whole)}"
        idea = Idea(NAME, 0.84, "each quantile of one value is that value")
        yield edited(context, idea, file, replace(file, whole, in_brackets(file, whole, text)))

    @staticmethod
    def _as_elsewhere(context: Context, call: ast.Call, values: str) -> Iterator[Draft]:
        """`stdev(ys) if len(ys) > 1 else 0.0` stands elsewhere."""
        file = context.frame.file
        found = [
            (other.segment(choice.orelse), f"{other.path}:{choice.lineno}")
            for other in context.codebase.sources
            for choice in other.nodes
            if isinstance(choice, ast.IfExp) and is_literal(choice.orelse) and _of_two(choice.test)
            and any(last_name(getattr(part, "func", None)) == last_name(call.func) for part in ast.walk(choice.body))
        ]  # fmt: skip
        if not found or len({text for text, _ in found}) > 1:
            return
        whole: ast.expr = call
        while (
            isinstance(outer := file.parent(whole), ast.Call)
            and last_name(outer.func) in _AROUND
            and outer.args[0] is whole
        ):
            whole = outer
        (value, place), *_ = found
        text = f"{file.segment(whole)} if len({values}) > 1 else {value}"
        idea = Idea(NAME, 0.86, f"{place} puts {value} where there is one value only", place)
        yield edited(context, idea, file, replace(file, whole, in_brackets(file, whole, text)))


def _told(context: Context) -> bool:
    """The notes of the service, or the function itself, say what becomes of too few."""
    function = context.frame.function
    if function is None:
        return False
    texts = (*(note.text for note in notes(context.codebase.root)), told_at(context.frame.file.text, function))
    return any(tells_of_too_few(text, function.name) for text in texts)


def _leaves_without(statement: ast.stmt, values: str) -> bool:
    """`if not xs: return <a constant>`, or `continue`, of a plain name."""
    match statement:
        case ast.If(
            test=ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=name)), body=[ast.Return() | ast.Continue()], orelse=[]
        ):
            given = getattr(statement.body[0], "value", None)
            return name == values and (given is None or is_literal(given))
    return False


def _is_decided(file: SourceFile, call: ast.Call) -> bool:
    """A choice stands around the call already: whoever wrote it thought of too few values."""
    for outer in file.ancestors(call):
        if isinstance(outer, ast.stmt):
            return False
        if isinstance(outer, ast.IfExp | ast.BoolOp):
            return True
    return False


def _of_two(test: ast.expr) -> bool:
    """`len(xs) > 1`, `len(xs) >= 2`."""
    match test:
        case ast.Compare(
            left=ast.Call(func=ast.Name(id="len")), ops=[op], comparators=[ast.Constant(value=int(least))]
        ):
            return (type(op), least) in ((ast.Gt, 1), (ast.GtE, 2))
    return False


def _decides_elsewhere(context: Context) -> bool:
    """The program has its own way with less than two of something, which a reader would follow."""
    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case ast.Compare(
                    left=ast.Call(func=ast.Name(id="len")), ops=[op], comparators=[ast.Constant(value=number)]
                ):
                    if (type(op), number) in ((ast.Lt, 2), (ast.LtE, 1), (ast.Gt, 1), (ast.GtE, 2)):
                        return True
    return False


def _cuts(file: SourceFile, call: ast.Call) -> str:
    """How many quantiles there are: one less than the parts; empty where that is not written plainly."""
    given = next((word.value for word in call.keywords if word.arg == "n"), None)
    match given:
        case None:
            return str(_FOUR - 1) if all(word.arg for word in call.keywords) else ""
        case ast.Constant(value=int(parts)) if parts > 1:
            return str(parts - 1)
        case ast.Name() | ast.Attribute():
            return f"({file.segment(given)} - 1)"
    return ""
