"""The largest or smallest of an array without elements: what is scaled by it is as empty as the array."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import insert_before, replace
from arbase.repair.static.templates.building import Idea, edited, is_hoistable, result_before
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.arrays import reduced, with_each

NAME = "empty-array"
SAID = ("zero-size array to reduction operation", "of an empty sequence")


class EmptyArray(Template):
    """Give the empty array back where the result has its size, else what the repository gives for nothing."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Both, where NumPy found no element to begin with."""
        crash, frame = context.crash, context.frame
        empty = crash.exception == "ValueError" and any(said in crash.message for said in SAID)
        array = reduced(crash.node) if empty else None
        if crash.node is None or array is None or not is_hoistable(frame, array):
            return
        file, text = frame.file, frame.file.segment(array)
        whole = with_each(crash.node, array, file.ancestors(crash.node))
        if whole is not None:
            yield from self._as_empty(context, whole, text)
            return
        results = context.values.for_nothing(file, frame.function)
        idea = Idea(NAME, 0.78, f"{text} may have no elements")
        yield from result_before(context, idea, frame, frame.statement, f"not {text}.size", results[:2])

    @staticmethod
    def _as_empty(context: Context, whole: ast.expr, text: str) -> Iterator[Draft]:
        """`if not xs.size: return xs` in front of `return xs / xs.max()`; `... if xs.size else xs` where it is kept."""
        file, statement = context.frame.file, context.frame.statement
        idea = Idea(NAME, 0.88, f"{text} may have no elements, and what is made of each of them is as empty")
        listed = file.parent(whole)
        plain = isinstance(listed, ast.Attribute) and listed.attr == "tolist"
        around = file.parent(listed) if plain and listed is not None else whole
        if isinstance(statement, ast.Return) and statement.value is around:
            edit = insert_before(file, statement, (f"if not {text}.size:", f"\treturn {'[]' if plain else text}"))
            if edit is not None:
                yield edited(context, idea, file, edit)
        elif isinstance(statement, ast.Assign) and statement.value is whole:
            yield edited(context, idea, file, replace(file, whole, f"{file.segment(whole)} if {text}.size else {text}"))
