"""Who gave a statement what it works with."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.triage import CodeLocation
from arbase.workspace.code import CodeReader
from arbase.workspace.feeding import Feeding, calls_feeding, expression, handed_to

SOURCE = """\
def board(stop, limit):
    now = clock.now()
    rides = waiting_at(stop)
    log(now)
    if limit > 9:
        raise too_many(limit)
    names = [entry(one, style(limit)) for one in rides]
    return render(names, now)


def entry(ride, style):
    window = as_window(ride)
    return {"at": window, "driver": ride.driver.name}
"""


def test_the_calls_of_the_statement_come_first_then_those_behind_its_names():
    assert calls_feeding(SOURCE, 8).calls == (
        ("", "render"), ("", "entry"), ("", "style"), ("", "waiting_at"), ("clock", "now"),
    )  # fmt: skip


def test_only_the_failing_expression_counts_and_whether_it_was_handed():
    column = SOURCE.splitlines()[12].index("ride.driver")
    failing = expression(13, column, 13, column + len("ride.driver.name"))
    assert calls_feeding(SOURCE, 13, failing) == Feeding((), handed=True)


def test_of_a_caller_only_what_it_handed_down_counts():
    found = calls_feeding(SOURCE, 7, handed_to("entry"))
    assert found.calls == (("", "style"), ("", "waiting_at"))
    assert found.handed


def test_who_raises_gives_nothing():
    assert calls_feeding(SOURCE, 6).calls == ()


@pytest.mark.parametrize(("source", "line"), [("def broken(:\n", 1), ("x = f()\n", 1), (SOURCE, 400), ("", 1)])
def test_what_is_no_function_has_none(source, line):
    assert calls_feeding(source, line) == Feeding()


def test_the_reader_goes_from_the_crash_to_the_callers_as_long_as_something_was_handed_down(tmp_path: Path):
    (tmp_path / "board.py").write_text(SOURCE)
    (tmp_path / "rides.py").write_text(
        "def waiting_at(stop):\n    return select(stop)\n\n\ndef select(stop):\n    return []\n"
    )
    (tmp_path / "looks.py").write_text(
        "def style(limit):\n    return limit\n\n\ndef as_window(ride):\n    return ride\n"
    )
    trace = [
        CodeLocation(path="board.py", line=13, function="entry"),
        CodeLocation(path="board.py", line=7, function="board"),
    ]
    column = SOURCE.splitlines()[12].index("ride.driver")
    failing = expression(13, column, 13, column + len("ride.driver.name"))
    found = CodeReader(tmp_path).givers(trace, failing)
    assert [place.function for place in found] == ["style", "waiting_at", "select"]


def test_a_crash_that_was_handed_nothing_asks_no_caller(tmp_path: Path):
    (tmp_path / "board.py").write_text(
        "def inner():\n    return 1 / 0\n\n\ndef outer():\n    return inner(given())\n\n\ndef given():\n    return 0\n"
    )
    trace = [
        CodeLocation(path="board.py", line=2, function="inner"),
        CodeLocation(path="board.py", line=6, function="outer"),
    ]
    assert CodeReader(tmp_path).givers(trace) == ()
