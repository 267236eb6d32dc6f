"""Gate 8, second half: a fix that goes back in history takes back the fault, not what the commit was made for."""

from __future__ import annotations

import ast
import difflib
from collections import Counter

from arbase.domain.fix import GateResult
from arbase.verify.change import ChangedFile
from arbase.verify.gates.interface import Gate, GateCase
from arbase.verify.syntax import Code

LIKENESS = 0.6
COMPOUND = (
    ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.FunctionDef, ast.AsyncFunctionDef,
    ast.ClassDef, ast.Match,
)  # fmt: skip


class IntentGate(Gate):
    """A commit that dropped a guard may be undone; one that rewrote statements did so on purpose.

    What it was for may show in no test (one statement instead of many, a faster way): taking it back is a choice for
    a human, however green it is.
    """

    name = "intent kept"

    def check(self, case: GateCase) -> GateResult:
        """Refuse a revert that drops a statement without putting a like one in its place."""
        if not case.restored:
            return self.passes("the patch does not go back in history")
        for file in case.files:
            lost = _lost(file)
            if lost:
                return self.refuses(
                    f"{file.path}: the revert drops `{lost[:80]}`, which commit {case.restored[:10]} meant to bring in"
                )
        return self.passes(f"what commit {case.restored[:10]} rewrote stays; only what it dropped comes back")


def _lost(file: ChangedFile) -> str:
    """The first simple statement of the old text that neither stays nor has a like one among the new ones."""
    if file.old is None or file.new is None:
        return ""
    old, new = _simple(file.old), _simple(file.new)
    gained = list((new - old).elements())
    for statement in (old - new).elements():
        likeness = [difflib.SequenceMatcher(None, statement, other, autojunk=False).ratio() for other in gained]
        if not likeness or max(likeness) < LIKENESS:
            return statement
        gained.pop(likeness.index(max(likeness)))
    return ""


def _simple(code: Code) -> Counter[str]:
    """Statements without a body of their own; imports and docstrings say nothing about intent."""
    kept = (
        node
        for node in code.nodes
        if isinstance(node, ast.stmt) and not isinstance(node, (*COMPOUND, ast.Import, ast.ImportFrom, ast.Pass))
    )
    return Counter(
        ast.unparse(node) for node in kept if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    )
