"""Which literal docstrings tell for what is not there, and which sentences only look so."""

from __future__ import annotations

import pytest

from arbase.workspace.told_answers import told_for_nothing


@pytest.mark.parametrize(
    ("docstring", "literal"),
    [
        ("Rows on a page; 20 if the user chose none.", "20"),
        ("Events of a kind that we do not know are called \"other\".", '"other"'),
        ("Campaigns without visits have a rate of 0.", "0"),
        ("The last entry, or None if there is none.", "None"),
        ("Hosts, separated by commas; an empty list if it is not set.", "[]"),
        ("The count, or zero if nothing matched.", "0"),
        ("The user's name, 'anonymous' if the user has none.", "'anonymous'"),
    ],
)  # fmt: skip
def test_what_stands_beside_the_condition_is_told(docstring: str, literal: str) -> None:
    told = told_for_nothing(docstring)
    assert told is not None
    assert told.text == literal


@pytest.mark.parametrize(
    "docstring",
    [
        None,
        "The first 20 that are not empty.",
        'Orders with no "draft" in them.',
        "Months from 1 to 12, none of them is 0.",
        "Raises if there are not more than 0.",
        "Rounds to 2 when the currency has no minor unit.",
        "At most 10 if no limit is given.",
        "Version 2 for clients without a header.",
        "Shipping is 5 unless the order is free.",
        "0 if there are no rows, 1 if there is no limit.",
    ],
)
def test_other_literals_are_not(docstring: str | None) -> None:
    assert told_for_nothing(docstring) is None
