"""Which calls gave a statement what it works with: a slice backwards through the names of its function.

After Weiser, "Program Slicing" (1984), by names alone and in the order of the text: branches and aliases are not told
apart, so it says who may have given a value, not who did.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from arbase.workspace.parsing import parse

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
Called = tuple[str, str]
Asked = Callable[[list[ast.AST]], list[ast.AST]]


@dataclass(frozen=True)
class Feeding:
    """The calls whose results may be used, (owner, name), and whether something that the function was handed is."""

    calls: tuple[Called, ...] = ()
    handed: bool = False


def calls_feeding(source: str, line: int, asked: Asked | None = None) -> Feeding:
    """What the statement at `line` may work with, calls of the statement itself first.

    `asked` says which part of the statement counts: an expression by its columns, or what a call is handed. What is
    raised gives nothing. Nothing where the text is no Python, or nothing of a function stands at the line.
    """
    try:
        tree = parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Feeding()
    function = _innermost(tree, line)
    statements = list(_statements(function)) if function is not None else []
    here = [one for one in statements if one.lineno <= line <= _last_line(one)]
    if not here or function is None:
        return Feeding()
    statement = here[-1]
    parts = (asked(list(_head(statement))) if asked is not None else []) or list(_head(statement))
    wanted = _names(parts, ast.Load)
    for loop in (node for node in _head(statement) if isinstance(node, ast.comprehension)):
        if _names(ast.walk(loop.target), ast.Store) & wanted:
            parts += ast.walk(loop.iter)
            wanted |= _names(ast.walk(loop.iter), ast.Load)
    found = dict.fromkeys(() if isinstance(statement, ast.Raise) else _calls(parts))
    for earlier in reversed(statements[: statements.index(statement)]):
        if _bound(earlier) & wanted:
            head = list(_head(earlier))
            wanted |= _names(head, ast.Load)
            found.update(dict.fromkeys(_calls(head)))
    own = _parameters(function) | _names(ast.walk(function), ast.Store)
    return Feeding(tuple(call for call in found if call[0] or call[1] not in own), bool(wanted & _parameters(function)))


def expression(line: int, column: int | None, end_line: int | None, end_column: int | None) -> Asked:
    """The expression at these columns, with all that is in it."""

    def inside(nodes: list[ast.AST]) -> list[ast.AST]:
        wanted = (line, column, end_line or line, end_column)
        for node in nodes:
            if isinstance(node, ast.expr) and wanted == (
                node.lineno, node.col_offset, node.end_lineno, node.end_col_offset
            ):  # fmt: skip
                return list(ast.walk(node))
        return []

    return inside


def handed_to(name: str) -> Asked:
    """What the calls of the function `name` are handed."""

    def inside(nodes: list[ast.AST]) -> list[ast.AST]:
        calls = [node for node in nodes if isinstance(node, ast.Call) and name in (_name(node.func), _owner(node.func))]
        given = [part for call in calls for part in (*call.args, *(word.value for word in call.keywords))]
        owners = [call.func.value for call in calls if isinstance(call.func, ast.Attribute)]
        return [node for part in (*given, *owners) for node in ast.walk(part)]

    return inside


def returns_of(source: str, line: int) -> tuple[int, ...]:
    """The lines of the `return` statements of the function at `line`."""
    try:
        function = _innermost(parse(source), line)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    found = _statements(function) if function is not None else ()
    return tuple(one.lineno for one in found if isinstance(one, ast.Return) and one.value is not None)


def _innermost(tree: ast.Module, line: int) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, _FUNCTIONS) and node.lineno <= line <= (node.end_lineno or 0)
    ]
    return max(around, key=lambda node: node.lineno, default=None)


def _statements(function: ast.AST) -> Iterator[ast.stmt]:
    """Every statement of a function in the order of the text, without those of functions inside it."""
    for block in _BLOCKS:
        for inner in getattr(function, block, ()):
            if isinstance(inner, ast.stmt):
                yield inner
            if not isinstance(inner, (*_FUNCTIONS, ast.ClassDef)):
                yield from _statements(inner)


def _head(statement: ast.stmt) -> Iterator[ast.AST]:
    """The nodes of a statement without the blocks that it holds."""
    for name, value in ast.iter_fields(statement):
        for node in value if isinstance(value, list) else [value]:
            if isinstance(node, ast.AST) and name not in _BLOCKS:
                yield from ast.walk(node)


def _last_line(statement: ast.stmt) -> int:
    blocks = [inner for block in _BLOCKS for inner in getattr(statement, block, ())]
    end = statement.end_lineno or statement.lineno
    return min([end, *(inner.lineno - 1 for inner in blocks if hasattr(inner, "lineno"))]) if blocks else end


def _names(nodes: Iterable[ast.AST], kind: type[ast.expr_context]) -> set[str]:
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, kind)}


def _parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    given = function.args
    return {one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)}


def _bound(statement: ast.stmt) -> set[str]:
    """The names that a statement gives a value, or to whose items or attributes it gives one."""
    found = _names(_head(statement), ast.Store)
    for node in _head(statement):
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
            owner: ast.expr = node
            while isinstance(owner, ast.Attribute | ast.Subscript):
                owner = owner.value
            found |= {owner.id} if isinstance(owner, ast.Name) else set()
    return found


def _calls(nodes: Iterable[ast.AST]) -> Iterator[Called]:
    """Their calls, outer before inner, and functions that are handed to others: `to_thread(read, path)`."""
    for node in nodes:
        if isinstance(node, ast.Call):
            if name := _name(node.func):
                yield _owner(node.func), name
            yield from (("", handed.id) for handed in node.args if isinstance(handed, ast.Name))


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _owner(function: ast.expr) -> str:
    if not isinstance(function, ast.Attribute):
        return ""
    owner = function.value
    return (owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")) or "?"
