"""Parsed source with the links that rules need: parents, enclosing functions, the statement at a line."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeVar

from arbase.workspace.parsing import parse
from arbase.workspace.tree import Function, Tree

N = TypeVar("N", bound=ast.AST)
MAX_SOURCE = 2_000_000
COMPOUND = (
    ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.FunctionDef, ast.AsyncFunctionDef,
    ast.ClassDef, ast.Match,
)  # fmt: skip


class Code(Tree):
    """One Python source as gates read it."""

    def __init__(self, source: str, tree: ast.Module) -> None:
        self.source = source
        super().__init__(tree)

    @classmethod
    def parse(cls, source: str) -> Code | None:
        """The parsed source, or None where it is not Python that this interpreter reads."""
        if len(source) > MAX_SOURCE:
            return None
        try:
            return cls(source, parse(source.removeprefix("\ufeff")))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None

    def every(self, kind: type[N]) -> list[N]:
        """Every node of this kind."""
        return [node for node in self.nodes if isinstance(node, kind)]

    def returns(self, function: Function) -> Iterator[ast.Return]:
        """The `return` statements of a function, without those of functions in it."""
        for node in ast.walk(function):
            if isinstance(node, ast.Return) and self.function_of(node) is function:
                yield node


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
