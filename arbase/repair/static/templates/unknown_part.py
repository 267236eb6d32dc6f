"""A part that a text does not have, where a part that nobody knows is refused already: `name.rsplit(".", 1)[1]`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.unknown_parts import refused_if_unknown, second_part

NAME = "unknown-part"


class UnknownPart(Template):
    """The part is empty where the separator is not there, and so it is refused as an unknown one is.

    Where the check itself can say so (`without-mark`), that is tried first.
    """

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the second part of a text that is kept under a name and looked up in the same function."""
        frame, node = context.frame, context.crash.node
        parts = second_part(node) if context.crash.exception == "IndexError" else None
        if parts is None or node is None or frame.function is None:
            return
        text, separator = (frame.file.segment(one) for one in parts)
        match frame.statement:
            case ast.Assign(targets=[ast.Name(id=name)]) if refused_if_unknown(frame.function, name):
                quote = "''" if separator.startswith("'") else '""'
                whole = f"{frame.file.segment(node)} if {separator} in {text} else {quote}"
                alone = frame.statement.value is node
                why = f"{text} may lack {separator}; an unknown {name} is refused below"
                idea = Idea(NAME, 0.7, why, f"{frame.file.path}:{frame.line}")
                yield edited(context, idea, frame.file, replace(frame.file, node, whole if alone else f"({whole})"))
