"""What docstrings promise of values that there may be none of."""

from __future__ import annotations

import pytest

from arbase.workspace.promises import may_be_none


@pytest.mark.parametrize(
    ("docstring", "name"),
    [
        ("The stops, nearest first; with none there is no first.", "first"),
        ("The hive, without a last visit if nobody came.", "last_visit"),
        ("Averages by day. The mean is None where nothing was measured.", "mean"),
        ("Always an object, with null for the winner of a game that goes on.", "winner"),
        ("404 for an unknown team.\n\nWithout games there is no best score.", "best_score"),
    ],
)
def test_there_may_be_none(docstring, name):
    assert may_be_none(docstring, name)


@pytest.mark.parametrize(
    ("docstring", "name"),
    [
        (None, "first"),
        ("The first of the stops.", "first"),
        ("There are no orders on holidays.", "orders"),
        ("Raises LookupError if there is no first.", "first"),
        ("404 if there is no team.", "team"),
        ("No firsthand knowledge.", "first"),
        ("There is no first.", "first one"),
    ],
)
def test_nothing_says_that_there_may_be_none(docstring, name):
    assert not may_be_none(docstring, name)
