"""Entries that a sum passes over because what is added is not known of them, and the pages say that this is right."""

from __future__ import annotations

import ast

from arbase.verify.gates.interface import GateCase
from arbase.verify.syntax import Code
from arbase.workspace.promises import told_at
from arbase.workspace.uncounted import is_summed, is_total, unknown_is_not_counted


def passes_what_is_not_known(case: GateCase, code: Code, node: ast.AST) -> bool:
    """`if item["grams"] is None: continue` before `total += ...`, and the same as the filter of a sum.

    Only that one value is asked for, and all that is done with it is to add it up.
    """
    function = code.function_of(node)
    match node:
        case ast.If(test=test, body=[ast.Continue()], orelse=[]):
            loop = code.parent(node)
            entry = loop.target if isinstance(loop, ast.For) and is_summed(loop) else None
            behind: list[ast.AST] = [*loop.body] if isinstance(loop, ast.For) else []
            behind = [one for one in behind if one is not node]
        case ast.expr():
            test, round_ = node, code.parent(node)
            outer = code.parent(round_) if isinstance(round_, ast.comprehension) else None
            summed = isinstance(outer, ast.GeneratorExp | ast.ListComp) and is_total(code.parent(outer))
            entry = round_.target if isinstance(round_, ast.comprehension) and summed else None
            behind = [outer.elt] if isinstance(outer, ast.GeneratorExp | ast.ListComp) else []
        case _:
            return False
    match test:
        case ast.Compare(
            left=ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str() as key)) as asked,
            ops=[ast.Is() | ast.IsNot() as sign],
            comparators=[ast.Constant(value=None)],
        ) if isinstance(sign, ast.Is) is isinstance(node, ast.If):
            pass
        case _:
            return False
    if not isinstance(entry, ast.Name) or entry.id != name or function is None:
        return False
    added = any(ast.dump(one) == ast.dump(asked) for part in behind for one in ast.walk(part))
    told = [told_at(code.source, function)]
    return added and unknown_is_not_counted(case.repository.root, told, key, function)
