"""Twelve hours, where people wrote that times count from noon less twelve hours."""

from __future__ import annotations

import ast

from arbase.verify.gates.interface import GateCase
from arbase.verify.literals import Fact
from arbase.verify.syntax import Code, called_name
from arbase.workspace.from_noon import says_from_noon, told_from_noon


def half_a_day(case: GateCase, code: Code, fact: Fact) -> str:
    """`Timedelta(hours=12)` in a function, a module or a service that counts so; empty for anything else."""
    word = code.parent(fact.node)
    call = code.parent(word) if isinstance(word, ast.keyword) and word.arg == "hours" else None
    twelve = isinstance(fact.node, ast.Constant) and fact.node.value == 12
    if not twelve or not isinstance(call, ast.Call) or called_name(call) not in {"Timedelta", "timedelta"}:
        return ""
    for node in (code.function_of(fact.node), code.tree):
        if node is not None and says_from_noon(ast.get_docstring(node) or ""):
            return f"the docstring at line {getattr(node, 'lineno', 1)} counts from noon less twelve hours"
    place = told_from_noon(case.repository.root)
    return f"{place} counts from noon less twelve hours" if place else ""
