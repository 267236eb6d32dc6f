"""A request that is served does what its like do."""

from __future__ import annotations

import base64
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


LISTED = """
from pathlib import Path

from fastapi import Body, FastAPI

app = FastAPI()
CARDS = Path(__file__).parent / "cards"


class Refused(Exception):
    pass


def card_of(entry):
    title = entry["title"].strip()
    if not title:
        raise Refused("a card has no title")
    return title


@app.post("/cards")
def take(entries: list = Body()):
    taken, left_out = 0, []
    for number, entry in enumerate(entries):
        try:
            title = card_of(entry)
        except Refused as error:
            left_out.append(f"{number}: {error}")
            continue
        with CARDS.open("a") as cards:
            cards.write(title)
        taken += 1
    return {"taken": taken, "left out": left_out}
"""
STRIP, EMPTY = 'entry["title"].strip()', '(entry["title"] or "").strip()'
LEFT_OUT = (
    "            title = card_of(entry)",
    ('            if entry["title"] is None:\n                continue\n            title = card_of(entry)'),
)


@pytest.mark.parametrize(
    ("source", "edit", "passes"),
    [
        (LISTED, (STRIP, EMPTY), True),
        (LISTED, LEFT_OUT, False),
        (
            LISTED.replace("(Exception)", "(ValueError)").replace("except Refused", "except ValueError"),
            (STRIP, EMPTY),
            False,
        ),
        (LISTED.replace("{number}: {error}", "{number}"), (STRIP, EMPTY), False),
        (LISTED.replace(', "left out": left_out', ""), (STRIP, EMPTY), False),
    ],
    ids=["told", "left out by the patch", "whatever failed", "why is not told", "not answered"],
)
def test_things_that_are_refused_one_by_one_leave_nothing(source, edit, passes, tmp_path):
    def sent(title):
        body = base64.b64encode(json.dumps([{"title": title}]).encode()).decode()
        return Stimulus(method="POST", target="/cards", headers=(("content-type", "application/json"),), body=body)

    scene = Scene({"app.py": source, "cards": "a"}, sent(None), ("body:$[0].title",), (sent("b"), sent("c")))
    staged = stage(scene, tmp_path / "repository")
    result = WorkGate().check(staged.case(staged.candidate(edit)))
    assert result.passed is passes, result.reason
    assert ("tells of each thing" in result.reason) is passes
