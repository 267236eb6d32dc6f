"""Which way of writing the test is taken: the first that fails as it should, whichever ends first."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest

from arbase.domain.diagnosis import CrashSpec, Stimulus
from arbase.domain.triage import CodeLocation
from arbase.investigate import static
from arbase.replay.interface import Observation

CRASH = CrashSpec(exception="KeyError", message="'x'", location=CodeLocation(path="app.py", line=1, function="f"))
FAILING = "KeyError: 'x'"


class Laboratory:
    """Tests whose number is in `failing` fail with the crash; the earlier of two takes longer."""

    service = None

    def __init__(self, *failing: int) -> None:
        self.failing = failing
        self.ran: list[int] = []

    def try_on(self, variants, stimuli):
        number = int(next(iter(variants[0].overlay.values())))
        self.ran.append(number)
        time.sleep(0.05 if number % 2 else 0.0)
        failed = number in self.failing
        return [[Observation(variant="test", stimulus=0, status=int(failed), body=FAILING if failed else "")]]


def tried(monkeypatch: pytest.MonkeyPatch, laboratory: Laboratory, count: int) -> tuple[str, str]:
    """The source and what is said of it; the source of a way is its number."""
    monkeypatch.setattr(static, "write_test", lambda stimulus, *_, **__: stimulus.target)
    monkeypatch.setattr(static, "fails_of", lambda body, *_, **__: body == FAILING)
    case = static.Case(SimpleNamespace(id="i"), None, laboratory, None)
    ways = [(None, Stimulus(target=str(number))) for number in range(count)]
    return case._tried(ways, "tests/test_x.py", static.PYTEST, CRASH)


def test_first_way_that_fails_is_taken_whichever_ends_first(monkeypatch):
    laboratory = Laboratory(1, 2)

    assert tried(monkeypatch, laboratory, 6) == ("1", static.FAILS)
    assert sorted(laboratory.ran) == [0, 1, 2]


def test_where_the_first_way_fails_no_other_is_run(monkeypatch):
    laboratory = Laboratory(0, 1)

    assert tried(monkeypatch, laboratory, 6) == ("0", static.FAILS)
    assert laboratory.ran == [0]


def test_where_none_fails_the_last_quiet_one_is_kept(monkeypatch):
    source, said = tried(monkeypatch, Laboratory(), 4)

    assert source == "3"
    assert "could not be seen to fail" in said
