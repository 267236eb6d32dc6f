"""A text that a column of pandas categories does not know: such a column knows what occurred when it was made.

A column whose categories somebody wrote down is left alone: there a new one is an error.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.edit import insert_before, replace
from arbase.repair.static.imports import spelled
from arbase.repair.static.source import header_nodes, text_of
from arbase.repair.static.templates.building import Idea, edited, is_simple
from arbase.repair.static.templates.interface import Context, Draft

_NEW = re.compile(r"Cannot setitem on a Categorical with a new category")
_MADE = re.compile(r"(?:astype\(\s*|dtype=)[\"']category[\"']|:\s*[\"']category[\"']")
_WRITTEN_DOWN = re.compile(r"\bCategoricalDtype\(|\bpd\.Categorical\(|\bordered=True|\bas_ordered\(")
_IMPORT = "import pandas as pd"


def taken_in(context: Context, template: str) -> Iterator[Draft]:
    """The column gets the category before the value is set, or before gaps are filled with it."""
    crash, frame, sources = context.crash, context.frame, context.codebase.sources
    if crash.exception != "TypeError" or not _NEW.search(crash.message):
        return
    made = next(((one, found) for one in sources if (found := _MADE.search(one.text)) is not None), None)
    if made is None or any(_WRITTEN_DOWN.search(one.text) for one in sources):
        return
    place = f"{made[0].path}:{made[0].text[: made[1].start()].count(chr(10)) + 1}"
    why = f"the categories are those that occurred when {place} made them"
    idea = Idea(template, 0.88, why, place)
    yield from _before_it_is_set(context, frame, idea)
    for call in header_nodes(frame.statement):
        match call:
            case ast.Call(func=ast.Attribute(attr="fillna", value=owner), args=[value], keywords=[]):
                if text_of(owner) is not None and _is_plain(value):
                    text = _with(frame.file.segment(owner), frame.file.segment(value))
                    yield edited(
                        context, Idea(template, 0.88, why, place), frame.file, replace(frame.file, owner, text)
                    )


def _before_it_is_set(context: Context, frame: Frame, idea: Idea) -> Iterator[Draft]:
    """`if pd.notna(value): table[column] = ...` in front of `table.loc[row, column] = value`."""
    file, statement = frame.file, frame.statement
    target = statement.targets[0] if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
    match target:
        case ast.Subscript(value=ast.Attribute(attr="loc" | "at", value=table), slice=ast.Tuple(elts=[_, key])):
            pass
        case _:
            return
    if not isinstance(statement, ast.Assign) or not is_simple(statement) or text_of(table) is None:
        return
    if not _is_plain(key) or not _is_plain(statement.value):
        return
    column, text = f"{file.segment(table)}[{file.segment(key)}]", file.segment(statement.value)
    asked, imports = spelled(file, "pandas", "notna", ("pd.notna", _IMPORT))
    test = f"{asked}({text})"
    if not isinstance(key, ast.Constant):
        # Another round, or another caller, may set a column that has no categories.
        kind, more = spelled(file, "pandas", "CategoricalDtype", ("pd.CategoricalDtype", _IMPORT))
        test, imports = f"isinstance({column}.dtype, {kind}) and {test}", (*imports, *more)
    edit = insert_before(file, statement, (f"if {test}:", f"\t{column} = {_with(column, text)}"))
    if edit is not None:
        needed = tuple(dict.fromkeys(imports))
        yield edited(context, Idea(idea.template, idea.prior, idea.why, idea.precedent, needed), file, edit)


def _with(column: str, text: str) -> str:
    """The column with one category more, in the order that categories have which occurred."""
    return f"{column}.cat.set_categories({column}.cat.categories.union([{text}]))"


def _is_plain(node: ast.expr) -> bool:
    return text_of(node) is not None or (isinstance(node, ast.Constant) and isinstance(node.value, str))
