"""Where an answer was put together: the functions that gave what a statement uses, by way of names and modules."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import definitions
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import Codebase, SourceFile, header_nodes, own_nodes
from arbase.workspace.tree import FUNCTIONS, Function

DEEPEST = 5


def functions_behind(codebase: Codebase, frames: Sequence[Frame]) -> list[tuple[SourceFile, Function]]:
    """The functions of some frames, innermost first; then those that gave what is used there, nearest first.

    A value that an answer refuses was often made long before, by a function that has returned: no frame shows it.
    """
    found = {id(frame.function): (frame.file, frame.function) for frame in reversed(frames) if frame.function}
    asked = [(frame.file, frame.function, list(header_nodes(frame.statement))) for frame in reversed(frames)]
    for _ in range(DEEPEST):
        further: list[tuple[SourceFile, Function | None, list[ast.AST]]] = []
        for file, function, nodes in asked:
            for place in _called(codebase, file, function, nodes):
                if id(place[1]) not in found:
                    found[id(place[1])] = place
                    further.append((*place, list(_returned(place[1]))))
        asked = further
    return list(found.values())


def _returned(function: Function) -> Iterator[ast.AST]:
    for node in own_nodes(function):
        if isinstance(node, ast.Return | ast.Yield) and node.value is not None:
            yield from ast.walk(node.value)


def _called(
    codebase: Codebase, file: SourceFile, function: Function | None, nodes: list[ast.AST]
) -> Iterator[tuple[SourceFile, Function]]:
    """The repository's functions that gave one of the expressions, or what is kept under a name in them."""
    seen: set[str] = set()
    pending = list(nodes)
    while pending:
        node = pending.pop(0)
        if isinstance(node, ast.Name) and node.id not in seen:
            seen.add(node.id)
            for given in definitions(file, function, node.id):
                pending += ast.walk(given.value) if given.value is not None else ()
        elif isinstance(node, ast.Call):
            for call in (node, *_handed(file, function, node), *_meant(file, function, node)):
                place = callee_of(codebase.sources, call)
                if place is not None:
                    yield place


def _handed(file: SourceFile, function: Function | None, call: ast.Call) -> Iterator[ast.Call]:
    """`run_in_threadpool(build, points)`, `cache.get(key, build)`: functions that another one is to call."""
    for place, one in enumerate(call.args):
        known = isinstance(one, ast.Name) and (place == 0 or _is_own_function(file, function, one.id))
        if known or (place == 0 and isinstance(one, ast.Attribute)):
            yield ast.Call(one, [], [])


def _is_own_function(file: SourceFile, function: Function | None, name: str) -> bool:
    """The name stands for a function that is defined around the place, not for a value that is called alike."""
    if definitions(file, function, name):
        return False
    scopes = [function, *file.ancestors(function)] if function is not None else [file.tree]
    found = [node for scope in scopes if scope is not None for node in own_nodes(scope) if isinstance(node, FUNCTIONS)]
    return any(node.name == name for node in found)


def _meant(file: SourceFile, function: Function | None, call: ast.Call) -> Iterator[ast.Call]:
    """`spread = by_month if step == "month" else by_day`: the functions for which the name of a call may stand."""
    if not isinstance(call.func, ast.Name) or function is None:
        return
    for scope in (function, *file.ancestors(function)):
        found = definitions(file, scope, call.func.id) if isinstance(scope, FUNCTIONS) else []
        for value in (one.value for one in found):
            parts = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
            yield from (ast.Call(part, [], []) for part in parts if isinstance(part, ast.Name | ast.Attribute))
