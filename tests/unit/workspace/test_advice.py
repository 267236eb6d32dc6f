"""Messages that name what is to be used."""

from __future__ import annotations

import pytest

from arbase.workspace.advice import Advice, advice_of


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("'M' is no longer supported for offsets. Please use 'ME' instead.", ("M", "ME")),
        ("for Period, please use 'M' instead of 'ME'", ("ME", "M")),
        ("`np.float_` was removed in the NumPy 2.0 release. Use `np.float64` instead.", ("np.float_", "np.float64")),
        ("unknown codec 'utf9'. Did you mean: 'utf8'?", ("utf9", "utf8")),
        ("got an unexpected keyword argument 'colour'. Did you mean 'color'?", ("colour", "color")),
        ("'a' is not 'b', use 'c' instead", ("b", "c")),
        ("invalid literal for int() with base 10: 'M'", None),
        ("'M' is gone, use it instead", None),
    ],
)
def test_what_a_message_advises(message, said):
    assert advice_of(message) == said


def test_a_number_in_front_of_a_unit_stays():
    assert Advice("M", "ME").in_place_of("3M") == "3ME"
    assert Advice("M", "ME").in_place_of("AM") == ""
