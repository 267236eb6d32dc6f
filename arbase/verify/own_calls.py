"""Patches that bring in nothing but calls of functions that the repository has for the purpose."""

from __future__ import annotations

import ast

from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.syntax import called_name

DECIDES = (ast.If, ast.IfExp, ast.BoolOp, ast.Compare, ast.Raise, ast.Return, ast.Try, ast.Assert, ast.While)


def only_calls(case: GateCase) -> bool:
    """What is new are calls of the repository's own functions that other code calls too: no condition, no statement."""
    return bool(case.files) and all(_only_calls(case, file) for file in case.files)


def _only_calls(case: GateCase, file: ChangedFile) -> bool:
    new = file.fresh(lambda code: [node for node in code.nodes if isinstance(node, DECIDES)], _kind)
    calls = [called_name(call) for call in file.fresh(lambda code: code.every(ast.Call))]
    own = [name for name in calls if case.repository.calls(name)]
    # What stands around the new call is new as a whole, though only its inner part is.
    around = {called_name(call) for call in file.gone(lambda code: code.every(ast.Call))}
    return not new and bool(own) and set(calls) <= {*own, *around}


def _kind(node: ast.AST) -> str:
    return type(node).__name__
