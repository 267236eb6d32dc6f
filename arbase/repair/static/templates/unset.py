"""What a request may carry and need not: `g.user`, `request.state.user`, a `ContextVar` that nobody has set.

Where the code asks whether there is one, it is None for who has none.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.expected import also_asked, value_expected
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import dotted

NAME = "unset"
_HELD = frozenset(("_AppCtxGlobals", "State"))


class Unset(Template):
    """`g.get("user")`, `getattr(request.state, "user", None)`, `variable.get(None)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the crashed expression, where it or what it is put into is asked for None."""
        crash, file, node = context.crash, context.frame.file, context.crash.node
        if isinstance(node, ast.Attribute) and crash.exception == "AttributeError":
            kinds = {crash.type_of(one).rpartition(".")[2] for one in (node.value, "<object>")} & _HELD
            owner = dotted(node.value)
            if not kinds or not owner or not isinstance(node.ctx, ast.Load):
                return
            get = f'getattr({owner}, "{node.attr}", None)' if "State" in kinds else f'{owner}.get("{node.attr}")'
            function = context.frame.function
            here = also_asked(file, function, node) if function is not None else ""
            place = here or value_expected(crash.frames, node)
            if place:
                why = f"{place} asks whether there is a {node.attr}, and nobody has set any"
                yield edited(context, Idea(NAME, 0.93, why, place), file, replace(file, node, get))
        elif crash.exception == "LookupError" and crash.message.startswith("<ContextVar"):
            place = value_expected(crash.frames, node) if node is not None else ""
            match node:
                case ast.Call(func=ast.Attribute(attr="get", value=variable), args=[]) if place:
                    text = f"{file.segment(variable)}.get(None)"
                    why = f"{place} asks whether there is one, and nobody has set any"
                    yield edited(context, Idea(NAME, 0.93, why, place), file, replace(file, node, text))
