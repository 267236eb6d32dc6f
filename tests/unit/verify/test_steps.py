"""A span of time by which the function counts already is no made-up value; another one is."""

from __future__ import annotations

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from tests.unit.verify.doubles import on_paper

PROFILE = """\
def profile(start, end, moments):
    hours = [None] * 24
    for moment in moments:
        place = (moment - start) // timedelta(hours=1)
        hours[place] = moment
    return hours
"""


@pytest.mark.parametrize(("step", "stands"), [("hours=1", True), ("minutes=7", False)])
def test_the_step_of_the_function_is_known(tmp_path, step, stands):
    stage = on_paper(PROFILE, 5, tmp_path, exception="IndexError", message="list assignment index out of range")
    change = ("[None] * 24", f"[None] * -(-(end - start) // timedelta({step}))")
    assert MadeUpValueGate().check(stage.case(stage.candidate(change))).passed is stands
