"""Patches that only put statements elsewhere."""

from __future__ import annotations

import ast
from collections import Counter

from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.syntax import Code


def only_moves(case: GateCase) -> bool:
    """Each changed file has the very statements that it had, as often, in another order."""
    return bool(case.files) and all(_only_moves(file) for file in case.files)


def _only_moves(file: ChangedFile) -> bool:
    return file.old is not None and file.new is not None and _statements(file.old) == _statements(file.new)


def _statements(code: Code) -> Counter[str]:
    return Counter(ast.unparse(node) for node in code.nodes if isinstance(node, ast.stmt) and _is_leaf(node))


def _is_leaf(node: ast.stmt) -> bool:
    """A statement, or a condition with what it decides; what holds more is told by its parts."""
    return not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.For | ast.While | ast.With)
