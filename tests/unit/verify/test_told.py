"""A literal that failing tests want is no made-up value: with any other one in its place they go on failing."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.diagnosis import Diagnosis, Reproduction, Stimulus
from arbase.domain.fix import GateResult
from arbase.replay.interface import Observation
from arbase.verify.gates.interface import Gate
from arbase.verify.gates.made_up import MadeUpValueGate
from arbase.verify.gates.swallow import SwallowGate
from tests.unit.verify.doubles import ScriptedReplayer, Stage, on_paper

SOURCE = """
def distance(one, other):
    if one == other:
        return 0
    return 1 + distance(one[1:], other[1:])


def best(rows):
    if not rows:
        return []
    return rows
"""
TEST = ("python", "-m", "pytest", "-q", "test_app.py")
COUNTED = ("return 1 + distance", "return 0 + distance")
ANSWERED = ("return []", "return [[]]")
LEFT_OUT = ("return 1 + distance(one[1:], other[1:])", "return 1 + (one[1:], other[1:])")


def judged(
    root: Path, gate: Gate, edit: tuple[str, str], wanted: str, *, command: tuple[str, ...] = TEST
) -> GateResult:
    """The gate's result where the tests pass with the text that is `wanted` in the file, and fail without it."""
    built = on_paper(SOURCE, 5, root, exception="AssertionError")
    trigger = Stimulus(kind="command", command=command)
    reproduction = Reproduction(stimulus=trigger, attempts=3, failures=3)

    def answer(overlay: dict[str, str | None], stimulus: Stimulus) -> Observation:
        assert stimulus == trigger
        return Observation(variant="", stimulus=0, status=0 if wanted in (overlay.get("app.py") or "") else 1)

    diagnosis = Diagnosis(incident_id="0123456789ab", crash=built.crash, hypotheses=(), reproduction=reproduction)
    tested = Stage(built.scene, built.service, ScriptedReplayer(answer), diagnosis)
    return gate.check(tested.case(tested.candidate(edit)))


@pytest.mark.parametrize(
    ("gate", "edit", "wanted"),
    [(MadeUpValueGate(), COUNTED, "return 0 + distance"), (SwallowGate(), ANSWERED, "return [[]]")],
)
def test_the_one_value_with_which_failing_tests_pass_is_let_through(
    tmp_path: Path, gate: Gate, edit: tuple[str, str], wanted: str
) -> None:
    assert judged(tmp_path, gate, edit, wanted).passed


@pytest.mark.parametrize(
    ("gate", "edit"),
    [(MadeUpValueGate(), ("return 1 +", "return 5 +")), (SwallowGate(), ("return []", "return {}"))],
)
def test_a_value_beside_which_another_one_passes_the_tests_is_made_up(
    tmp_path: Path, gate: Gate, edit: tuple[str, str]
) -> None:
    assert not judged(tmp_path, gate, edit, "def distance").passed


@pytest.mark.parametrize(
    ("gate", "edit", "wanted"),
    [
        (MadeUpValueGate(), ("return 1 +", "return 5 +"), "return 5 +"),
        (SwallowGate(), ANSWERED, "return [[]]"),
        (SwallowGate(), LEFT_OUT, "return"),
    ],
)
def test_a_command_that_runs_no_tests_tells_nothing_of_values(
    tmp_path: Path, gate: Gate, edit: tuple[str, str], wanted: str
) -> None:
    assert not judged(tmp_path, gate, edit, wanted, command=("python", "job.py")).passed


def test_what_failing_comparisons_check_may_be_left_out(tmp_path: Path) -> None:
    assert judged(tmp_path, SwallowGate(), LEFT_OUT, "return").passed
