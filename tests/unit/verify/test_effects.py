"""What requests store stays; what differs by chance, or by what requests leave to each other, is told from it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from types import SimpleNamespace

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.replay.interface import Observation
from arbase.verify.change import ChangedFile
from arbase.verify.gates.effects import SideEffectsGate

READ = Stimulus(target="/a")


def left(**stored: str) -> Observation:
    return Observation(variant="", stimulus=0, status=0, body=json.dumps(stored))


class Lab:
    """Answers with digests: those of the runs together in turn, and those of each request alone."""

    def __init__(
        self,
        before: Sequence[Observation],
        after: Sequence[Observation],
        *,
        alone: tuple[Observation, ...] = (left(), left()),
        answered: bool = True,
    ) -> None:
        self.trigger = Stimulus(target="/b")
        self.passing = (SimpleNamespace(stimulus=READ, before=SimpleNamespace(lines={})),)
        self._before, self._after, self._alone = before, after, (*alone, answered)
        self.quiet_before = tuple((one,) for one in before[:2])

    def quiet_after(self, overlay):
        return (self._after[0],)

    def quiet_again(self, overlay):
        return tuple((one,) for one in (*self._before[2:4], self._after[1]))

    def left_by(self, stimulus, overlay):
        return self._alone


def judged(lab: Lab):
    return SideEffectsGate().check(SimpleNamespace(lab=lab, overlay={}, files=()))


A, B, C = left(rows="a"), left(rows="b"), left(rows="c")


@pytest.mark.parametrize(
    ("before", "after", "passed"),
    [
        ([A, A, A, A], [A, A], True),
        ([A, A, A, A], [B, B], False),
        ([A, A, A, A], [B, C], True),
        ([A, A, A, C], [B, B], True),
        ([A, B, A, B], [C, C], True),
    ],
)
def test_only_what_is_steady_on_both_sides_and_differs_is_refused(before, after, passed):
    assert judged(Lab(before, after, alone=(A, B))).passed is passed


@pytest.mark.parametrize(("alone", "passed"), [((A, A), True), ((A, B), False)])
def test_what_requests_leave_to_each_other_may_differ_where_each_alone_leaves_what_it_left(alone, passed):
    assert judged(Lab([A, A, A, A], [B, B], alone=alone)).passed is passed


def test_what_cannot_be_read_is_not_compared():
    broken = Observation(variant="", stimulus=0, status=1, body="")
    result = judged(Lab([A, broken, A, A], [A, A]))
    assert result.passed
    assert "not compared" in result.reason


SAVES = """\
def add(numbers):
    added, skipped = [], []
    for number in numbers:
        try:
            created(number)
        except IntegrityError:
            skipped.append(number)
    return added
"""


@pytest.mark.parametrize(
    ("line", "lines", "passed"),
    [
        ("            with transaction.atomic():\n                created(number)", [7], True),
        ("            with transaction.atomic():\n                created(number)", [5], False),
        ("            with opened():\n                created(number)", [7], False),
    ],
)
def test_whoever_came_through_a_handler_that_gets_a_savepoint_lost_what_it_stored(line, lines, passed):
    lab = Lab([A, A, A, A], [B, B], alone=(A, B))
    lab.passing = (SimpleNamespace(stimulus=READ, before=SimpleNamespace(lines={"shop.py": lines})),)
    file = ChangedFile("shop.py", SAVES, SAVES.replace("            created(number)", line))
    result = SideEffectsGate().check(SimpleNamespace(lab=lab, overlay={}, files=(file,)))
    assert result.passed is passed


def test_what_fails_alone_passed_only_behind_another_and_is_not_compared():
    assert judged(Lab([A, A, A, A], [B, B], alone=(A, B), answered=False)).passed
