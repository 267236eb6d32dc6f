"""Of two ways to say nothing the one that the answer has beside it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from arbase.replay.interface import Observation
from arbase.verify.beside import as_beside


def chosen(*bodies: Any, status: int = 200) -> int | None:
    return as_beside([Observation(variant="", stimulus=0, status=status, body=json.dumps(body)) for body in bodies])


@pytest.mark.parametrize(
    ("bodies", "wanted"),
    [
        (({"mean": None, "good": 0}, {"mean": None, "good": None}), 1),
        (({"mean": None, "good": None}, {"mean": None, "good": 0.0}), 0),
        (({"mean": 0.0, "good": 0.0}, {"mean": 0.0, "good": None}), 0),
        (({"count": 0, "good": 0}, {"count": 0, "good": None}), None),
        (({"mean": None, "good": 0}, {"mean": None, "good": 7}), None),
        (({"mean": None, "good": None}, {"mean": None, "good": 7}), None),
        (({"mean": None, "good": None}, {"mean": None}), None),
        (({"rows": [{"a": None, "b": 0}]}, {"rows": [{"a": None, "b": None}]}), 1),
        (([0], [None]), None),
        ((0, None), None),
        (({"mean": None, "good": False}, {"mean": None, "good": None}), None),
    ],
)
def test_the_figures_beside_it_decide_or_nothing_does(bodies: tuple[Any, ...], wanted: int | None):
    assert chosen(*bodies) == wanted


def test_answers_that_are_no_json_or_differ_in_status_do_not_tell():
    plain = Observation(variant="", stimulus=0, status=200, body="nothing")
    assert as_beside([plain, plain]) is None
    other = Observation(variant="", stimulus=0, status=404, body="{}")
    assert as_beside([Observation(variant="", stimulus=0, status=200, body="{}"), other]) is None
