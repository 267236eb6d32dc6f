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
