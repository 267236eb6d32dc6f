"""Gate 6, continued: nothing stands in for a row that the models say is always there."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.domain.fix import GateResult
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.gates.set_together import fields_of_none
from arbase.workspace.mapped import never_nothing


class DeclaredWholeGate(Gate):
    """`shift.ward` is None although no shift is without its ward: the shift was taken back, or never written.

    To bear it where it is read shows rows that are not there; what made them so stays.
    """

    name = "declared whole"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a test of such a relation for None that the patch brings in."""
        if "NoneType" in case.crash.message and not case.restored:
            trees = [code.tree for code in case.repository.codes.values()]
            for field in fields_of_none(case):
                owner = never_nothing(trees, field, _owner(case, field))
                for file in case.files if owner else ():
                    for line in _tested(file, field):
                        return self.refuses(
                            f"{file.path}:{line} bears a {field} of None, though the models say that every {owner} "
                            "has one: what was read is no row, and why is not mended"
                        )
        return self.passes("nothing stands in for what the models say is always there")


def _owner(case: GateCase, field: str) -> str:
    """The class of what the crashed statement read the field of, where it was seen."""
    code = case.repository.codes.get(case.crash.location.path)
    for node in code.every(ast.Attribute) if code is not None else ():
        if node.attr == field and node.lineno in case.lab.crash_lines:
            seen = case.crash.variables.get(ast.unparse(node.value))
            if isinstance(seen, dict):
                return str(seen.get("type", "")).rpartition(".")[2]
    return ""


def _tested(file: ChangedFile, field: str) -> Iterator[int]:
    """The lines with a new test of the field, or with what reads it with a default."""
    kinds = (ast.Compare, ast.If, ast.IfExp, ast.UnaryOp, ast.BoolOp, ast.Call)
    asking = file.fresh(lambda code: (node for node in code.nodes if isinstance(node, kinds))) if file.new else ()
    for node in asking:
        if any(_is_field(one, field) for one in _asked(node)):
            yield node.lineno


def _asked(node: ast.AST) -> list[ast.expr]:
    """What the node asks whether it is there."""
    match node:
        case ast.Compare(left=left, ops=[ast.Is() | ast.IsNot()]):
            return [left]
        case ast.If(test=test) | ast.IfExp(test=test) | ast.UnaryOp(op=ast.Not(), operand=test):
            return [test]
        case ast.BoolOp(values=values):
            return values
        case ast.Call(func=ast.Name(id="getattr"), args=[given, _, _]):
            return [given]
    return []


def _is_field(node: ast.expr, field: str) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == field
