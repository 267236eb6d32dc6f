"""Parsed source with the links that rules need: parents, enclosing functions, the statement at a line."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from typing import TypeVar

from arbase.workspace.parsing import parse

Function = ast.FunctionDef | ast.AsyncFunctionDef
N = TypeVar("N", bound=ast.AST)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
MAX_SOURCE = 2_000_000
COMPOUND = (
    ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.FunctionDef, ast.AsyncFunctionDef,
    ast.ClassDef, ast.Match,
)  # fmt: skip


class Code:
    """One Python source. Lines are 1-based, as in tracebacks."""

    def __init__(self, source: str, tree: ast.Module) -> None:
        self.source = source
        self.tree = tree

    @classmethod
    def parse(cls, source: str) -> Code | None:
        """The parsed source, or None where it is not Python that this interpreter reads."""
        if len(source) > MAX_SOURCE:
            return None
        try:
            return cls(source, parse(source.removeprefix("\ufeff")))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None

    @cached_property
    def _parents(self) -> dict[ast.AST, ast.AST]:
        return {child: parent for parent in ast.walk(self.tree) for child in ast.iter_child_nodes(parent)}

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node, outermost first."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """Every function and method, nested ones included."""
        return tuple(node for node in self.nodes if isinstance(node, FUNCTIONS))

    @cached_property
    def statements(self) -> tuple[ast.stmt, ...]:
        """Every statement."""
        return tuple(node for node in self.nodes if isinstance(node, ast.stmt))

    def every(self, kind: type[N]) -> list[N]:
        """Every node of this kind."""
        return [node for node in self.nodes if isinstance(node, kind)]

    def parent(self, node: ast.AST) -> ast.AST | None:
        """The node around `node`; None for the module."""
        return self._parents.get(node)

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes around `node`, innermost first."""
        current = self._parents.get(node)
        while current is not None:
            yield current
            current = self._parents.get(current)

    def function_of(self, node: ast.AST) -> Function | None:
        """The innermost function around `node`."""
        return next((outer for outer in self.ancestors(node) if isinstance(outer, FUNCTIONS)), None)

    def returns(self, function: Function) -> Iterator[ast.Return]:
        """The `return` statements of a function, without those of functions in it."""
        for node in ast.walk(function):
            if isinstance(node, ast.Return) and self.function_of(node) is function:
                yield node

    def qualified_name(self, node: ast.AST) -> str:
        """`Class.method` of a function or class, without the `<locals>` marks of the interpreter."""
        names = [outer.name for outer in self.ancestors(node) if isinstance(outer, (*FUNCTIONS, ast.ClassDef))]
        own = [node.name] if isinstance(node, (*FUNCTIONS, ast.ClassDef)) else []
        return ".".join([*reversed(names), *own])

    def statement_of(self, node: ast.AST) -> ast.stmt | None:
        """The innermost statement that holds `node` (or is it)."""
        if isinstance(node, ast.stmt):
            return node
        return next((outer for outer in self.ancestors(node) if isinstance(outer, ast.stmt)), None)

    def statement_at(self, line: int) -> ast.stmt | None:
        """The innermost statement whose own lines hold `line`; of a compound statement only its header counts."""
        found = [statement for statement in self.statements if line in own_lines(statement)]
        return min(found, key=lambda statement: len(own_lines(statement)), default=None)

    def function_at(self, line: int) -> Function | None:
        """The innermost function whose text holds `line`."""
        found = [item for item in self.functions if item.lineno <= line <= (item.end_lineno or item.lineno)]
        return max(found, key=lambda item: item.lineno, default=None)


def own_lines(statement: ast.stmt) -> range:
    """The lines of a statement; of a compound one the lines of its header."""
    end = statement.end_lineno or statement.lineno
    body = getattr(statement, "body", None)
    if isinstance(body, list) and body:
        end = max(statement.lineno, body[0].lineno - 1)
    cases = getattr(statement, "cases", None)
    if isinstance(cases, list) and cases:
        end = max(statement.lineno, cases[0].pattern.lineno - 1)
    return range(statement.lineno, end + 1)


def body_lines(function: Function) -> range:
    """The lines that run when a function is called: its body without the docstring."""
    body = function.body
    first = body[1] if len(body) > 1 and is_docstring(body[0]) else body[0]
    return range(first.lineno, (function.end_lineno or first.lineno) + 1)


def is_docstring(statement: ast.stmt) -> bool:
    """A statement that is only a string."""
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def simple_statements(code: Code) -> list[ast.stmt]:
    """Statements without a body of their own; imports and docstrings say nothing about intent."""
    kept = (
        node
        for node in code.nodes
        if isinstance(node, ast.stmt) and not isinstance(node, (*COMPOUND, ast.Import, ast.ImportFrom, ast.Pass))
    )
    return [node for node in kept if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]


def values_of(function: Function, name: str) -> Iterator[ast.expr]:
    """What the assignments of a function give a name."""
    for node in ast.walk(function):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) else None
        if value is not None and any(isinstance(one, ast.Name) and one.id == name for one in targets):
            yield value


def called_name(call: ast.Call) -> str:
    """The last identifier of what is called: `get` of `row.get(...)`; empty for a computed callee."""
    return last_name(call.func)


def last_name(node: ast.AST) -> str:
    """The identifier by which people speak of an expression: attribute, key, variable or called function."""
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            return node.attr
        case ast.Subscript(slice=ast.Constant(value=str() as key)):
            return key
        case ast.Subscript() | ast.Starred() | ast.Await() | ast.NamedExpr():
            return last_name(node.value)
        case ast.Call():
            if last_name(node.func) in {"get", "pop", "len", "setdefault"} and node.args:
                first = node.args[0]
                return str(first.value) if isinstance(first, ast.Constant) else last_name(first)
            return last_name(node.func)
        case ast.UnaryOp():
            return last_name(node.operand)
    return ""


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a chain of attributes on a name, else an empty string."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        base = dotted(node.value)
        return f"{base}.{node.attr}" if base else ""
    return ""
