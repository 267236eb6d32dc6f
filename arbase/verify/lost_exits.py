"""Ways out of a function: those that it had before a commit took them away, and those that go round a refusal."""

from __future__ import annotations

import ast

from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.guards import error_answer, guard_of
from arbase.verify.syntax import Code
from arbase.workspace.tree import FUNCTIONS

EXITS = (ast.Return, ast.Continue, ast.Break)


def left_so_before(case: GateCase, file: ChangedFile, code: Code, node: ast.stmt) -> str:
    """The commit before which the function of that name left by this statement, under this very condition."""
    function, guard = code.function_of(node), guard_of(code, node)
    if function is None or guard.test is None or not isinstance(node, EXITS):
        return ""
    wanted = (ast.dump(node), ast.dump(guard.test), guard.kind)
    name = code.qualified_name(function)
    for commit, before in case.history.earlier(file.path):
        for old in before.statements:
            owner = before.function_of(old) if isinstance(old, EXITS) else None
            if owner is None or before.qualified_name(owner) != name:
                continue
            known = guard_of(before, old)
            if known.test is not None and (ast.dump(old), ast.dump(known.test), known.kind) == wanted:
                return commit
    return ""


def lets_pass(code: Code, node: ast.Return) -> int:
    """The line of the refusal in which the block around a new condition ends without fail, where this leaves before it.

    `if len(hits) >= limit: <condition: return>; wait = ...; raise TooMany(wait)`. 0 if there is none.
    """
    condition = code.parent(node)
    outer = code.parent(condition) if condition is not None else None
    block = getattr(outer, "body", None) if isinstance(condition, ast.If) else None
    if not isinstance(block, list) or condition not in block or isinstance(outer, FUNCTIONS):
        return 0
    last = block[-1]
    return last.lineno if isinstance(last, ast.Raise) and error_answer(last) is not None else 0
