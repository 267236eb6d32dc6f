"""A column of a file that is text, though all of its cells look like numbers: pandas guesses, unless it is told.

What asks such a cell for letters (`code.upper()`) may stand in another function than what read the table. Making text
of the number there would not bring back the zeros in front that the file had.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import comprehension_source, definitions
from arbase.repair.static.edit import Edit, add_option, replace
from arbase.repair.static.origin import Origin, callee_of, origin_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.frames import readers_of
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "text-columns"
_SYMPTOM = "Can only use .str accessor with string values"
_NUMBER = re.compile(r"'(?:numpy\.)?(?:int|float)(?:32|64)?' object has no attribute '(\w+)'")
_ROWS = frozenset(("itertuples", "iterrows", "to_dict"))
_AS_TEXT = re.compile(r"\b(?:as|is|are|of) (?:plain )?(?:text|strings?)\b", re.IGNORECASE)


class TextColumns(Template):
    """Read it as text: leading zeros stay, and a file of digits alone is no other than one with a letter."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For each call that reads a table and does not say what its columns are."""
        yield from _of_a_cell(context)
        if context.crash.exception != "AttributeError" or _SYMPTOM not in context.crash.message:
            return
        columns = _columns(context)
        for file, call in readers_of(context):
            if any(word.arg in ("dtype", "converters", None) for word in call.keywords):
                continue
            function = file.function_of(call)
            told = bool(function is not None and _AS_TEXT.search(ast.get_docstring(function) or ""))
            kept = any(word.arg == "keep_default_na" for word in call.keywords)
            named = "{" + ", ".join(f'"{column}": str' for column in columns) + "}" if columns else ""
            for kind in [*(["str"] if told or kept else []), *([named] if named else [])]:
                edit = add_option(file, call, f"dtype={kind}")
                if edit is not None:
                    idea = Idea(NAME, 0.9 if kind == "str" else 0.88, "cells that look like numbers are text")
                    yield edited(context, idea, file, edit)


def _columns(context: Context) -> list[str]:
    """The columns whose `.str` is asked for: by their names, or by a loop over names."""
    frame = context.frame
    for node in header_nodes(frame.statement):
        owner = node.value if isinstance(node, ast.Attribute) and node.attr == "str" else None
        key = owner.slice if isinstance(owner, ast.Subscript) else None
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            return [key.value]
        for one in definitions(frame.file, frame.function, key.id) if isinstance(key, ast.Name) else ():
            names = one.statement.iter if isinstance(one.statement, ast.For) else None
            if isinstance(names, ast.Tuple | ast.List):
                return [str(item.value) for item in names.elts if isinstance(item, ast.Constant)]
    return []


class _Cell(NamedTuple):
    """A column, and the table as it is called in the function that goes over its cells."""

    frame: Frame
    table: str
    column: str


def _of_a_cell(context: Context) -> Iterator[Draft]:
    """For a cell that is asked for letters and is a number, where it is known which table and column it is of."""
    asked, node = _NUMBER.search(context.crash.message), context.crash.node
    if context.crash.exception != "AttributeError" or asked is None or not isinstance(node, ast.Attribute):
        return
    cell = _cell(origin_of(context.crash, node.value)) if hasattr(str, asked[1]) else None
    reading = _reader(context, cell) if cell is not None else None
    if cell is None or reading is None:
        return
    file, call = reading
    edit = _told(file, call, cell.column, named_anew=_named_anew(file, call) or _named_anew(cell.frame.file, cell))
    if edit is not None:
        where = f"{file.path}:{call.lineno}"
        idea = Idea(NAME, 0.93, f"{cell.column} is text, and the table read in {where} takes its digits for numbers")
        yield edited(context, idea, file, edit)


def _cell(origin: Origin) -> _Cell | None:
    """The column whose cells a loop goes over, or of whose rows a cell is taken."""
    row = origin.node.value if isinstance(origin.node, ast.Attribute | ast.Subscript) else None
    name = row if origin.kind in ("field", "item") else origin.node if origin.kind == "element" else None
    if not isinstance(name, ast.Name):
        return None
    over = comprehension_source(origin.frame.file, name, name.id)
    if over is None:
        bound = definitions(origin.frame.file, origin.frame.function, name.id)
        over = bound[0].element_of if len(bound) == 1 else None
    inner = list(ast.walk(over)) if over is not None else []
    if row is not None:
        column = last_name(origin.node) if any(getattr(one, "attr", "") in _ROWS for one in inner) else ""
    else:
        texts = [one.value for one in inner if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        column = texts[0] if len(texts) == 1 else ""
    names = [one.id for one in inner if isinstance(one, ast.Name)]
    return _Cell(origin.frame, names[0], column) if column and len(set(names)) == 1 else None


def _reader(context: Context, cell: _Cell) -> tuple[SourceFile, ast.Call] | None:
    """The one call that reads the table, in this function or in the one that gives it."""
    readers = [call for _, call in readers_of(context)]
    file = cell.frame.file
    for one in definitions(file, cell.frame.function, cell.table):
        inside = [node for node in ast.walk(one.statement) if node in readers]
        if isinstance(one.value, ast.Call) and not inside:
            made = callee_of(context.codebase.sources, one.value)
            file = made[0] if made is not None else file
            inside = [node for node in ast.walk(made[1]) if node in readers] if made is not None else []
        if len(inside) == 1 and isinstance(inside[0], ast.Call):
            return file, inside[0]
        if inside:
            return None
    return None


def _named_anew(file: SourceFile, at: ast.Call | _Cell) -> bool:
    """The columns get other names after reading, so that those of the file are not known."""
    function = at.frame.function if isinstance(at, _Cell) else file.function_of(at)
    for node in ast.walk(function) if function is not None else ():
        if isinstance(node, ast.Attribute) and node.attr == "columns" and isinstance(node.ctx, ast.Store):
            return True
        if isinstance(node, ast.Call) and last_name(node.func) in ("rename", "set_axis"):
            return True
    return False


def _told(file: SourceFile, call: ast.Call, column: str, *, named_anew: bool) -> Edit | None:
    """Say that the column is text; that all are where its name in the file is not known and nothing else is told."""
    words = {word.arg: word.value for word in call.keywords}
    kinds = words.get("dtype")
    if None in words or "converters" in words or not (kinds is None or isinstance(kinds, ast.Dict)):
        return None
    others = kinds.values if kinds is not None else []
    if named_anew:
        kept = "keep_default_na" in words and all(last_name(one) == "str" for one in others)
        whole = kept and (kinds is not None or "names" not in words)
        return (
            (replace(file, kinds, "str") if kinds is not None else add_option(file, call, "dtype=str"))
            if whole
            else None
        )
    if kinds is None:
        return add_option(file, call, f'dtype={{"{column}": str}}')
    known = [one.value for one in kinds.keys if isinstance(one, ast.Constant)]
    if column in known or len(known) != len(kinds.keys):
        return None
    end = file.span(kinds)[1] - 1
    return Edit(end, end, f'{", " if kinds.keys else ""}"{column}": str')
