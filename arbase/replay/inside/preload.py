"""Which third-party modules a program will import, read from its source without running it."""

from __future__ import annotations

import ast
import os
from typing import Iterator

from .guard import caught

MOST_FILES = 2000


def third_party(roots: list[str], module: str) -> list[str]:
    """Modules outside `roots` that `module` and what it imports from `roots` name at module level."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    pending = [module]
    while pending and len(seen) < MOST_FILES:
        name = pending.pop()
        if name in seen:
            continue
        seen.add(name)
        path = _source(roots, name)
        if path is None:
            if _source(roots, name.split(".")[0]) is None:
                found[name] = None
            continue
        package = name if path.endswith("__init__.py") else name.rpartition(".")[0]
        parent = name.rpartition(".")[0]
        # In the order in which the imports stand: some libraries care.
        pending += reversed(list(_imports(path, package)))
        if parent:
            pending.append(parent)
    return list(found)


def module_of(roots: list[str], path: str) -> str:
    """The module name under which a file can be followed, empty if it lies in none of `roots`."""
    for root in roots:
        relative = os.path.relpath(os.path.abspath(path), root)
        if not relative.startswith("..") and relative.endswith(".py"):
            return relative[:-3].replace(os.sep, ".")
    return ""


def _source(roots: list[str], module: str) -> str | None:
    relative = os.path.join(*module.split("."))
    for root in roots:
        for tail in (os.path.join(relative, "__init__.py"), relative + ".py"):
            path = os.path.join(root, tail)
            if os.path.isfile(path):
                return path
        if os.path.isdir(os.path.join(root, relative)):
            return os.path.join(root, relative)  # a namespace package has no source
    return None


def _imports(path: str, package: str) -> Iterator[str]:
    content, failure = caught(_read, path)
    tree, failure = (None, failure) if failure is not None else caught(ast.parse, content)
    pending: list[ast.AST] = [tree] if failure is None and tree is not None else []
    while pending:
        node = pending.pop(0)
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, package)
            if base:
                yield base
                for alias in node.names:
                    if alias.name != "*":
                        yield base + "." + alias.name
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) and not _for_types_only(node):
            pending[:0] = [
                child for child in ast.iter_child_nodes(node) if isinstance(child, (ast.stmt, ast.excepthandler))
            ]


def _absolute(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    base = parts[: len(parts) - node.level + 1]
    return ".".join(base + ([node.module] if node.module else []))


def _for_types_only(node: ast.AST) -> bool:
    if not isinstance(node, ast.If):
        return False
    name = getattr(node.test, "id", getattr(node.test, "attr", ""))
    return bool(name == "TYPE_CHECKING")


def _read(path: str) -> bytes:
    with open(path, "rb") as source:
        return source.read(4_000_000)
