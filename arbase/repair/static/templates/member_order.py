"""Members of an enumeration that are compared or sorted: they have no order, the numbers behind them have."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import Edit, bracketed, replace
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "member-order"
_COMPARED = re.compile(r"'[<>]=?' not supported between instances of '(\w+)' and '(\w+)'")
_ORDERS = frozenset(("sorted", "sort", "max", "min", "nlargest", "nsmallest"))


class MemberOrder(Template):
    """`.value` of what is compared."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where both sides are members of one enumeration of numbers that has no order of its own."""
        crash, frame = context.crash, context.frame
        found = _COMPARED.search(crash.message) if crash.exception == "TypeError" else None
        if found is None or found[1] != found[2] or not _has_numbers(context, found[1]):
            return
        idea = Idea(NAME, 0.88, f"members of {found[1]} have no order, their numbers have")
        node = crash.node
        if isinstance(node, ast.Compare) and len(node.comparators) == 1:
            sides = (node.left, node.comparators[0])
            yield edited(context, idea, frame.file, *(_number(frame.file, side) for side in sides))
            return
        for call in header_nodes(frame.statement):
            if isinstance(call, ast.Call) and last_name(call.func) in _ORDERS:
                edits = _keyed(context, call, found[1])
                if edits:
                    yield edited(context, idea, frame.file, *edits)
                    return


def _has_numbers(context: Context, name: str) -> bool:
    """An own enumeration whose members stand for numbers, all of them different, and that defines no order."""
    place = context.statuses.classes.get(name)
    if place is None or not any(last_name(base) == "Enum" for base in place[1].bases):
        return False
    values = [item.value for item in place[1].body if isinstance(item, ast.Assign)]
    numbers = [item.value for item in values if isinstance(item, ast.Constant) and type(item.value) in (int, float)]
    return len(numbers) == len(values) == len(set(numbers)) > 1


def _number(file: SourceFile, node: ast.expr) -> Edit:
    return replace(file, node, f"{bracketed(file, node)}.value")


def _keyed(context: Context, call: ast.Call, name: str) -> list[Edit]:
    """The parts of `key` that are members; without a key, the members themselves are what is ordered."""
    file = context.frame.file
    key = next((word.value for word in call.keywords if word.arg == "key"), None)
    if key is None:
        if any(isinstance(item, ast.Starred) for item in call.args) or not call.args:
            return []
        end = file.span(call)[1] - 1
        alone = len(call.args) == 1 or last_name(call.func).startswith("n")
        held = context.crash.described(call.args[-1]).get("element", {}).get("type", "")
        return [Edit(end, end, ", key=lambda member: member.value")] if alone and held.endswith(name) else []
    if not isinstance(key, ast.Lambda):
        return []
    parts = key.body.elts if isinstance(key.body, ast.Tuple) else [key.body]
    members = [part for part in parts if isinstance(part, ast.Attribute) and _is_declared(context, part.attr, name)]
    return [_number(file, part) for part in members]


def _is_declared(context: Context, attribute: str, name: str) -> bool:
    """Some class declares the attribute as a member of the enumeration."""
    for file in context.codebase.sources:
        for node in file.nodes:
            if isinstance(node, ast.AnnAssign) and last_name(node.target) == attribute:
                return last_name(node.annotation) == name
    return False
