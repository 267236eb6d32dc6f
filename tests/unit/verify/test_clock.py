"""The 24 that lets hours begin again is made up, unless they were reckoned from an hour of the clock."""

from __future__ import annotations

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from tests.unit.verify.doubles import on_paper

SHOWS = """\
def ends(start, minutes):
    whole = start.hour * 60 + start.minute + minutes
    return time(whole // 60, whole % 60)
"""
SENT = """\
def clock(whole):
    shown = str(whole)
    return time(whole // 60, whole % 60)
"""
SPLIT = """\
def ends(start, minutes):
    hours, rest = divmod(start.hour * 60 + start.minute + minutes, 60)
    return time(hours, rest)
"""


@pytest.mark.parametrize(
    ("source", "change", "passed"),
    [
        (SHOWS, ("whole // 60,", "whole // 60 % 24,"), True),
        (SPLIT, ("time(hours, rest)", "time(hours % 24, rest)"), True),
        (SENT, ("whole // 60,", "whole // 60 % 24,"), False),
        (SHOWS, ("whole // 60,", "whole // 60 % 23,"), False),
        (SPLIT, ("time(hours, rest)", "time(hours % 24, 0)"), False),
    ],
)
def test_hours_begin_again_behind_midnight(tmp_path, source, change, passed):
    stage = on_paper(source, 3, tmp_path, exception="ValueError", message="hour must be in 0..23")
    result = MadeUpValueGate().check(stage.case(stage.candidate(change)))
    assert result.passed is passed, result.reason
