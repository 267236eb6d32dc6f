"""The length of what has not ended yet: `shift.ended - shift.started` where `ended` is None and `now` is at hand."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import is_bound_at, parameters
from arbase.repair.static.names import words
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "still-open"
_ENDS = frozenset(
    "end ended ends finish finished closed stop stopped left until to completed returned out resolved".split()
)
_NOW = frozenset("now today at moment current asof when".split())
_MOMENTS = frozenset(("datetime", "date", "int", "float"))


class StillOpen(Template):
    """What lasts still is measured up to now: the parameter that nothing reads otherwise, or what others put there."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a difference whose end is None while its beginning is there."""
        node = context.crash.node
        if (
            context.crash.exception != "TypeError"
            or not isinstance(node, ast.BinOp)
            or not isinstance(node.op, ast.Sub)
        ):
            return
        end, start = node.left, node.right
        name = last_name(end)
        if not context.crash.is_none(end) or not set(words(name)) & _ENDS or not isinstance(end, ast.Attribute):
            return
        kind = context.crash.type_of(start).rpartition(".")[2]
        if kind not in _MOMENTS or not isinstance(start, ast.Attribute) or ast.dump(start.value) != ast.dump(end.value):
            return
        file = context.frame.file
        for text, place in [*_parameter(context, kind), *_elsewhere(context, name)][:1]:
            held = file.segment(end)
            # A moment is never falsy, a number may be.
            whole = f"{text} if {held} is None else {held}" if kind in ("int", "float") else f"{held} or {text}"
            idea = Idea(NAME, 0.88, f"{held} is None while it lasts; {text} is what there is of it", place)
            yield replaced(context, idea, file, end, f"({whole})")


def _parameter(context: Context, kind: str) -> Iterator[tuple[str, str]]:
    """A parameter for the present moment that the function reads for this purpose only."""
    frame = context.frame
    if frame.function is None:
        return
    for item in parameters(frame.function):
        # Within a comprehension nobody saw what the function was given.
        seen = context.crash.type_of(item.arg).rpartition(".")[2]
        if not set(words(item.arg)) & _NOW or seen not in (kind, ""):
            continue
        reads = [node for node in ast.walk(frame.function) if isinstance(node, ast.Name) and node.id == item.arg]
        if all(_stands_in(frame.file, node) for node in reads):
            yield item.arg, f"{frame.file.path}:{frame.function.lineno}"


def _stands_in(file: SourceFile, node: ast.Name) -> bool:
    """`x.ended or now`, `now if x.ended is None else x.ended`."""
    parent = file.parent(node)
    return isinstance(parent, ast.IfExp) or (isinstance(parent, ast.BoolOp) and parent.values[-1] is node)


def _elsewhere(context: Context, name: str) -> Iterator[tuple[str, str]]:
    """What stands in for the end elsewhere in the repository, where its names mean something here as well."""
    frame = context.frame
    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case ast.BoolOp(op=ast.Or(), values=[ast.Attribute(attr=attr), other]) if attr == name:
                    pass
                case ast.IfExp(body=ast.Attribute(attr=attr), orelse=other) if attr == name:
                    pass
                case _:
                    continue
            used = [part.id for part in own_nodes(other) if isinstance(part, ast.Name)]
            used += [other.id] if isinstance(other, ast.Name) else []
            plain = not isinstance(other, ast.Constant) and "self" not in used
            if plain and used and all(is_bound_at(frame.file, frame.function, item, frame.line) for item in used):
                yield file.segment(other), f"{file.path}:{node.lineno}"
