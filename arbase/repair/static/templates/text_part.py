"""A text that is put together of parts, one of which is not there: it is left empty."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import reaching
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.index import position_of, with_reads
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "text-part"


class TextPart(Template):
    """The first letter of an empty text is a slice of it; a part that a text has not is an empty one."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For subscripts with a fixed index that end up in a text."""
        node = context.crash.node
        if context.crash.exception != "IndexError" or not isinstance(node, ast.Subscript):
            return
        index = position_of(node.slice)
        if index is None or isinstance(node.ctx, ast.Store | ast.Del):
            return
        if context.crash.type_of(node.value) == "str" or "string index" in context.crash.message:
            yield from self._slice(context, node, index)
        else:
            yield from self._empty(context, node, index)

    @staticmethod
    def _slice(context: Context, node: ast.Subscript, index: int) -> Iterator[Draft]:
        """`text[:1]` for `text[0]`, which is empty where the text is."""
        if index not in (0, -1):
            return
        file = context.frame.file
        text = file.segment(node.value)
        idea = Idea(NAME, 0.8, f"{text} may be empty; a slice of it is empty then")
        yield edited(context, idea, file, replace(file, node.slice, ":1" if index == 0 else "-1:"))

    @staticmethod
    def _empty(context: Context, node: ast.Subscript, index: int) -> Iterator[Draft]:
        """`parts[1][0]` in an f-string or sum of texts: nothing where there are fewer parts."""
        file = context.frame.file
        part = _put_in(file, node)
        if part is None or index < 0:
            return
        quote = "''" if _quoted_with(file, part) == '"' else '""'
        text = file.segment(node.value)
        whole = f"{file.segment(part)} if len({text}) > {index} else {quote}"
        parent = file.parent(part)
        edits = [replace(file, part, whole if isinstance(parent, ast.FormattedValue) else f"({whole})")]
        given = reaching(file, context.frame.function, text, node.lineno) if isinstance(node.value, ast.Name) else []
        split = given[0].value if given else None
        if isinstance(split, ast.Call) and last_name(split.func) == "split" and _is_blank(split):
            start, end = file.span(split.args[0])
            edits.append(Edit(start, end, ""))  # blanks beside each other, or around the text, part nothing
        idea = Idea(NAME, 0.72, f"{text} may have fewer than {index + 1} parts; what is not there is left empty")
        yield edited(context, idea, file, *edits)


def _put_in(file: SourceFile, node: ast.expr) -> ast.expr | None:
    """The element with what is read from it, where that goes into a text; None elsewhere."""
    part = with_reads(file, node)
    parent = file.parent(part)
    added = isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Add) and _is_text(parent)
    return part if added or isinstance(parent, ast.FormattedValue) else None


def _is_text(sum_: ast.BinOp) -> bool:
    """A text stands in the sum."""
    return any(
        isinstance(part, ast.JoinedStr) or (isinstance(part, ast.Constant) and isinstance(part.value, str))
        for part in ast.walk(sum_)
    )


def _quoted_with(file: SourceFile, node: ast.expr) -> str:
    """The quotes of the f-string around the expression; another kind is used inside, as before Python 3.12."""
    for outer in file.ancestors(node):
        if isinstance(outer, ast.JoinedStr):
            return file.segment(outer).lstrip("fFrR")[:1]
    return "'"


def _is_blank(split: ast.Call) -> bool:
    return len(split.args) == 1 and isinstance(split.args[0], ast.Constant) and split.args[0].value == " "
