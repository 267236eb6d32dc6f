"""Functions that keep an answer until somebody forgets it, and the functions by which it is forgotten.

`cache.get_or_set(_kept(site), ...)` goes with `cache.delete(_kept(site))`, `@lru_cache` with `cache_clear()`, and a
name of the module with what sets it back to nothing. Keys are alike where the same function makes them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.source import Codebase, SourceFile, last_name, own_nodes
from arbase.workspace.tree import Function, dotted

_ANY = "*"
_DROPS = frozenset(("delete", "delete_many", "pop", "evict", "invalidate"))
_SETS = frozenset(("set", "put", "add"))
_DECORATORS = frozenset(("lru_cache", "cache", "cached"))
Place = tuple[str, str]


class Keeping(NamedTuple):
    """What keeps an answer and what forgets it, both of one file."""

    file: SourceFile
    keeper: Function
    forgetter: Function


def keepings(codebase: Codebase) -> Iterator[Keeping]:
    """Every pair of them; a function that does more than forget is none of them."""
    for file in codebase.sources:
        known = frozenset(function.name for function in file.functions)
        found = [(function, frozenset(_kept(file, function, known))) for function in file.functions]
        kept = [(function, places) for function, places in found if places]
        for function in file.functions if kept else ():
            dropped = frozenset(_dropped(function, known)) if _only_drops(function) else frozenset()
            for keeper, places in kept:
                if keeper is not function and any(_alike(one, other) for one in dropped for other in places):
                    yield Keeping(file, keeper, function)


def _alike(dropped: Place, kept: Place) -> bool:
    return dropped[0] == kept[0] and (dropped[1] == kept[1] or _ANY in (dropped[1], kept[1]))


def _kept(file: SourceFile, function: Function, known: frozenset[str]) -> Iterator[Place]:
    """The places in which a function keeps what it gives out."""
    if any(last_name(one) in _DECORATORS for one in function.decorator_list):
        yield function.name, _ANY
    read: set[Place] = set()
    filled: set[Place] = set()
    for node in own_nodes(function):
        match node:
            case ast.Call(func=ast.Attribute(value=held, attr="get_or_set"), args=[key, *_]):
                yield from _place(held, key, known)
            case ast.Call(func=ast.Attribute(value=held, attr="get"), args=[key, *_]):
                read.update(_place(held, key, known))
            case ast.Call(func=ast.Attribute(value=held, attr=attr), args=[key, _, *_]) if attr in _SETS:
                filled.update(_place(held, key, known))
            case ast.Subscript(value=ast.Name() as held, ctx=ast.Store()) if _is_shared(file, held.id):
                filled.add((held.id, _ANY))
            case ast.Compare(ops=[ast.In() | ast.NotIn() | ast.Is() | ast.IsNot()]):
                read.update((part.id, _ANY) for part in ast.walk(node) if isinstance(part, ast.Name))
            case ast.Assign(targets=[ast.Name(id=name)]) if name in _globals(function):
                filled.add((name, _ANY))
    yield from (one for one in filled if any(_alike(one, other) for other in read))


def _dropped(function: Function, known: frozenset[str]) -> Iterator[Place]:
    """The places that a function empties."""
    for node in own_nodes(function):
        match node:
            case ast.Call(func=ast.Attribute(value=held, attr="clear" | "cache_clear")):
                yield dotted(held), _ANY
            case ast.Call(func=ast.Attribute(value=held, attr=attr), args=[key, *_]) if attr in _DROPS:
                yield from _place(held, key, known)
            case ast.Delete(targets=[ast.Subscript(value=ast.Name() as held)]):
                yield held.id, _ANY
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in _globals(function) and _is_empty(
                value
            ):
                yield name, _ANY


def _only_drops(function: Function) -> bool:
    """Nothing is given back, and nothing but names of the module is set."""
    shared = _globals(function)
    for node in own_nodes(function):
        match node:
            case ast.Return(value=ast.expr()) | ast.Yield() | ast.YieldFrom() | ast.Raise():
                return False
            case ast.Attribute(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
                return False
            case ast.Call(func=ast.Attribute(attr="save" | "create" | "update" | "execute" | "commit")):
                return False
            case ast.Assign(targets=[ast.Name(id=name)]) if name in shared and not _is_empty(node.value):
                return False
    return True


def _place(held: ast.expr, key: ast.expr, known: frozenset[str]) -> Iterator[Place]:
    """A container with the function that makes the key, or the text with which the key begins."""
    made = {last_name(one.func) for one in ast.walk(key) if isinstance(one, ast.Call)} & known
    name = dotted(held)
    if name and len(made) == 1:
        yield name, made.pop()
        return
    text = key.values[0] if isinstance(key, ast.JoinedStr) and key.values else key
    if name and isinstance(text, ast.Constant) and isinstance(text.value, str):
        yield name, repr(text.value)


def _globals(function: Function) -> frozenset[str]:
    return frozenset(name for node in own_nodes(function) if isinstance(node, ast.Global) for name in node.names)


def _is_shared(file: SourceFile, name: str) -> bool:
    """A name of the module that starts empty."""
    for node in file.tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                return _is_empty(value)
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value) if target == name:
                return _is_empty(value)
    return False


def _is_empty(value: ast.expr) -> bool:
    match value:
        case ast.Constant(value=None) | ast.Dict(keys=[]) | ast.List(elts=[]):
            return True
        case ast.Call(func=ast.Name(id="dict" | "list" | "set"), args=[], keywords=[]):
            return True
    return False
