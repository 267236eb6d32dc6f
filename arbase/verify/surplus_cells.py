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


def leaves_surplus(case: GateCase) -> str:
    """The loop over a row's cells whose value was None, and that still takes the name of the surplus for a text.

    Rows with too many cells are the other side of rows with too few: where the service says that the surplus is
    ignored, a patch that mends the short ones alone leaves the long ones to crash in the same loop.
    """
    path = case.crash.location.path
    code = next((file.new for file in case.files if file.path == path), case.repository.codes.get(path))
    if code is None or not reads_by_head(code.tree) or not says_so(case.repository.root, ()):
        return ""
    for outer in code.every(ast.AST):
        for loop in (outer, *getattr(outer, "generators", ())):
            name, value = cells_of(loop) or ("", "")
            if (
                name
                and _was_none(case.crash, value)
                and _is_read_as_text(loop if loop is not outer else outer, outer, name)
            ):
                return f"{path}:{getattr(outer, 'lineno', 0)}"
    return ""


def _is_read_as_text(loop: ast.AST, outer: ast.AST, name: str) -> bool:
    """The name is read, and no condition of the loop asks for it."""
    reads = [part for part in ast.walk(outer) if isinstance(part, ast.Name) and part.id == name]
    reads = [part for part in reads if isinstance(part.ctx, ast.Load)]
    conditions = [part.test for part in ast.walk(outer) if isinstance(part, ast.If | ast.IfExp)]
    conditions += getattr(loop, "ifs", [])
    asked = {id(part) for test in conditions for part in ast.walk(test)}
    return bool(reads) and not any(id(part) in asked for part in reads)


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
    """The name is that of a column in a loop over a row, and was None, which only the surplus of a row is called.

    Or a cell of the row was None, which those that lack are: the same loop meets either.
    """
    if not reads_by_head(code.tree):
        return False
    loops = [loop for outer in code.ancestors(node) for loop in (outer, *getattr(outer, "generators", ()))]
    found = [cells for loop in loops if (cells := cells_of(loop)) is not None and cells[0] == name]
    return any(_was_none(crash, one) for cells in found for one in cells)


def _was_none(crash: CrashSpec, name: str) -> bool:
    seen = crash.variables.get(name)
    return isinstance(seen, dict) and seen.get("type") == "NoneType"
