"""NaN in an answer that is made of the rows of a table: null, asked for as the repository does elsewhere.

Months without a sample, rows without a partner in a join, columns with gaps: the table has NaN there, JSON has no NaN.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.behind import functions_behind
from arbase.repair.static.dataflow import definitions, parameters
from arbase.repair.static.edit import replace
from arbase.repair.static.imports import spelled
from arbase.repair.static.source import COMPREHENSIONS, SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.null_figures import REFUSED, shown_figures
from arbase.workspace.tree import Function

NAME = "null-of-nan"
_IS = frozenset(("isnan", "isna", "isnull"))
_ISNT = frozenset(("notna", "notnull", "isfinite"))
_ROWS = frozenset(("itertuples", "iterrows"))
# What gives a series, or leaves one as it is, in pandas alone.
_SERIES = frozenset(("reindex", "resample", "groupby", "rolling", "Series", "interpolate", "asfreq"))
_USUAL = ("pandas", "isna", ("pd.isna", "import pandas as pd"))
MOST = 6


class _Test(NamedTuple):
    """How the repository asks for NaN where it answers null, and where."""

    text: str
    place: str
    imports: tuple[str, ...]


class NullOfNan(Template):
    """`None if np.isnan(mean) else round(mean, 4)`, as for the figures elsewhere."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Each figure of the rows alone, then all of a mapping."""
        if not REFUSED.search(context.crash.message):
            return
        nan = {key for key, kinds in shown_figures(context).items() if "nan" in kinds}
        for file, function in functions_behind(context.codebase, context.crash.frames):
            test = _asked(context, file)
            for answer in (node for node in ast.walk(function) if isinstance(node, ast.Dict)):
                figures = [
                    (value, asked)
                    for key, value in zip(answer.keys, answer.values, strict=True)
                    if (asked := _figure(file, value)) is not None and (not nan or _key(key) in nan)
                ]
                if test is None or not figures:
                    continue
                edits = [
                    replace(file, value, f"None if {test.text}({file.segment(asked)}) else {file.segment(value)}")
                    for value, asked in figures
                ]
                for place, edit in enumerate(edits[:MOST]):
                    why = f"{file.segment(figures[place][1])} is NaN where the table has nothing; {test.place} has null"
                    idea = Idea(NAME, 0.88 - 0.01 * place, why, test.place, test.imports)
                    yield edited(context, idea, file, edit)
                if len(edits) > 1:
                    why = f"the table has NaN where there is nothing; {test.place} has null"
                    yield edited(context, Idea(NAME, 0.8, why, test.place, test.imports), file, *edits)


def _key(key: ast.expr | None) -> str:
    """The text of a key; empty for one that is worked out."""
    return str(key.value) if isinstance(key, ast.Constant) else ""


def _figure(file: SourceFile, value: ast.expr) -> ast.expr | None:
    """What is asked for NaN: the number of a row that is answered as it is, or rounded or converted first."""
    inner = value
    while isinstance(inner, ast.Call) and last_name(inner.func) in ("round", "float") and inner.args:
        inner = inner.args[0]
    part: ast.expr = inner
    while isinstance(part, ast.Attribute) or (isinstance(part, ast.Subscript) and _is_plain(part.slice)):
        part = part.value
    if not isinstance(part, ast.Name):
        return None
    return inner if inner is not value or _is_of_row(file, value, part.id) else None


def _is_plain(key: ast.expr) -> bool:
    return isinstance(key, ast.Constant | ast.Name)


def _is_of_row(file: SourceFile, node: ast.AST, name: str) -> bool:
    """The name is bound by a loop over the rows of a table."""
    for outer in file.ancestors(node):
        loops: list[ast.comprehension] | list[ast.For] = []
        if isinstance(outer, COMPREHENSIONS):
            loops = outer.generators
        elif isinstance(outer, ast.For):
            loops = [outer]
        for loop in loops:
            bound = {part.id for part in ast.walk(loop.target) if isinstance(part, ast.Name)}
            asked = loop.iter if isinstance(loop.iter, ast.Call) and name in bound else None
            if asked is not None and (last_name(asked.func) in _ROWS or _is_of_column(file, loop, name)):
                return True
        if isinstance(outer, Function):
            break
    return False


