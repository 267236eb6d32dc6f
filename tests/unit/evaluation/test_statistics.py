import pytest
from hypothesis import given
from hypothesis import strategies as st

from arbase.evaluation.statistics import quantile, rate


def test_a_rate_shows_count_share_and_interval():
    assert str(rate(7, 12)) == "7/12 = 58% [32%, 81%]"


def test_nothing_measured_says_nothing():
    assert (rate(0, 0).low, rate(0, 0).high) == (0.0, 1.0)


@given(st.integers(1, 5000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_the_interval_holds_the_share_and_stays_a_share(pair):
    found = rate(*pair)
    assert 0.0 <= found.low <= found.value + 1e-12
    assert found.value - 1e-12 <= found.high <= 1.0


@pytest.mark.parametrize(("hits", "total"), [(-1, 3), (4, 3)])
def test_impossible_counts_are_refused(hits, total):
    with pytest.raises(ValueError, match="is not a rate"):
        rate(hits, total)


def test_quantiles_are_values_that_occurred():
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert quantile([3.0, 1.0, 2.0], 0.95) == 3.0
    assert quantile([], 0.5) == 0.0
