"""Operators: what each of them makes of a function, and that nothing else of the file changes."""

from __future__ import annotations

import ast

import pytest

from arbase.evaluation.dataset.operators import mutants_of, together

SOURCE = '''\
"""Déjà vu: characters of several bytes before the code."""


class Shop:
    async def read(self, body, rows):
        if body is None:
            return {}
        name = body["name"]
        count = int(body.get("count", 1)) or 1
        label = "é" + rows.label
        best = max(rows.all, default=None)
        try:
            found = await self.find(name, count)
        except (KeyError, ValueError):
            found = label
        return found if found else best


LIMIT = {"a": 1}["a"]
'''


def made(operator: str) -> list[str]:
    """The changed line of every mutant of an operator."""
    lines = []
    for mutant in mutants_of("shop.py", SOURCE):
        if mutant.operator == operator:
            pairs = zip(SOURCE.splitlines(), mutant.source.splitlines(), strict=False)
            lines.append(next(after.strip() for before, after in pairs if before != after))
    return lines


@pytest.mark.parametrize(
    ("operator", "line"),
    [
        ("drop guard", "pass"),
        ("change key", "name = body['names']"),
        ("widen type", 'count = body.get("count", 1) or 1'),
        ("drop guard", 'count = int(body["count"]) or 1'),
        ("drop fallback", 'count = int(body.get("count", 1))'),
        ("rename", 'label = "é" + rows.labels'),
        ("change default", "best = max(rows.all)"),
        ("drop await", "found = self.find(name, count)"),
        ("swap arguments", "found = await self.find(count, name)"),
        ("remove branch", "except KeyError:"),
        ("drop fallback", "return found"),
    ],
)
def test_operator_makes_this_line(operator: str, line: str) -> None:
    assert line in made(operator)


def test_every_mutant_parses_names_its_function_and_its_line() -> None:
    mutants = list(mutants_of("shop.py", SOURCE))
    assert len(mutants) > 10
    for mutant in mutants:
        ast.parse(mutant.source)
        assert mutant.function == "Shop.read"
        assert SOURCE.splitlines()[mutant.lines[0] - 1] != mutant.source.splitlines()[mutant.lines[0] - 1]
        assert mutant.source.endswith('LIMIT = {"a": 1}["a"]\n')


def test_order_is_always_the_same_and_nothing_comes_twice() -> None:
    first, second = list(mutants_of("a.py", SOURCE)), list(mutants_of("a.py", SOURCE))
    assert first == second
    assert len({mutant.source for mutant in first}) == len(first)


def test_mutants_that_share_no_line_are_joined_into_one_text() -> None:
    mutants = [one for one in mutants_of("shop.py", SOURCE) if one.operator in {"drop guard", "drop fallback"}]
    joined, text = together(SOURCE, mutants)
    assert len(joined) == len({mutants[place].span for place in joined})
    ast.parse(text)
    assert "if body is None" not in text
    assert "return found\n" in text
    for place in range(len(mutants)):
        assert together(SOURCE, [mutants[place]]) == ([0], mutants[place].source)