def _is_of_column(file: SourceFile, loop: ast.comprehension | ast.For, name: str) -> bool:
    """`for hour, kw in found.items()`, or `zip(found.index, found)`, where `found` is a series of pandas."""
    match loop.target, loop.iter:
        case (
            ast.Tuple(elts=[_, ast.Name(id=bound)]),
            ast.Call(func=ast.Attribute(attr="items", value=column), args=[]),
        ) if bound == name:
            return _is_series(file, loop.iter, column)
        case ast.Tuple(elts=targets), ast.Call(func=ast.Name(id="zip"), args=columns):
            named = [column for one, column in zip(targets, columns, strict=False) if last_name(one) == name]
            return any(_is_series(file, loop.iter, column) for column in named)
    return False


def _is_series(file: SourceFile, user: ast.expr, node: ast.expr) -> bool:
    """By what makes it, or by its annotation: a mapping has `items` as well."""
    if isinstance(node, ast.Call):
        return last_name(node.func) in _SERIES or (
            isinstance(node.func, ast.Attribute) and _is_series(file, user, node.func.value)
        )
    function = file.function_of(user)
    if not isinstance(node, ast.Name) or function is None:
        return False
    told = next((item.annotation for item in parameters(function) if item.arg == node.id), None)
    given = [item.value for item in definitions(file, function, node.id)]
    if told is not None and not given:
        return last_name(told) == "Series"
    return bool(given) and all(
        isinstance(value, ast.Call) and _is_series(file, value, value) and not _is_mapping(value) for value in given
    )


def _is_mapping(call: ast.Call) -> bool:
    return last_name(call.func) in ("to_dict", "dict")


def _asked(context: Context, file: SourceFile) -> _Test | None:
    """As this file asks, else as another does, else with pandas where an answer of the repository has null at all."""
    for source in sorted(context.codebase.sources, key=lambda one: one is not file):
        for node in source.nodes:
            call = _of_null(node) if isinstance(node, ast.IfExp) else None
            module = call.func.value if call is not None and isinstance(call.func, ast.Attribute) else None
            if call is None or not isinstance(module, ast.Name) or not call.args:
                continue
            library = _library(source, module.id)
            name = "isnan" if last_name(call.func) in ("isnan", "isfinite") else "isna"
            if library:
                usual = (f"{module.id}.{name}", f"import {library}{'' if module.id == library else f' as {module.id}'}")
                text, needed = spelled(file, library, name, usual)
                return _Test(text, f"{source.path}:{call.lineno}", needed)
    nulls = context.values.nulls
    pandas = any(_library(source, name) == "pandas" for source in (file,) for name in ("pd", "pandas"))
    if nulls is None or not pandas:
        return None
    text, needed = spelled(file, *_USUAL)
    return _Test(text, nulls.place, needed)


def _of_null(node: ast.IfExp) -> ast.Call | None:
    """The call that asks for NaN in `None if isnan(x) else x` or in `x if notna(x) else None`."""
    for test, null in ((_IS, node.body), (_ISNT, node.orelse)):
        is_null = isinstance(null, ast.Constant) and null.value is None
        if is_null and isinstance(node.test, ast.Call) and last_name(node.test.func) in test:
            return node.test
    return None


def _library(file: SourceFile, name: str) -> str:
    """The module for which a name stands in a file: `numpy`, `pandas` or `math`, else nothing."""
    for node in file.tree.body:
        for alias in node.names if isinstance(node, ast.Import) else ():
            if (alias.asname or alias.name) == name and alias.name in ("numpy", "pandas", "math"):
                return alias.name
    return ""
