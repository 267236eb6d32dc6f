"""What an attribute of an own object holds: over its one assignment and the one call that makes such objects."""

from __future__ import annotations

import ast
from typing import NamedTuple

from arbase.repair.static.dataflow import Flow, argument_of, definitions, parameters
from arbase.repair.static.source import SourceFile, last_name
from arbase.workspace.tree import Function


class Held(NamedTuple):
    """The expression that was kept, and the function in which it stands."""

    file: SourceFile
    function: Function | None
    node: ast.expr


def held_by(flow: Flow, file: SourceFile, node: ast.expr) -> Held | None:
    """What `self.name` of a method holds; None where it is set in several places, or objects are made in several."""
    owner = file.class_of(node)
    if not isinstance(node, ast.Attribute) or last_name(node.value) != "self" or owner is None:
        return None
    stored = [one for one in ast.walk(owner) if _stores(one, node.attr)]
    assigned = [one for one in stored if isinstance(one, ast.Assign)]
    if len(stored) != 1 or len(assigned) != 1:
        return None
    value, function = assigned[0].value, file.function_of(assigned[0])
    if not isinstance(value, ast.Name) or function is None:
        return Held(file, function, value)
    if value.id not in {item.arg for item in parameters(function)}:
        return _named(file, function, value)
    if function.name != "__init__" or definitions(file, function, value.id):
        return None
    made = list(flow.call_sites(owner.name))
    made += [site for site in flow.call_sites("cls") if site.file.class_of(site.call) is owner]
    given = argument_of(made[0].call, function, value.id, bound=True) if len(made) == 1 else None
    return _named(made[0].file, made[0].function, given) if given is not None else None


def _stores(node: ast.AST, name: str) -> bool:
    """A statement that binds `self.name`, in whatever way."""
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign | ast.AugAssign):
        targets = [node.target]
    parts = [part for target in targets for part in ast.walk(target)]
    return any(
        isinstance(part, ast.Attribute) and part.attr == name and last_name(part.value) == "self" for part in parts
    )


def _named(file: SourceFile, function: Function | None, node: ast.expr) -> Held | None:
    """The expression behind a local name that is given one thing only."""
    if not isinstance(node, ast.Name):
        return Held(file, function, node)
    found = definitions(file, function, node.id)
    if len(found) != 1 or found[0].value is None:
        return None
    return Held(file, function, found[0].value)
