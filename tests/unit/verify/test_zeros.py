"""`x or 5` where x may be 0: a zero is a value, and the gate on made-up values has it stay one."""

from __future__ import annotations

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from tests.unit.verify.doubles import on_paper

SOURCE = """\
FEE = 250
RATES = {}


def fee(row, name, sizes):
    return row.get("fee", FEE) + len(name)
"""


def _check(folder, new, *, source=SOURCE, old='row.get("fee", FEE)', **variables):
    seen = {name: {"type": kind} for name, kind in variables.items()}
    stage = on_paper(source, 6, folder, exception="AttributeError", variables=seen)
    return MadeUpValueGate().check(stage.case(stage.candidate((old, new))))


@pytest.mark.parametrize(
    "new",
    [
        '(row["fee"] or FEE)',
        '(row["fee"] if row["fee"] else FEE)',
        '(row.get("fee") or FEE)',
        'int(row["fee"] or FEE) ',
    ],
)
def test_a_constant_does_not_take_the_place_of_zero(tmp_path, new):
    seen = {'row["fee"]': "NoneType"} if "int" not in new else {"row['fee']": "int"}
    result = _check(tmp_path, new, **seen)
    assert not result.passed
    assert "of 0 for none" in result.reason


@pytest.mark.parametrize(
    "new",
    [
        '(FEE if row["fee"] is None else row["fee"])',
        '(row["fee"] or 0)',
        '(1 / (row["fee"] or FEE))',
        'int(request.args.get("fee") or FEE)',
        '(environ["FEE"] or FEE)',
        '(1 if row["fee"] or FEE else 2)',
    ],
)
def test_what_keeps_zero_or_means_it_is_no_fault_of_this_kind(tmp_path, new):
    assert "of 0 for none" not in _check(tmp_path, new).reason


def test_what_was_seen_to_be_a_number_gives_way_to_nothing_but_none(tmp_path):
    assert not _check(tmp_path, '(row["fee"] or name)', **{"row['fee']": "float"}).passed
    assert _check(tmp_path, '(row["fee"] or name)', **{"row['fee']": "str"}).passed


def test_the_program_may_have_it_so_for_the_same_name(tmp_path):
    source = SOURCE + "\n\ndef other(row):\n    return row['fee'] or FEE\n"
    assert _check(tmp_path, '(row["fee"] or FEE)', source=source).passed
    assert not _check(tmp_path, '(row["fees"] or FEE)', source=source).passed
