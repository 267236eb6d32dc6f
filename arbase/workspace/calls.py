"""Which functions of the repository a place calls: the value that broke it often came from one of them."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable
from pathlib import PurePosixPath

from arbase.domain.triage import CodeLocation
from arbase.workspace.outline import Definition
from arbase.workspace.parsing import parse

CALLEES = 5
# Methods of the built-in types: `rows.get(...)` says nothing of a function `get` somewhere in the repository.
_COMMON = frozenset(name for kind in (str, bytes, list, dict, set, tuple, int, float) for name in dir(kind))


def called_names(source: str, first: int, last: int) -> tuple[tuple[str, str], ...]:
    """(owner, name) of each call from line `first` to `last`, nearest to `last` first; `a.b.c()` is ("b", "c")."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = parse(source)
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and first <= node.lineno <= last]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    calls.sort(key=lambda call: -call.lineno)
    found: dict[tuple[str, str], None] = {}
    for call in calls:
        function = call.func
        if isinstance(function, ast.Name):
            found["", function.id] = None
        elif isinstance(function, ast.Attribute):
            owner = function.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            found[name or "?", function.attr] = None
    return tuple(found)


def definitions_called(
    calls: tuple[tuple[str, str], ...], path: str, definitions: Callable[[str], tuple[tuple[str, Definition], ...]]
) -> tuple[CodeLocation, ...]:
    """Where the called functions and classes are defined, as far as names alone can tell; at most five.

    A call of what a class has from its library, `Model.validate(data)`, is one of the class.
    """
    found: dict[CodeLocation, None] = {}
    for owner, name in calls:
        known = [
            (place, item)
            for place, item in definitions(name)
            if not _is_test(place) and (item.name == name or owner) and item.name.rpartition(".")[2] == name
        ]
        meant = _meant(owner, name, path, known)
        if not known and owner[:1].isupper():
            classes = [
                (place, item) for place, item in definitions(owner) if not _is_test(place) and item.name == owner
            ]
            meant = _meant("", owner, path, classes)
        for place, item in meant:
            found[CodeLocation(path=place, line=item.first_line, function=item.name)] = None
        if len(found) >= CALLEES:
            break
    return tuple(found)[:CALLEES]


def _meant(owner: str, name: str, path: str, known: list[tuple[str, Definition]]) -> list[tuple[str, Definition]]:
    """Those of the same-named definitions that the call can mean; none where that is a guess."""
    if owner:
        by_owner = [one for one in known if owner in (PurePosixPath(one[0]).stem, *one[1].name.split(".")[:-1])]
        if by_owner:
            return by_owner[:1] if len(by_owner) == 1 else []
        return known if len(known) == 1 and name not in _COMMON else []
    here = [one for one in known if one[0] == path]
    if here:
        return here[:1]
    return known if len(known) == 1 else []


def _is_test(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return "tests" in parts or parts[-1].startswith("test_")
