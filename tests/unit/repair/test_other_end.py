"""A text that is cut at the wrong separator is cut at the other end."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

CURSOR = """
def cursor(name, number):
    return f"{name}:{number}"


def position(text):
    name, _, number = text.partition(":")
    return name, int(number)


def again(name):
    return position(cursor(name, 4))
"""


@named(
    [
        Case(
            "the number is behind the last separator",
            CURSOR,
            "again('Type 550: fine')",
            ('-    name, _, number = text.partition(":")', '+    name, _, number = text.rpartition(":")'),
            ("Type 550: fine", 4),
        ),
        Case(
            "split once is split once from the right",
            CURSOR.replace('name, _, number = text.partition(":")', 'name, number = text.split(":", 1)'),
            "again('Type 550: fine')",
            ('-    name, number = text.split(":", 1)', '+    name, number = text.rsplit(":", 1)'),
            ("Type 550: fine", 4),
        ),
        Case(
            "the number in front is in front of the first one",
            CURSOR.replace("{name}:{number}", "{number}-{name}").replace(
                'name, _, number = text.partition(":")', 'number, _, name = text.rpartition("-")'
            ),
            "again('half-white')",
            ('-    number, _, name = text.rpartition("-")', '+    number, _, name = text.partition("-")'),
            ("half-white", 4),
        ),
    ]
)
def test_the_cut_is_at_the_other_end(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent("a part that is empty was not cut at the wrong end", CURSOR, "position('name:')", "other-end"),
        Silent("a text without the separator has no other end", CURSOR, "position('name:abc')", "other-end"),
        Silent("a separator that ends the text is followed by nothing", CURSOR, "position('name:4:')", "other-end"),
    ]
)
def test_what_has_no_other_end_stays(case, tmp_path):
    check_silent(case, tmp_path)
