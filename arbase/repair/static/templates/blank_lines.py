"""Blank lines among lines that are read one by one, as the one behind the last line end: they are passed over.

For `csv.reader` such a line is a row without cells; `csv.DictReader` passes over them by itself.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, insert_before
from arbase.repair.static.source import COMPREHENSIONS, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.listings import gives_rows
from arbase.workspace.promises import blank_lines_tell, told_at

NAME = "blank-lines"
_CUTS = frozenset(("split", "splitlines", "readlines", "iter_lines", "aiter_lines"))
_OPENS = frozenset(("open", "StringIO", "TextIOWrapper", "gzip"))
_TURNS = frozenset(("strip", "rstrip", "lstrip", "decode"))
_BLANK = re.compile(r"""b?(["'])(?:\s|\\[rnt])*\1""")
_NEEDED = re.compile(r"not enough values to unpack|Expecting value|invalid literal for int|could not convert string")


class BlankLines(Template):
    """`if not line.strip(): continue`, or the same as the filter of a comprehension."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where a loop runs over lines, and what it was at is blank."""
        crash, frame = context.crash, context.frame
        if crash.exception not in ("JSONDecodeError", "ValueError", "IndexError"):
            return
        if crash.exception != "IndexError" and not _NEEDED.search(crash.message):
            return
        if blank_lines_tell(told_at(frame.file.text, frame.function) if frame.function is not None else ""):
            return
        names = {node.id for node in header_nodes(frame.statement) if isinstance(node, ast.Name)}
        for name in sorted(names):
            shown = str(crash.described(name).get("repr", ""))
            if not _BLANK.fullmatch(shown) and shown != "[]":
                continue
            edit = _passed_over(context, name) if shown != "[]" else _row_passed_over(context, name)
            if edit is not None:
                idea = Idea(NAME, 0.88, "a blank line among the others holds nothing")
                yield edited(context, idea, frame.file, edit)


def _passed_over(context: Context, name: str) -> Edit | None:
    """The edit for the loop that gives the name its lines."""
    frame, file = context.frame, context.frame.file
    loop, line = _loop(context, name)
    if isinstance(loop, ast.For | ast.AsyncFor) and _are_lines(context, loop.iter):
        parent = file.parent(frame.statement)
        if parent is loop and frame.statement in loop.body:
            return insert_before(file, frame.statement, (f"if not {name}.strip():", "\tcontinue"))
        # A `try` around it says what is done with a line that cannot be read.
        first = loop.body[0]
        if isinstance(parent, ast.If | ast.With):
            return insert_before(file, first, (f"if not {line}.strip():", "\tcontinue"))
    if isinstance(loop, ast.comprehension) and _are_lines(context, loop.iter) and not loop.ifs:
        end = file.span(loop.iter)[1]
        return Edit(end, end, f" if {line}.strip()")
    return None


def _row_passed_over(context: Context, name: str) -> Edit | None:
    """The same for a row of `csv.reader` that has no cells."""
    frame, file = context.frame, context.frame.file
    loop, row = _loop(context, name)
    if not isinstance(loop, ast.For | ast.comprehension) or row != name:
        return None
    made = definitions(file, frame.function, last_name(loop.iter)) if isinstance(loop.iter, ast.Name) else []
    if not gives_rows(loop.iter, [item.value for item in made if item.value is not None]):
        return None
    if isinstance(loop, ast.For):
        return insert_before(file, loop.body[0], (f"if not {row}:", "\tcontinue"))
    end = file.span(loop.iter)[1]
    return None if loop.ifs else Edit(end, end, f" if {row}")


def _loop(context: Context, name: str) -> tuple[ast.AST | None, str]:
    """The loop around the failing statement that gives the name its lines, and what it calls one of them."""
    frame, file = context.frame, context.frame.file
    own = {name}
    for item in definitions(file, frame.function, name):
        match item.value:
            case ast.Call(func=ast.Attribute(value=owner, attr=attr)) if attr in _TURNS:
                own.add(last_name(owner))
    around = [context.crash.node, *file.ancestors(context.crash.node)] if context.crash.node is not None else []
    for outer in [*around, *file.ancestors(frame.statement)]:
        for loop in outer.generators if isinstance(outer, COMPREHENSIONS) else [outer]:
            if isinstance(loop, ast.For | ast.AsyncFor | ast.comprehension):
                parts = [part.id for part in ast.walk(loop.target) if isinstance(part, ast.Name)]
                numbered = last_name(getattr(loop.iter, "func", None)) == "enumerate"
                line = next((part for part in parts if part in own), "")
                if line and (isinstance(loop.target, ast.Name) or numbered):
                    return loop, line
    return None, name


def _are_lines(context: Context, source: ast.expr) -> bool:
    """A text cut into its lines, or a file."""
    file, function = context.frame.file, context.frame.function
    match source:
        case ast.Call(func=ast.Attribute(attr="split"), args=[ast.Constant(value="\n" | "\r\n" | b"\n")]):
            return True
        case ast.Call(func=ast.Attribute(attr=attr)) if attr in _CUTS - {"split"}:
            return True
        case ast.Call(func=func) if last_name(func) in _OPENS:
            return True
        case ast.Call(func=ast.Name(id="enumerate"), args=[lines, *_]):
            return _are_lines(context, lines)
        case ast.Name(id=name):
            made = [item.value for item in definitions(file, function, name) if item.value is not None]
            return bool(made) and all(not isinstance(item, ast.Name) and _are_lines(context, item) for item in made)
        case ast.Subscript(value=value, slice=ast.Slice()):
            return _are_lines(context, value)
    return False
