"""A call that hands over a part where the whole is asked for, or the whole where a part is: a changed interface."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import argument_of, is_method, parameters
from arbase.repair.static.edit import replace
from arbase.repair.static.origin import call_in
from arbase.repair.static.templates.building import Idea
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "handed-over"


class HandedOver(Template):
    """Hand over what the function reads from, at this call and at all that make the same mistake."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """`f(settings.path)` where `f` reads `.path` of what it is given, and others call `f(settings)`."""
        crash, node = context.crash, context.crash.node
        if crash.exception not in ("AttributeError", "TypeError", "KeyError") or len(crash.frames) < 2:
            return
        if isinstance(node, ast.Call):
            node = node.func
        if not isinstance(node, ast.Attribute | ast.Subscript) or not isinstance(node.value, ast.Name):
            return
        for caller, callee in pairwise(crash.frames[-2:]):
            yield from self._whole(context, caller, callee, node)

    def _whole(
        self, context: Context, caller: Frame, callee: Frame, node: ast.Attribute | ast.Subscript
    ) -> Iterator[Draft]:
        function = callee.function
        assert isinstance(node.value, ast.Name)  # noqa: S101 -- told to mypy; the only caller has checked
        if function is None or node.value.id not in {item.arg for item in parameters(function)}:
            return
        bound = is_method(callee.file, function)
        call = call_in(caller, function.name)
        given = argument_of(call, function, node.value.id, bound=bound) if call is not None else None
        part = _part(node)
        if given is None or not part or _part(given) != part:
            return
        edits = []
        others = 0
        for site in context.flow.call_sites(function.name):
            argument = argument_of(site.call, function, node.value.id, bound=bound)
            if argument is not None and _part(argument) == part and isinstance(argument, ast.Attribute | ast.Subscript):
                edits.append((site.file.path, replace(site.file, argument, site.file.segment(argument.value))))
            else:
                others += argument is not None
        idea = Idea(NAME, 0.9 if others else 0.75, f"{function.name} reads {part!r} itself; it wants what holds it")
        if edits:
            yield Draft(NAME, tuple(edits), idea.prior, f"{idea.why}.", "", context.frame.location)


def _part(node: ast.AST) -> str:
    """The last step of `x.part` or `x["part"]`."""
    match node:
        case ast.Attribute(attr=name):
            return name
        case ast.Subscript(slice=ast.Constant(value=str() as name)):
            return name
    return ""
