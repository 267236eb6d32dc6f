"""A function that used to give a number gives an object with the number in it: others take the part already."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from arbase.repair.static.crash import quoted
from arbase.repair.static.edit import bracketed
from arbase.repair.static.origin import origin_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "part-of-result"


class PartOfResult(Template):
    """The attribute that other callers of the function read of its result."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For every operand of the failing expression that is an object of one of the repository's classes."""
        crash = context.crash
        if crash.exception not in ("TypeError", "AttributeError") or crash.node is None:
            return
        for node in ast.walk(crash.node):
            if not isinstance(node, ast.Name | ast.Call):
                continue
            named = [word for word in quoted(crash.message) if word in context.statuses.classes]
            # What a call gave is not described, but the message names the types of both operands.
            kind = crash.type_of(node).rpartition(".")[2] or "".join(named[:1] if isinstance(node, ast.Call) else ())
            origin = origin_of(crash, node)
            if kind not in context.statuses.classes or not isinstance(origin.node, ast.Call):
                continue
            read = _parts_read(context, last_name(origin.node.func))
            total = sum(count for count, _ in read.values())
            for name, (count, where) in read.items():
                file = origin.frame.file
                idea = Idea(NAME, 0.6 + 0.3 * count / total, f"{where} reads {name} of the result", where)
                yield replaced(context, idea, file, origin.node, f"{bracketed(file, origin.node)}.{name}")


def _parts_read(context: Context, function: str) -> dict[str, tuple[int, str]]:
    """Attributes that are read of the function's results elsewhere -> how often, and where first."""
    counted: Counter[str] = Counter()
    places: dict[str, str] = {}
    for site in context.flow.call_sites(function):
        for attribute in _attributes_of(site.file, site.call):
            counted[attribute.attr] += 1
            places.setdefault(attribute.attr, f"{site.file.path}:{attribute.lineno}")
    return {name: (count, places[name]) for name, count in counted.most_common(3)}


def _attributes_of(file: SourceFile, call: ast.Call) -> Iterator[ast.Attribute]:
    """`f(x).part`, and `part` of the name that the result is kept under."""
    parent = file.parent(call)
    if isinstance(parent, ast.Attribute):
        yield parent
    target = parent.targets[0] if isinstance(parent, ast.Assign) else None
    scope = file.function_of(call)
    if isinstance(target, ast.Name) and scope is not None:
        for node in own_nodes(scope):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == target.id:
                yield node
