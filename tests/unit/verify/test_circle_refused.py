"""The write that closes a circle may leave nothing any more, where people say that it is refused with this status."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.replay.interface import Observation
from arbase.verify.circle_refused import refuses_the_circle

WRITE = Stimulus(method="PATCH", target="/rows/1", body="e30=")
TRIGGER = Stimulus(target="/rows/1/run", before=(WRITE,))
OTHER = Stimulus(target="/rows/3/run", before=(WRITE,))
UNRELATED = Stimulus(target="/rows/3/run", before=(Stimulus(method="PATCH", target="/rows/2"),))


def answered(status: int, body: str = "") -> Observation:
    return Observation(variant="", stimulus=0, status=status, body=body)


class Lab:
    """Answers the write with `status` on the patched code, and leaves `refused` behind it."""

    def __init__(self, status: int, refused: str = "a", alone: tuple[str, str] = ("a", "a")) -> None:
        self.trigger = TRIGGER
        self.untouched = answered(0, "a")
        self._status, self._refused, self._alone = status, refused, alone

    def try_out(self, overlays, stimuli):
        return ((answered(200),), (answered(self._status),))

    def left_by(self, stimulus, overlay):
        if stimulus == WRITE:
            return answered(0, "b"), answered(0, self._refused), True
        return *(answered(0, body) for body in self._alone), True


def judged(folder, lab: Lab, stimulus: Stimulus, exception: str = "RecursionError", said: str = "409"):
    (folder / "README.md").write_text(f"Rows that would stand above themselves: {said}.", encoding="utf-8")
    repository = SimpleNamespace(root=folder, codes={})
    crash = SimpleNamespace(exception=exception)
    return refuses_the_circle(SimpleNamespace(lab=lab, crash=crash, repository=repository, overlay={}), stimulus)


@pytest.mark.parametrize("stimulus", [WRITE, OTHER])
def test_the_write_of_the_trigger_may_be_refused_as_people_say(tmp_path, stimulus):
    assert judged(tmp_path, Lab(409), stimulus)


@pytest.mark.parametrize(
    ("lab", "stimulus", "exception", "said"),
    [
        (Lab(422), OTHER, "RecursionError", "409"),
        (Lab(409), OTHER, "KeyError", "409"),
        (Lab(409), OTHER, "RecursionError", "answered"),
        (Lab(409), UNRELATED, "RecursionError", "409"),
        (Lab(409, refused="b"), OTHER, "RecursionError", "409"),
        (Lab(409, alone=("a", "c")), OTHER, "RecursionError", "409"),
    ],
)
def test_what_else_is_left_otherwise_is_not_excused(tmp_path, lab, stimulus, exception, said):
    assert not judged(tmp_path, lab, stimulus, exception, said)
