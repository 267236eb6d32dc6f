"""Ways out of a function that it had before a commit took them away: what comes back is no invention of the patch."""

from __future__ import annotations

import ast

from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import GateCase
from arbase.verify.guards import guard_of
from arbase.verify.syntax import Code

Exit = (ast.Return, ast.Continue, ast.Break)


def left_so_before(case: GateCase, file: ChangedFile, code: Code, node: ast.stmt) -> str:
    """The commit before which the function of that name left by this statement, under this very condition."""
    function, guard = code.function_of(node), guard_of(code, node)
    if function is None or guard.test is None or not isinstance(node, Exit):
        return ""
    wanted = (ast.dump(node), ast.dump(guard.test), guard.kind)
    name = code.qualified_name(function)
    for commit, before in case.history.earlier(file.path):
        for old in before.statements:
            owner = before.function_of(old) if isinstance(old, Exit) else None
            if owner is None or before.qualified_name(owner) != name:
                continue
            known = guard_of(before, old)
            if known.test is not None and (ast.dump(old), ast.dump(known.test), known.kind) == wanted:
                return commit
    return ""
