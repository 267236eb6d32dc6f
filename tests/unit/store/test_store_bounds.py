"""The two bounded summaries: kept samples and counted users."""

from __future__ import annotations

import random
import statistics

import pytest

from arbase.store.sampling import BETWEEN, FIRST, LATEST, MOST, rank, surplus
from arbase.store.sketch import SIZE, add, distinct


def kept_after(count: int, ranks: dict[int, int]) -> list[int]:
    kept: list[int] = []
    for ordinal in range(1, count + 1):
        kept.append(ordinal)
        dropped = surplus([(one, ranks[one]) for one in kept])
        kept = [one for one in kept if one not in dropped]
    return kept


@pytest.mark.parametrize("count", [1, MOST - 1, MOST, MOST + 1, 200])
def test_first_and_latest_events_are_always_kept_and_never_more_than_the_bound(count: int) -> None:
    kept = kept_after(count, {n: rank(f"event {n}") for n in range(1, count + 1)})
    assert len(kept) == min(count, MOST)
    assert kept[:FIRST] == list(range(1, min(FIRST, count) + 1))
    assert kept[-LATEST:] == list(range(max(count - LATEST, 0) + 1, count + 1))


def test_one_by_one_keeps_what_a_choice_among_all_would_keep() -> None:
    count = 400
    ranks = {n: rank(f"event {n}") for n in range(1, count + 1)}
    middle = sorted(range(FIRST + 1, count - LATEST + 1), key=ranks.__getitem__)[:BETWEEN]
    assert kept_after(count, ranks)[FIRST:-LATEST] == sorted(middle)


def test_middle_is_an_even_choice() -> None:
    """Its mean position over many incidents is the middle, so neither early nor late events are preferred."""
    positions = []
    for incident in range(100):
        kept = kept_after(150, {n: rank(f"{incident} {n}") for n in range(1, 151)})
        positions += kept[FIRST:-LATEST]
    assert abs(statistics.mean(positions) - 75.5) < 5


def test_rank_depends_on_the_id_alone_and_fits_a_database_integer() -> None:
    assert rank("a") == rank("a") != rank("b")
    assert 0 <= rank("\ud800") < 2**56


def test_users_are_exact_below_the_bound_however_often_they_come() -> None:
    sketch = b""
    users = [f"user {n}" for n in range(SIZE - 1)]
    for user in random.Random(1).sample(users * 3, k=3 * len(users)):
        sketch = add(sketch, user)
    assert distinct(sketch) == SIZE - 1
    assert distinct(b"") == 0


def test_many_users_are_estimated_in_bounded_memory() -> None:
    sketch = b""
    for number in range(20_000):
        sketch = add(sketch, f"user {number}")
    assert len(sketch) == SIZE * 8
    # Three standard errors of 6 % each.
    assert distinct(sketch) == pytest.approx(20_000, rel=0.19)
    assert add(sketch, "user 7") == sketch


def test_order_of_users_does_not_matter() -> None:
    forth, back = b"", b""
    for number in range(1_000):
        forth = add(forth, f"user {number}")
        back = add(back, f"user {999 - number}")
    assert forth == back
