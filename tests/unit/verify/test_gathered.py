"""Exceptions among gathered results may be left out; other filters need a precedent as ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.swallow import SwallowGate
from tests.unit.verify.doubles import on_paper

OFFERS = """async def offers(names):
    found = await gather(*map(ask, names), return_exceptions=True)
    return sorted(found, key=cost)
"""
FILTERED = ("    return", "    found = [one for one in found if not isinstance(one, Closed)]\n    return")


@pytest.mark.parametrize(
    ("source", "edit", "message", "passes"),
    [
        (OFFERS, FILTERED, "'Closed' object is not subscriptable", True),
        (OFFERS, FILTERED, "'str' object is not subscriptable", False),
        (OFFERS.replace("=True", "=False"), FILTERED, "'Closed' object is not subscriptable", False),
        (OFFERS.replace("sorted(found, key=cost)", "zip(names, found)"), FILTERED, "'Closed' object is not", False),
        (
            OFFERS.replace("sorted(found, key=cost)", "min(found), [x for x in found if isinstance(x, Closed)]"),
            FILTERED,
            "'Closed' object is not subscriptable",
            False,
        ),
        (OFFERS, (FILTERED[0], FILTERED[1].replace("not isinstance(one, Closed)", "one")), "'Closed' object", False),
    ],
)
def test_what_gather_gave_for_a_failure_is_no_result(tmp_path: Path, source, edit, message, passes):
    stage = on_paper(source, 3, tmp_path, exception="TypeError", message=message)
    assert SwallowGate().check(stage.case(stage.candidate(edit))).passed is passes


ALL = ("    return", "    found = [one for one in found if not isinstance(one, BaseException)]\n    return")


@pytest.mark.parametrize(
    ("told", "passes"),
    [
        ("The cheapest first; shops that cannot be reached are left out.", True),
        ("The cheapest first; shops that fail are told to the owner.", False),
        ("The cheapest first. Shops without a name are left out. Nobody may fail.", False),
    ],
)
def test_every_failure_is_left_out_only_where_the_docstring_says_so(tmp_path: Path, told, passes):
    source = OFFERS.replace("    found", f'    """{told}"""\n    found', 1)
    stage = on_paper(
        source, 4, tmp_path, exception="TypeError", message="'ConnectionError' object is not subscriptable"
    )
    assert SwallowGate().check(stage.case(stage.candidate(ALL))).passed is passes
