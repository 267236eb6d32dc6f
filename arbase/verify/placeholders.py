"""A sign that says "nothing" to a reader is no value where the code decides by it."""

from __future__ import annotations

import ast
import re

from arbase.verify.literals import Fact
from arbase.verify.syntax import Code

_NOTHING = re.compile(r"(?:\W+|n/?a|none|null|unknown|missing|undefined)\Z", re.IGNORECASE)


def decides(code: Code, fact: Fact) -> bool:
    """The literal, a dash or a word for nothing, is given to a name that its function compares or looks up.

    `country = address.country if address else "-"` in front of `if country == HOME`: how a report shows what is missing
    says nothing of which way is taken for it.
    """
    value = fact.node.value if isinstance(fact.node, ast.Constant) else None
    function = code.function_of(fact.node)
    if not isinstance(value, str) or not _NOTHING.match(value) or function is None:
        return False
    name = _given_to(code, fact.node)
    compares = [node for node in ast.walk(function) if isinstance(node, ast.Compare)]
    asked = [part for node in compares for part in (node.left, *node.comparators)]
    asked += [node.slice for node in ast.walk(function) if isinstance(node, ast.Subscript)]
    known = {part.value for part in asked if isinstance(part, ast.Constant)}
    return bool(name) and value not in known and any(isinstance(part, ast.Name) and part.id == name for part in asked)


def _given_to(code: Code, node: ast.AST) -> str:
    """The plain name that the value is given to, through choices only; empty where it is not."""
    for outer in code.ancestors(node):
        if isinstance(outer, ast.Assign):
            return outer.targets[0].id if isinstance(outer.targets[0], ast.Name) else ""
        if not isinstance(outer, ast.IfExp | ast.BoolOp):
            return ""
    return ""
