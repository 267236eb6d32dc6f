"""A spread of one value in an answer: pandas has NaN for it, and JSON has no NaN; null stands beside it for nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.null_figures import REFUSED, shown_figures
from arbase.repair.static.templates.serialisation import functions_around
from arbase.workspace.notes import notes
from arbase.workspace.promises import told_at
from arbase.workspace.tree import Function

NAME = "spread-of-one"
_LEAST = {"std": 2, "var": 2, "sem": 2, "skew": 3, "kurt": 4, "kurtosis": 4}
"""How many values pandas wants for a figure; numpy's own `std` and `var` are content with one."""
_ZERO_TOLD = re.compile(
    r"\b(?:spread|deviation|variance|std)\b[^.]*\b(?:one|single)\b[^.]*\b(?:is|as|are|gives?|counts?)\b[^.]*(?<!never )"
    r"\b(?:0(?:\.0+)?|zero)\b",
    re.IGNORECASE,
)


class SpreadOfOne(Template):
    """`xs.std() if len(xs) > 1 else None` for `xs.std() if len(xs) else None`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For each figure on the way to the answer that is null for nothing and worked out of one value."""
        if not REFUSED.search(context.crash.message) or _is_told(context):
            return
        nan = {key for key, kinds in shown_figures(context).items() if "nan" in kinds}
        for file, function in functions_around(context, context.crash.frames):
            if _is_told_at(file, function):
                continue
            for choice in own_nodes(function):
                key = _key(file, choice)
                if not isinstance(choice, ast.IfExp) or (nan and key and key not in nan):
                    continue
                found = _asked(file, choice)
                if found is not None:
                    count, least = found
                    why = f"{file.segment(choice.test)} lets fewer than {least} values through, whose spread is NaN"
                    positive = _is_null(choice.orelse)
                    text = f"{count} > {least - 1}" if positive else f"{count} < {least}"
                    idea = Idea(NAME, 0.9, why, f"{file.path}:{choice.lineno}")
                    yield edited(context, idea, file, replace(file, choice.test, text))


def _asked(file: SourceFile, choice: ast.IfExp) -> tuple[str, int] | None:
    """How the choice counts the values of the spread, and how many it takes, if it asks only whether there are any."""
    if _is_null(choice.orelse):
        figure, test = choice.body, choice.test
    elif _is_null(choice.body):
        figure, test = choice.orelse, choice.test
    else:
        return None
    for call in _worked_out_of(figure):
        if not isinstance(call.func, ast.Attribute):
            continue
        least = _LEAST.get(call.func.attr)
        if least is None or not _is_of_sample(file, call):
            continue
        owner = call.func.value
        held = [file.segment(owner)]
        if isinstance(owner, ast.Subscript) and isinstance(owner.slice, ast.Constant):
            held.append(file.segment(owner.value))  # a column has as many cells as its table has rows
        count = _count(file, test, held, there=_is_null(choice.orelse))
        if count:
            return count, least
    return None


def _worked_out_of(figure: ast.expr) -> Iterator[ast.Call]:
    """The calls whose NaN makes the whole figure NaN: not those of a list, of which the others would be lost."""
    match figure:
        case ast.Call(func=ast.Attribute(attr=name)) if name in _LEAST:
            yield figure
        case ast.Call(func=ast.Name() | ast.Attribute(), args=[first, *_]):
            yield from _worked_out_of(first)
        case ast.BinOp(left=left, right=right):
            yield from _worked_out_of(left)
            yield from _worked_out_of(right)
        case ast.UnaryOp(operand=inner):
            yield from _worked_out_of(inner)


def _is_null(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_of_sample(file: SourceFile, call: ast.Call) -> bool:
    """It divides by one less than there are: said so, or pandas' own, where numpy's cannot be meant."""
    for word in call.keywords:
        if word.arg == "ddof":
            return isinstance(word.value, ast.Constant) and word.value.value == 1
    imported = {
        alias.name.partition(".")[0] for node in file.nodes if isinstance(node, ast.Import) for alias in node.names
    } | {(node.module or "").partition(".")[0] for node in file.nodes if isinstance(node, ast.ImportFrom)}
    return not call.args and not call.keywords and "pandas" in imported and "numpy" not in imported


def _count(file: SourceFile, test: ast.expr, held: list[str], *, there: bool) -> str:
    """The text that counts the values in a test for any (`there`) or for none; empty for another test."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return _count(file, inner, held, there=not there)
        case ast.Attribute(attr="empty", value=value) if not there:
            text = file.segment(value)
            return f"len({text})" if text in held else ""
        case ast.Compare(left=left, ops=[op], comparators=[ast.Constant(value=int(bound))]):
            any_ = (type(op), bound) in ((ast.Gt, 0), (ast.GtE, 1), (ast.NotEq, 0))
            none = (type(op), bound) in ((ast.Eq, 0), (ast.Lt, 1), (ast.LtE, 0))
            return _counted(file, left, held) if (any_ if there else none) else ""
    return _counted(file, test, held) if there else ""


def _counted(file: SourceFile, node: ast.expr, held: list[str]) -> str:
    """`len(xs)`, `xs.size`, `xs.count()`, of the values or their table."""
    match node:
        case ast.Call(func=ast.Name(id="len"), args=[value], keywords=[]):
            return file.segment(node) if file.segment(value) in held else ""
        case (
            ast.Attribute(attr="size", value=value)
            | ast.Call(func=ast.Attribute(attr="count", value=value), args=[], keywords=[])
        ):
            # Of a whole table both say something else: its cells, and one number for each column.
            return file.segment(node) if file.segment(value) == held[0] else ""
    return ""


def _key(file: SourceFile, node: ast.AST) -> str:
    """Under which name a value is answered; empty where that is not written beside it."""
    around = file.parent(node)
    if isinstance(around, ast.Dict):
        pairs = zip(around.keys, around.values, strict=True)
        return next((str(key.value) for key, one in pairs if one is node and isinstance(key, ast.Constant)), "")
    return (around.arg or "") if isinstance(around, ast.keyword) else ""


def _is_told(context: Context) -> bool:
    """The notes, or a choice elsewhere, say that the spread of one value is a number."""
    if any(_ZERO_TOLD.search(note.text) for note in notes(context.codebase.root)):
        return True
    return any(
        isinstance(node, ast.IfExp)
        and not (_is_null(node.body) or _is_null(node.orelse))
        and any(last_name(getattr(part, "func", None)) in (*_LEAST, "stdev", "variance") for part in ast.walk(node))
        for file in context.codebase.sources
        for node in file.nodes
    )


def _is_told_at(file: SourceFile, function: Function) -> bool:
    return _ZERO_TOLD.search(told_at(file.text, function)) is not None
