"""A None that was made a text or a number on the way: `Decimal(str(None))` says that it cannot read 'None'."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, replaced, valued
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.none_value import is_pure
from arbase.repair.static.values import names_for

NAME = "hidden-none"
_RAISED = ("ValueError", "InvalidOperation", "JSONDecodeError", "TypeError")
_NUMBERS = frozenset(("int", "float", "Decimal", "Fraction", "round"))
# What SQL answers NULL for where there is no row, and what the figure is then.
_SUMS = re.compile(r"\b(?:sum|total)\s*\(", re.IGNORECASE)


class HiddenNone(Template):
    """What the repository has for the missing value; 0 for a sum, which SQL calls NULL where nothing is added up."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where a reader of numbers or dates failed, and a part of what it read was None."""
        crash, frame = context.crash, context.frame
        if crash.exception not in _RAISED or not isinstance(crash.node, ast.Call):
            return
        file = frame.file
        for part in ast.walk(crash.node):
            if not isinstance(part, ast.expr) or not crash.is_none(part) or not is_pure(part):
                continue
            if isinstance(part, ast.Constant) or part is crash.node:
                continue
            text = file.segment(part)
            if last_name(crash.node.func) in _NUMBERS and self._is_sum(frame.function or file.tree):
                idea = Idea(NAME, 0.86, f"{text} is NULL where there is nothing to add up, and a sum of nothing is 0")
                yield replaced(context, idea, file, part, f"{text} or 0")
            for name in dict.fromkeys([last_name(part), *names_for(file, crash.node)]):
                for value in context.values.for_name(file, name)[:2] if name else ():
                    if value.text in ("...", "None"):
                        continue
                    edit = replace(file, part, f"({text} if {text} is not None else {value.text})")
                    yield valued(context, Idea(NAME, 0.66, f"{text} may be None"), file, (edit,), value)

    @staticmethod
    def _is_sum(inside: ast.AST) -> bool:
        texts = [node.value for node in ast.walk(inside) if isinstance(node, ast.Constant)]
        return any(isinstance(text, str) and _SUMS.search(text) for text in texts)
