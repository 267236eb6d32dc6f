"""Answers that no longer show null for what a partial change did not name."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.replay.interface import Observation, Recorded
from arbase.verify.gates.interference import NonInterferenceGate
from arbase.verify.unset import only_leaves_out
from tests.unit.verify.doubles import ScriptedReplayer, on_paper, post

SOURCE = "def change(stored, given):\n    given.check()\n    return stored.model_copy(update=given.model_dump())\n"
LEFT_OUT = ("given.model_dump()", "given.model_dump(exclude_unset=True)")
SENT = post("/change", {"low": 1})


def judged(folder: Path, edit: tuple[str, str], now: str, *, visible: bool = False) -> bool:
    """The gate's result where a request with `low` was answered with `name` null."""
    stage = on_paper(SOURCE, 3, folder, exception="TypeError")

    def answer(overlay: dict[str, str | None], stimulus: object) -> Observation:
        body = now if overlay else '{"name": null, "low": null, "high": 2}'
        return Observation(variant="", stimulus=0, status=200, body=body)

    class Visible(ScriptedReplayer):
        def record(self, tree, service, *, limit=200):
            return (Recorded(stimulus=SENT, status=200),) if visible else ()

    stage.replayer = Visible(answer)
    stage.diagnosis = stage.diagnosis.model_copy(update={"traffic": (SENT,)})
    return NonInterferenceGate().check(stage.case(stage.candidate(edit))).passed


@pytest.mark.parametrize(
    ("edit", "now", "passed"),
    [
        (LEFT_OUT, '{"name": "bed", "low": null, "high": 2}', True),
        (LEFT_OUT, '{"name": "bed", "low": 1, "high": 2}', False),
        (LEFT_OUT, '{"name": null, "low": null, "high": 3}', False),
        (("given.check()", "given.fill()"), '{"name": "bed", "low": null, "high": 2}', False),
    ],
)
def test_only_what_the_request_does_not_name_may_be_filled(
    tmp_path: Path, edit: tuple[str, str], now: str, passed: bool
) -> None:
    assert judged(tmp_path, edit, now) is passed


def test_what_a_visible_test_sends_is_answered_as_before(tmp_path: Path) -> None:
    assert not judged(tmp_path, LEFT_OUT, '{"name": "bed", "low": null, "high": 2}', visible=True)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (LEFT_OUT, True),
        (("given.model_dump()", "given.model_dump(exclude_none=True)"), False),
        (("update=given.model_dump()", "update=given.model_dump(exclude_unset=True), deep=True"), False),
    ],
)
def test_nothing_else_is_new(tmp_path: Path, edit: tuple[str, str], expected: bool) -> None:
    stage = on_paper(SOURCE, 3, tmp_path, exception="TypeError")
    assert only_leaves_out(stage.case(stage.candidate(edit))) is expected
