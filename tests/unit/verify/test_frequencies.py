"""The name that pandas has for a frequency by now is no made-up value in a table; another frequency is one."""

from __future__ import annotations

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from tests.unit.verify.doubles import on_paper

TABLE = """STEPS = {"day": "D", "month": "M"}


def totals(sales, step):
    return sales.resample(STEPS[step]).sum()
"""
INVALID = "Invalid frequency: M. Failed to parse with error message: ValueError(...)"
OWN = 'STEPS = {{"day": "D", "month": "M"}}\nOFFSETS = {{**STEPS, "month": "{now}"}}'


@pytest.mark.parametrize(
    ("now", "message", "passed"),
    [("ME", INVALID, True), ("QE", INVALID, False), ("MS", INVALID, False), ("ME", "'month'", False)],
    ids=["the month", "a quarter", "the other end of the month", "a crash about something else"],
)
def test_a_frequency_by_its_other_name_is_known(now, message, passed, tmp_path):
    stage = on_paper(TABLE, 5, tmp_path, exception="ValueError", message=message)
    change = ('STEPS = {"day": "D", "month": "M"}', OWN.format(now=now))
    result = MadeUpValueGate().check(stage.case(stage.candidate(change)))
    assert result.passed == passed, result.reason
