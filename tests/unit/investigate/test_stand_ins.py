"""Calls with stand-ins for what a function talked to: each is run, and its crash looked at."""

from __future__ import annotations

import ast
import itertools
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from arbase.domain.event import Frame, RaisedException
from arbase.investigate.calls import calls_of
from arbase.investigate.regression import write_test
from arbase.investigate.stimulus import Rebuilt
from arbase.verify.gates.tests_kept import _weaknesses
from arbase.verify.syntax import Code
from tests.fakes import an_event
from tests.small_services import described

SESSION = "<sqlalchemy.orm.session.Session object at 0x7f>"
MODULE = """
import time
from datetime import date, datetime

import warehouse_http
from warehouse_http import client


def chained(session, key):
    row = session.execute("select", key).scalar_one_or_none()
    session.commit()
    return row["x"]  # chained


async def awaited(session, key):
    result = await session.execute("select", key)
    row = result.first()
    return {}[row[0]]  # awaited


def walked(conn):
    cursor = conn.cursor()
    cursor.execute("select")
    for row in cursor:
        count = row["count"]
        return {}[count]  # walked


async def streamed(session):
    async with session.begin() as connection:
        async for row in connection.stream("select"):
            return {}[row]  # streamed


def fetched(key):
    response = warehouse_http.get("/stock", params=key, timeout=warehouse_http.LIMIT)
    if response.status_code == 503:
        stock = response.json()
        return stock["amount"]  # fetched


def asked(key):
    answer = client.get(key)
    return {}[answer]  # asked


def late(key):
    answer = client.get(key, time.time())
    return {}[answer]  # late


class Orders:
    tax = "vat"

    def __init__(self, session, limit):
        self.session = session
        self.limit = limit

    def find(self, key):
        found = self.session.get(key)
        return {}[self.rate(found)]  # find

    def rate(self, found):
        return self.tax + found["rate"]

    def move(self, session):
        here = self.session.get(1)
        there = session.get(1)
        return {}[here, there]  # move

    def beyond(self, key):
        found = self.session.get(key)
        return {}[self.limit + found]  # beyond


def twice(session):
    first = session.get(1)
    second = session.get(2)
    return {}[first + second]  # twice


def swallowed(session, key):
    try:
        seen = session.refresh(key)
    except BaseException:
        pass
    return {}[key]  # swallowed


def begun(session, key):
    session = session.begin()
    row = session.get(key)
    return {}[row]  # begun


def rebound(session, key):
    row = session.get(key)
    row = {}[row]  # rebound


def elsewhere(session, key):
    if session.is_ready:
        return {}[key]  # elsewhere
    return {}[key]


def plainly(session, key):
    row = session.get(key)
    return row["x"]  # plainly


def due():
    return moment()


def moment():
    return {}[f"{datetime.now():%Y} {date.today():%d} {time.time():.0f} {isinstance(datetime(2026, 1, 1), datetime)}"]
"""
RESPONSE = "<Response [503 Service Unavailable]>"


@dataclass
class Ended:
    call: Rebuilt
    error: str
    line: str


def tree_of(folder: Path) -> Path:
    (folder / "shop").mkdir()
    (folder / "shop" / "__init__.py").write_text("")
    (folder / "shop" / "orders.py").write_text(MODULE)
    (folder / "warehouse_http.py").write_text(
        "LIMIT = 3\nclient = None\n\n\ndef get(*args, **words):\n    raise OSError\n"
    )
    return folder


def calls(tree: Path, mark: str, variables: dict[str, Any]) -> list[Rebuilt]:
    line = next(number for number, text in enumerate(MODULE.split("\n"), 1) if text.endswith(mark))
    frame = Frame(path="shop/orders.py", function=mark, line=line, variables=variables)
    return calls_of(an_event(exceptions=(RaisedException(type="KeyError", frames=(frame,)),)), tree, (".",))


def run(tree: Path, call: Rebuilt) -> Ended:
    """The call run as the replay runs it: the last line of its traceback, and the line of the module above it."""
    words = [sys.executable, "-c", call.stimulus.command[2]]
    ended = subprocess.run(words, cwd=tree, capture_output=True, text=True, timeout=60, check=False)
    lines = ended.stderr.strip().splitlines()
    inside = [after for before, after in itertools.pairwise(lines) if "orders.py" in before]
    return Ended(call, lines[-1] if lines else "", inside[-1] if inside else "")


