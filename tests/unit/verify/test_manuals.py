"""What Python's manual asks for is no made-up value; the same value elsewhere is one."""

from __future__ import annotations

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from arbase.verify.gates.swallow import SwallowGate
from tests.unit.verify.doubles import on_paper

SHORT = "Incorrect padding"
PADDED = ("decode(body)", "decode(body + '=' * (-len(body) % 4))")
OTHERWISE = ("decode(body)", "decode(body + 'AA')")
EMPTY = ("(text)\n    return", "(text, restval='')\n    return")
NONE = ("(text)\n    return", "(text, restval='none')\n    return")
TOKEN = "def claims(body):\n    return json.loads(urlsafe_b64decode(body))\n"
POOL = "def run(jobs):\n    pool = ThreadPoolExecutor(len(jobs))\n    return pool\n"
NO_WORKER = "max_workers must be greater than 0"
INI = "def read(text):\n    parser = ConfigParser()\n    parser.read_string(text)\n    return parser['a']['b']\n"
WITH_HOME = f"HOME = '[a]\\nb = %(c)s'\n\n\n{INI}"
PERCENT = "'%' must be followed by '%' or '(', found: '%x'"
ROWS = "def names(text):\n    rows = csv.DictReader(text)\n    return [row['name'].strip() for row in rows]\n"
NO_STRIP = "'NoneType' object has no attribute 'strip'"
TABLE = (
    'def listed(rows):\n    """{said}"""\n    table = csv.DictWriter(OUT, FIELDS)\n'
    "    table.writerows(rows)\n    return OUT.getvalue()\n"
)
FURTHER = "dict contains fields not in fieldnames: 'margin'"
IGNORED = ("FIELDS)", "FIELDS, extrasaction='ignore')")
AT = "def at(event):\n    # {said}\n    return datetime.fromtimestamp(event['ts'])\n"
FAR = "year 56387 is out of range"
PAUSE = "def wait(until):\n    time.sleep(until - time.time())\n    return until\n"
NEGATIVE = "sleep length must be non-negative"

LOCK = (
    "class Tally:\n    def __init__(self):\n        self.lock = Lock()\n\n"
    "    def copy(self):\n        return deepcopy(self)\n"
)
STATE = (
    "\n    def __setstate__(self, state):\n        self.__dict__.update(state)\n"
    "        self.lock = {made}()\n\n    def copy"
)
BEHIND = ("self.lock = Lock()\n", "self.lock = Lock()\n" + STATE.format(made="Lock").removesuffix("\n    def copy"))
DAY = "class Visit:\n    def __init__(self, row):\n        self.day = date.fromisoformat(row['day'])\n"
READ_AS_MOMENT = ("date.fromisoformat(row['day'])", "datetime.fromisoformat(row['day']).date()")
ASKS = "def asks():\n    http = httpx.Client(timeout=5)\n    return http\n"
FOLLOWS = ("timeout=5", "timeout=5, follow_redirects=True")
MOVED = "Redirect response '301 Moved Permanently' for url 'https://depot.example/old'"
NO_PICKLE = "cannot pickle '_thread.lock' object"

VIEW = (
    "class New({base}):\n    def {name}(self, request):\n"
    "        form = self.get_form()\n        return self.shown(form)\n"
)
POST = VIEW.format(base="CreateView", name="post")
NO_OBJECT = "'New' object has no attribute 'object'"
NONE_YET = ("        form = self.get", "        self.object = None\n        form = self.get")

