"""A table that was made with all its keys gets no other."""

from __future__ import annotations

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from tests.unit.verify.doubles import on_paper

SOURCE = """\
def by_day(lessons, week):
    table = {made}
    for lesson in lessons:
        table[lesson.day].append(lesson)
    return table
"""
WIDER = ("table[lesson.day].append", "table.setdefault(lesson.day, []).append")


@pytest.mark.parametrize(
    ("made", "passed"),
    [
        ("{day: [] for day in week}", False),
        ('{"monday": [], "tuesday": []}', False),
        ("{}", True),
        ("known(week)", True),
    ],
)
def test_a_key_that_the_table_was_not_made_with_is_made_up(made, passed, tmp_path):
    source = SOURCE.format(made=made)
    result = MadeUpValueGate().check((stage := on_paper(source, 4, tmp_path)).case(stage.candidate(WIDER)))
    assert result.passed is passed, result.reason


@pytest.mark.parametrize(
    ("made", "passed"),
    [
        ("dict.fromkeys(OPEN, 0)", False),
        ("{hour: 0 for hour in OPEN}", False),
        ("{}", True),
        ("dict(known)", True),
    ],
)
def test_nor_is_one_counted_for_the_first_time(made, passed, tmp_path):
    source = f"""\
def by_hour(loads, known):
    counts = {made}
    for load in loads:
        counts[load.hour] += 1
    return counts
"""
    edit = ("counts[load.hour] += 1", "counts[load.hour] = counts.get(load.hour, 0) + 1")
    result = MadeUpValueGate().check((stage := on_paper(source, 4, tmp_path)).case(stage.candidate(edit)))
    assert result.passed is passed, result.reason
