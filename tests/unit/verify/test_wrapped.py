"""An index one lower, where the first place is 0."""

from __future__ import annotations

import pytest

from arbase.verify.gates.wrapped import WrappedGate
from tests.unit.verify.doubles import on_paper

HEAD = "from bisect import bisect_left, bisect_right\n\n\n"


def _check(tmp_path, source, *edits):
    stage = on_paper(HEAD + source, 6, tmp_path, exception="IndexError")
    return WrappedGate().check(stage.case(stage.candidate(*edits)))


PLACE = "def rate(days, rates, day):\n    i = bisect_left(days, day)\n"
REFUSED = {
    "a place": (PLACE + "    return rates[i]\n", ("rates[i]", "rates[i - 1]")),
    "a guard that never holds": (
        PLACE + "    if i < 0:\n        return None\n    return rates[i]\n",
        ("rates[i]", "rates[i - 1]"),
    ),
    "the place itself": (PLACE + "    return rates[i]\n", ("bisect_left(days, day)", "bisect_right(days, day) - 1")),
    "no name": (
        "def rate(days, rates, day):\n    return rates[bisect_left(days, day)]\n",
        ("rates[bisect_left(days, day)]", "rates[bisect_left(days, day) - 1]"),
    ),
    "a loop from 0": (
        "def steps(xs):\n    return [xs[i + 1] - xs[i] for i in range(len(xs))]\n",
        ("xs[i + 1] - xs[i]", "xs[i] - xs[i - 1]"),
    ),
    "an argument of a call": (
        "def name(names, n):\n    return names[n]\n\n\ndef all_of(names):\n"
        "    return [name(names, n) for n, _ in enumerate(names)]\n",
        ("names[n]", "names[n - 1]"),
    ),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_an_index_that_may_become_negative_is_refused(tmp_path, case):
    source, edit = case
    result = _check(tmp_path, source, edit)
    assert not result.passed
    assert "is the last element where" in result.reason


PASSING = {
    "a guard below 0": (
        PLACE + "    if i < 0:\n        raise LookupError(day)\n    return rates[i]\n",
        ("bisect_left(days, day)", "bisect_right(days, day) - 1"),
    ),
    "a guard against the first place": (
        PLACE + "    if not i:\n        return None\n    return rates[i]\n",
        ("rates[i]", "rates[i - 1]"),
    ),
    "a condition": (PLACE + "    return rates[i]\n", ("rates[i]", "rates[i - 1] if i > 0 else None")),
    "what the first one is compared with": (
        PLACE + "    if day < days[0]:\n        return None\n    return days[i]\n",
        ("days[i]", "days[i - 1]"),
    ),
    "the last one": ("def last(xs):\n    return xs[len(xs)]\n", ("xs[len(xs)]", "xs[len(xs) - 1]")),
    "a loop from 1": (
        "def steps(xs):\n    return [xs[i + 1] - xs[i] for i in range(1, len(xs))]\n",
        ("xs[i + 1] - xs[i]", "xs[i] - xs[i - 1]"),
    ),
    "a month": ("def name(names, day):\n    return names[day.month]\n", ("[day.month]", "[day.month - 1]")),
    "a slice": ("def end(xs, i):\n    return xs[i:]\n", ("xs[i:]", "xs[i - 1:]")),
}


@pytest.mark.parametrize("case", PASSING.values(), ids=PASSING)
def test_an_index_that_stays_in_front_of_the_end_passes(tmp_path, case):
    source, edit = case
    assert _check(tmp_path, source, edit).passed
