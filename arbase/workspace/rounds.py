"""Things that hold others: how a function goes from one to those it holds, and who refuses the shortest round of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.workspace.tree import Function


class RoundCheck(NamedTuple):
    """`if own in given: raise ...`, both of them parameters."""

    node: ast.If
    asked: ast.Compare
    given: str


def entries_of(function: Function) -> frozenset[str]:
    """Under which names a function that calls itself for each of what a thing holds reads what it holds."""
    made: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                made.setdefault(name, []).append(value)
    found: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.For) and _calls(node, function.name):
            parts = list(ast.walk(node.iter))
            read = [part.id for part in parts if isinstance(part, ast.Name)]
            parts += [part for name in read for value in made.get(name, ()) for part in ast.walk(value)]
            called = {id(part.func) for part in parts if isinstance(part, ast.Call)}
            found |= {part.attr for part in parts if isinstance(part, ast.Attribute) and id(part) not in called}
            found |= {str(part.value) for part in parts if isinstance(part, ast.Constant)}
    return frozenset(found)


def _calls(loop: ast.For, name: str) -> bool:
    calls = [node.func for node in ast.walk(loop) if isinstance(node, ast.Call)]
    return any(getattr(func, "attr", getattr(func, "id", "")) == name for func in calls)


def refused_rounds(function: Function, entries: frozenset[str]) -> Iterator[RoundCheck]:
    """Refusals of one parameter among another one, which is stored further on as what a thing holds."""
    spec = function.args
    names = {one.arg for one in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)}
    for node in ast.walk(function):
        match node:
            case ast.If(
                test=ast.Compare(left=ast.Name(id=own), ops=[ast.In()], comparators=[ast.Name(id=given)]) as asked,
                body=[ast.Raise()],
                orelse=[],
            ) if {own, given} <= names:
                check = RoundCheck(node, asked, given)
                if any(True for _ in stores(function, check, entries)):
                    yield check


def stores(function: Function, check: RoundCheck, entries: frozenset[str]) -> Iterator[ast.stmt]:
    """The statements behind the check that store what is given under a name by which it is read."""
    for node in ast.walk(function):
        if not isinstance(node, ast.stmt) or node.lineno <= (check.node.end_lineno or 0) or hasattr(node, "body"):
            continue
        parts = list(ast.walk(node))
        given = any(isinstance(part, ast.Name) and part.id == check.given for part in parts)
        texts = " ".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
        words = set(re.findall(r"\w+", texts))
        words |= {part.attr for part in parts if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store)}
        words |= {part.arg for part in parts if isinstance(part, ast.keyword) and part.arg}
        if given and words & entries:
            yield node
