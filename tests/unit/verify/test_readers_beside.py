"""An entry of a record that may lack is borne by every function that reads it, or by none."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.readers_beside import ReadersBesideGate
from tests.unit.verify.doubles import on_paper

SOURCE = """
def rebate(customer, load):
    if not customer.terms:
        return 0
    return max(tier["percent"] for tier in customer.terms["tiers"] if load > tier["from"])


def shown(one):
    return {"rebates": one.terms["tiers"] if one.terms else []}
"""
CRASH = 'customer.terms["tiers"] if load'
BORNE = (CRASH, 'customer.terms.get("tiers", []) if load')
ASKED = ("    if not customer.terms:", '    if "tiers" not in customer.terms:')


def result(root: Path, source: str, *edits: tuple[str, str]):
    line = next(n for n, text in enumerate(source.splitlines(), 1) if CRASH in text)
    stage = on_paper(source, line, root, message="'tiers'")
    return ReadersBesideGate().check(stage.case(stage.candidate(*edits)))


@pytest.mark.parametrize("edit", [BORNE, ASKED])
def test_half_of_the_readers_is_not_enough(tmp_path: Path, edit: tuple[str, str]) -> None:
    found = result(tmp_path, SOURCE, edit)
    assert not found.passed
    assert "app.py:9 still reads ['tiers'] of terms" in found.reason


@pytest.mark.parametrize(
    "other",
    [
        'one.terms["tiers"] if "tiers" in one.terms else []',
        'one.terms.get("tiers", [])',
        'one.terms["bounds"]',
        'terms["tiers"]',
    ],
)
def test_readers_that_ask_first_or_read_something_else_are_none(tmp_path: Path, other: str) -> None:
    source = SOURCE.replace('one.terms["tiers"] if one.terms else []', other)
    assert result(tmp_path, source, BORNE).passed


def test_a_reader_that_catches_what_lacks_is_none(tmp_path: Path) -> None:
    caught = 'def shown(one):\n    try:\n        return one.terms["tiers"]\n    except KeyError:\n        return []\n'
    source = SOURCE[: SOURCE.index("def shown")] + caught
    assert result(tmp_path, source, BORNE).passed


def test_both_readers_mended_are_whole(tmp_path: Path) -> None:
    assert result(tmp_path, SOURCE, BORNE, ('one.terms["tiers"]', 'one.terms.get("tiers")')).passed


def test_a_record_that_is_made_whole_where_it_is_read_needs_no_reader_to_bear_it(tmp_path: Path) -> None:
    assert result(
        tmp_path, SOURCE, ("    if not customer.terms:", "    customer = whole(customer)\n    if not customer:")
    ).passed
