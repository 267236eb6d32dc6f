"""What a Python file defines and where, read from its syntax; the file is never imported."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from arbase.workspace.parsing import parse

MODULE = "<module>"


@dataclass(frozen=True)
class Definition:
    """A function or class: its name with its owners' (`Class.method`), and its first (decorators) and last line."""

    name: str
    kind: str
    first_line: int
    last_line: int


@dataclass(frozen=True)
class Handler:
    """An `except` clause: its lines, and what it catches as written (empty for a bare one)."""

    first_line: int
    last_line: int
    catches: str


@dataclass(frozen=True)
class Outline:
    """The definitions of one file, its `raise` statements and `except` clauses, and the modules that it imports."""

    definitions: tuple[Definition, ...] = ()
    raises: tuple[tuple[int, int], ...] = ()
    handlers: tuple[Handler, ...] = ()
    imports: tuple[str, ...] = ()

    def enclosing(self, line: int) -> Definition | None:
        """The innermost function or class around `line`, or None at module level."""
        around = [item for item in self.definitions if item.first_line <= line <= item.last_line]
        return max(around, key=lambda item: (item.first_line, -item.last_line), default=None)

    def function_at(self, line: int) -> str:
        """The qualified name of what is around `line`; `<module>` at module level."""
        found = self.enclosing(line)
        return found.name if found else MODULE

    def named(self, name: str) -> tuple[Definition, ...]:
        """Definitions called `name`, bare (`method`) or qualified (`Class.method`)."""
        plain = name.replace(".<locals>", "")
        return tuple(item for item in self.definitions if item.name == plain or item.name.endswith(f".{plain}"))

    def raises_at(self, line: int) -> bool:
        """Whether `line` belongs to a `raise` statement."""
        return any(first <= line <= last for first, last in self.raises)

    def handler_at(self, line: int) -> Handler | None:
        """The innermost `except` clause around `line`."""
        around = [item for item in self.handlers if item.first_line <= line <= item.last_line]
        return max(around, key=lambda item: item.first_line, default=None)


def outline_of(source: str) -> Outline:
    """The outline of Python `source`; an empty one if it cannot be parsed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = parse(source)
        definitions = tuple(_definitions(tree))
        nodes = list(ast.walk(tree))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Outline()
    return Outline(
        definitions=definitions,
        raises=tuple((node.lineno, node.end_lineno or node.lineno) for node in nodes if isinstance(node, ast.Raise)),
        handlers=tuple(
            Handler(node.lineno, node.end_lineno or node.lineno, ast.unparse(node.type) if node.type else "")
            for node in nodes
            if isinstance(node, ast.ExceptHandler)
        ),
        imports=tuple(sorted(_imports(nodes))),
    )


def _definitions(tree: ast.Module) -> Iterator[Definition]:
    pending: list[tuple[ast.AST, str]] = [(tree, "")]
    while pending:
        node, prefix = pending.pop()
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                pending.append((child, prefix))
                continue
            first = min([child.lineno, *(decorator.lineno for decorator in child.decorator_list)])
            kind = "class" if isinstance(child, ast.ClassDef) else "function"
            yield Definition(prefix + child.name, kind, first, child.end_lineno or child.lineno)
            pending.append((child, f"{prefix}{child.name}."))


def _imports(nodes: list[ast.AST]) -> set[str]:
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def class_at(source: str, line: int) -> ast.ClassDef | None:
    """The class whose definition or decorator begins at a line; None where there is none, or no Python."""
    try:
        tree = parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    classes = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return next((node for node in classes if line in (node.lineno, *(one.lineno for one in node.decorator_list))), None)