@pytest.mark.parametrize(
    ("mark", "variables", "stand_ins", "error"),
    [
        (
            "chained",
            {"session": SESSION, "key": "'k'", "row": "None"},
            ("session",),
            "TypeError: 'NoneType' object is not subscriptable",
        ),
        ("chained", {"session": "[Filtered]", "key": 3, "row": {"y": 1}}, ("session",), "KeyError: 'x'"),
        (
            "awaited",
            {"session": SESSION, "key": 1, "result": "<Result object>", "row": "('a', 1)"},
            ("session",),
            "KeyError: 'a'",
        ),
        (
            "walked",
            {"conn": "<sqlite3.Connection object>", "cursor": "<Cursor>", "row": "<sqlite3.Row object>", "count": 7},
            ("conn",),
            "KeyError: 7",
        ),
        ("streamed", {"session": SESSION, "connection": "<C>", "row": "('b',)"}, ("session",), "KeyError: ('b',)"),
        (
            "fetched",
            {"key": "'k'", "response": RESPONSE, "stock": {"left": 2}},
            ("warehouse_http.get",),
            "KeyError: 'amount'",
        ),
        ("asked", {"key": "'k'", "answer": "'yes'"}, ("client",), "KeyError: 'yes'"),
        (
            "find",
            {"self": "<Orders object>", "key": 1, "found": {"rate": "'7'"}},
            ("self.session",),
            "KeyError: 'vat7'",
        ),
        (
            "move",
            {"self": "<Orders object>", "session": SESSION, "here": 1, "there": 2},
            ("session", "self.session"),
            "KeyError: (1, 2)",
        ),
        ("twice", {"session": SESSION, "first": 1, "second": "20"}, ("session",), "KeyError: 21"),
    ],
)
def test_stand_in_answers_what_the_locals_say_that_was_answered(tmp_path, mark, variables, stand_ins, error):
    tree = tree_of(tmp_path)
    ended = run(tree, calls(tree, f"# {mark}", variables)[-1])
    assert ended.call.stand_ins == stand_ins
    assert ended.error == error
    assert ended.line.endswith(f"# {mark}")
    assert f"with stand-ins for: {', '.join(ended.call.stand_ins)}" in ended.call.notes
    assert ast.parse(ended.call.stimulus.command[2], feature_version=(3, 7))


@pytest.mark.parametrize(
    ("mark", "variables", "refused"),
    [
        ("chained", {"session": SESSION, "key": "'k'"}, "execute"),
        ("chained", {"session": SESSION, "key": "'k'", "row": "<Row object>"}, "'x'"),
        ("awaited", {"session": SESSION, "key": 1, "result": "<Result object>"}, "first"),
        ("swallowed", {"session": SESSION, "key": "'k'"}, "refresh"),
        ("rebound", {"session": SESSION, "key": "'k'", "row": "'k'"}, "get"),
        ("begun", {"session": SESSION, "key": "'k'", "row": "'k'"}, "begin"),
        ("elsewhere", {"session": SESSION, "key": "'k'"}, "is_ready"),
        ("beyond", {"self": "<Orders object>", "key": 1, "found": 3}, "limit"),
    ],
)
def test_what_the_event_does_not_tell_ends_in_an_error_of_its_own(tmp_path, mark, variables, refused):
    tree = tree_of(tmp_path)
    ended = run(tree, calls(tree, f"# {mark}", variables)[-1])
    assert ended.error.removeprefix("__main__.") == f"NotCaptured: {[refused]}"


def test_call_without_stand_ins_comes_first_and_the_clock_before_stand_ins(tmp_path):
    tree = tree_of(tmp_path)
    found = calls(tree, "# late", {"key": "'k'", "answer": "'yes'"})
    assert [one.stand_ins for one in found] == [(), ("the clock",), ("client", "the clock")]
    assert [one.passes is None for one in found] == [True, False, False]


def test_clock_of_the_call_is_that_of_the_event(tmp_path):
    tree = tree_of(tmp_path)
    event = an_event()
    at = event.occurred_at
    found = calls(tree, "return moment()", {"unused": 1})
    ended = run(tree, next(one for one in found if one.stand_ins == ("the clock",)))
    assert ended.error == f"KeyError: '{at:%Y} {at:%d} {at.timestamp():.0f} True'"


def test_test_of_a_call_with_stand_ins_shows_them_as_plain_code(tmp_path):
    tree = tree_of(tmp_path)
    call = calls(tree, "# plainly", {"session": SESSION, "key": "'k'", "row": "None"})[-1]
    source = write_test(call.stimulus, described(tree), None, incident_id="abc", seen="TypeError in plainly")
    assert "def test_plainly_does_not_raise():" in source
    assert "    session = StandIn(get=returns(None))\n" in source
    assert source.endswith('    plainly(session=session, key="k")\n\n    assert StandIn.refused == []\n')
    assert failure(tree, source, "TypeError: 'NoneType' object is not subscriptable")
    assert list(_weaknesses(Code(source, ast.parse(source)))) == []


def test_what_takes_the_place_of_a_global_stays_in_a_process_of_its_own(tmp_path):
    tree = tree_of(tmp_path)
    call = calls(tree, "# fetched", {"key": "'k'", "response": RESPONSE, "stock": {"left": 2}})[-1]
    source = write_test(call.stimulus, described(tree), None, incident_id="abc", seen="KeyError in fetched")
    assert "def test_fetched_does_not_raise():" in source
    assert "\nresponse = StandIn(status_code=503, json=returns({'left': 2}))\n" in source
    assert "\norders.warehouse_http.get = returns(response)\n" in source
    assert failure(tree, source, "KeyError: 'amount'")


def test_captured_text_cannot_leave_the_code_that_it_stands_in(tmp_path):
    tree = tree_of(tmp_path)
    evil = repr("""''' + open("x") + '''""")
    call = calls(tree, "# fetched", {"key": evil, "response": RESPONSE, "stock": {"left": 2}})[-1]
    source = write_test(call.stimulus, described(tree), None, incident_id="abc", seen="KeyError in fetched")
    called = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    assert {ast.unparse(one) for one in called} == {"subprocess.run"}
    assert failure(tree, source, "KeyError: 'amount'")


def failure(tree: Path, source: str, error: str) -> bool:
    """Whether the test fails with `error`."""
    (tree / "test_it.py").write_text(source)
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py"]
    ended = subprocess.run(words, cwd=tree, capture_output=True, text=True, timeout=60, check=False)
    return ended.returncode == 1 and error in ended.stdout
