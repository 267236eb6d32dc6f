"""Patches that bring in nothing but calls of functions that the repository has for the purpose."""

from __future__ import annotations

import ast

from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.syntax import Code, called_name

DECIDES = (ast.If, ast.IfExp, ast.BoolOp, ast.Compare, ast.Raise, ast.Return, ast.Try, ast.Assert, ast.While)
# What holds the request without being handed on.
AMBIENT = frozenset(("request", "req", "g", "session", "current_user", "context", "flask", "bottle", "cherrypy", "web"))


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


def without_the_client(case: GateCase) -> str:
    """The new call of an own function that is handed nothing but what the module itself has; empty if there is none.

    `text(select(func.count(Invoice.id)))` is the same for every request: what it refuses is nobody's mistake but ours.
    """
    for file in case.files if only_calls(case) else ():
        for call in file.fresh(lambda code: code.every(ast.Call)):
            given = [*call.args, *(word.value for word in call.keywords)]
            held = [part for part in given if not isinstance(part, ast.Constant)]
            if not held or file.new is None or not case.repository.calls(called_name(call)):
                continue
            names = {part.id for item in given for part in ast.walk(item) if isinstance(part, ast.Name)}
            asked = {called_name(part) for item in given for part in ast.walk(item) if isinstance(part, ast.Call)}
            own = any(node.name in asked for code in case.repository.codes.values() for node in code.functions)
            if not own and not names & (_bound(file.new, call) | AMBIENT):
                return f"`{ast.unparse(call)[:60]}`"
    return ""


def _bound(code: Code, call: ast.Call) -> set[str]:
    """The names that the functions around a call, or expressions in them, give a value."""
    found: set[str] = set()
    for outer in code.ancestors(call):
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            parts = list(ast.walk(outer))
            found |= {part.arg for part in parts if isinstance(part, ast.arg)}
            found |= {part.id for part in parts if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load)}
    return found
