"""Endless recursion in an event: where its stack ran out may be a helper that the replay never came to."""

from __future__ import annotations

import pytest

from arbase.domain.event import Frame, RaisedException
from arbase.domain.triage import CodeLocation
from arbase.investigate.sameness import difference, signature_of
from arbase.replay.interface import Raised
from tests.fakes import an_event

MESSAGE = "maximum recursion depth exceeded while calling a Python object"


def _signature(*functions):
    """Of an event that shows these functions, outermost first; a dot in front marks a frame of a library."""
    frames = tuple(
        Frame(path="shelf.py", function=name.lstrip("."), line=number, in_app=not name.startswith("."))
        for number, name in enumerate(functions, 1)
    )
    raised = RaisedException(type="RecursionError", message=MESSAGE, frames=frames)
    signature = signature_of(an_event(exceptions=(raised,)))
    assert signature is not None
    return signature


def _replayed(*functions):
    trace = tuple(CodeLocation(path="shelf.py", line=number, function=name) for number, name in enumerate(functions, 1))
    return Raised(exception="RecursionError", message="maximum recursion depth exceeded", trace=trace)


HELPED = ("page", "above", "above", "above", "title_of")


def test_the_functions_that_an_event_shows_more_than_once_are_its_cycle():
    assert _signature(*HELPED).cycle == {"above"}
    assert _signature("page", "Shelf.above", "Room.shelf", "Shelf.above", "Room.shelf").cycle == {"above", "shelf"}
    assert _signature("page", ".render", ".render", "above").cycle == frozenset()


@pytest.mark.parametrize(
    "functions",
    [
        ("page", "above", "above", "above"),
        ("page", "above", "above", "year_of"),
        ("page", "list.<locals>.above", "list.<locals>.above"),
        ("above", "shelf", "above", "shelf"),
    ],
)
def test_the_same_cycle_is_the_same_crash_wherever_the_stack_ran_out(functions):
    assert difference(_signature(*HELPED), _replayed(*functions)) == ""


@pytest.mark.parametrize("functions", [("page", "below", "below"), ("page", "above", "below", "below")])
def test_another_cycle_is_another_crash(functions):
    assert difference(_signature(*HELPED), _replayed(*functions)) == "the recursion is another one"


def test_an_event_that_shows_each_function_once_is_known_by_its_innermost_one():
    signature = _signature("page", "above")
    assert difference(signature, _replayed("page", "above", "above", "title_of")) == ""
    assert difference(signature, _replayed("page", "below", "below")) == "the recursion is another one"


def test_another_exception_is_another_crash_whatever_calls_itself():
    other = _replayed("page", "above", "above").model_copy(update={"exception": "KeyError"})
    assert difference(_signature(*HELPED), other) == "it raises KeyError, the event RecursionError"
