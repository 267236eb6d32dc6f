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


INNER = """
from functools import lru_cache


@lru_cache
def tariff(route):
    return {"fees": {"booking": 1, "night": 2}}


def plain(route):
    rates = dict(tariff(route))
    rates["fees"].pop("booking", None)
    return rates["fees"]


def total(route):
    return tariff(route)["fees"]["booking"]
"""
ROWS = INNER.replace("rates = dict(tariff(route))", "rows = list(tariff(route).values())").replace(
    '    rates["fees"].pop("booking", None)\n    return rates["fees"]',
    '    for row in rows:\n        row.pop("booking", None)\n    return rows',
)
MASKED = ('["fees"]["booking"]', '["fees"].get("booking", 0)')


@pytest.mark.parametrize(
    ("source", "edits", "passes"),
    [
        (INNER, [MASKED], False),
        (INNER, [("dict(tariff(route))", "deepcopy(tariff(route))")], True),
        (INNER, [("dict(tariff(route))", "{**tariff(route)}"), MASKED], False),
        (INNER.replace("dict(tariff(route))", "tariff(route)"), [MASKED], False),
        (INNER.replace("dict(tariff(route))", "{'fees': {}}"), [MASKED], True),
        (ROWS, [MASKED], False),
        (ROWS, [("list(tariff(route).values())", "[dict(row) for row in tariff(route).values()]")], True),
    ],
)
def test_a_copy_of_the_first_level_still_lends_its_parts(tmp_path: Path, source: str, edits, passes: bool) -> None:
    line = next(number for number, text in enumerate(source.splitlines(), 1) if '["fees"]["booking"]' in text)
    stage = on_paper(source, line, tmp_path, message="'booking'")
    result = LentGate().check(stage.case(stage.candidate(*edits)))
    assert result.passed is passes, result.reason
