"""A function gives several values, and other callers take them apart; one still takes them for a single one."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.origin import callee_of, origin_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "tuple-result"


class TupleResult(Template):
    """`total, _ = price(x)` where others have `total, currency = price(y)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For every operand of the failing expression that is the whole result of such a function."""
        crash = context.crash
        if crash.exception not in ("TypeError", "AttributeError") or "tuple" not in crash.message or crash.node is None:
            return
        seen: set[int] = set()
        for node in ast.walk(crash.node):
            if not isinstance(node, ast.Name) or crash.type_of(node) not in ("tuple", ""):
                continue
            origin = origin_of(crash, node)
            call = origin.node.value if isinstance(origin.node, ast.Await) else origin.node
            if not isinstance(call, ast.Call) or not isinstance(origin.statement, ast.Assign) or id(call) in seen:
                continue
            seen.add(id(call))
            yield from _taken_apart(context, origin.frame.file, origin.statement, call)


def _taken_apart(context: Context, file: SourceFile, statement: ast.Assign, call: ast.Call) -> Iterator[Draft]:
    target = statement.targets[0]
    place = callee_of(context.codebase.sources, call)
    if place is None or len(statement.targets) != 1 or not isinstance(target, ast.Name):
        return
    returned = [node.value for node in own_nodes(place[1]) if isinstance(node, ast.Return)]
    tuples = [item for item in returned if isinstance(item, ast.Tuple)]
    sizes = {len(item.elts) for item in tuples}
    if len(tuples) != len(returned) or len(sizes) != 1:
        return
    size = sizes.pop()
    names = [[last_name(item) for item in one.elts] for one in tuples]
    where = ""
    for site in context.flow.call_sites(place[1].name):
        parts = _parts(site.file, site.call)
        if len(parts) == size:
            names.append(parts)
            where = where or f"{site.file.path}:{site.call.lineno}"
    positions = {index for one in names for index, name in enumerate(one) if name == target.id}
    if not where or len(positions) != 1:
        return
    position = positions.pop()
    texts = [target.id if index == position else "_" for index in range(size)]
    idea = Idea(NAME, 0.89, f"{place[1].name} returns {size} values, of which {target.id} is one", where)
    yield edited(context, idea, file, replace(file, target, ", ".join(texts)))


def _parts(file: SourceFile, call: ast.Call) -> list[str]:
    """The names under which a caller has the parts of the result."""
    outer = file.parent(call)
    outer = file.parent(outer) if isinstance(outer, ast.Await) else outer
    if isinstance(outer, ast.Assign) and isinstance(outer.targets[0], ast.Tuple):
        return [last_name(item) for item in outer.targets[0].elts]
    return []
