"""A dash that a report shows decides nothing."""

from __future__ import annotations

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from tests.unit.verify.doubles import on_paper

SOURCE = """\
def row(customer):
    country = customer.address.country if customer.address else "{sign}"
    return [customer.name, country]


def rate(customer):
    country = customer.address.country
{use}
"""
FIX = (
    "    country = customer.address.country\n",
    '    country = customer.address.country if customer.address else "{sign}"\n',
)
DECIDES = "    if country == HOME:\n        return 21\n    return 0 if country in UNION else 6"
SHOWS = '    return f"{customer.name} ({country})"'


@pytest.mark.parametrize(
    ("sign", "use", "passed"),
    [
        ("-", DECIDES, False),
        ("n/a", DECIDES, False),
        ("-", "    return RATES[country]", False),
        ("-", DECIDES + '\n    # or\n    if country == "-":\n        return 1', True),
        ("BE", DECIDES, True),
        ("-", SHOWS, True),
    ],
    ids=["a dash", "a word for nothing", "a key", "a dash that is known", "a value", "shown"],
)
def test_a_sign_for_nothing_is_no_value_where_the_code_decides(sign, use, passed, tmp_path):
    source = SOURCE.format(sign=sign, use=use)
    stage = on_paper(
        source, 7, tmp_path, exception="AttributeError", message="'NoneType' object has no attribute 'country'"
    )
    old, new = FIX
    result = MadeUpValueGate().check(stage.case(stage.candidate((old, new.format(sign=sign)))))
    assert result.passed is passed, result.reason
