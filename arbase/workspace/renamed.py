"""Records whose keys a commit gave other names: the writer's dictionary of then and of now, entry by entry."""

from __future__ import annotations

import ast
from collections.abc import Iterator

Record = dict[str, str]
"""The keys of a dictionary that is written out, with their values as they compare."""


def records(tree: ast.Module) -> dict[str, list[Record]]:
    """The dictionaries that the functions of a module write out, by the functions' qualified names."""
    found: dict[str, list[Record]] = {}
    pending: list[tuple[ast.AST, str]] = [(node, "") for node in tree.body]
    while pending:
        node, name = pending.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = f"{name}.{node.name}".lstrip(".")
        elif isinstance(node, ast.Dict) and (record := _record(node)):
            found.setdefault(name, []).append(record)
        pending.extend((child, name) for child in ast.iter_child_nodes(node))
    return found


def renamed(then: ast.Module, now: ast.Module, key: str) -> Iterator[dict[str, str]]:
    """Old name -> new name of all that was renamed, for each record that calls something `key`, and did not then."""
    before = records(then)
    for name, written in records(now).items():
        for record in (one for one in written if key in one):
            for old in before.get(name, []):
                names = _names(old, record)
                if key in names.values():
                    yield names


def _record(node: ast.Dict) -> Record:
    """Empty where it is no record: one entry says nothing of a shape, and other keys than texts are no names."""
    found: Record = {}
    for key, value in zip(node.keys, node.values, strict=True):
        if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
            return {}
        found[key.value] = ast.dump(value)
    return found if len(found) > 1 else {}


def _names(then: Record, now: Record) -> dict[str, str]:
    """Each key that went and the one that came with its value; empty where one went for good, or another changed."""
    gone = {key: value for key, value in then.items() if key not in now}
    come = {key: value for key, value in now.items() if key not in then}
    if any(then[key] != now[key] for key in then if key in now):
        return {}
    found = {}
    for old, value in gone.items():
        same = [new for new, other in come.items() if other == value]
        if len(same) != 1 or list(gone.values()).count(value) != 1:
            return {}
        found[old] = same[0]
    return found
