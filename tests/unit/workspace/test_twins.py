"""Expressions that make the same mistake about something else, and what becomes of them."""

from __future__ import annotations

import ast

import pytest

from arbase.workspace.twins import carried_over, twins

LEAP = """
begins = contract.starts_on.replace(year=day.year)
if begins > day:
    begins = contract.starts_on.replace(year=day.year - 1)
ends = begins.replace(year=begins.year + 1) - timedelta(days=1)
"""
DAY = "contract.starts_on.replace(year=day.year, day=min(contract.starts_on.day, last(day.year)))"


def carried(source: str, new: str) -> dict[str, str | None]:
    tree = ast.parse(source)
    first = tree.body[0]
    assert isinstance(first, ast.Assign)
    found = twins(first.value, list(ast.walk(tree)))
    return {ast.unparse(one): carried_over(first.value, new, one, (source, source)) for one in found}


def test_every_part_takes_the_place_of_its_like() -> None:
    assert carried(LEAP, DAY) == {
        "contract.starts_on.replace(year=day.year - 1)": (
            "contract.starts_on.replace(year=day.year - 1, day=min(contract.starts_on.day, last(day.year - 1)))"
        ),
        "begins.replace(year=begins.year + 1)": (
            "begins.replace(year=begins.year + 1, day=min(begins.day, last(begins.year + 1)))"
        ),
    }


def test_what_is_put_beside_an_operator_is_bracketed() -> None:
    source = "a = paid / share\nb = total / (left + right)\n"
    assert carried(source, "(paid / share if share else 0)") == {
        "total / (left + right)": "(total / (left + right) if (left + right) else 0)"
    }


@pytest.mark.parametrize(
    "other",
    [
        "start.replace(month=day.month)",
        "start.replace(day.year)",
        "text.split(year)",
        "replace(year=day.year)",
        "start.replace(year=day.year, month=1)",
    ],
)
def test_what_does_something_else_is_no_twin(other: str) -> None:
    assert carried(f"a = day.replace(year=day.year)\nb = {other}\n", "day.replace(year=day.year, day=1)") == {}


def test_entries_and_attributes_have_no_twins() -> None:
    assert carried('a = row["a"]\nb = row["b"]\n', 'row.get("a")') == {}


def test_a_part_without_a_place_in_the_mended_text_is_not_dropped() -> None:
    assert carried("a = read(x, y)\nb = read(z, w)\n", "read(x, 0)") == {"read(z, w)": None}
