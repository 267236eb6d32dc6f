"""What nobody reads any more once an edit is made: locals and private constants that were there for it alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from arbase.repair.static.edit import Edit, apply
from arbase.repair.static.source import SCOPES, SourceFile, last_name, own_nodes
from arbase.workspace.parsing import parse

MOST_ROUNDS = 3
# Making one of these does nothing else.
_PLAIN = frozenset(("dict", "list", "set", "tuple", "frozenset", "fromkeys", "sorted", "range"))


def left_idle(file: SourceFile, edits: Sequence[Edit], elsewhere: Sequence[str]) -> list[Edit]:
    """The deletions that go with the edits; `elsewhere` are the texts of other files, which may read a constant."""
    found: list[Edit] = []
    for _ in range(MOST_ROUNDS):
        text = apply(file.text, [*edits, *found])
        more = [] if text is None else list(_idle(file, text, [*edits, *found], elsewhere))
        if not more:
            break
        found += more
    return found


def _idle(file: SourceFile, text: str, edits: Sequence[Edit], elsewhere: Sequence[str]) -> Iterator[Edit]:
    """One for each assignment whose name was read before, and is not in `text`."""
    before, after = _read(file.tree), _read(parse(text))
    for node in file.nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in before - after and _is_plain(value):
                pass
            case _:
                continue
        function = file.function_of(node)
        if function is None and (not name.startswith("_") or any(name in other for other in elsewhere)):
            continue
        if function is not None and (len(file.block_of(node)) == 1 or _is_shared(function, name)):
            continue
        last = (node.end_lineno or node.lineno) + 1
        while function is None and last <= len(file.lines) and not file.lines[last - 1].strip():
            last += 1
        edit = Edit(file.line_start(node.lineno), file.line_start(last), "")
        if file.starts_line(node) and all(one.end <= edit.start or edit.end <= one.start for one in edits):
            yield edit


def _read(tree: ast.Module) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def _is_shared(function: ast.AST, name: str) -> bool:
    """Another place gives the name a value as well, or says that it is one of an outer scope."""
    stores = [node for node in own_nodes(function) if isinstance(node, ast.Name) and node.id == name]
    told = any(isinstance(node, ast.Global | ast.Nonlocal) and name in node.names for node in own_nodes(function))
    inner = any(isinstance(node, SCOPES) for node in own_nodes(function))
    return told or inner or sum(isinstance(node.ctx, ast.Store) for node in stores) != 1


def _is_plain(value: ast.expr) -> bool:
    """Working it out has no effect: literals, names, and containers made of them."""
    for node in ast.walk(value):
        if isinstance(node, ast.Call) and last_name(node.func) not in _PLAIN:
            return False
        if isinstance(node, ast.Await | ast.Yield | ast.YieldFrom | ast.NamedExpr | ast.BinOp | ast.Subscript):
            return False
    return True
