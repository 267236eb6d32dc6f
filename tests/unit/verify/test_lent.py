"""No stand-in is taken for what an earlier caller took out of something lent."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.lent import LentGate
from tests.unit.verify.doubles import on_paper

SOURCE = """
from functools import lru_cache


@lru_cache
def tariff(route):
    return {"fee": 2, "adult": 10}


def total(route):
    prices = tariff(route)
    fee = prices.pop("fee")
    return fee + sum(prices.values())
"""


@pytest.mark.parametrize(
    ("edit", "passes"),
    [
        (('pop("fee")', 'pop("fee", 0)'), False),
        (("prices = tariff(route)", "prices = dict(tariff(route))"), True),
        (("    fee = ", "    prices = {**prices}\n    fee = "), True),
        (('prices.pop("fee")', 'prices["fee"]'), True),
        (("@lru_cache\n", ""), True),
    ],
)
def test_a_key_that_was_taken_out_of_something_cached_has_no_default(tmp_path: Path, edit, passes) -> None:
    line = SOURCE.splitlines().index('    fee = prices.pop("fee")') + 1
    stage = on_paper(SOURCE, line, tmp_path, message="'fee'")
    result = LentGate().check(stage.case(stage.candidate(edit)))
    assert result.passed is passes, result.reason


def test_what_is_a_callers_own_may_lack_a_key(tmp_path: Path) -> None:
    source = SOURCE.replace("@lru_cache\n", "")
    line = source.splitlines().index('    fee = prices.pop("fee")') + 1
    stage = on_paper(source, line, tmp_path, message="'fee'")
    assert LentGate().check(stage.case(stage.candidate(('pop("fee")', 'pop("fee", 0)')))).passed
