"""Hunks, successors of a statement, and what a patch brings that was not there."""

from __future__ import annotations

import ast

from arbase.verify.change import ChangedFile
from arbase.verify.syntax import Code
from arbase.workspace.tree import own_lines

BEFORE = """def price(house):
    # the price
    value = house["price"]
    return value * 2
"""


def changed(after: str, before: str = BEFORE) -> ChangedFile:
    return ChangedFile("app.py", before, after)


def test_unchanged_statement_keeps_its_place_behind_a_new_guard() -> None:
    file = changed(
        BEFORE.replace("    # the price\n", "    if house is None:\n        raise ValueError\n    # the price\n")
    )
    assert file.successors(3) == {5}


def test_guard_in_a_replaced_block_is_not_the_successor_of_the_statement() -> None:
    file = changed(
        BEFORE.replace(
            '    value = house["price"]\n', '    if not house:\n        return {}\n    value = house["cost"]\n'
        )
    )
    assert file.successors(3) == {5}


def test_deleted_statement_has_no_successor() -> None:
    file = changed(BEFORE.replace('    value = house["price"]\n', ""))
    assert file.successors(3) == frozenset()


def test_statement_of_several_lines_is_followed_by_its_lines() -> None:
    before = "x = call(\n    a,\n    b,\n)\ny = 1\n"
    file = changed(before.replace("    b,\n", "    c,\n"), before)
    assert {1, 2, 3, 4} <= file.successors(1) | {3}


def test_each_hunk_can_be_taken_back_alone() -> None:
    file = changed(BEFORE.replace("price(", "cost(").replace("* 2", "* 3"))
    texts = [file.without(hunk) for hunk in file.hunks]
    assert texts == [BEFORE.replace("* 2", "* 3"), BEFORE.replace("price(", "cost(")]


def test_comment_and_docstring_hunks_are_silent() -> None:
    file = changed(BEFORE.replace("# the price", "# its price"))
    assert [file.is_silent(hunk) for hunk in file.hunks] == [True]


def test_new_return_is_fresh_though_the_same_text_stands_elsewhere() -> None:
    before = "def f():\n    return None\n\n\ndef g(x):\n    return x.y\n"
    after = before.replace("    return x.y", "    if not x:\n        return None\n    return x.y")
    file = changed(after, before)
    fresh = file.fresh(lambda code: code.every(ast.Return))
    assert [node.lineno for node in fresh] == [7]


def test_moved_and_indented_code_is_not_fresh() -> None:
    after = 'def price(house):\n    # the price\n    with lock:\n        value = house["price"]\n    return value * 2\n'
    fresh = changed(after).fresh(lambda code: code.every(ast.Assign))
    assert fresh == []


def test_source_that_is_not_python_has_no_tree() -> None:
    assert changed("def (").new is None
    assert Code.parse("x = '\0'") is None
    assert Code.parse("(" * 5000) is None


def test_header_of_a_compound_statement_is_its_own_lines() -> None:
    code = Code.parse("if (a and\n        b):\n    c = 1\n")
    assert code is not None
    statement = code.statement_at(2)
    assert isinstance(statement, ast.If)
    assert list(own_lines(statement)) == [1, 2]


def test_a_statement_that_moved_as_it_was_is_its_own_successor() -> None:
    before = "with opened() as rows:\n    first = next(rows)\nothers = list(rows)\n"
    after = "with opened() as rows:\n    first = next(rows)\n    others = list(rows)\n"
    assert ChangedFile("app.py", before, after).successors(3) == {3}
    gone = "with opened() as rows:\n    first = next(rows)\n"
    assert ChangedFile("app.py", before, gone).successors(3) == frozenset()
