"""What pandas did by itself and no longer does: texts taken for contents, positions for labels, means without texts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import add_option
from arbase.repair.static.imports import spelled
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, edited, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "pandas-changes"
_READERS = {"read_json": ("[", "{"), "read_html": ("<",), "read_xml": ("<",)}
_MEANS = frozenset(("mean", "median", "std", "var", "sem", "skew", "quantile", "corr", "cov"))
_OF_TEXT = re.compile(
    r"does not support (?:operation|reduction) '?\w+|agg function failed \[how->\w+,dtype->|"
    r"[Cc]ould not convert (?:string )?.* to (?:numeric|float)|[Cc]annot perform reduction '\w+' with string dtype"
)


class PandasChanges(Template):
    """The same by the name that it has: `StringIO(text)`, `.iloc[0]`, `numeric_only=True`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """By the failing expression."""
        node = context.crash.node
        if isinstance(node, ast.Call):
            yield from self._content(context, node)
            yield from self._numeric(context, node)
        if isinstance(node, ast.Subscript):
            yield from self._position(context, node)

    @staticmethod
    def _content(context: Context, call: ast.Call) -> Iterator[Draft]:
        """`read_json(text)`: a text is the name of a file, its content comes as a stream."""
        begins = _READERS.get(last_name(call.func))
        if (
            begins is None
            or not call.args
            or context.crash.exception not in ("FileNotFoundError", "OSError", "ValueError")
        ):
            return
        given, file = call.args[0], context.frame.file
        shown = re.fullmatch(r"""b?["']+\s*(.*)""", str(context.crash.described(given).get("repr", "")), re.DOTALL)
        kind = context.crash.type_of(given)
        said = re.search(r"File (.*) does not exist", context.crash.message, re.DOTALL)
        seen = shown[1] if shown is not None and kind in ("str", "bytes") else said[1] if said and not kind else ""
        if not seen.lstrip().removeprefix("\\n").lstrip().startswith(begins):
            return
        name = "BytesIO" if kind == "bytes" else "StringIO"
        maker, needed = spelled(file, "io", name, (name, f"from io import {name}"))
        text = file.segment(given)
        idea = Idea(NAME, 0.93, f"{text} is the content itself, not the name of a file", "", needed)
        yield replaced(context, idea, file, given, f"{maker}({text})")

    @staticmethod
    def _numeric(context: Context, call: ast.Call) -> Iterator[Draft]:
        """`table.groupby("x").mean()` over columns of which some are text."""
        if last_name(call.func) not in _MEANS or not isinstance(call.func, ast.Attribute):
            return
        if context.crash.exception not in ("TypeError", "ValueError") or not _OF_TEXT.search(context.crash.message):
            return
        # Of one column that is text there is no mean at all: leaving it out would leave nothing.
        owner = call.func.value
        if any(word.arg in ("numeric_only", None) for word in call.keywords) or not _is_table(context, owner):
            return
        edit = add_option(context.frame.file, call, "numeric_only=True")
        if edit is not None:
            idea = Idea(
                NAME, 0.9, f"columns of text have no {last_name(call.func)}, and pandas no longer leaves them out"
            )
            yield edited(context, idea, context.frame.file, edit)

    @staticmethod
    def _position(context: Context, node: ast.Subscript) -> Iterator[Draft]:
        """`series[0]` of a series whose labels are no numbers: the first is `series.iloc[0]`."""
        crash, file = context.crash, context.frame.file
        match node.slice:
            case ast.Constant(value=int()) | ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int())):
                pass
            case _:
                return
        kind = crash.type_of(node.value).rpartition(".")[2]
        if crash.exception not in ("KeyError", "IndexError") or kind != "Series" or not isinstance(node.ctx, ast.Load):
            return
        position = file.segment(node.slice)
        if crash.message.strip() != position or (_has_numbers(context, node.value) and position not in ("0", "-1")):
            return
        idea = Idea(NAME, 0.9, f"{position} is a position, and a series is asked for labels")
        yield replaced(context, idea, file, node.value, f"{file.segment(node.value)}.iloc")


def _is_table(context: Context, owner: ast.expr) -> bool:
    """A table, or one that was grouped without choosing a column of it."""
    while isinstance(owner, ast.Call) and isinstance(owner.func, ast.Attribute):
        if owner.func.attr not in ("groupby", "resample", "rolling", "expanding"):
            return False
        owner = owner.func.value
    return context.crash.type_of(owner).rpartition(".")[2] in (
        "DataFrame",
        "DataFrameGroupBy",
        "DatetimeIndexResampler",
    )


def _has_numbers(context: Context, node: ast.expr) -> bool:
    """Its labels are numbers, as far as what is shown of it tells."""
    shown = str(context.crash.described(node).get("repr", "")).splitlines()
    return not shown or re.match(r"-?\d+\s", shown[0]) is not None
