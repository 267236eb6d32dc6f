"""Going back in history: a dropped guard may come back, a rewrite is not undone."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace

import pytest

from arbase.domain.diagnosis import CrashSpec
from arbase.domain.triage import CodeLocation
from arbase.verify.change import ChangedFile
from arbase.verify.gates.intent import IntentGate
from arbase.verify.gates.said_again import is_figured_otherwise
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


DRAWN_OUT = "import tools\n\n\ndef show(db, key):\n    found = tools.record(db, key)\n    return found.owner.name\n"
TAKEN_IN = (
    "import tools\n\n\ndef show(db, key):\n    found = db.query(Record).options(OWNER).get(key)\n"
    "    if found is None:\n        raise Unknown('no record')\n    return found.owner.name\n"
)
RECORD = (
    "def record(db, name):\n    one = db.query(Record).get(name)\n"
    "    if one is None:\n        raise Unknown('no record')\n    return one\n"
)


def answered(text, last=None):
    """One request that ran every line of the text, or those up to `last`, and was answered."""
    lines = {"store.py": tuple(range(1, (last or len(text.splitlines())) + 1))}
    trial = SimpleNamespace(before=SimpleNamespace(lines=lines))
    return SimpleNamespace(passing=(trial,), ran=lambda one, path: set(one.before.lines[path]))


@dataclass(frozen=True)
class Answered(Reverting):
    """With requests that are answered by way of what goes; the commit, of a real repository, changed no test."""

    path: str = "."
    last: int = 0

    @cached_property
    def lab(self):
        """Requests through the old text."""
        return answered(self.before, self.last)

    @cached_property
    def service(self):
        """Where the commit is."""
        return SimpleNamespace(tests="tests", repository=self.path)

    @cached_property
    def diagnosis(self):
        """Nobody under suspicion by name."""
        return SimpleNamespace(suspects=())


@pytest.fixture
def commit(tmp_path):
    """A repository with one commit that changes no test."""
    git(tmp_path, "init", "-q")
    (tmp_path / "store.py").write_text("x = 1\n")
    git(tmp_path, "add", ".")
    git(tmp_path, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "change")
    return {"path": tmp_path, "restored": git(tmp_path, "rev-parse", "HEAD").strip()}


def git(folder, *words):
    """What git says."""
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def test_a_function_may_idle_whose_work_the_restored_text_does_itself(commit):
    assert IntentGate().check(Answered(DRAWN_OUT, TAKEN_IN, other=RECORD, **commit)).passed


@pytest.mark.parametrize(
    "more",
    [
        RECORD.replace(".get(name)", ".filter(Record.public).get(name)"),
        RECORD.replace("    return one", "    audit(one)\n    return one"),
        RECORD.replace("one is None", "one is None or one.secret"),
    ],
)
def test_a_function_that_does_more_than_the_restored_text_is_a_feature_lost(commit, more):
    result = IntentGate().check(Answered(DRAWN_OUT, TAKEN_IN, other=more, **commit))
    assert not result.passed
    assert "nothing uses `record` any more" in result.reason


REMEMBERED = (
    "def row(secret):\n    key = f'row:{secret}'\n    found = cache.get(key)\n    if found is None:\n"
    "        found = Row.objects.filter(digest=secret).first()\n        cache.set(key, found, 60)\n    return found\n"
)
EACH_TIME = "def row(secret):\n    return Row.objects.filter(digest=secret).first()\n"


def test_a_value_that_was_remembered_may_be_worked_out_each_time(commit):
    assert IntentGate().check(Answered(REMEMBERED, EACH_TIME, **commit)).passed
    inline = REMEMBERED.replace("    key = f'row:{secret}'\n", "").replace("(key", "(f'row:{secret}'")
    assert IntentGate().check(Answered(inline, EACH_TIME, **commit)).passed


@pytest.mark.parametrize(("last", "passes"), [(4, True), (1, False)])
def test_requests_that_found_the_value_in_the_cache_ran_it_as_well(commit, last, passes):
    assert IntentGate().check(Answered(REMEMBERED, EACH_TIME, last=last, **commit)).passed is passes


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (REMEMBERED.replace("cache.set(key, found, 60)", "cache.set(key, 1, 60)"), EACH_TIME),
        (REMEMBERED.replace("    return found", "    cache.incr(key)\n    return found"), EACH_TIME),
        (REMEMBERED.replace("    return found", "    found.label = key\n    return found"), EACH_TIME),
        (REMEMBERED, EACH_TIME.replace("digest=secret", "name=secret")),
        (REMEMBERED.replace("digest=secret", "digest=secret, open=True"), EACH_TIME),
    ],
)
def test_what_a_cache_marks_or_counts_or_works_out_otherwise_is_not_undone(commit, before, after):
    result = IntentGate().check(Answered(before, after, **commit))
    assert not result.passed
    assert "meant to bring in" in result.reason


ADDED_UP = (
    "def total(db, report):\n    row = db.one('SELECT sum(amount) AS total FROM items WHERE report = ?', report)\n"
    "    return round_to(Decimal(str(row['total'])), 'EUR')\n"
)
SUMMED = (
    "def total(db, report):\n    return add([one.amount for one in items_of(db, report)], 'EUR')\n\n\n"
    "def items_of(db, report):\n    return db.all('SELECT * FROM items')\n"
)


def test_a_query_for_what_is_known_says_nothing_new(commit):
    before = ADDED_UP + SUMMED[SUMMED.index("\n\n\ndef items_of") :]
    assert IntentGate().check(Answered(before, SUMMED, **commit)).passed
    result = IntentGate().check(Answered(before.replace("WHERE report", "WHERE billable"), SUMMED, **commit))
    assert not result.passed


GRID = "import math\n\n\ndef grid(cell, step):\n    columns, rows = {}\n    return [0] * columns * rows\n"
SHORT, LONG = "360 // cell, 180 // cell", "math.floor(360 / cell) + 1, math.floor(180 / cell) + 1"


def test_a_figure_may_be_worked_out_as_it_was_whatever_tests_came_with_it():
    assert IntentGate().check(Reverting(GRID.format(SHORT), GRID.format(LONG))).passed


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("360 // cell, step // cell", LONG),
        ("360 // cell, rows_of(cell)", LONG),
        (SHORT.replace("180", "cell.height"), LONG),
        (SHORT, LONG.replace("180", "step")),
        ("len([360 // cell]), 180", LONG),
        ("SIZES[cell], 180 // cell", LONG),
        ("360, 180", "90, 180"),
    ],
)
def test_a_figure_of_other_values_or_of_a_call_is_not_the_same_one(now, then):
    old, new = (ast.parse(f"columns, rows = {text}").body[0] for text in (now, then))
    assert not is_figured_otherwise(old, [new])
