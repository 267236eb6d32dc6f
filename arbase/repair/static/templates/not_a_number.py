"""NaN in an answer: the mean of nothing, which JSON does not have; null where the same answer has null beside it."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, insert_before, replace
from arbase.repair.static.source import COMPREHENSIONS, SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.empty_aggregate import null_beside
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.serialisation import functions_around
from arbase.workspace.tree import Function

NAME = "not-a-number"
_REFUSED = re.compile(r"not JSON compliant|cannot convert float NaN to integer|Out of range float")
_FIGURES = frozenset(
    "mean median std var quantile corr min max sum nanmean nanmedian average round float pct_change skew sem".split()
)
_DOMAIN = re.compile(r"math domain error|expected a number in range from -1 up to 1")
MOST = 6


class NotANumber(Template):
    """Each figure of the mapping alone, then all that are worked out in the same way."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For figures in the mappings that the frames of the crash, and what they call, put together."""
        yield from self._of_range(context)
        if not _REFUSED.search(context.crash.message):
            return
        for file, function in functions_around(context, context.crash.frames):
            for answer in (node for node in ast.walk(function) if isinstance(node, ast.Dict)):
                nulls = null_beside(file, answer)
                if nulls is None:
                    continue
                edits = [one for one in _figures(file, function, answer) if one]
                for place, one in enumerate(edits[:MOST]):
                    why = f"a figure of nothing is no number; {file.path}:{nulls.lineno} answers null beside it"
                    idea = Idea(NAME, 0.7 - 0.01 * place, why, f"{file.path}:{nulls.lineno}")
                    yield self._written(context, idea, file, one)
                if len(edits) > 1:
                    every = [edit for one in edits for edit in one]
                    yield self._written(context, dataclasses.replace(idea, prior=0.72), file, every)

    @staticmethod
    def _of_range(context: Context) -> Iterator[Draft]:
        """`acos(cosine)` of a cosine that rounding took a little beyond 1."""
        call, file = context.crash.node, context.frame.file
        asked = isinstance(call, ast.Call) and last_name(call.func) in ("acos", "asin") and len(call.args) == 1
        if not isinstance(call, ast.Call) or not asked or not _DOMAIN.search(context.crash.message):
            return
        shown = str(context.crash.described(call.args[0]).get("repr", ""))
        if not shown or _is_near_one(shown):
            text = f"max(-1.0, min(1.0, {file.segment(call.args[0])}))"
            idea = Idea(NAME, 0.84, f"rounding may take what {last_name(call.func)} reads beyond 1")
            yield edited(context, idea, file, replace(file, call.args[0], text))

    @staticmethod
    def _written(context: Context, idea: Idea, file: SourceFile, edits: list[Edit]) -> Draft:
        with_import = Idea(idea.template, idea.prior, idea.why, idea.precedent, ("import math",))
        return edited(context, with_import, file, *edits)


def _is_near_one(text: str) -> bool:
    try:
        return abs(abs(float(text)) - 1.0) < 1e-9
    except ValueError:
        return False


def _figures(file: SourceFile, function: Function, answer: ast.Dict) -> Iterator[list[Edit]]:
    """The edits that make null of each figure of a mapping, where it is no number."""
    statement = file.statement_of(answer)
    inside = [outer for outer in file.ancestors(answer) if isinstance(outer, (*COMPREHENSIONS, ast.Lambda))]
    taken = {part.id for part in ast.walk(function) if isinstance(part, ast.Name)}
    for key, value in zip(answer.keys, answer.values, strict=True):
        given = definitions(file, function, value.id) if isinstance(value, ast.Name) else []
        if not any(_is_figure(one) for one in (value, *(item.value for item in given))):
            continue
        text = file.segment(value)
        if isinstance(value, ast.Name):
            yield [replace(file, value, f"None if math.isnan({text}) else {text}")]
            continue
        name = str(key.value) if isinstance(key, ast.Constant) and isinstance(key.value, str) else "figure"
        name = name if name.isidentifier() and name not in taken else "figure"
        edit = insert_before(file, statement, (f"{name} = {text}",)) if statement is not None and not inside else None
        if edit is not None and name not in taken:
            yield [edit, replace(file, value, f"None if math.isnan({name}) else {name}")]


def _is_figure(node: ast.expr | None) -> bool:
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Div) or _is_figure(node.left) or _is_figure(node.right)
    return isinstance(node, ast.Call) and last_name(node.func) in _FIGURES
