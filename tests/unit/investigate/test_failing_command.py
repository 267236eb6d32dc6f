"""The rung of the reproduction ladder for a command that someone named."""

from pathlib import Path

import pytest

from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation
from arbase.investigate.laboratory import Laboratory
from arbase.investigate.reproduce import NotReproduced, Reproduced, reproduce_command
from arbase.replay.interface import Observation, Raised
from arbase.replay.prepared import PreparedTree
from arbase.workspace.checkout import Export
from tests.fakes import an_event
from tests.unit.verify.doubles import ScriptedReplayer

EVENT = an_event(command=("python", "job.py"), extra={"timed out": False})


def raised(exception: str = "KeyError", line: int = 3) -> Raised:
    return Raised(exception=exception, message="'x'", trace=(CodeLocation(path="job.py", line=line, function="main"),))


class Attempts(Laboratory):
    """A laboratory in which the attempts end as scripted."""

    def __init__(self, *seen: Observation) -> None:
        export = Export(Path(), "")
        super().__init__(
            ScriptedReplayer.__new__(ScriptedReplayer), PreparedTree(export), Service(name="s", repository=Path())
        )
        self._seen = list(seen)

    def try_on(self, variants, stimuli, seconds=0.0, *, trace=()):
        return [[one] for one in self._seen]


def seen(status: int, found: Raised | None = None, error: str = "") -> Observation:
    return Observation(variant="v", stimulus=0, status=status, raised=found, error=error)


def test_the_same_failure_three_times_is_a_reproduction():
    found = reproduce_command(Attempts(*[seen(1, raised())] * 3), EVENT)

    assert isinstance(found, Reproduced)
    assert found.stimulus.command == ("python", "job.py")
    assert found.attempts == 3


def test_a_hang_is_a_failure_wherever_its_loop_was_when_the_time_was_up():
    hanging = [seen(1, raised("Timeout", line), error="it took longer than 4 s") for line in (3, 5, 4)]

    assert isinstance(reproduce_command(Attempts(*hanging), EVENT), Reproduced)


@pytest.mark.parametrize(
    ("attempts", "said"),
    [
        ([seen(1, raised()), seen(0), seen(1, raised())], "flaky: it passes 1 of 3 times"),
        ([seen(0)] * 3, "passes at HEAD"),
        ([seen(1, raised(line=1)), seen(1, raised(line=2)), seen(1, raised())], "in another way each time"),
        ([seen(2)] * 3, "shows no exception"),
        ([seen(1, error="its process died of signal 9")] * 3, "could not be run at HEAD: its process died"),
    ],
)
def test_what_is_no_reproduction_says_why(attempts, said):
    found = reproduce_command(Attempts(*attempts), EVENT)

    assert isinstance(found, NotReproduced)
    assert said in found.why
