"""A way out that a commit took away may come back, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.swallow import SwallowGate
from tests.unit.verify.doubles import Scene, get, on_paper, stage

BEFORE = """
from fastapi import FastAPI

app = FastAPI()
ROWS = {"a": [{"kind": "x", "errors": 0}], "b": [{"errors": 2}]}


def check(rows):
    if any(row["errors"] for row in rows):
        return
    kinds = [row["kind"] for row in rows]
    assert len(kinds) == len(set(kinds))


def seen(rows):
    found = []
    for row in rows:
        if row["errors"]:
            continue
        found.append(row["kind"])
    return found


@app.get("/checked/{name}")
def checked(name: str):
    check(ROWS[name])
    return {"rows": len(ROWS[name])}


@app.get("/seen/{name}")
def shown(name: str):
    return {"seen": seen(ROWS[name])}
"""
GUARD = '    if any(row["errors"] for row in rows):\n        return\n'
SKIP = '        if row["errors"]:\n            continue\n'
AFTER = BEFORE.replace(GUARD, "").replace(SKIP, "").replace("kinds = ", "kinds = found = ")


@pytest.mark.parametrize(
    ("target", "edit", "passes"),
    [
        ("/checked/b", ("    kinds = found", f"{GUARD}    kinds = found"), True),
        ("/checked/b", ("    kinds = found", "    if len(rows) == 1:\n        return\n    kinds = found"), False),
        ("/seen/b", ("        found.append", f"{SKIP}        found.append"), True),
        ("/seen/b", ("        found.append", f"{SKIP.replace('errors', 'x')}        found.append"), False),
    ],
)
def test_a_lost_exit_may_come_back(tmp_path: Path, target, edit, passes) -> None:
    staged = stage(Scene({"app.py": AFTER}, get(target), earlier=({"app.py": BEFORE},)), tmp_path / "repository")
    result = SwallowGate().check(staged.case(staged.candidate(edit)))
    assert result.passed is passes, result.reason


LIMITED = """
def check(hits, limit):
    if len(hits) >= limit:
        wait = hits[0] + 60
        raise TooMany(wait)
    return None


def first(hits) -> int | None:
    if hits is None:
        raise Unknown()
    return hits[0]
"""


@pytest.mark.parametrize(
    ("line", "edit", "passes"),
    [
        (4, ("        wait", "        if not hits:\n            return None\n        wait"), False),
        (4, ("        wait = hits[0] + 60", "        wait = (hits[0] if hits else 0) + 60"), True),
        (11, ("    return hits[0]", "    if not hits:\n        return None\n    return hits[0]"), True),
    ],
)
def test_what_was_to_be_refused_is_not_let_pass(tmp_path: Path, line, edit, passes) -> None:
    staged = on_paper(LIMITED, line, tmp_path, exception="IndexError")
    result = SwallowGate().check(staged.case(staged.candidate(edit)))
    assert result.passed is passes, result.reason
