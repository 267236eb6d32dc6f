"""Gate 7, second half: a request that is served now does what its like do; it is not answered and dropped."""

from __future__ import annotations

import ast

from arbase.domain.errors import ReplayError
from arbase.domain.fix import GateResult
from arbase.replay import answers
from arbase.verify.gates.effects import digest_of
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.lab import Trial
from arbase.verify.told_one_by_one import told_one_by_one
from arbase.workspace.tree import FUNCTIONS, own_lines

READS = ("GET", "HEAD", "OPTIONS")
SIBLINGS = 2


class WorkGate(Gate):
    """What every served request of the route changes in files and tables, the mended trigger changes too."""

    name = "work done"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a patch that serves the trigger and leaves nothing where its like leave something."""
        lab = case.lab
        if lab.trigger.kind == "command" or lab.trigger.method in READS:
            return self.passes("not compared: the trigger is no request that writes")
        after = lab.after(case.overlay)[0]
        if answers.refused(after) or answers.failed(lab.trigger, after):
            return self.passes("the trigger is refused, so nothing is left by it")
        siblings = [trial for trial in lab.valid if trial.stimulus.method == lab.trigger.method][:SIBLINGS]
        if way := _way_of_its_own(case, siblings) or _way_mended(case, siblings):
            return self.passes(f"not compared: the request goes {way}, which no other request of the route has gone")
        try:
            nothing = digest_of(lab.untouched)
            left = [digest_of(lab.left_by(one.stimulus, case.overlay)[1]) for one in siblings]
            own = digest_of(lab.left_by(lab.trigger, case.overlay)[1])
        except ReplayError:
            return self.passes("not compared: what the requests leave behind could not be read")
        if nothing is None or own is None or not left or any(one is None for one in left):
            return self.passes("not compared: no other request of the route is served, or what it leaves is unknown")
        changed = [_changed(nothing, one) for one in left if one is not None]
        expected = set.intersection(*changed)
        if expected and not expected & _changed(nothing, own):
            if place := told_one_by_one(case):
                return self.passes(f"nothing is left, and {place} tells of each thing why")
            return self.refuses(f"status {after.status} is answered, but nothing is left; others leave {min(expected)}")
        return self.passes(f"the request leaves what its like leave ({len(expected)} files and columns)")


def _way_of_its_own(case: GateCase, siblings: list[Trial]) -> str:
    """The old handler or branch in which the crash lies, where it ends its function and no sibling goes through it.

    `except IntegrityError: return existing` answers for what is stored already: it is right to leave nothing.
    """
    path, code = case.crash.location.path, case.repository.codes.get(case.crash.location.path)
    statement = code.statement_at(case.crash.location.line) if code is not None else None
    if code is None or statement is None:
        return ""
    child: ast.AST = statement
    for outer in code.ancestors(statement):
        block = _block(outer, child)
        if isinstance(outer, ast.ExceptHandler | ast.If) and block and isinstance(block[-1], ast.Return):
            lines = {line for one in block for line in own_lines(one)}
            if not any(lines & set(trial.before.lines.get(path, ())) for trial in siblings):
                return f"through line {outer.lineno} of {path}"
        if isinstance(outer, FUNCTIONS):
            return ""
        child = outer
    return ""


def _way_mended(case: GateCase, siblings: list[Trial]) -> str:
    """The old handler that answers for what failed, in whose `try` the patch changes something, and nothing but that.

    Where the crash comes later, from a transaction that the handler left open, it lies in no handler itself.
    """
    seen = case.lab.after(case.overlay)
    for file in case.files:
        known = [_answer(handler) for handler in file.old.every(ast.ExceptHandler)] if file.old is not None else []
        for node in file.new.every(ast.Try) if file.new is not None else ():
            for handler in node.handlers if file.touches(node) else ():
                lines = {line for one in handler.body for line in own_lines(one)}
                went = [bool(lines & set(seen[index].lines.get(file.path, ()))) for index in _indexes(siblings)]
                if (
                    isinstance(handler.body[-1], ast.Return)
                    and _answer(handler) in known
                    and went[0]
                    and not any(went[1:])
                ):
                    return f"through line {handler.lineno} of {file.path}"
    return ""


def _answer(handler: ast.ExceptHandler) -> tuple[str, str]:
    """What a handler catches and how it ends."""
    return ast.dump(handler.type) if handler.type is not None else "", ast.dump(handler.body[-1])


def _indexes(siblings: list[Trial]) -> list[int]:
    """Of the trigger and of the others."""
    return [0, *(trial.index for trial in siblings)]


def _block(outer: ast.AST, child: ast.AST) -> list[ast.stmt]:
    """The list of statements of `outer` in which `child` stands."""
    blocks = [getattr(outer, name, None) for name in ("body", "orelse")]
    return next((one for one in blocks if isinstance(one, list) and child in one), [])


def _changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
