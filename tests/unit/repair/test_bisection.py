"""Places that `bisect` finds behind the last."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

RATES = """
import bisect
from bisect import bisect_left

DAYS = [3, 5, 9]
RATES = ["a", "b", "c"]

"""

CASES = [
    Case(
        "a guard against less than 0, and words for the day itself",
        RATES
        + '''
def rate(day):
    """The rate of that day, or of the last day before it that has one."""
    index = bisect.bisect_left(DAYS, day)
    if index < 0:
        raise LookupError(day)
    return RATES[index]
''',
        "rate(11)",
        (
            "-    index = bisect.bisect_left(DAYS, day)",
            "+    index = bisect.bisect_right(DAYS, day) - 1",
        ),
        "c",
    ),
    Case(
        "a guard against the first place",
        RATES
        + """
class Table:
    days = DAYS

    def rate(self, day):
        place = bisect.bisect(self.days, day)
        if not place:
            return None
        return RATES[place]
""",
        "Table().rate(9)",
        (
            "-        return RATES[place]",
            "+        return RATES[place - 1]",
        ),
        "c",
    ),
    Case(
        "an equal one is looked for",
        RATES
        + """
def known(day):
    i = bisect_left(DAYS, day)
    if DAYS[i] == day:
        return RATES[i]
    return None
""",
        "known(11)",
        (
            "-    if DAYS[i] == day:",
            "+    if i < len(DAYS) and DAYS[i] == day:",
        ),
        None,
    ),
    Case(
        "another one than all",
        RATES
        + """
def is_new(day):
    i = bisect_left(DAYS, day)
    return DAYS[i] != day
""",
        "is_new(11)",
        (
            "-    return DAYS[i] != day",
            "+    return i >= len(DAYS) or DAYS[i] != day",
        ),
        True,
    ),
    Case(
        "the last until then, and the first for what was before",
        RATES
        + '''
def rate(day):
    """What held on the day: the last one until then, the first one for all that was before."""
    return RATES[bisect_left(DAYS, day)]
''',
        "rate(11)",
        (
            "-    return RATES[bisect_left(DAYS, day)]",
            "+    return RATES[max(bisect.bisect_right(DAYS, day) - 1, 0)]",
        ),
        "c",
    ),
    Case(
        "a place with a name, where equal ones come before already",
        RATES
        + """
def rate(day):
    # The latest one that is not after the day; before the first day it is the first one.
    place = bisect.bisect(DAYS, day)
    return RATES[place]
""",
        "rate(11)",
        (
            "-    place = bisect.bisect(DAYS, day)",
            "+    place = max(bisect.bisect(DAYS, day) - 1, 0)",
        ),
        "c",
    ),
]

SILENT = [
    Silent(
        "nothing says what holds before the first",
        RATES
        + '''
def rate(day):
    """What held on the day: the last one until then."""
    return RATES[bisect_left(DAYS, day)]
''',
        "rate(11)",
        "bisection",
    ),
    Silent(
        "before the first there is none",
        RATES
        + '''
def rate(day):
    """What held on the day: the last one until then; before the first it is an error."""
    return RATES[bisect_left(DAYS, day)]
''',
        "rate(11)",
        "bisection",
    ),
    Silent(
        "the next one is meant",
        RATES
        + '''
def rate(day):
    """The first one after the day, the first of all for those before it."""
    return RATES[bisect_left(DAYS, day)]
''',
        "rate(11)",
        "bisection",
    ),
    Silent(
        "no guard says that the one before is meant",
        RATES
        + '''
def rate(day):
    """The rate on or before the day."""
    index = bisect_left(DAYS, day)
    return RATES[index]
''',
        "rate(11)",
        "bisection",
    ),
    Silent(
        "nothing says whether an equal one counts",
        RATES
        + """
def rate(day):
    index = bisect_left(DAYS, day)
    if index < 0:
        return None
    return RATES[index]
""",
        "rate(11)",
        "bisection",
    ),
    Silent(
        "a guard against being behind the last means the next one",
        RATES
        + '''
def rate(day):
    """The rate on or before the day."""
    index = bisect_left(DAYS, day)
    if index > len(RATES):
        return None
    return RATES[index]
''',
        "rate(11)",
        "bisection",
    ),
]


@named(CASES)
def test_fix(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_silence(case, tmp_path):
    check_silent(case, tmp_path)
