"""What a request ran in a file that was not running when the crash came."""

from __future__ import annotations

from arbase.replay.interface import Observation
from tests.unit.verify.doubles import ScriptedReplayer, get, on_paper

SOURCE = "def f(x):\n    return x.y\n"


class Tracing(ScriptedReplayer):
    """Tells lines of the files that it is asked to trace, and of no others."""

    def observe(self, tree, service, variants, stimuli, *, trace=(), seconds_each=10.0):
        """Line 1 of each traced file."""
        seen = super().observe(tree, service, variants, stimuli, trace=trace, seconds_each=seconds_each)
        return tuple(one.model_copy(update={"lines": dict.fromkeys(trace, (1,))}) for one in seen)


def test_other_files_are_traced_when_they_are_asked_for(tmp_path):
    stage = on_paper(SOURCE, 2, tmp_path)
    stage.replayer = Tracing(lambda overlay, stimulus: Observation(variant="", stimulus=0, status=200))
    stage.diagnosis = stage.diagnosis.model_copy(update={"traffic": (get("/other"),)})
    lab = stage.case(stage.candidate(("x.y", "x"))).lab
    trial = lab.passing[0]
    asked = stage.replayer.calls
    assert lab.ran(trial, "app.py") == {1}
    assert stage.replayer.calls == asked
    assert lab.ran(trial, "far.py") == {1}
    assert lab.ran(trial, "far.py") == {1}
    assert stage.replayer.calls == asked + 1
