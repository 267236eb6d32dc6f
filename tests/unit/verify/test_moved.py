"""Patches that only put statements elsewhere."""

from __future__ import annotations

import pytest

from arbase.verify.moved import only_moves
from tests.unit.verify.doubles import on_paper

SOURCE = """\
def total(rows, most):
    for row in rows:
        first(row)
        second(row)
    while most:
        most -= 1
    return most
"""


@pytest.mark.parametrize(
    ("change", "moves"),
    [
        (("        first(row)\n        second(row)\n", "        second(row)\n        first(row)\n"), True),
        (("        second(row)\n", "        second(row)\n        second(row)\n"), False),
        (("in rows", "in rows[1:]"), False),
        (("while most", "while most > 1"), False),
        (("(rows, most)", "(rows, most=3)"), False),
    ],
)
def test_heads_of_what_holds_statements_count_as_well(tmp_path, change, moves):
    stage = on_paper(SOURCE, 3, tmp_path)
    assert only_moves(stage.case(stage.candidate(change))) is moves