CASES = {
    "no object yet": (POST, NONE_YET, "AttributeError", NO_OBJECT, True),
    "no object of another": (VIEW.format(base="UpdateView", name="post"), NONE_YET, "AttributeError", NO_OBJECT, False),
    "no object later on": (VIEW.format(base="CreateView", name="shown"), NONE_YET, "AttributeError", NO_OBJECT, False),
    "no form yet": (POST, NONE_YET, "AttributeError", NO_OBJECT.replace("'object'", "'form'"), False),
    "another object": (POST, (NONE_YET[0], NONE_YET[1].replace("None", "{}")), "AttributeError", NO_OBJECT, False),
    "redirects are followed": (ASKS, FOLLOWS, "HTTPStatusError", MOVED, True),
    "an error is no redirect": (ASKS, FOLLOWS, "HTTPStatusError", MOVED.replace("Redirect", "Client"), False),
    "a new lock": (LOCK, ("\n    def copy", STATE.format(made="Lock")), "TypeError", NO_PICKLE, True),
    "a new lock in lines as those above": (LOCK, BEHIND, "TypeError", NO_PICKLE, True),
    "the day of a moment": (DAY, READ_AS_MOMENT, "ValueError", "", True),
    "midnight": (DAY, ("date.fromisoformat(row['day'])", "datetime.time()"), "ValueError", "", False),
    "another lock": (LOCK, ("\n    def copy", STATE.format(made="Dummy")), "TypeError", NO_PICKLE, False),
    "padding of a token": (TOKEN, PADDED, "Error", SHORT, True),
    "another sign than padding": (TOKEN, OTHERWISE, "Error", SHORT, False),
    "a worker at least": (POOL, ("len(jobs)", "max(1, len(jobs))"), "ValueError", NO_WORKER, True),
    "eight workers at least": (POOL, ("len(jobs)", "max(8, len(jobs))"), "ValueError", NO_WORKER, False),
    "one of something else": (POOL, ("return pool", "return max(1, pool)"), "ValueError", NO_WORKER, False),
    "no interpolation": (INI, ("Parser()", "Parser(interpolation=None)"), "InterpolationSyntaxError", PERCENT, True),
    "references": (WITH_HOME, ("Parser()", "Parser(interpolation=None)"), "InterpolationSyntaxError", PERCENT, False),
    "empty cells": (ROWS, EMPTY, "AttributeError", NO_STRIP, True),
    "cells that say something": (ROWS, NONE, "AttributeError", NO_STRIP, False),
    "only columns": (TABLE.format(said="Only the columns."), IGNORED, "ValueError", FURTHER, True),
    "columns": (TABLE.format(said="The table."), IGNORED, "ValueError", FURTHER, False),
    "milliseconds": (AT.format(said="milliseconds"), ("['ts']", "['ts'] / 1000"), "ValueError", FAR, True),
    "no unit": (AT.format(said="when"), ("['ts']", "['ts'] / 1000"), "ValueError", FAR, False),
    "another unit": (AT.format(said="milliseconds"), ("['ts']", "['ts'] / 100"), "ValueError", FAR, False),
    "no pause": (PAUSE, ("until - time.time()", "max(0, until - time.time())"), "ValueError", NEGATIVE, True),
    "a pause": (PAUSE, ("until - time.time()", "max(5, until - time.time())"), "ValueError", NEGATIVE, False),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_value_that_the_manual_asks_for_has_a_reason(case, tmp_path):
    source, change, exception, message, passed = case
    stage = on_paper(source, 3, tmp_path, exception=exception, message=message)
    result = MadeUpValueGate().check(stage.case(stage.candidate(change)))
    assert result.passed == passed, result.reason


LINES = "def read(text):\n    for line in {lines}:\n        yield json.loads(line)\n"
SKIP = ("        yield", "        if not line.strip():\n            continue\n        yield")
SKIPS = {
    "a blank line": (LINES.format(lines="text.splitlines()"), SKIP, "''", True),
    "a line with something in it": (LINES.format(lines="text.splitlines()"), SKIP, "'{x'", False),
    "a part that is no line": (LINES.format(lines="text.split(',')"), SKIP, "''", False),
    "lines that do not look right": (
        LINES.format(lines="text.splitlines()"),
        ("        yield", "        if not line.startswith('{'):\n            continue\n        yield"),
        "''",
        False,
    ),
}


@pytest.mark.parametrize("case", SKIPS.values(), ids=SKIPS)
def test_blank_lines_are_passed_over_and_nothing_else(case, tmp_path):
    source, change, shown, passed = case
    message = "Expecting value: line 1 column 1 (char 0)"
    stage = on_paper(
        source, 3, tmp_path, exception="JSONDecodeError", message=message, variables={"line": {"repr": shown}}
    )
    assert SwallowGate().check(stage.case(stage.candidate(change))).passed == passed


@pytest.mark.parametrize(
    ("said", "value", "passed"),
    [
        ("Rows of all. An empty list if there are none.", "[]", True),
        ("Rows of all. An empty list if there are none.", "{}", False),
        ("Puts each empty list aside.", "[]", False),
    ],
)
def test_an_empty_list_is_one_in_words_too(said, value, passed, tmp_path):
    source = f'def rows(parts):\n    """{said}"""\n    return pd.concat(parts)\n'
    stage = on_paper(source, 3, tmp_path, exception="ValueError", message="No objects to concatenate")
    change = ("    return pd", f"    if not parts:\n        return {value}\n    return pd")
    assert SwallowGate().check(stage.case(stage.candidate(change))).passed == passed
