"""What a `defaultdict` gives for a key that it lacks, as the program that made it says."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.dataflow import argument_of, definitions, is_method, module_names, parameters
from arbase.repair.static.source import Codebase, SourceFile, last_name
from arbase.repair.static.templates.interface import Context
from arbase.repair.static.values import is_literal
from arbase.workspace.tree import Function

DEFAULTDICT = "defaultdict"
_EMPTY = {
    "int": "0", "float": "0.0", "str": '""', "bytes": 'b""', "bool": "False", "tuple": "()", "list": "[]", "dict": "{}",
    "set": "set()", "frozenset": "frozenset()",
}  # fmt: skip
_FIXED = frozenset(("int", "float", "str", "bytes", "bool", "tuple", "frozenset", "Decimal", "Fraction", "timedelta"))
MAX_DEPTH = 3


class Missing(NamedTuple):
    """The text of what stands for a missing key, and whether nobody can change it in place."""

    text: str
    fixed: bool


class Place(NamedTuple):
    """Where an expression is read."""

    file: SourceFile
    function: Function | None


def missing_of(context: Context, place: Place, node: ast.expr) -> Missing | None:
    """What `node[key]` gives for a key that is not there; None if `node` is not surely one kind of `defaultdict`."""
    found = [_given(place, *made) for made in _made(context, place, node, 0)]
    first = found[0] if found else None
    return first if first is not None and all(one == first for one in found) else None


def _made(context: Context, place: Place, node: ast.expr, depth: int) -> Iterator[tuple[Place, ast.expr | None]]:
    """Every expression that makes what is read, and where it stands; None for one that nobody knows."""
    if depth > MAX_DEPTH:
        yield place, None
    elif isinstance(node, ast.Attribute):
        yield from _of_attribute(context.codebase, node.attr)
    elif isinstance(node, ast.Name):
        yield from _of_name(context, place, node.id, depth)
    else:
        yield place, node


def _of_name(context: Context, place: Place, name: str, depth: int) -> Iterator[tuple[Place, ast.expr | None]]:
    local = definitions(place.file, place.function, name) if place.function is not None else []
    if local:
        yield from ((place, item.value) for item in local)
        return
    function = place.function
    if function is not None and any(item.arg == name for item in parameters(function)):
        for site in context.flow.call_sites(function.name):
            given = argument_of(site.call, function, name, bound=is_method(place.file, function))
            if given is None:
                yield place, None
            else:
                yield from _made(context, Place(site.file, site.function), given, depth + 1)
        return
    outer = place.file.function_of(function) if function is not None else None
    if outer is not None:
        yield from _of_name(context, Place(place.file, outer), name, depth)
        return
    for file in context.codebase.sources:
        # Imported from where a module makes it, or of this module.
        yield from ((Place(file, None), item.value) for item in definitions(file, None, name) if item.value is not None)


def _of_attribute(codebase: Codebase, name: str) -> Iterator[tuple[Place, ast.expr | None]]:
    """What every assignment to an attribute of this name gives it, and every field of a class."""
    for file in codebase.sources:
        for node in file.nodes:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) else None
            if value is None:
                continue
            of_class = isinstance(file.parent(node), ast.ClassDef)
            for target in targets:
                held = isinstance(target, ast.Attribute) or (of_class and isinstance(target, ast.Name))
                if held and last_name(target) == name:
                    yield Place(file, file.function_of(node)), value


def _given(reader: Place, made: Place, node: ast.expr | None) -> Missing | None:
    call = _defaultdict(node)
    if call is None or not call.args:
        return None
    match call.args[0]:
        case ast.Name(id=name) if name in _EMPTY:
            return Missing(_EMPTY[name], name in _FIXED)
        case ast.Name(id=name) if name[:1].isupper() and _has(reader, made, name):
            return Missing(f"{name}()", name in _FIXED)
        case ast.Attribute(attr=name) as whole if name[:1].isupper() and reader.file is made.file:
            return Missing(f"{made.file.segment(whole)}()", name in _FIXED)
        case ast.Lambda(args=ast.arguments(args=[], kwonlyargs=[], vararg=None, kwarg=None), body=body):
            return _of_lambda(reader, made, body)
    return None


def _of_lambda(reader: Place, made: Place, body: ast.expr) -> Missing | None:
    """A value that is the same each time. `lambda: len(ids)` numbers what is asked for, so its reads are meant."""
    names = [part.id for part in ast.walk(body) if isinstance(part, ast.Name)]
    if any(not _has(reader, made, name) for name in names):
        return None
    constant = isinstance(body, ast.Name) and body.id.isupper()
    if not constant and not is_literal(body) and _defaultdict(body) is None:
        return None
    fixed = constant or isinstance(body, ast.Constant | ast.UnaryOp) or (
        isinstance(body, ast.Call) and last_name(body.func) in _FIXED
    )  # fmt: skip
    return Missing(made.file.segment(body), fixed)


def _has(reader: Place, made: Place, name: str) -> bool:
    """The reader's module knows the name as the maker's does."""
    return name in _EMPTY or (reader.file is made.file and name in module_names(made.file))


def _defaultdict(node: ast.expr | None) -> ast.Call | None:
    """`defaultdict(...)`, alone or as the factory of a field."""
    match node:
        case ast.Call(func=func) if last_name(func) == DEFAULTDICT:
            return node
        case ast.Call(func=func, args=[maker, factory]) if (
            last_name(func) == "partial" and last_name(maker) == DEFAULTDICT
        ):
            return ast.copy_location(ast.Call(maker, [factory], []), node)
        case ast.Call(func=func, keywords=words) if last_name(func) == "field":
            made = next((word.value for word in words if word.arg == "default_factory"), None)
            return _defaultdict(made.body if isinstance(made, ast.Lambda) else made)
    return None
