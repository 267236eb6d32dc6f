"""Flask's context is over when the server asks for the lines of a streamed answer: it is kept until the last one.

`Response(lines(rows))` hands over a generator, and the first line of it runs when the view has returned. Whatever it
asks of `request`, `session` or `g` is there with `Response(stream_with_context(lines(rows)))`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import reaching
from arbase.repair.static.edit import replace
from arbase.repair.static.framework import is_handler
from arbase.repair.static.imports import spelled
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "streamed-context"
_KEEPS = "stream_with_context"
_OVER = ("Working outside of request context", "Working outside of application context")
_ANSWERS = frozenset(("Response", "response_class", "StreamingResponse"))


class StreamedContext(Template):
    """`stream_with_context(...)` around what the answer is given, where nobody but the server asks for the lines."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each answer that is given the generator; its frame is the outermost, so no own code runs it."""
        crash = context.crash
        if crash.exception != "RuntimeError" or not crash.message.startswith(_OVER):
            return
        outer = crash.frames[0]
        if outer.function is None:
            return
        made: list[tuple[SourceFile, Function | None, ast.expr]]
        if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in own_nodes(outer.function)):
            made = [(site.file, site.function, site.call) for site in context.flow.call_sites(outer.function.name)]
        else:
            lazy = [node for node in ast.walk(outer.statement) if isinstance(node, ast.GeneratorExp)]
            made = [(outer.file, outer.function, node) for node in lazy]
        for file, function, node in made:
            given = _given(file, function, node)
            if given is None or _is_kept(file, function, node, given):
                continue
            text, imports = spelled(file, "flask", _KEEPS, (_KEEPS, f"from flask import {_KEEPS}"))
            why = f"the answer is streamed, and {outer.function.name} runs when the request is over"
            idea = Idea(NAME, 0.94, why, "", imports)
            yield edited(context, idea, file, replace(file, given, f"{text}({file.segment(given)})"))


def _given(file: SourceFile, function: Function | None, node: ast.expr) -> ast.expr | None:
    """What an answer of the function is made of, where the generator is in it or in the name that stands there."""
    for call in own_nodes(function) if function is not None else ():
        if not isinstance(call, ast.Call) or last_name(call.func) not in _ANSWERS:
            continue
        told = [word.value for word in call.keywords if word.arg == "response"]
        first = next(iter([*call.args[:1], *told]), None)
        if first is not None and _holds(file, function, first, node):
            return first
    for answer in own_nodes(function) if function is not None and is_handler(file, function) else ():
        if isinstance(answer, ast.Return) and answer.value is not None:
            first = answer.value.elts[0] if isinstance(answer.value, ast.Tuple) and answer.value.elts else answer.value
            if _holds(file, function, first, node):
                return first
    return None


def _holds(file: SourceFile, function: Function | None, first: ast.expr, node: ast.expr) -> bool:
    if isinstance(first, ast.Name):
        known = reaching(file, function, first.id, first.lineno)
        value = known[0].value if len(known) == 1 else None
        return value is not None and any(part is node for part in ast.walk(value))
    return any(part is node for part in ast.walk(first))


def _is_kept(file: SourceFile, function: Function | None, node: ast.expr, given: ast.expr) -> bool:
    """The context is kept already, or the lines are all made before the answer is."""
    whole = {"list", "tuple", "sorted", "join", _KEEPS}
    inside = [*file.ancestors(node), given, *file.ancestors(given)]
    stops = [outer for outer in inside if isinstance(outer, ast.Call)]
    return function is None or any(last_name(call.func) in whole for call in stops)
