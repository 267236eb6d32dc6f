"""Answers compared without what differs from run to run."""

from __future__ import annotations

from arbase.domain.diagnosis import Stimulus
from arbase.replay.answers import behaviour, failed, same_answer, unstable
from arbase.replay.interface import Observation, Raised
from tests.unit.verify.doubles import get


def seen(body: str, status: int = 200, **more: object) -> Observation:
    return Observation.model_validate({"variant": "x", "stimulus": 0, "status": status, "body": body, **more})


def test_field_that_differs_between_two_runs_is_ignored_and_the_rest_is_compared() -> None:
    ignore = unstable(seen('{"at": 1, "price": 5}'), seen('{"at": 2, "price": 5}'))
    assert same_answer(seen('{"at": 1, "price": 5}'), seen('{"at": 9, "price": 5}'), ignore) == ""
    assert "price" in same_answer(seen('{"at": 1, "price": 5}'), seen('{"at": 9, "price": 6}'), ignore)


def test_status_type_and_missing_field_count() -> None:
    assert same_answer(seen("{}"), seen("{}", 404), frozenset()) == "status 200 became 404"
    assert same_answer(seen('{"a": 1}'), seen('{"a": 1.0}'), frozenset())
    assert same_answer(seen('{"a": 1}'), seen("{}"), frozenset())
    assert same_answer(seen('{"a": true}'), seen('{"a": 1}'), frozenset())


def test_nan_is_the_same_answer_as_nan() -> None:
    assert same_answer(seen("[NaN]"), seen("[NaN]"), frozenset()) == ""


def test_lists_of_other_length_are_masked_as_a_whole() -> None:
    assert unstable(seen('{"a": [1]}'), seen('{"a": [1, 2]}')) == {("a",)}


def test_location_of_a_redirect_counts() -> None:
    one, other = (seen("", 302, headers=(("location", place),)) for place in ("/a", "/b"))
    assert "location" in same_answer(one, other, frozenset())


def test_wording_of_a_refusal_is_not_behaviour() -> None:
    assert behaviour(seen('{"detail": "a"}', 404), frozenset()) == behaviour(seen('{"detail": "b"}', 404), frozenset())
    assert behaviour(seen("{}", 404), frozenset()) != behaviour(seen("{}", 422), frozenset())
    assert behaviour(seen('{"a": 1}'), frozenset()) != behaviour(seen('{"a": 2}'), frozenset())


def test_failure_of_requests_and_commands() -> None:
    command = Stimulus(kind="command", command=("python", "x.py"))
    assert failed(command, seen("", 1))
    assert not failed(command, seen("", 0))
    assert failed(get("/"), seen("", 500))
    assert not failed(get("/"), seen("", 404))
    assert failed(get("/"), seen("", 200, raised=Raised(exception="KeyError", message="")))
