"""A revert keeps what its commit gave a call besides, where that is not to blame."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.replay.interface import Observation
from arbase.verify.change import ChangedFile
from arbase.verify.gates.options import OptionsKeptGate

BEFORE = 'def read(path):\n    return load(path, sep=None, engine="own", kind=PLAIN)\n'
AFTER = 'def read(path):\n    return load(path, kind="str")\n'
SERVED = Observation(variant="after", stimulus=0, status=200, body="1")
CRASHED = Observation(variant="after", stimulus=0, status=500)


@dataclass
class Replayed:
    """A laboratory in which the trigger crashes with the options that are to blame."""

    to_blame: tuple[str, ...]
    seen: list[str] = field(default_factory=list)
    trigger: Stimulus = field(default_factory=Stimulus)
    start: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(before=CRASHED, again=CRASHED))

    def after(self, overlay):
        return (SERVED,)

    def try_out(self, overlays, stimuli):
        texts = [overlay["app.py"] for overlay in overlays]
        self.seen += texts
        return [(CRASHED if any(one in text for one in self.to_blame) else SERVED,) for text in texts]


def judged(after, *to_blame, restored="0123456789abcdef", before=BEFORE):
    lab = Replayed(to_blame)
    case = SimpleNamespace(
        files=(ChangedFile("app.py", before, after),), overlay={"app.py": after}, restored=restored, lab=lab
    )
    return OptionsKeptGate().check(case), lab.seen


def test_an_option_that_is_not_to_blame_is_kept():
    result, seen = judged(AFTER)
    assert not result.passed
    assert "drops `sep=None, engine='own'` of load, which 0123456789 brought in" in result.reason
    assert seen[0] == "def read(path):\n    return load(path, kind=\"str\", sep=None, engine='own')\n"


def test_one_of_several_is_enough():
    result, _ = judged(AFTER, "sep=None")
    assert "drops `engine='own'` of load" in result.reason


@pytest.mark.parametrize(
    ("after", "to_blame", "restored"),
    [
        (AFTER, ("sep=None", "engine="), "0123456789abcdef"),
        (AFTER, (), ""),
        (BEFORE.replace("PLAIN", "'str'"), (), "0123456789abcdef"),
        (AFTER.replace("load", "take"), (), "0123456789abcdef"),
    ],
    ids=["all are to blame", "no revert", "none is lost", "another call"],
)
def test_what_is_to_blame_may_go(after, to_blame, restored):
    assert judged(after, *to_blame, restored=restored)[0].passed
