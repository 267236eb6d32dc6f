"""Bounds that let the length through."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

CASES = [
    Case(
        "a counter of what was done",
        """
STEPS = ["heat", "press", "cool"]


def plan(jobs):
    done = []
    for job in jobs:
        if job["attempts"] > len(STEPS):
            done.append("scrapped")
            continue
        done.append(STEPS[job["attempts"]])
    return done
""",
        'plan([{"attempts": 3}, {"attempts": 0}])',
        (
            '-        if job["attempts"] > len(STEPS):',
            '+        if job["attempts"] >= len(STEPS):',
        ),
        ["scrapped", "heat"],
    ),
    Case(
        "a chain of comparisons",
        """
def seat(rows, at):
    if not 0 <= at <= len(rows):
        return None
    return rows[at]
""",
        'seat(["a", "b"], 2)',
        (
            "-    if not 0 <= at <= len(rows):",
            "+    if not 0 <= at < len(rows):",
        ),
    ),
    Case(
        "a condition in front, the other way round, with a name for the length",
        """
class Reader:
    def __init__(self, words):
        self.words = words
        self.at = 0

    def peek(self, ahead):
        size = len(self.words)
        self.at += ahead
        return self.words[self.at] if size >= self.at else ""
""",
        'Reader(["a", "b"]).peek(2)',
        (
            '-        return self.words[self.at] if size >= self.at else ""',
            '+        return self.words[self.at] if size > self.at else ""',
        ),
        "",
    ),
    Case(
        "a while with two conditions",
        """
def lead(marks):
    pos = 0
    while pos <= len(marks) and marks[pos] == "*":
        pos += 1
    return pos
""",
        'lead(["*", "*"])',
        (
            '-    while pos <= len(marks) and marks[pos] == "*":',
            '+    while pos < len(marks) and marks[pos] == "*":',
        ),
        2,
    ),
]
SILENT = [
    Silent(
        "pages count from one",
        """
def page(pages, page):
    if page > len(pages):
        raise LookupError(page)
    return pages[page]
""",
        'page(["a", "b"], 2)',
        "loose-bound",
    ),
    Silent(
        "a bound at one",
        """
def level(names, steps):
    if steps < 1 or steps > len(names):
        raise LookupError(steps)
    return names[steps]
""",
        'level(["a", "b"], 2)',
        "loose-bound",
    ),
    Silent(
        "the index grows behind the bound",
        """
def following(names, pos):
    if pos > len(names):
        return None
    pos += 1
    return names[pos]
""",
        'following(["a", "b"], 1)',
        "loose-bound",
    ),
    Silent(
        "another list",
        """
def pick(names, marks, pos):
    if pos > len(marks):
        return None
    return names[pos]
""",
        'pick(["a", "b"], [1, 2, 3], 2)',
        "loose-bound",
    ),
]


@named(CASES)
def test_the_bound_is_made_strict(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_nothing_is_offered_where_the_index_may_be_wrong(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)
