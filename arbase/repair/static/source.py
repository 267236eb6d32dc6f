"""Source files of the repository with what edits and rules need: offsets, parents, scopes."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from arbase.workspace.parsing import parse
from arbase.workspace.paths import is_test
from arbase.workspace.tree import FUNCTIONS, Tree

SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
SKIPPED = frozenset(
    (".git", ".venv", "venv", "node_modules", "__pycache__", ".tox", ".nox", "build", "dist", ".arbase", "migrations")
)
MAX_FILES = 3000
MAX_BYTES = 1_000_000
BOM = "\ufeff"
_LINE_END = re.compile(r"\r\n|\r|\n")


class SourceFile(Tree):
    """One parsed Python file with its text, for edits."""

    def __init__(self, path: str, text: str, tree: ast.Module) -> None:
        self.path = path
        self.text = text
        super().__init__(tree)

    @classmethod
    def parse(cls, path: str, text: str) -> SourceFile | None:
        """The parsed file, or None where this interpreter cannot read it."""
        try:
            return cls(path, text, parse(text.removeprefix(BOM)))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None

    @cached_property
    def newline(self) -> str:
        """The line ending of the file."""
        return "\r\n" if "\r\n" in self.text else "\n"

    @cached_property
    def _starts(self) -> list[int]:
        return [len(BOM) if self.text.startswith(BOM) else 0, *(match.end() for match in _LINE_END.finditer(self.text))]

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their endings."""
        return _LINE_END.split(self.text.removeprefix(BOM))

    def line_start(self, line: int) -> int:
        """The offset of the first character of a line; the end of the text for a line after the last."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.text)

    def offset(self, line: int, column: int) -> int:
        """The character offset of a line and UTF-8 column."""
        text = self.lines[line - 1]
        before = text if text.isascii() else text.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "ignore")
        return self.line_start(line) + (column if text.isascii() else len(before))

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Start and end offset of a node, decorators not included."""
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        end_line, end_column = getattr(node, "end_lineno", line), getattr(node, "end_col_offset", column)
        return self.offset(line, column), self.offset(end_line, end_column)

    def segment(self, node: ast.AST) -> str:
        """The source text of a node."""
        start, end = self.span(node)
        return self.text[start:end]

    def indent(self, statement: ast.stmt) -> str:
        """The white space in front of the line of a statement."""
        text = self.lines[statement.lineno - 1]
        return text[: len(text) - len(text.lstrip())]

    @cached_property
    def unit(self) -> str:
        """One level of indentation as this file has it."""
        for node in self.nodes:
            if isinstance(node, FUNCTIONS) and node.body[0].lineno > node.lineno:
                outer, inner = self.indent(node), self.indent(node.body[0])
                if inner.startswith(outer) and inner != outer:
                    return inner[len(outer) :]
        return "    "

    def class_of(self, node: ast.AST) -> ast.ClassDef | None:
        """The innermost class around `node`."""
        return next((outer for outer in self.ancestors(node) if isinstance(outer, ast.ClassDef)), None)

    def block_of(self, statement: ast.stmt) -> list[ast.stmt]:
        """The list of statements that holds `statement`."""
        parent = self.parent(statement)
        for name in ("body", "orelse", "finalbody"):
            block = getattr(parent, name, None)
            if isinstance(block, list) and any(item is statement for item in block):
                return block
        return [statement]

    def starts_line(self, statement: ast.stmt) -> bool:
        """Nothing but white space stands before the statement on its line."""
        start, _ = self.span(statement)
        return not self.text[self.line_start(statement.lineno) : start].strip()


class Codebase:
    """The Python files under a folder, parsed when first asked for, with changed texts laid over them."""

    def __init__(self, root: Path, overlay: Mapping[str, str | None] | None = None) -> None:
        self.root = root
        self.overlay = dict(overlay or {})
        self._files: dict[str, SourceFile | None] = {}

    def over(self, overlay: Mapping[str, str | None]) -> Codebase:
        """The same files with more changes over them."""
        changed = Codebase(self.root, {**self.overlay, **overlay})
        changed._files = {path: file for path, file in self._files.items() if path not in overlay}
        return changed

    def read(self, path: str) -> str | None:
        """The text of a file of the repository; None if absent, too large, a link or not UTF-8."""
        if path in self.overlay:
            return self.overlay[path]
        target = self.root / path
        if path.startswith("/") or ".." in Path(path).parts or target.is_symlink() or not target.is_file():
            return None
        if target.stat().st_size > MAX_BYTES:
            return None
        try:
            return target.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            return None

    def file(self, path: str) -> SourceFile | None:
        """The parsed file; None if it cannot be read or parsed."""
        if path not in self._files:
            text = self.read(path) if path.endswith((".py", ".pyw")) else None
            self._files[path] = None if text is None else SourceFile.parse(path, text)
        return self._files[path]

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Every Python file, by name, tests included."""
        return self._named(".py")

    @cached_property
    def scripts(self) -> tuple[str, ...]:
        """Every file of SQL, by name."""
        return self._named(".sql", SKIPPED - {"migrations"})  # where tables are made

    def ending_with(self, name: str) -> list[str]:
        """The files whose path ends with `name`, a file's name or the last parts of a path."""
        found = self._named(name.rpartition("/")[2])
        return [path for path in found if f"/{path}".endswith(f"/{name}")]

    def _named(self, ending: str, skipped: frozenset[str] | set[str] = SKIPPED) -> tuple[str, ...]:
        found: list[str] = []
        for folder, names, files in os.walk(self.root):
            names[:] = sorted(name for name in names if name not in skipped and not name.endswith(".egg-info"))
            relative = Path(folder).relative_to(self.root)
            found.extend((relative / name).as_posix() for name in sorted(files) if name.endswith(ending))
            if len(found) >= MAX_FILES:
                break
        return tuple(found[:MAX_FILES])

    @cached_property
    def sources(self) -> tuple[SourceFile, ...]:
        """Every parsed file that is not a test."""
        parsed = (self.file(path) for path in self.paths if not is_test(path))
        return tuple(file for file in parsed if file is not None)


def own_nodes(root: ast.AST) -> Iterator[ast.AST]:
    """The nodes under `root` without those of nested functions, classes and lambdas."""
    pending = list(ast.iter_child_nodes(root))
    while pending:
        node = pending.pop(0)
        yield node
        if not isinstance(node, SCOPES):
            pending.extend(ast.iter_child_nodes(node))


def header_nodes(statement: ast.stmt) -> Iterator[ast.AST]:
    """The nodes of a statement without the statements in its body."""
    pending: list[ast.AST] = [statement]
    while pending:
        node = pending.pop(0)
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.stmt | ast.ExceptHandler):
                yield child
                pending.append(child)


def last_name(node: ast.AST | None) -> str:
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
            return last_name(node.func)
    return ""


def text_of(node: ast.AST) -> str | None:
    """The text under which a crash describes the value of an expression (see `arbase.replay.inside.operands`)."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        base = text_of(node.value)
        return None if base is None else f"{base}.{node.attr}"
    if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice):
        base, key = text_of(node.value), node.slice
        inner = repr(key.value) if isinstance(key, ast.Constant) else text_of(key)
        return None if base is None or inner is None else f"{base}[{inner}]"
    return None
