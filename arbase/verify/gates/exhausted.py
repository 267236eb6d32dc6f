"""Gate 6, continued: what has been read to its end is not empty."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.domain.fix import GateResult
from arbase.replay.interface import READ_ONCE
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.syntax import Code
from arbase.workspace.tree import Function


class ReadTwiceGate(Gate):
    """The crashed statement reads an iterator that the function has read before: there is nothing left of it.

    A patch that treats that as nothing to begin with hides what was there; one that keeps it (a list) or no longer
    reads it twice mends the fault.
    """

    name = "read twice"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a patch that leaves the iterator bound as it was and read as often."""
        file = case.changed(case.crash.location.path)
        if file is None or case.restored:
            return self.passes("the patch is elsewhere, or goes back to how it was")
        for name, function in _run_out(case, file):
            patched = next((one for one in file.new.functions if one.name == function.name), None) if file.new else None
            same = patched is not None and _bindings(patched, name) == _bindings(function, name)
            if patched is not None and same and len(_reads(patched, name)) >= len(_reads(function, name)):
                return self.refuses(
                    f"{name} was read to its end before line {case.crash.location.line}; it is not empty"
                )
        return self.passes("no iterator that was read to its end counts as empty")


def _run_out(case: GateCase, file: ChangedFile) -> Iterator[tuple[str, Function]]:
    """Names that the crashed statement reads, that held an iterator, and that were read above it."""
    code, line = file.old, case.crash.location.line
    statement = code.statement_at(line) if code else None
    function = code.function_at(line) if code else None
    if statement is None or function is None:
        return
    for name in sorted({node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}):
        described = case.crash.variables.get(name)
        kind = described.get("type", "") if isinstance(described, dict) else ""
        above = [node for node in _reads(function, name) if node.lineno < statement.lineno and _consumes(code, node)]
        if READ_ONCE.search(str(kind)) and above and _bindings(function, name):
            yield name, function


def _reads(function: Function, name: str) -> list[ast.Name]:
    nodes = ast.walk(function)
    return [node for node in nodes if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)]


def _consumes(code: Code | None, node: ast.Name) -> bool:
    """It is looped over, or handed to something that may loop over it."""
    parent = code.parent(node) if code else None
    return isinstance(parent, ast.For | ast.AsyncFor | ast.comprehension | ast.Call | ast.Starred | ast.YieldFrom)


def _bindings(function: Function, name: str) -> list[str]:
    """The statements that bind the name, as syntax."""
    found = []
    for node in ast.walk(function):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if isinstance(node, ast.Assign | ast.AnnAssign) and any(
            isinstance(part, ast.Name) and part.id == name for target in targets if target for part in ast.walk(target)
        ):
            found.append(ast.dump(node))
    return found
