"""A cell that is a word to whoever wrote it and a missing value to pandas: the region "NA", the surname "Null".

pandas takes some twenty words for missing while it reads a table. That the cell held one of them is shown by the fix:
an empty cell stays missing, so the crash ends of a word alone. That the word is meant as one has to be said by the
repository: in its notes, by an earlier version of the reader, or by another reader of tables.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import Edit, add_option
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.frames import readers_of
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.notes import notes, sentences

NAME = "word-for-missing"
_NO_TEXT = re.compile(
    r"'float' object (?:has no attribute '(\w+)'|is not (?:iterable|subscriptable))|argument of type 'float'"
    r"|expected string or bytes-like object, got 'float'|can only concatenate str \(not \"float\"\)"
    r"|expected str instance, float found|not supported between instances of '(?:str' and 'float|float' and 'str)'"
)
_TOLD = frozenset(("keep_default_na", "na_values", "na_filter", "converters", None))
_WRITTEN = re.compile(r"\bkeep_default_na\s*=\s*False\b|\bna_filter\s*=\s*False\b")
_NEVER = re.compile(r"\b(?:never|not|no|nor|neither)\b[^.:;]*\b(?:missing|NaN|null|None|absent)\b", re.IGNORECASE)
_MAY_BE = re.compile(r"\b(?:missing|NaN|null|None|absent|may be|can be|unless|except)\b", re.IGNORECASE)
_OF_TEXT = re.compile(r"\b(?:columns? of text|text (?:columns?|cells?)|texts|strings|codes)\b", re.IGNORECASE)


class WordForMissing(Template):
    """Only an empty cell is missing: `keep_default_na=False, na_values=[""]`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For each call that reads a table with columns of text and leaves it to pandas what is missing."""
        if not _is_missing_text(context):
            return
        said = _said(context)
        for file, call in readers_of(context):
            kinds = next((word.value for word in call.keywords if word.arg == "dtype"), None)
            # Without kinds a column of numbers that has such words as well would silently become one of text.
            if kinds is None or any(word.arg in _TOLD for word in call.keywords):
                continue
            place = said or _once(context, file) or _beside(context, call)
            edit = add_option(file, call, 'keep_default_na=False, na_values=[""]') if place else None
            if edit is not None:
                why = "pandas reads some words as missing, and in columns of text they are words"
                yield edited(context, Idea(NAME, 0.9, why, place), file, _spread(file, call, edit))


def _spread(file: SourceFile, call: ast.Call, edit: Edit) -> Edit:
    """The options on lines of their own where the call has one for each."""
    given: list[ast.expr | ast.keyword] = [*call.args, *call.keywords]
    last = given[-1]
    start = file.span(last)[0]
    before = file.text[file.line_start(getattr(last, "lineno", 1)) : start]
    if before.strip() or last.lineno == call.lineno:
        return edit
    return edit._replace(text=edit.text.replace(", ", f",{file.newline}{before}"))


def _is_missing_text(context: Context) -> bool:
    """What a text is asked for was a float."""
    crash = context.crash
    said = _NO_TEXT.search(crash.message)
    if said is None or crash.exception not in ("AttributeError", "TypeError"):
        return False
    return said[1] is None or hasattr(str, said[1])


def _said(context: Context) -> str:
    """The note by which columns of text, or the column of the crash, are not missing."""
    keys = [node.slice for node in header_nodes(context.frame.statement) if isinstance(node, ast.Subscript)]
    columns = {one.value for one in keys if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    fields = {node.attr for node in header_nodes(context.frame.statement) if isinstance(node, ast.Attribute)}
    columns |= {one for one in fields if not hasattr(str, one)}
    named = [re.compile(rf"\b{re.escape(one)}(?:e?s)?\b", re.IGNORECASE) for one in columns if len(one) > 2]
    for note in notes(context.codebase.root):
        for one in sentences(note.text):
            rest, denied = _NEVER.subn(" ", one)
            if not denied or _MAY_BE.search(rest):
                continue
            if _OF_TEXT.search(one) or any(shape.search(one) for shape in named):
                return note.path
    return ""


def _once(context: Context, file: SourceFile) -> str:
    """The commit before which this file told pandas to leave words alone."""
    versions = context.history.versions(file.path)
    return next((f"commit:{sha}" for sha, _, text in versions if _WRITTEN.search(text)), "")


def _beside(context: Context, call: ast.Call) -> str:
    """Another reader of tables that leaves words alone."""
    for file in context.codebase.sources:
        for node in file.nodes:
            alike = isinstance(node, ast.Call) and node is not call and last_name(node.func) == last_name(call.func)
            if alike and any(_WRITTEN.search(file.segment(word)) for word in getattr(node, "keywords", ())):
                return f"{file.path}:{getattr(node, 'lineno', 1)}"
    return ""
