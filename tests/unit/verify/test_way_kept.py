"""A parameter that keeps where a function has been is no made-up value; one that counts for something else is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from tests.unit.verify.doubles import on_paper

SOURCE = """\
def path(name):
    parent = PARENT.get(name)
    if parent is None:
        return [name]
    return path(parent) + [name]
"""
KEPT = """\
def path(name, seen=frozenset()):
    parent = PARENT.get(name)
    seen |= {name}
    if parent is None or parent in seen:
        return [name]
    return path(parent, seen=seen) + [name]
"""
ANSWERED = KEPT.replace("return [name]", "return list(seen)")
TAKEN = KEPT.replace("seen |= {name}", "seen -= {name}")


@pytest.mark.parametrize(
    ("after", "passes"),
    [(KEPT, True), (ANSWERED, False), (TAKEN, False)],
    ids=["the way is kept", "the way is answered", "the way is taken back"],
)
def test_only_the_way_may_be_kept(tmp_path: Path, after: str, passes: bool) -> None:
    stage = on_paper(SOURCE, 5, tmp_path, exception="RecursionError")
    assert MadeUpValueGate().check(stage.case(stage.candidate((SOURCE, after)))).passed is passes
