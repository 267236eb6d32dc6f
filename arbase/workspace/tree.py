"""A parsed module with the links that rules need: parents, enclosing functions, the statement at a line."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property

Function = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Tree:
    """One parsed module. Lines are 1-based and columns 0-based UTF-8 bytes, as `ast` and tracebacks have them."""

    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree

    @cached_property
    def _parents(self) -> dict[ast.AST, ast.AST]:
        return {child: parent for parent in self.nodes for child in ast.iter_child_nodes(parent)}

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
        found = [node for node in self.functions if node.lineno <= line <= (node.end_lineno or node.lineno)]
        return max(found, key=lambda node: node.lineno, default=None)

    def qualified_name(self, node: ast.AST) -> str:
        """`Class.method` of a function or class, without the `<locals>` marks of the interpreter."""
        names = [outer.name for outer in self.ancestors(node) if isinstance(outer, (*FUNCTIONS, ast.ClassDef))]
        own = [node.name] if isinstance(node, (*FUNCTIONS, ast.ClassDef)) else []
        return ".".join([*reversed(names), *own])


def own_lines(statement: ast.stmt) -> range:
    """The lines of a statement; of a compound one the lines of its header, up to the first decorator of its body."""
    end = statement.end_lineno or statement.lineno
    body = getattr(statement, "body", None)
    if isinstance(body, list) and body:
        first = body[0]
        top = min([first.lineno, *(item.lineno for item in getattr(first, "decorator_list", ()))])
        end = max(statement.lineno, top - 1)
    cases = getattr(statement, "cases", None)
    if isinstance(cases, list) and cases:
        end = max(statement.lineno, cases[0].pattern.lineno - 1)
    return range(statement.lineno, end + 1)


def dotted(node: ast.AST | None) -> str:
    """`a.b.c` of a chain of attributes on a name, else an empty string."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        base = dotted(node.value)
        return f"{base}.{node.attr}" if base else ""
    return ""
