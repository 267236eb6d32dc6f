"""Tables of a repository: constants of modules and classes whose keys are written down."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from arbase.verify.syntax import Code, last_name

SHARED = 2


@dataclass(frozen=True)
class Table:
    """A dictionary, set, list or tuple of constants; `keys` as Python writes them."""

    name: str
    keys: frozenset[str]

    def is_like(self, other: Table) -> bool:
        """Both speak of the same things: they share keys, at least half of those of the smaller one."""
        shared = len(self.keys & other.keys)
        return shared >= SHARED and 2 * shared >= min(len(self.keys), len(other.keys))


def tables_of(code: Code) -> Iterator[Table]:
    """Every table of a module, those in functions left out."""
    for node in code.statements:
        if isinstance(node, ast.Assign | ast.AnnAssign) and code.function_of(node) is None:
            keys = _keys(node.value)
            if keys:
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                yield Table(last_name(target), keys)


def _keys(node: ast.expr | None) -> frozenset[str]:
    match node:
        case ast.Dict(keys=keys):
            return frozenset(repr(key.value) for key in keys if isinstance(key, ast.Constant))
        case ast.Set(elts=items) | ast.Tuple(elts=items) | ast.List(elts=items):
            return frozenset(repr(item.value) for item in items if isinstance(item, ast.Constant))
        case ast.Call(func=ast.Name(id="frozenset" | "set" | "tuple"), args=[inner]):
            return _keys(inner)
    return frozenset()
