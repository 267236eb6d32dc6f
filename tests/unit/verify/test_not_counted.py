"""Records may be passed over where the function says that what they speak of does not count."""

from __future__ import annotations

import pytest

from arbase.verify.gates.swallow import SwallowGate
from tests.unit.verify.doubles import on_paper

SOURCE = '''\
def hours(people, shifts):
    """By person. Shifts with a retired person are left out."""
    sums = {person["id"]: 0 for person in people if not person["retired"]}
    for shift in shifts:
        sums[shift["first"]] += shift["hours"]
        sums[shift["second"]] += shift["hours"]
    return sums
'''
LINE = '        sums[shift["first"]] += shift["hours"]\n'
BOTH = 'if shift["first"] not in sums or shift["second"] not in sums:'


def _check(folder, test, source=SOURCE):
    stage = on_paper(source, 5, folder, exception="KeyError")
    guarded = f"        {test}\n            continue\n{LINE}"
    return SwallowGate().check(stage.case(stage.candidate((LINE, guarded))))


def test_a_record_is_passed_over_as_the_function_says(tmp_path):
    assert _check(tmp_path, BOTH).passed


@pytest.mark.parametrize(
    ("test", "source"),
    [
        ('if shift["first"] not in sums:', SOURCE),
        (BOTH, SOURCE.replace(" Shifts with a retired person are left out.", "")),
        (BOTH, SOURCE.replace("a retired person", "no hours")),
        (BOTH, SOURCE.replace(' if not person["retired"]', "")),
    ],
)
def test_nothing_is_passed_over_else(tmp_path, test, source):
    result = _check(tmp_path, test, source)
    assert not result.passed
    assert "passes over items" in result.reason
