"""Endless recursion: where the stack runs out is chance."""

from __future__ import annotations

import pytest

from arbase.domain.event import RaisedException
from arbase.domain.triage import CodeLocation
from arbase.investigate.sameness import Signature, crash_of, difference, same_crash, signature_of
from arbase.replay.interface import Raised
from tests.fakes import an_event


def raised(*functions: str, message: str = "maximum recursion depth exceeded") -> Raised:
    trace = tuple(CodeLocation(path="tree.py", line=number, function=name) for number, name in enumerate(functions, 1))
    return Raised(exception="RecursionError", message=message, trace=trace, column=4)


def test_recursion_is_the_same_by_the_functions_that_call_each_other() -> None:
    one, other = (
        raised("page", "above", "above", "find"),
        raised("above", "above", "above", message="... in __instancecheck__"),
    )
    assert same_crash(one, other)
    assert not same_crash(one, raised("below", "below"))


def test_recursion_of_the_event_is_known_by_a_function_on_the_way() -> None:
    signature = Signature(
        exception="RecursionError", function="above", path="tree.py", message="while calling an object"
    )
    assert difference(signature, raised("page", "above", "above", "find")) == ""
    assert "another one" in difference(signature, raised("below", "below"))


def test_recursion_is_placed_in_the_function_that_calls_itself() -> None:
    crash = crash_of(raised("page", "above", "above", "find"))
    assert crash.location.function == "above"
    assert crash.trace[-1] == crash.location
    assert crash.column is None


@pytest.mark.parametrize(
    ("value", "same"),
    [
        ("['raised as a result of Query-invoked autoflush; consider using a block']", True),
        ('["raised as a result of Query-invoked autoflush; it\'s early"]', False),
        ("NOT NULL constraint failed: a.b", False),
        ("[not a list", False),
    ],
)
def test_remarks_that_an_sdk_takes_for_the_message_stand_before_it(value: str, same: bool) -> None:
    event = an_event(exceptions=(RaisedException(type="IntegrityError", message=value),))
    signature = signature_of(event)
    message = "(raised as a result of Query-invoked autoflush; consider using a block)\n(sqlite3.IntegrityError) NULL"
    assert signature is not None
    assert (difference(signature, Raised(exception="IntegrityError", message=message)) == "") is same


def test_recursion_is_placed_where_it_comes_round_and_not_at_the_head_of_the_last_call() -> None:
    places = [("page", 1), ("above", 9), ("above", 9), ("above", 9), ("above", 5)]
    trace = tuple(CodeLocation(path="tree.py", line=line, function=name) for name, line in places)
    assert crash_of(raised().model_copy(update={"trace": trace})).location.line == 9


def test_too_many_parts_of_a_pair_are_not_the_same_as_too_few() -> None:
    def pairs(text: str) -> Raised:
        return raised("parts", message=text).model_copy(update={"exception": "ValueError"})

    crash = pairs("dictionary update sequence element #1 has length 3; 2 is required")
    assert same_crash(crash, pairs("dictionary update sequence element #4 has length 5; 2 is required"))
    assert not same_crash(crash, pairs("dictionary update sequence element #0 has length 1; 2 is required"))


def test_the_values_of_sql_are_no_part_of_what_is_said() -> None:
    said = "(builtins.TypeError) no JSON\n[SQL: INSERT INTO changes (a, b) VALUES (?, ?)]\n[parameters: {}]"
    trace = (CodeLocation(path="app.py", line=3, function="change"),)
    event = RaisedException(type="StatementError", message=said.format("[{'a': 2, 'b': date(2026, 3, 1)}]"))
    signature = signature_of(an_event(exceptions=(event,)))
    assert signature is not None

    def now(message: str) -> Raised:
        return Raised(exception="StatementError", message=message, trace=trace, column=4)

    assert difference(signature, now(said.format("[{'b': date(2026, 3, 1), 'a': 2}]"))) == ""
    assert difference(signature, now(said.replace("INTO changes", "INTO boats").format("[]")))
