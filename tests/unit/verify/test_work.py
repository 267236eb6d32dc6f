"""A request that is served does what its like do."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.replay.interface import Observation
from arbase.verify.gates.work import WorkGate
from tests.unit.verify.doubles import Scene, stage

NOTHING = {"db#events.id": "0", "db#users.id": "0"}
STORED = {"db#events.id": "1", "db#users.id": "0"}
OTHER = {"db#events.id": "0", "db#users.id": "1"}


def judged(own: dict[str, str], *siblings: dict[str, str], method: str = "POST", status: int = 202):
    def left_by(stimulus, overlay):
        index = int(stimulus.target.rpartition("/")[2])
        body = json.dumps((own, *siblings)[index])
        seen = Observation(variant="", stimulus=0, status=0, body=body)
        return seen, seen

    trials = [SimpleNamespace(stimulus=Stimulus(method=method, target=f"/e/{n + 1}")) for n in range(len(siblings))]
    lab = SimpleNamespace(
        trigger=Stimulus(method=method, target="/e/0"),
        valid=tuple(trials),
        untouched=Observation(variant="", stimulus=0, status=0, body=json.dumps(NOTHING)),
        left_by=left_by,
        after=lambda overlay: (Observation(variant="", stimulus=0, status=status),),
    )
    crash = SimpleNamespace(location=SimpleNamespace(path="app.py", line=1))
    repository = SimpleNamespace(codes={})
    return WorkGate().check(SimpleNamespace(files=(), lab=lab, overlay={}, crash=crash, repository=repository))


@pytest.mark.parametrize(
    ("own", "siblings", "passed"),
    [
        (STORED, (STORED, STORED), True),
        (NOTHING, (STORED, STORED), False),
        (OTHER, (STORED, STORED), False),
        (NOTHING, (STORED, OTHER), True),
        (NOTHING, (NOTHING,), True),
        (NOTHING, (), True),
    ],
)
def test_what_all_others_leave_is_left_by_the_mended_request_too(own, siblings, passed):
    assert judged(own, *siblings).passed is passed


def test_a_refusal_leaves_nothing_and_reads_leave_nothing():
    assert judged(NOTHING, STORED, status=422).passed
    assert judged(NOTHING, STORED, method="GET").passed


SCAN = """
from pathlib import Path

from fastapi import FastAPI

app = FastAPI()
CARDS = Path(__file__).parent / "cards"
GATES = {7: None}


@app.post("/scan/{number}")
def scan(number: int):
    try:
        with (CARDS / str(number)).open("x") as card:
            card.write("a")
    except FileExistsError:
        return {"gate": GATES[number].upper()}
    with (CARDS / "all").open("a") as cards:
        cards.write(str(number))
    return {"gate": "A"}


@app.post("/mark/{number}")
def mark(number: int):
    gate = GATES.get(number, "b").upper()
    with (CARDS / "all").open("a") as cards:
        cards.write(str(number))
    return {"gate": gate}
"""
GATE = "    gate = GATES"
DROPPED = '    if GATES.get(number, "") is None:\n        return {}\n'


@pytest.mark.parametrize(
    ("target", "edit", "passes"),
    [
        ("/scan", ("GATES[number].upper()", '(GATES[number] or "a").upper()'), True),
        ("/mark", (GATE, DROPPED + GATE), False),
    ],
)
def test_a_way_that_was_there_for_what_is_stored_already_may_leave_nothing(target, edit, passes, tmp_path):
    files = {"app.py": SCAN, "cards/7": "a", "cards/all": "7"}
    scene = Scene(files, Stimulus(method="POST", target=f"{target}/7"), ("path:2",))
    staged = stage(scene, tmp_path / "repository")
    result = WorkGate().check(staged.case(staged.candidate(edit)))
    assert result.passed is passes, result.reason


TAKEN = """
from pathlib import Path

from fastapi import FastAPI

app = FastAPI()
CARDS = Path(__file__).parent / "cards"
STATE = {"open": False}


def remember(number):
    try:
        with (CARDS / str(number)).open("x") as card:
            card.write("a")
    except FileExistsError:
        STATE["open"] = True
        return True
    with (CARDS / "all").open("a") as cards:
        cards.write(str(number))
    return False


@app.post("/take/{number}")
def take(number: int):
    known = remember(number)
    if STATE.pop("open", False):
        raise RuntimeError("the transaction has been rolled back")
    return {"known": known}
"""


@pytest.mark.parametrize(
    ("edit", "passes"),
    [
        (('        STATE["open"] = True\n', '        STATE["open"] = False\n'), True),
        (
            (
                "    known = remember(number)\n",
                "    if number == 7:\n        return {}\n    known = remember(number)\n",
            ),
            False,
        ),
    ],
    ids=["in the handler", "round it"],
)
def test_a_handler_that_is_mended_may_leave_nothing_though_the_crash_came_later(edit, passes, tmp_path):
    files = {"app.py": TAKEN, "cards/7": "a", "cards/all": "7"}
    scene = Scene(files, Stimulus(method="POST", target="/take/7"), ("path:2",))
    staged = stage(scene, tmp_path / "repository")
    result = WorkGate().check(staged.case(staged.candidate(edit)))
    assert result.passed is passes, result.reason
