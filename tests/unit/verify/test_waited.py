"""Nothing to wait for is nothing done and nothing pending; other empty values need a precedent as ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from tests.unit.verify.doubles import on_paper

SOURCE = """async def settled(tasks, more):
    done, late = await asyncio.wait(tasks, timeout=1)
    return len(done) + 10 * len(late)
"""
OLD = "await asyncio.wait(tasks, timeout=1)"
RIGHT = f"{OLD} if tasks else (set(), set())"


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        (RIGHT, True),
        (RIGHT.replace("if tasks", "if more"), False),
        (RIGHT.replace("(set(), set())", "(set(), {1})"), False),
        (RIGHT.replace("asyncio.wait", "asyncio.drain"), False),
    ],
)
def test_nothing_is_done_where_there_is_nothing_to_wait_for(tmp_path: Path, text, passes):
    stage = on_paper(SOURCE, 2, tmp_path, exception="ValueError", message="Set of Tasks/Futures is empty.")
    assert MadeUpValueGate().check(stage.case(stage.candidate((OLD, text)))).passed is passes
