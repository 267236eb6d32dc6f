"""Whether a run got past a statement: the lines of a function that run only after the statement has ended."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping

from arbase.domain.triage import CodeLocation

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_DEFINED = (ast.FunctionDef, ast.AsyncFunctionDef)
_INJECTORS = ("Depends", "Security")
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
    """For each place of a crash, its file and the lines that the crashing run did not reach: its statement failed.

    What a function gives that the framework calls for a handler is behind the place too: the handler's own lines.
    """
    found = []
    places = tuple(places)
    parsed = {path: tree for path in dict.fromkeys(place.path for place in places) if (tree := trees(path)) is not None}
    for place in places:
        tree = parsed.get(place.path)
        known = frozenset(ran.get(place.path, ()))
        found.append((place.path, behind(tree, place.line) - known if tree is not None else frozenset()))
        for name in _left_to(tree, place.line) if tree is not None else ():
            given = frozenset().union(*(_names_of(one, name) for one in parsed.values()))
            for path, one in parsed.items():
                found.append((path, _taken_by(one, name, given) - frozenset(ran.get(path, ()))))
    return tuple(found)


def went_on(lines: Lines, crashed: tuple[str, frozenset[int]], beyond: Iterable[tuple[str, frozenset[int]]]) -> bool:
    """Another run ran the crashed statement, file and lines, and something that lies only behind it."""
    path, statement = crashed
    if not statement & frozenset(lines.get(path, ())):
        return False
    return any(some & frozenset(lines.get(where, ())) for where, some in beyond)


def _left_to(tree: ast.Module, line: int) -> tuple[str, ...]:
    """The function of the module that the statement leaves when it fails: nothing around it catches what it raises."""
    around = _around(tree, line)
    caught = any(isinstance(one, ast.Try | ast.TryStar) for one in around)
    return tuple(one.name for one in around[1:2] if isinstance(one, _DEFINED) and not caught)


def _names_of(tree: ast.Module, function: str) -> frozenset[str]:
    """Names for what it gives: `Content = Annotated[str, Depends(content)]`."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and _asks_for(node.value, function):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found.update(target.id for target in targets if isinstance(target, ast.Name))
    return frozenset(found)


def _taken_by(tree: ast.Module, function: str, names: frozenset[str]) -> frozenset[int]:
    """The lines of the functions that are called only after it has ended, with what it gave."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if not isinstance(node, _DEFINED):
            continue
        parts = [part for default in _declared(node) for part in ast.walk(default)]
        if any(_asks_for(part, function) or (isinstance(part, ast.Name) and part.id in names) for part in parts):
            found.update(line for statement in node.body for line in _lines(statement))
    return frozenset(found)


def _declared(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.expr]:
    """Annotations and defaults of its parameters."""
    spec = function.args
    told = [item.annotation for item in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)]
    return [one for one in (*told, *spec.defaults, *spec.kw_defaults) if one is not None]


def _asks_for(node: ast.AST, function: str) -> bool:
    for part in ast.walk(node):
        match part:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[ast.Name(id=given), *_]):
                if name in _INJECTORS and given == function:
                    return True
    return False


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
