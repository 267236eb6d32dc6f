"""What a sum passes over because it is not known, where the pages say that it counts for nothing."""

from __future__ import annotations

import pytest

from arbase.verify.gates.swallow import SwallowGate
from tests.unit.verify.doubles import on_paper

LOOP = '''\
def weight(parcel):
    """How many grams were in a parcel."""
    total = 0
    for item in items(parcel):
        total += int(item["grams"])
    return total
'''
SUM = '''\
def weight(parcel):
    """How many grams were in a parcel."""
    return sum(int(item["grams"]) for item in items(parcel))
'''
ADDED = '        total += int(item["grams"])\n'
ROUND = "for item in items(parcel)"
PAGE = "Of old parcels the weights are `null` and count for nothing in sums.\n"


def _check(folder, page, source, old, new):
    stage = on_paper(source, 5 if source is not SUM else 3, folder, exception="TypeError")
    (folder / "README.md").write_text(page, encoding="utf-8")
    return SwallowGate().check(stage.case(stage.candidate((old, new))))


def _skipped(test, added=ADDED):
    return f"        if {test}:\n            continue\n{added}"


@pytest.mark.parametrize(
    ("source", "old", "new"),
    [
        (LOOP, ADDED, _skipped('item["grams"] is None')),
        (SUM, ROUND, f'{ROUND} if item["grams"] is not None'),
    ],
)
def test_what_the_pages_say_is_passed_over(tmp_path, source, old, new):
    result = _check(tmp_path, PAGE, source, old, new)
    assert result.passed, result.reason


@pytest.mark.parametrize(
    ("page", "source", "old", "new"),
    [
        ("", LOOP, ADDED, _skipped('item["grams"] is None')),
        ("Weights are texts of grams.\n", LOOP, ADDED, _skipped('item["grams"] is None')),
        (PAGE.replace("weights", "places"), LOOP, ADDED, _skipped('item["grams"] is None')),
        (PAGE, LOOP, ADDED, _skipped('not item["grams"]')),
        (PAGE, LOOP, ADDED, _skipped('item["name"] is None')),
        (PAGE, LOOP, ADDED, _skipped('item["grams"] is not None')),
        (PAGE, LOOP.replace(ADDED, f"        log(item)\n{ADDED}"), ADDED, _skipped('item["grams"] is None')),
        (PAGE, SUM.replace("sum(", "list("), ROUND, f'{ROUND} if item["grams"] is not None'),
    ],
)
def test_nothing_else_is_passed_over(tmp_path, page, source, old, new):
    result = _check(tmp_path, page, source, old, new)
    assert not result.passed
