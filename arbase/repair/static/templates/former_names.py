"""A value that has another name now: the program's own table of former names is asked elsewhere, but not here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import module_names
from arbase.repair.static.source import SourceFile
from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "former-names"
_SAID = re.compile(r"^('[^']*') is not a valid (\w+(?:\.\w+)*)$")
_FORMER = re.compile(r"old|legacy|former|renamed|alias|previous|deprecated|migrat|moved|successor|replaced", re.I)


class FormerNames(Template):
    """`Plan(OLD_NAMES.get(name, name))` for `Plan(name)`, and the like for a key."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where the value that was refused is a key of the table, and its new name one that is known."""
        crash = context.crash
        file = context.frame.file
        match crash.node:
            case ast.Call(func=func, args=[given], keywords=[]) if crash.exception == "ValueError":
                said = _SAID.match(crash.message)
                value = said[1] if said else ""
                known = _members(context, file.segment(func).rpartition(".")[2]) if said else frozenset()
            case ast.Subscript(value=func, slice=given) if crash.exception == "KeyError":
                value, known = crash.message, _keys(file, file.segment(func))
            case _:
                return
        if not known or isinstance(given, ast.Constant) or any(isinstance(part, ast.Call) for part in ast.walk(given)):
            return
        for name, table in _tables(context, file):
            pairs = _pairs(table)
            if value not in pairs or not set(pairs.values()) <= known or set(pairs) & known:
                continue
            text = file.segment(given)
            asked = _asked(context, name)
            if asked or _FORMER.search(name):
                why = f"{value} is a former name of {pairs[value]}, as {name} has it"
                yield replaced(
                    context, Idea(NAME, 0.91 if asked else 0.8, why, asked), file, given, f"{name}.get({text}, {text})"
                )


def _tables(context: Context, file: SourceFile) -> Iterator[tuple[str, ast.Dict]]:
    """The tables of the repository's modules that this one has under their own name."""
    here = module_names(file)
    for other in context.codebase.sources:
        for node in other.tree.body:
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Dict() as table) if name in here:
                    yield name, table
                case ast.AnnAssign(target=ast.Name(id=name), value=ast.Dict() as table) if name in here:
                    yield name, table


def _pairs(table: ast.Dict) -> dict[str, str]:
    """The texts of a table of texts; empty for any other."""
    found: dict[str, str] = {}
    for key, value in zip(table.keys, table.values, strict=True):
        match key, value:
            case ast.Constant(value=str() as one), ast.Constant(value=str() as other):
                found[repr(one)] = repr(other)
            case _:
                return {}
    return found


def _members(context: Context, name: str) -> frozenset[str]:
    """The values of an enumeration of the repository."""
    place = context.statuses.classes.get(name)
    values = [node.value for node in place[1].body if isinstance(node, ast.Assign)] if place is not None else []
    return frozenset(repr(one.value) for one in values if isinstance(one, ast.Constant) and isinstance(one.value, str))


def _keys(file: SourceFile, name: str) -> frozenset[str]:
    """The keys of a table of the module."""
    for node in file.tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and target.id == name and isinstance(value, ast.Dict):
            return frozenset(repr(key.value) for key in value.keys if isinstance(key, ast.Constant))
    return frozenset()


def _asked(context: Context, name: str) -> str:
    """Where somebody asks the table for a new name, and keeps the one he has where there is none."""
    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr="get"), args=[one, other]):
                    if owner == name and ast.dump(one) == ast.dump(other):
                        return f"{file.path}:{node.lineno}"
    return ""
