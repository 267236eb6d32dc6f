"""Literals that cannot be meant where they stand, whatever precedent they have."""

from __future__ import annotations

import ast

from arbase.verify.literals import Fact
from arbase.verify.neutral import is_summed
from arbase.verify.placeholders import decides
from arbase.verify.syntax import Code, called_name, last_name
from arbase.verify.witnesses import NONE


def is_out_of_place(code: Code, fact: Fact) -> bool:
    """It is of another type than its function gives, a null for a sum, or a stand-in that something is decided by."""
    return _of_another_type(code, fact) or _null_for_a_sum(code, fact) or decides(code, fact)


def _of_another_type(code: Code, fact: Fact) -> bool:
    """The function is declared to answer with text, and the literal that it may answer with is a number, or so."""
    function, child = code.function_of(fact.node), fact.node
    declared = last_name(function.returns) if function is not None and function.returns is not None else ""
    value = fact.node.value if isinstance(fact.node, ast.Constant) else None
    word = code.parent(fact.node)
    if declared in ("str", "int", "float") and value is None:
        # `max(names, default=None)` of a function that is declared to answer with a name.
        call = code.parent(word) if isinstance(word, ast.keyword) and word.arg == "default" else None
        return call is not None and isinstance(code.parent(call), ast.Return)
    if declared not in ("str", "int", "float") or not isinstance(value, str | int | float):
        return False
    for outer in code.ancestors(fact.node):
        if isinstance(outer, ast.Return):
            return (declared == "str") != isinstance(value, str)
        passes = isinstance(outer, ast.IfExp) and child is not outer.test
        default = isinstance(outer, ast.keyword) and outer.arg == "default"
        if not passes and not default and not (isinstance(outer, ast.Call) and called_name(outer) in {"max", "min"}):
            return False
        child = outer
    return False


def _null_for_a_sum(code: Code, fact: Fact) -> bool:
    """`None` where a sum of the database is tested for being NULL: a sum of nothing is 0."""
    outer, function = code.parent(fact.node), code.function_of(fact.node)
    chosen = isinstance(outer, ast.IfExp) and fact.node is not outer.test and fact.value == NONE
    return chosen and function is not None and isinstance(outer, ast.IfExp) and is_summed(function, outer.test)
