"""A column of a file that is text, though all of its cells look like numbers: pandas guesses, unless it is told."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import add_option
from arbase.repair.static.source import header_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.frames import readers_of
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "text-columns"
_SYMPTOM = "Can only use .str accessor with string values"
_AS_TEXT = re.compile(r"\b(?:as|is|are|of) (?:plain )?(?:text|strings?)\b", re.IGNORECASE)


class TextColumns(Template):
    """Read it as text: leading zeros stay, and a file of digits alone is no other than one with a letter."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For each call that reads a table and does not say what its columns are."""
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
