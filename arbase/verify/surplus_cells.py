"""Whether a patch passes over what a row of `csv.DictReader` has beyond its head, as the service says of itself."""

from __future__ import annotations

import ast

from arbase.domain.diagnosis import CrashSpec
from arbase.verify.gates.interface import GateCase
from arbase.verify.literals import Fact
from arbase.verify.syntax import Code
from arbase.workspace.promises import told_at
from arbase.workspace.surplus_cells import cells_of, holds_something, reads_by_head, says_nothing, says_so


def passes_surplus_cells(case: GateCase, code: Code, node: ast.AST) -> bool:
    """`if name is None: continue` in a loop over the cells of a row, where the crash was at those without a name.

    Where nobody says what becomes of them, only blank ones are passed over: the condition asks for those, or the one
    above refuses the others.
    """
    function = code.function_of(node)
    told = [ast.get_docstring(code.tree), told_at(code.source, function) if function is not None else None]
    match node.test if isinstance(node, ast.If) else node:
        case ast.BoolOp(
            op=ast.And(),
            values=[
                ast.Compare(left=ast.Name(id=name), ops=[ast.Is()], comparators=[ast.Constant(value=None)]),
                ast.UnaryOp(op=ast.Not(), operand=asked),
            ],
        ):
            cells = _cells_around(code, node, name)
            quiet = says_nothing(case.repository.root, told)
            return quiet and _is_surplus(code, node, name, case.crash) and holds_something(asked, cells)
        case ast.Compare(left=ast.Name(id=name), ops=[ast.Is() | ast.IsNot()], comparators=[ast.Constant(value=None)]):
            known = says_so(case.repository.root, told)
            known = known or (says_nothing(case.repository.root, told) and _refused_above(code, node, name))
            return _is_surplus(code, node, name, case.crash) and known
    return False


def _refused_above(code: Code, node: ast.AST, name: str) -> bool:
    """The statement above is `if name is None and any(part.strip() for part in value): raise ...`."""
    around = code.parent(node)
    block = getattr(around, "body", [])
    above = block[block.index(node) - 1] if node in block[1:] else None
    match above:
        case ast.If(
            test=ast.BoolOp(
                op=ast.And(),
                values=[
                    ast.Compare(left=ast.Name(id=asked), ops=[ast.Is()], comparators=[ast.Constant(value=None)]),
                    something,
                ],
            ),
            body=[ast.Raise()],
            orelse=[],
        ):
            return asked == name and holds_something(something, _cells_around(code, node, name))
    return False


def _cells_around(code: Code, node: ast.AST, name: str) -> str:
    """What the loop around calls the cells of the column `name`."""
    found = [cells for outer in code.ancestors(node) if (cells := cells_of(outer)) is not None and cells[0] == name]
    return found[0][1] if found else ""


def missing_cell(code: Code, fact: Fact, crash: CrashSpec) -> str:
    """`value or ""` for a cell of such a row: a cell of a table of texts that is not there is empty."""
    choice = code.parent(fact.node)
    match choice:
        case ast.BoolOp(op=ast.Or(), values=[ast.Name(id=value), ast.Constant(value="")]):
            for outer in code.ancestors(fact.node):
                loops = getattr(outer, "generators", [outer])
                names = [cells for loop in loops if (cells := cells_of(loop)) is not None]
                if names and names[0][1] == value and _is_surplus(code, fact.node, names[0][0], crash):
                    return "a cell of a table of texts that is not there is empty"
    return ""


def _is_surplus(code: Code, node: ast.AST, name: str, crash: CrashSpec) -> bool:
    """The name is that of a column in a loop over a row, and was None, which only the surplus of a row is called."""
    seen = crash.variables.get(name)
    if not isinstance(seen, dict) or seen.get("type") != "NoneType" or not reads_by_head(code.tree):
        return False
    loops = [loop for outer in code.ancestors(node) for loop in (outer, *getattr(outer, "generators", ()))]
    return any((cells := cells_of(loop)) is not None and cells[0] == name for loop in loops)
