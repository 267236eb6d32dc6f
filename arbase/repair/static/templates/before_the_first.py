"""The first of all numbers: a database has no highest one yet, and the next is reckoned from nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.none_value import none_node
from arbase.workspace.numbering import is_highest, resolving
from arbase.workspace.promises import told_at

NAME = "before-the-first"
# Where the text says that numbers begin elsewhere, 0 is not what comes before.
_BEGINS = re.compile(r"\b(?:first|begins?|starts?|starting|counted|numbered|from)\b[^.\n]*?\b(\d+)\b", re.IGNORECASE)


class BeforeTheFirst(Template):
    """`(last or 0) + 1` for `last + 1`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where one is added to what SQL's `MAX` gave."""
        frame, file = context.frame, context.frame.file
        node = none_node(context.crash)
        whole = file.parent(node) if node is not None else None
        match whole:
            case ast.BinOp(left=left, op=ast.Add(), right=ast.Constant(value=1)) if left is node:
                pass
            case ast.BinOp(left=ast.Constant(value=1), op=ast.Add(), right=right) if right is node:
                pass
            case _:
                return
        begins = _BEGINS.search(told_at(file.text, frame.function)) if frame.function is not None else None
        if node is None or (begins is not None and begins[1] != "1"):
            return
        if is_highest(node, resolving(source.tree for source in context.codebase.sources)):
            idea = Idea(NAME, 0.9, "where there is no number yet, the first is 1")
            yield edited(context, idea, file, replace(file, node, f"({file.segment(node)} or 0)"))
