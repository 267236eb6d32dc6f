"""`url_for` wants the parts of the path by the names that the view has for them, Django's `reverse` values that fit."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import is_bound_at
from arbase.repair.static.edit import Edit
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.wider_address import widened

NAME = "endpoint"
_LACKS = re.compile(r"Could not build url for endpoint '([^']+)'.*Did you forget to specify values \['(\w+)'\]\?")


class Endpoint(Template):
    """The part of the path that was not given, or under another name."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """By what the framework says."""
        yield from widened(context, NAME)
        if context.crash.exception != "BuildError":
            return
        calls = [node for node in header_nodes(context.frame.statement) if isinstance(node, ast.Call) and node.args]
        calls = [node for node in calls if last_name(node.func) == "url_for"]
        lacks = _LACKS.search(context.crash.message)
        for call in calls:
            name = call.args[0].value if isinstance(call.args[0], ast.Constant) else None
            if lacks is not None and name == lacks[1]:
                yield from _given(context, call, lacks[2])


def _given(context: Context, call: ast.Call, part: str) -> Iterator[Draft]:
    """The one keyword that the path does not know under its present name, else the local that is called so."""
    file, frame = context.frame.file, context.frame
    view = str(call.args[0].value if isinstance(call.args[0], ast.Constant) else "").rpartition(".")[2]
    taken = {
        item.arg
        for source in context.codebase.sources
        for function in source.functions
        if function.name == view
        for item in function.args.args
    }
    strays = [word for word in call.keywords if word.arg and word.arg not in taken and not word.arg.startswith("_")]
    if part not in taken:
        return
    alike = [word for word in strays if part.endswith(f"_{word.arg}") or str(word.arg).endswith(f"_{part}")]
    if len(alike) == 1:
        start = file.span(alike[0])[0]
        idea = Idea(NAME, 0.93, f"the path of {view} has {part}, no {alike[0].arg}")
        yield edited(context, idea, file, Edit(start, start + len(str(alike[0].arg)), part))
    elif not strays and is_bound_at(file, frame.function, part, frame.line):
        end = file.span(call)[1] - 1
        idea = Idea(NAME, 0.92, f"the path of {view} has {part}, which was not given")
        yield edited(context, idea, file, Edit(end, end, f", {part}={part}"))
