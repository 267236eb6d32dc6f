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
