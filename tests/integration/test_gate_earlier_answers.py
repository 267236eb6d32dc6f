"""A check that the crash's commit dropped: given up on purpose where the visible tests send what it refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.verify.gates.earlier import EarlierAnswersGate
from tests.unit.verify.doubles import Scene, Stage, get, stage

HEAD = """\
from fastapi import FastAPI, HTTPException

app = FastAPI()


@app.get("/rooms")
def rooms(count: int):
"""
LIMIT = '    if count not in (1, 2, 3):\n        raise HTTPException(422, "one to three")\n'
BODY = "    return {'share': 60 // count}\n"
FIX = (BODY, '    if count == 0:\n        raise HTTPException(422, "none")\n' + BODY)


def built(root: Path, *traffic: Stimulus) -> Stage:
    before, after = {"app.py": HEAD + LIMIT + BODY}, {"app.py": HEAD + BODY}
    scene = Scene(files=after, trigger=get("/rooms?count=0"), traffic=traffic, earlier=(before,))
    return stage(scene, root / "repository")


@pytest.mark.parametrize(("more", "passes"), [((), False), ((get("/rooms?count=9"),), True)])
def test_refusal_is_given_up_on_purpose_only_where_the_tests_say_so(
    tmp_path: Path, more: tuple[Stimulus, ...], passes: bool
) -> None:
    tmp_path.chmod(0o755)
    made = built(tmp_path, get("/rooms?count=1"), get("/rooms?count=2"), get("/rooms?count=3"), *more)
    result = EarlierAnswersGate().check(made.case(made.candidate(FIX)))
    assert result.passed is passes, result.reason
