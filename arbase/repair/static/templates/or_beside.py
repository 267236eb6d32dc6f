"""The same question is asked elsewhere with an answer for nothing: `request.get_json(silent=True) or {}`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import Edit
from arbase.repair.static.origin import origin_of
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.none_value import none_node
from arbase.repair.static.values import is_literal

NAME = "or-beside"


class OrBeside(Template):
    """The call that gave None, with the `or` of its like."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a call that stands word for word elsewhere."""
        node = none_node(context.crash)
        if node is None:
            return
        origin = origin_of(context.crash, node)
        call = origin.node
        if not isinstance(call, ast.Call | ast.Await):
            return
        file = origin.frame.file
        outer = file.parent(call)
        whole = outer if isinstance(outer, ast.Await) else call
        if not isinstance(file.parent(whole), ast.Assign):
            return
        for other in context.codebase.sources:
            for part in other.nodes:
                match part:
                    case ast.BoolOp(op=ast.Or(), values=[first, default]) if is_literal(default):
                        if ast.dump(first) == ast.dump(whole) and not isinstance(default, ast.Constant):
                            place, end = f"{other.path}:{part.lineno}", file.span(whole)[1]
                            idea = Idea(NAME, 0.92, f"{place} asks the same, and takes nothing for empty", place)
                            yield edited(context, idea, file, Edit(end, end, f" or {other.segment(default)}"))
                            return
