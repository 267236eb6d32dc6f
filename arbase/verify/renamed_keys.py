"""A table of earlier names: which key of a stored record became which, as the history of its writer has it."""

from __future__ import annotations

import ast

from arbase.verify.gates.interface import GateCase
from arbase.verify.literals import Fact
from arbase.workspace.renamed import renamed


def was_called(case: GateCase, fact: Fact) -> str:
    """`"old": "new"` where a commit wrote "new" for "old" in a record, and left its value as it was; else empty."""
    new = fact.node.value if isinstance(fact.node, ast.Constant) else None
    if not isinstance(new, str) or not fact.name:
        return ""
    for path, code in case.repository.codes.items():
        for sha, before in case.history.earlier(path) if code.source.count(new) else ():
            for names in renamed(before.tree, code.tree, new):
                if names.get(fact.name) == new:
                    return f"commit {sha[:10]} gave {fact.name} the name {new}"
    return ""
