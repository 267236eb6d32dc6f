"""Records that are passed over because they speak of something that the function says does not count."""

from __future__ import annotations

import ast

from arbase.domain.diagnosis import CrashSpec
from arbase.verify.syntax import Code
from arbase.workspace.chosen import asked_of, chosen_by, keys_asked, remarks
from arbase.workspace.promises import does_not_count


def passes_what_does_not_count(code: Code, node: ast.stmt, crash: CrashSpec) -> bool:
    """`if key not in table: continue`, first in a loop, for a table of chosen things of which the function says so.

    Every key by which the loop looks into the table is asked for: a record counts as a whole or not at all.
    """
    check = code.parent(node)
    loop = code.parent(check) if check is not None else None
    function = code.function_of(node)
    if not isinstance(node, ast.Continue) or not isinstance(check, ast.If) or not isinstance(loop, ast.For):
        return False
    if len(check.body) != 1 or check.orelse or function is None or crash.exception != "KeyError":
        return False
    names = [part.comparators[0] for part in ast.walk(check.test) if isinstance(part, ast.Compare)]
    table = names[0].id if names and isinstance(names[0], ast.Name) else ""
    asked = asked_of(check.test, table)
    behind = loop.body[loop.body.index(check) + 1 :] if check in loop.body else []
    if not asked or set(asked) != set(keys_asked(behind, table)):
        return False
    made = [
        item.value
        for item in ast.walk(function)
        if isinstance(item, ast.Assign) and any(isinstance(one, ast.Name) and one.id == table for one in item.targets)
    ]
    words = chosen_by(made[0]) if len(made) == 1 else frozenset()
    return does_not_count(remarks(function, code.source), words)
