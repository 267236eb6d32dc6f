"""A container of a class or module that an earlier request has changed through a name of its own function."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.source import SourceFile, own_nodes
from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import FUNCTIONS

NAME = "common-container"
CHANGES = frozenset(
    (
        "append",
        "extend",
        "insert",
        "add",
        "update",
        "setdefault",
        "sort",
        "reverse",
        "pop",
        "remove",
        "clear",
        "discard",
    )
)
_KINDS = {ast.List: "list", ast.Dict: "dict", ast.Set: "set"}


class CommonContainer(Template):
    """Work on a copy: `columns = list(self.columns)`, where the class has the list for all of its objects."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """In the functions that were running, where it took earlier requests to crash."""
        reproduction = context.diagnosis.reproduction
        if reproduction is not None and not reproduction.stimulus.before:
            return
        for frame in reversed(context.crash.frames):
            for name in _changed(frame.function) if frame.function is not None else ():
                for item in definitions(frame.file, frame.function, name):
                    kind = _kind(context, frame.file, item.value)
                    if kind and item.value is not None:
                        text = frame.file.segment(item.value)
                        why = f"{name} is another name of {text}, which every request works on"
                        yield replaced(context, Idea(NAME, 0.86, why), frame.file, item.value, f"{kind}({text})")


def _changed(function: ast.AST) -> list[str]:
    """The local names whose objects a function changes in place."""
    found: dict[str, None] = {}
    for node in own_nodes(function):
        match node:
            case ast.Call(func=ast.Attribute(attr=attr, value=ast.Name(id=name))) if attr in CHANGES:
                found[name] = None
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
                found[name] = None
            case ast.AugAssign(target=ast.Name(id=name)):
                found[name] = None
    return list(found)


def _kind(context: Context, file: SourceFile, value: ast.expr | None) -> str:
    """`list` of a class's or the module's own list: what makes a copy of it; empty for what is no such container."""
    match value:
        case (
            ast.Attribute(value=ast.Name(id="self" | "cls"), attr=attr)
            | ast.Attribute(value=ast.Attribute(attr="__class__"), attr=attr)
        ):
            owners = [one.body for one in _classes(context)]
            made = {attr for body in owners for attr in _set_by_objects(body)}
            return "" if attr in made else _literal(owners, attr)
        case ast.Attribute(value=ast.Name(id=name), attr=attr) if name[:1].isupper():
            bodies = [one.body for one in _classes(context) if one.name == name]
            return _literal(bodies, attr)
        case ast.Name(id=name) if name.isupper():
            return _literal([file.tree.body], name)
    return ""


def _classes(context: Context) -> list[ast.ClassDef]:
    return [node for file in context.codebase.sources for node in file.nodes if isinstance(node, ast.ClassDef)]


def _set_by_objects(body: list[ast.stmt]) -> Iterator[str]:
    """Attributes that objects of the class get for themselves."""
    for function in (node for node in body if isinstance(node, FUNCTIONS)):
        for node in ast.walk(function):
            match node:
                case ast.Attribute(value=ast.Name(id="self"), attr=attr, ctx=ast.Store()):
                    yield attr


def _literal(bodies: list[list[ast.stmt]], name: str) -> str:
    kinds = {
        _KINDS.get(type(node.value), "")
        for body in bodies
        for node in body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and any(isinstance(part, ast.Name) and part.id == name for part in _targets(node))
    }
    return kinds.pop() if len(kinds) == 1 else ""


def _targets(node: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]
