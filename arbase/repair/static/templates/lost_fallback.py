"""A value that is empty since a commit took its fallback away: `slugify(name) or number` became `slugify(name)`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import replace
from arbase.repair.static.origin import origin_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.former import former_versions
from arbase.workspace.tree import Function

NAME = "lost-fallback"
_EMPTY = re.compile(r"index out of range|'NoneType' object|object of type 'NoneType'")
MOST = 12


class LostFallback(Template):
    """The `or` comes back where the empty value is made, as the function had it before."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where the crashed code read a part of what a function or property of the repository gave as empty."""
        crash, node = context.crash, context.crash.node
        if not isinstance(node, ast.Subscript | ast.Attribute) or not _EMPTY.search(crash.message):
            return
        seen = crash.described(node.value)
        if seen and seen.get("type") != "NoneType" and seen.get("length") != 0 and seen.get("repr") not in ("''", "[]"):
            return
        made = origin_of(crash, node.value).node
        name = last_name(made.func if isinstance(made, ast.Call) else made)
        places = [(file, one) for file in context.codebase.sources for one in file.functions if one.name == name]
        if len(places) != 1:
            return
        file, function = places[0]
        for sha, text in former_versions(context.service.repository, file.path, MOST):
            before = SourceFile.parse(file.path, text)
            for value, former in _lost(file, function, before) if before is not None else ():
                idea = Idea(NAME, 0.92, f"commit {sha[:12]} took the fallback from {name}", f"commit:{sha}")
                yield edited(context, idea, file, replace(file, value, former))
                return


def _lost(file: SourceFile, function: Function, before: SourceFile) -> Iterator[tuple[ast.expr, str]]:
    """What the function gives now, and the text with which it gave the same or something else instead."""
    known = [one for one in before.functions if before.qualified_name(one) == file.qualified_name(function)]
    given = [node.value for node in own_nodes(function) if isinstance(node, ast.Return) and node.value is not None]
    if len(known) != 1 or len(given) != 1:
        return
    names = {part.id for part in ast.walk(file.tree) if isinstance(part, ast.Name)}
    for node in own_nodes(known[0]):
        match node:
            case ast.Return(value=ast.BoolOp(op=ast.Or(), values=[first, *rest]) as former):
                needed = {part.id for one in rest for part in ast.walk(one) if isinstance(part, ast.Name)}
                if ast.dump(first) == ast.dump(given[0]) and needed <= names:
                    yield given[0], before.segment(former)
