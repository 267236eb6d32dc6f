"""Which tests prove a candidate, and which of them are delivered."""

from __future__ import annotations

import ast
from pathlib import PurePosixPath

from arbase.domain.diagnosis import Reproduction
from arbase.domain.fix import CandidateFix, FileEdit, Patch
from arbase.workspace.parsing import parse


def proving_tests(candidate: CandidateFix, reproduction: Reproduction | None) -> tuple[Patch, Patch]:
    """The tests to prove with, and those of them to deliver.

    The diagnosis's reproduction always runs: where the candidate brings another file of its name, under a name beside.
    """
    edits = list(candidate.tests.edits)
    if reproduction is None or not reproduction.test_path or not reproduction.test_source:
        return Patch(edits=tuple(edits)), Patch(edits=tuple(edits))
    own = FileEdit(path=reproduction.test_path, before=None, after=reproduction.test_source)
    same = next((edit for edit in edits if edit.path == own.path), None)
    if same is None:
        return Patch(edits=(*edits, own)), Patch(edits=(*edits, own))
    if same.after is not None and sends_the_same(same.after, reproduction.test_source):
        return Patch(edits=tuple(edits)), Patch(edits=tuple(edits))
    path = PurePosixPath(own.path)
    beside = own.model_copy(update={"path": str(path.with_name(f"{path.stem}_as_diagnosed.py"))})
    return Patch(edits=(*edits, beside)), Patch(edits=tuple(edits))


def sends_the_same(one: str, other: str) -> bool:
    """Two tests do the same and ask for a status each: layout, order of imports and which status aside.

    Both would only use up each other's data. That the delivered one fails before the fix is seen, whatever it asks for.
    """
    return one == other or (bool(_bare(one)) and _bare(one) == _bare(other))


def _bare(source: str) -> list[str]:
    try:
        tree = parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return []
    for node in ast.walk(tree):
        match node:
            case ast.Assert(test=ast.Compare(ops=[_], comparators=[ast.Constant(value=int())]) as test):
                test.ops, test.comparators = [ast.Eq()], [ast.Constant(200)]
    imports = [ast.unparse(node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    rest = [ast.unparse(node) for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    return [*sorted(imports), *rest]
