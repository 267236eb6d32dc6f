"""Places that were found in one text are no places in another."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

MARK = """
import re


def flags_of(text, word):
    folded = text.casefold()
    flags = [False] * len(text)
    for found in re.finditer(word, folded):
        for place in range(found.start(), found.end()):
            flags[place] = True
    return flags
"""

PAGE = """
def page(rows, first, size):
    found = []
    for place in range(first, first + size):
        found.append(rows[place])
    return found
"""


@named(
    [
        Case(
            "a page that is not full",
            PAGE,
            "page([1, 2, 3], 2, 5)",
            (
                "-    for place in range(first, first + size):",
                "+    for place in range(first, min(first + size, len(rows))):",
            ),
            [3],
            among=3,
        )
    ]
)
def test_a_loop_over_the_things_themselves_ends_with_them(case, tmp_path):
    check(case, tmp_path)


@named([Silent("places in the folded text", MARK, "flags_of('Maß', 'mass')", "index")])
def test_a_loop_over_places_in_another_text_is_not_cut(case, tmp_path):
    check_silent(case, tmp_path)
