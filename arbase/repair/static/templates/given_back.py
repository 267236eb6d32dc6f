"""A container that a function takes from something lent to it, changes and gives back: others miss what it took."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.common_container import CHANGES
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import FUNCTIONS, Function

NAME = "given-back"
DEPTH = 2
_CHANGES = CHANGES | {"popitem"}


class GivenBack(Template):
    """`weights = rules.weights.copy()`: whoever asked for the weights gets some of them, and the rules keep all."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """In the functions that were running and those that they call, where it took earlier requests to crash."""
        reproduction = context.diagnosis.reproduction
        if reproduction is not None and not reproduction.stimulus.before:
            return
        for file, function in _functions(context):
            for name in sorted(_changed(function) & _returned(file, function)):
                made = definitions(file, function, name)
                value = made[0].value if len(made) == 1 else None
                if isinstance(value, ast.Attribute | ast.Subscript) and not _is_own(value):
                    text = file.segment(value)
                    why = f"{function.name} changes {text}, which others read as well, and gives it back"
                    yield replaced(context, Idea(NAME, 0.86, why), file, value, f"{text}.copy()")


def _functions(context: Context) -> Iterator[tuple[SourceFile, Function]]:
    """Those of the trace, then what they call, by name."""
    wanted = {one.function.name for one in context.crash.frames if one.function is not None}
    known = [(file, node) for file in context.codebase.sources for node in file.nodes if isinstance(node, FUNCTIONS)]
    for _ in range(DEPTH):
        running = [node for _, node in known if node.name in wanted]
        wanted |= {last_name(one.func) for node in running for one in ast.walk(node) if isinstance(one, ast.Call)}
    yield from ((file, node) for file, node in known if node.name in wanted)


def _changed(function: Function) -> set[str]:
    found = set()
    for node in own_nodes(function):
        match node:
            case ast.Call(func=ast.Attribute(attr=attr, value=ast.Name(id=name))) if attr in _CHANGES:
                found.add(name)
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
                found.add(name)
    return found


def _returned(file: SourceFile, function: Function) -> set[str]:
    """What the function gives back as it is."""
    return {
        node.value.id
        for node in ast.walk(function)
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Name) and file.function_of(node) is function
    }


def _is_own(node: ast.expr) -> bool:
    """Something that an object holds of itself: a method may change that on purpose."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return isinstance(node, ast.Name) and node.id in ("self", "cls")
