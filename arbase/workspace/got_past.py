"""Whether a run got past a statement: the lines of a function that run only after the statement has ended."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping

from arbase.domain.triage import CodeLocation

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
Lines = Mapping[str, Iterable[int]]


def behind(tree: ast.Module, line: int) -> frozenset[int]:
    """Lines of a function that run only after the statement at `line` has ended.

    Where a `try` holds the statement, what follows in it counts and nothing behind it: a handler may have led there.
    """
    around = _around(tree, line)
    found: set[int] = set()
    if not around or not any(isinstance(one, _FUNCTIONS) for one in around):
        return frozenset()
    statement = around[-1]
    for branch in (*statement.body, *statement.orelse) if isinstance(statement, ast.If) else ():
        found.update(_lines(branch))
    child: ast.AST = statement
    for outer in reversed(around[:-1]):
        for block in (getattr(outer, name, None) for name in ("body", "orelse")):
            if isinstance(block, list) and child in block:
                found.update(line for one in block[block.index(child) + 1 :] for line in _lines(one))
        if isinstance(outer, (ast.Try, ast.TryStar, *_FUNCTIONS)):
            break
        child = outer
    return frozenset(found)


def further(
    trees: Callable[[str], ast.Module | None], places: Iterable[CodeLocation], ran: Lines
) -> tuple[tuple[str, frozenset[int]], ...]:
    """For each place of a crash, its file and the lines that the crashing run did not reach: its statement failed."""
    found = []
    for place in places:
        tree = trees(place.path)
        known = frozenset(ran.get(place.path, ()))
        found.append((place.path, behind(tree, place.line) - known if tree is not None else frozenset()))
    return tuple(found)


def went_on(lines: Lines, crashed: tuple[str, frozenset[int]], beyond: Iterable[tuple[str, frozenset[int]]]) -> bool:
    """Another run ran the crashed statement, file and lines, and something that lies only behind it."""
    path, statement = crashed
    if not statement & frozenset(lines.get(path, ())):
        return False
    return any(some & frozenset(lines.get(where, ())) for where, some in beyond)


def _around(tree: ast.Module, line: int) -> list[ast.AST]:
    """The nodes that hold a line, outermost first, down to the innermost statement."""
    found: list[ast.AST] = [tree]
    while True:
        inner = [one for one in ast.iter_child_nodes(found[-1]) if _holds(one, line)]
        blocks = [one for one in inner if isinstance(one, ast.stmt | ast.ExceptHandler | ast.match_case)]
        if not blocks:
            return found if isinstance(found[-1], ast.stmt) else []
        found.append(blocks[0])


def _holds(node: ast.AST, line: int) -> bool:
    if isinstance(node, ast.match_case):
        return node.body[0].lineno <= line <= (node.body[-1].end_lineno or 0)
    first = min([getattr(node, "lineno", 0), *(one.lineno for one in getattr(node, "decorator_list", ()))])
    return bool(first) and first <= line <= (getattr(node, "end_lineno", None) or 0)


def _lines(statement: ast.stmt) -> range:
    return range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
