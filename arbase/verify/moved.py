"""Patches that only put statements elsewhere."""

from __future__ import annotations

import ast
from collections import Counter

from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.syntax import Code

_HOLDERS = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith,
)  # fmt: skip


def only_moves(case: GateCase) -> bool:
    """Each changed file has the very statements that it had, as often, in another order."""
    return bool(case.files) and all(_only_moves(file) for file in case.files)


def _only_moves(file: ChangedFile) -> bool:
    return file.old is not None and file.new is not None and _statements(file.old) == _statements(file.new)


def _statements(code: Code) -> Counter[str]:
    return Counter(_told(node) for node in code.nodes if isinstance(node, ast.stmt))


def _told(node: ast.stmt) -> str:
    """A statement, or a condition with all that it decides; of what only holds statements its head."""
    if not isinstance(node, _HOLDERS):
        return ast.unparse(node)
    head = [ast.dump(part) for part in ast.iter_child_nodes(node) if not isinstance(part, ast.stmt)]
    return " ".join((type(node).__name__, getattr(node, "name", ""), *head))
