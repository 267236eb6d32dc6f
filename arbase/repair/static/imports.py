"""How a name of one module is brought into another."""

from __future__ import annotations

import ast
import builtins
from pathlib import PurePosixPath

from arbase.repair.static.source import Codebase, SourceFile


def module_name(path: str, roots: tuple[str, ...] = (".",)) -> str:
    """The dotted name of a file, seen from the folder on the import path that lies deepest above it."""
    parts = PurePosixPath(path).with_suffix("").parts
    best: tuple[str, ...] = ()
    for root in (*roots, *(("src",) if parts[:1] == ("src",) else ())):
        prefix = tuple(part for part in PurePosixPath(root).parts if part != ".")
        if parts[: len(prefix)] == prefix and len(prefix) > len(best):
            best = prefix
    dotted = parts[len(best) :]
    return ".".join(dotted[:-1] if dotted[-1] == "__init__" and len(dotted) > 1 else dotted)


def import_of(name: str, source: SourceFile, target: SourceFile, roots: tuple[str, ...] = (".",)) -> str | None:
    """The import statement that gives `target` what `source` calls `name`.

    Empty where nothing is needed (a builtin, or `target` has the name from the same place); None where it cannot be.
    """
    found = _imported(name, source, roots)
    if found is None and _defined(name, source):
        found = (module_name(source.path, roots), name)
    if found is None:
        return "" if hasattr(builtins, name) else None
    if source.path == target.path:
        return ""
    own = _imported(name, target, roots)
    if own is not None:
        return "" if own == found else None
    if _defined(name, target):
        return "" if found == (module_name(target.path, roots), name) else None
    module, attribute = found
    if attribute is None:
        return f"import {module}" if module == name else f"import {module} as {name}"
    alias = attribute if attribute == name else f"{attribute} as {name}"
    return f"from {_written(module, target, roots)} import {alias}"


def spelled(file: SourceFile, module: str, name: str, usual: tuple[str, str]) -> tuple[str, tuple[str, ...]]:
    """How a file spells a name of a library's module, and the import that it needs for it.

    `usual` are the spelling and the import where the file has neither.
    """
    for node in file.tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                if isinstance(node, ast.Import) and alias.name == module:
                    return f"{alias.asname or alias.name}.{name}", ()
                if isinstance(node, ast.ImportFrom) and (node.module, alias.name) == (module, name):
                    return alias.asname or alias.name, ()
    return usual[0], (usual[1],)


def packages(codebase: Codebase) -> frozenset[str]:
    """The packages that a repository imports, by their first name."""
    found: set[str] = set()
    for file in codebase.sources:
        for node in file.nodes:
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add((node.module or "").partition(".")[0])
    return frozenset(found)


def _written(module: str, target: SourceFile, roots: tuple[str, ...]) -> str:
    """A module name as `target` would write it: relative where that is the only way it imports its own package."""
    own = module_name(target.path, roots)
    package = own if PurePosixPath(target.path).name == "__init__.py" else own.rpartition(".")[0]
    nodes = [node for node in target.tree.body if isinstance(node, ast.ImportFrom)]
    top = own.split(".")[0]
    absolute = any(node.level == 0 and (node.module or "").split(".")[0] == top for node in nodes)
    if absolute or not any(node.level for node in nodes) or module.split(".", maxsplit=1)[0] != top or not package:
        return module
    here, there = package.split("."), module.split(".")
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    return "." * (len(here) - shared + 1) + ".".join(there[shared:])


def _imported(name: str, file: SourceFile, roots: tuple[str, ...]) -> tuple[str, str | None] | None:
    """The module and attribute that a top-level import binds to `name`; attribute None for a module."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    return alias.name, None
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    return absolute_module(node, file, roots), alias.name
    return None


def absolute_module(node: ast.ImportFrom, file: SourceFile, roots: tuple[str, ...]) -> str:
    """The module that a `from` import names, relative ones resolved."""
    if not node.level:
        return node.module or ""
    own = module_name(file.path, roots).split(".")
    if PurePosixPath(file.path).name != "__init__.py":
        own = own[:-1]
    base = own[: len(own) - node.level + 1]
    return ".".join([*base, *([node.module] if node.module else [])])


def _defined(name: str, file: SourceFile) -> bool:
    for node in file.tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name == name:
            return True
        if isinstance(node, ast.Assign) and any(
            isinstance(item, ast.Name) and item.id == name for item in node.targets
        ):
            return True
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == name:
            return True
    return False
