"""What a service says of the columns that nobody asked for."""

from __future__ import annotations

import pytest

from arbase.workspace.surplus_cells import ignores_surplus


@pytest.mark.parametrize(
    "said",
    [
        "Columns beyond those that we know are ignored.",
        "A file has a head.\nFurther columns are ignored; rows without a number are rejected.",
        "- Rows that cannot be used are reported.\n- Cells beyond the head are dropped.",
    ],
)
def test_surplus_is_ignored_where_a_sentence_says_so(said):
    assert ignores_surplus(said)


@pytest.mark.parametrize(
    "said",
    [
        None,
        "Reads the rows of a table.",
        "Further columns are rejected.",
        "Rows with extra cells are not ignored.",
        "Further columns are welcome. Blank rows are ignored.",
        "Other fields of the payload are ignored.",
    ],
)
def test_anything_else_says_nothing_of_it(said):
    assert not ignores_surplus(said)
