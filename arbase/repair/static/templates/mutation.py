"""A container that changes while a loop runs over it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.source import header_nodes
from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.phantom_entries import is_grown_by_reading, loops_of

NAME = "mutation"


class Mutation(Template):
    """Loop over a copy."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each loop of the failing statement."""
        message = context.crash.message
        if context.crash.exception != "RuntimeError" or "during iteration" not in message:
            return
        if any(is_grown_by_reading(context, loop) for loop in loops_of(context)):
            return  # a copy would keep the entries that reading made
        frame = context.frame
        sources: list[ast.expr] = []
        if isinstance(frame.statement, ast.For):
            sources.append(frame.statement.iter)
        sources += [node.iter for node in header_nodes(frame.statement) if isinstance(node, ast.comprehension)]
        for source in sources:
            text = frame.file.segment(source)
            if not text.startswith(("list(", "tuple(", "sorted(")):
                idea = Idea(NAME, 0.95, f"{text} changes while the loop runs over it")
                yield replaced(context, idea, frame.file, source, f"list({text})")
