"""A request that is served does what its like do."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.replay.interface import Observation
from arbase.verify.gates.work import WorkGate

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
    return WorkGate().check(SimpleNamespace(lab=lab, overlay={}))


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
