"""A revert may take back the function that crashed, where its commit made it of what comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.liveness import LivenessGate
from tests.unit.verify.doubles import Scene, get, stage

BEFORE = """
from fastapi import FastAPI

app = FastAPI()
SHARES = {"a": (3, 4), "b": (0, 0)}


@app.get("/shares/{name}")
def share(name: str):
    part, total = SHARES[name]
    found = round(part / total, 2) if total else 0.0
    return {"share": found}
"""
LINE = "    found = round(part / total, 2) if total else 0.0\n"
MADE = "def share_of(part, total):\n    return round(part / total, 2)\n\n\n"
AFTER = BEFORE.replace(LINE, "    found = share_of(part, total)\n").replace("@app", f"{MADE}@app")


@pytest.mark.parametrize(
    ("edits", "passes"),
    [
        (((MADE, ""), ("    found = share_of(part, total)\n", LINE)), True),
        ((("    found = share_of(part, total)\n", "    found = 0.0\n"),), False),
    ],
)
def test_the_function_that_a_commit_brought_in_may_go_with_it(tmp_path: Path, edits, passes) -> None:
    traffic = (get("/shares/a"),)
    scene = Scene({"app.py": AFTER}, get("/shares/b"), traffic=traffic, earlier=({"app.py": BEFORE},))
    staged = stage(scene, tmp_path / "repository")
    result = LivenessGate().check(staged.case(staged.candidate(*edits)))
    assert result.passed is passes, result.reason
