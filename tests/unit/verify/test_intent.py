"""Going back in history: a dropped guard may come back, a rewrite is not undone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace

import pytest

from arbase.domain.diagnosis import CrashSpec
from arbase.domain.triage import CodeLocation
from arbase.verify.change import ChangedFile
from arbase.verify.gates.intent import IntentGate
from arbase.verify.syntax import Code


@dataclass(frozen=True)
class Reverting:
    """As much of a gate's case as this gate looks at."""

    before: str
    after: str
    restored: str = "c0ffee1234567"
    columns: tuple[int, int] | None = None
    other: str = ""

    @cached_property
    def repository(self):
        """The changed file as it was, and another one."""
        codes = {"store.py": Code.parse(self.before), "other.py": Code.parse(self.other)}
        return SimpleNamespace(codes=codes)

    @cached_property
    def crash(self):
        """At the last line of the old text."""
        line = len(self.before.splitlines())
        first, last = self.columns or (None, None)
        location = CodeLocation(path="store.py", line=line, function="")
        return CrashSpec(
            exception="KeyError", message="", location=location, column=first, end_line=line, end_column=last
        )

    @cached_property
    def files(self):
        return (ChangedFile("store.py", self.before, self.after),)


MANY = "def change(db, names):\n    for name in names:\n        db.execute(f'UPDATE houses SET {name} = ?', (1,))\n"
ONE = (
    "def change(db, names):\n    parts = ', '.join(f'{name} = 1' for name in names)\n"
    "    db.execute(f'UPDATE houses SET {parts}', (1,))\n"
)
RIGHT = {
    "a guard comes back": (
        "def price(key):\n    return PRICES[key]\n",
        "def price(key):\n    if key not in PRICES:\n        raise KeyError(key)\n    return PRICES[key]\n",
    ),
    "a name goes back": (
        "def price(row):\n    return row['asking'] * 2\n",
        "def price(row):\n    return row['asking_price'] * 2\n",
    ),
    "a default comes back": (
        "def low(prices):\n    return min(prices)\n",
        "def low(prices):\n    return min(prices, default=0.0)\n",
    ),
    "a constant goes of which the old text wrote the value": (
        "LIMIT = 20\n\n\ndef low(rows):\n    return rows[:LIMIT][0]\n",
        "def low(rows):\n    return rows[:20]\n",
    ),
    "a comment and an import go": (
        "import math\n\n\ndef low(prices):\n    # fast\n    return min(prices)\n",
        "def low(prices):\n    return min(prices, default=0.0)\n",
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_a_commit_dropped_may_come_back(name):
    assert IntentGate().check(Reverting(*RIGHT[name])).passed


def test_a_rewrite_that_says_something_new_is_not_undone():
    result = IntentGate().check(Reverting(ONE, MANY))
    assert not result.passed
    assert "parts = ', '.join" in result.reason
    assert "c0ffee1234" in result.reason


def test_what_is_done_with_the_failing_expression_stays():
    """`row["day"]` failed; that the result is stripped and written small is not what was wrong."""
    before = "def day(row):\n    return str(row['day']).strip().lower()\n"
    after = "def day(row):\n    return str(row.get('day') or 'today')\n"
    kept = "def day(row):\n    return str(row.get('day') or 'today').strip().lower()\n"
    result = IntentGate().check(Reverting(before, after, columns=(15, 25)))
    assert not result.passed
    assert ".lower()" in result.reason or ".strip()" in result.reason
    assert IntentGate().check(Reverting(before, kept, columns=(15, 25))).passed


def test_a_patch_that_goes_nowhere_back_is_left_to_the_other_gates():
    assert IntentGate().check(Reverting(ONE, MANY, restored="")).passed


LIMITED = "def due(db, limit):\n    return db.all('SELECT * FROM jobs LIMIT ?', limit)\n"


@pytest.mark.parametrize("restored", ["c0ffee1234567", ""])
def test_a_parameter_that_nothing_reads_any_more_is_a_feature_lost(restored):
    after = "def due(db, limit):\n    return db.all('SELECT * FROM jobs')\n"
    result = IntentGate().check(Reverting(LIMITED, after, restored=restored))
    assert not result.passed
    assert "`limit` of due" in result.reason


def test_a_parameter_may_go_with_its_use_or_never_have_been_read():
    gone = "def due(db):\n    return db.all('SELECT * FROM jobs')\n"
    assert IntentGate().check(Reverting(LIMITED, gone, restored="")).passed
    idle = "def due(db, limit):\n    return db.all('SELECT * FROM jobs', 1)\n"
    assert IntentGate().check(Reverting(idle, idle.replace("1", "2"), restored="")).passed


def test_an_option_that_nothing_reads_any_more_is_a_feature_lost():
    before = "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument('--limit-of', type=int)\n"
    before += "given = parser.parse_args()\nrun(given.limit_of)\n"
    result = IntentGate().check(Reverting(before, before.replace("given.limit_of", "")))
    assert not result.passed
    assert "--limit-of" in result.reason
    assert IntentGate().check(Reverting(before, before.replace("run(", "start(", 1), restored="")).passed


CALLED = "import tools\n\n\ndef ask(user):\n    return send(tools.offered(user))\n"
CONSTANT = "import tools\n\n\ndef ask(user):\n    return send(tools.ALL, user)\n"
OFFERED = "ALL = []\n\n\ndef offered(user):\n    return [one for one in ALL if one.plan == user.plan]\n"


def test_a_function_that_nothing_calls_any_more_is_a_feature_lost():
    result = IntentGate().check(Reverting(CALLED, CONSTANT, other=OFFERED))
    assert not result.passed
    assert "nothing uses `offered` any more" in result.reason


@pytest.mark.parametrize("other", ["", f"{OFFERED}\n\nprint(offered(None))\n"])
def test_a_call_may_go_of_what_others_call_or_nobody_defines(other):
    assert IntentGate().check(Reverting(CALLED, CONSTANT, other=other)).passed
