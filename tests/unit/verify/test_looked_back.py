"""Answers may change to what a function says of the place that `bisect` finds, and to nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.looked_back import looks_back
from tests.unit.verify.doubles import on_paper

SOURCE = '''
from bisect import bisect_left


class Rates:
    def on(self, day):
        """What held on the day: the last one until then, the first one for all that was before."""
        return self.rates[self.days[bisect_left(self.days, day)]]

    def other(self, day):
        return self.days[bisect_left(self.days, day)]
'''
ON = "self.rates[self.days[bisect_left(self.days, day)]]"
BACK = "self.rates[self.days[max(bisect_right(self.days, day) - 1, 0)]]"
IMPORT = ("import bisect_left\n", "import bisect_left, bisect_right\n")
LAST = "return self.days[bisect_left(self.days, day)]"


@pytest.mark.parametrize(
    ("source", "edits", "known"),
    [
        (SOURCE, ((ON, BACK), IMPORT), True),
        (SOURCE.replace(": the last one until", ": one of"), ((ON, BACK), IMPORT), False),
        (SOURCE.replace(", the first one for all that was before", ""), ((ON, BACK), IMPORT), False),
        (SOURCE, ((ON, BACK), IMPORT, (LAST, LAST.replace("day)]", "day) - 1]"))), False),
        (SOURCE, ((ON, ON.replace("bisect_left(self.days, day)", "min(bisect_left(self.days, day), 2)")),), False),
        (SOURCE.replace(ON, BACK), ((BACK, ON),), False),
    ],
    ids=["as it says", "another docstring", "half of it", "more than that", "something else", "the other way"],
)
def test_only_what_the_function_says_may_change(tmp_path: Path, source, edits, known) -> None:
    line = next(n for n, text in enumerate(source.splitlines(), 1) if "self.rates[" in text)
    stage = on_paper(source, line, tmp_path, exception="IndexError")
    assert looks_back(stage.case(stage.candidate(*edits))) is known
