"""Values that the old code gave by itself: by a factory, or as a step of a sum."""

from __future__ import annotations

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from tests.unit.verify.doubles import on_paper

HEAD = "from collections import defaultdict\nfrom datetime import date, timedelta\nfrom decimal import Decimal\n\n\n"
MADE = HEAD + "def lanes(rows):\n    flows = defaultdict({})\n"
READ = "    for pair in flows:\n        surplus = 9 - flows[pair[::-1]]\n        print(surplus)\n"
WEEK = HEAD + "def before(year, week):\n    return date.fromisocalendar(year, week - 1, 1)\n"
MOVED = "date.fromisocalendar(year, week, 1) - timedelta(weeks={})"


def _check(tmp_path, source, *edits):
    stage = on_paper(source, 8, tmp_path, exception="RuntimeError")
    return MadeUpValueGate().check(stage.case(stage.candidate(*edits)))


@pytest.mark.parametrize(("factory", "value"), [("Decimal", "Decimal()"), ("int", "0"), ("lambda: -1", "-1")])
def test_what_the_factory_gives_is_known(tmp_path, factory, value):
    edit = ("flows[pair[::-1]]", f"flows.get(pair[::-1], {value})")
    assert _check(tmp_path, MADE.format(factory) + READ, edit).passed


@pytest.mark.parametrize(("factory", "value"), [("Decimal", "Decimal(7)"), ("int", "7"), ("lambda: -1", "7")])
def test_another_value_is_made_up(tmp_path, factory, value):
    edit = ("flows[pair[::-1]]", f"flows.get(pair[::-1], {value})")
    assert not _check(tmp_path, MADE.format(factory) + READ, edit).passed


def test_a_step_of_the_old_code_is_known(tmp_path):
    assert _check(tmp_path, WEEK, ("date.fromisocalendar(year, week - 1, 1)", MOVED.format(1))).passed
