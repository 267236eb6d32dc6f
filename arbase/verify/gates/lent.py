"""Gate 6, continued: no stand-in for what an earlier caller took out of something that was only lent."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.domain.fix import GateResult
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.syntax import Code
from arbase.workspace.lent import inner_takings, keeper, lender, rows_of, takings


class LentGate(Gate):
    """A cached function gives every caller the same object. Where one takes a key out, the next one misses it.

    A default for the key, or a refusal, answers the second caller otherwise than the first.
    """

    name = "lent"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a patch after which the key is still taken out of what was lent."""
        if case.crash.exception.rpartition(".")[2] == "KeyError" and not case.restored:
            codes = {**case.repository.codes, **{file.path: file.new for file in case.files if file.new is not None}}
            before, after = list(_lent(case, case.repository.codes)), list(_lent(case, codes))
            if before and after:
                return self.refuses(after[0])
        return self.passes("nothing is taken out of what was only lent")


def _lent(case: GateCase, codes: dict[str, Code]) -> Iterator[str]:
    """Each place that takes the missed key out of something lent; the statement that crashed takes any key."""
    trees = [code.tree for code in codes.values()]
    old = case.repository.codes.get(case.crash.location.path)
    crashed = old.function_at(case.crash.location.line) if old is not None else None
    failing = old.statement_at(case.crash.location.line) if old is not None else None
    names = {name for name, _ in takings(failing)} if failing is not None else set()
    for path, code in sorted(codes.items()):
        for statement in code.statements:
            function = code.function_of(statement)
            for name, key in takings(statement) if function is not None else ():
                same = crashed is not None and function is not None and function.name == crashed.name
                there = path == case.crash.location.path and same and name in names
                missed = isinstance(key, ast.Constant) and repr(key.value) == case.crash.message.strip()
                if function is not None and (there or missed) and (by := lender(trees, function, name)):
                    yield _said(path, function.name, name, by)
            rows = ((rows_of(function, name), key) for name, key in takings(statement)) if function is not None else ()
            for name, key in (*inner_takings(statement), *rows):
                missed = isinstance(key, ast.Constant) and repr(key.value) == case.crash.message.strip()
                if function is not None and missed and (kept := keeper(trees, function, name)):
                    yield _said(path, function.name, f"a part of {name}", kept[0])


def _said(path: str, function: str, name: str, by: str) -> str:
    return f"{path}: {function} still takes it out of {name}, which {by} keeps for its next caller"
