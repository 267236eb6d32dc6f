"""A row that would stand above itself is refused where it is stored, if people say that it is."""

from __future__ import annotations

import pytest

from tests.unit.repair.snippets import Snippet

BOOK = """
from fastapi import HTTPException

ROWS = {1: {"name": "a", "base": None}, 2: {"name": "b", "base": 1}, 3: {"name": "c", "base": None}}


class Book:
    def get(self, number):
        if number not in ROWS:
            raise HTTPException(status_code=404, detail=f"no search {number}")
        return ROWS[number]

    def create(self, name, base=None):
        if base is not None:
            self.get(base)
        self.refuse_taken(name)
        ROWS[max(ROWS) + 1] = {"name": name, "base": base}

    def change(self, number, changes):
        entry = {**self.get(number), **changes}
        if changes.get("base") is not None:
            self.get(changes["base"])
        ROWS[number] = entry

    def resolve(self, number):
        entry = self.get(number)
        return [entry["name"]] if entry["base"] is None else [entry["name"], *self.resolve(entry["base"])]

    def refuse_taken(self, name):
        if name in [row["name"] for row in ROWS.values()]:
            raise HTTPException(status_code=409, detail=f"search {name} is taken")


def asked(number, base):
    book = Book()
    try:
        book.change(number, {"base": base})
    except HTTPException as error:
        return error.status_code
    return book.resolve(number)
"""
SAID = "What does not exist: 404. A name that is taken, searches that would build on themselves: 409."
GUARD = (
    '+            above, met = changes["base"], {number}',
    "+            while above is not None:",
    "+                if above in met:",
)


def fixes(folder, said: str, trigger: str, book: str = BOOK):
    snippet = Snippet(folder, {"app.py": book, "README.md": said}, trigger)
    return [fix for fix in snippet.fixes(4) if fix.draft.template == "closed-circle"]


@pytest.mark.parametrize("trigger", ["asked(1, 2)", "asked(3, 3)"])
def test_what_was_met_on_the_way_up_is_refused(tmp_path, trigger):
    (fix,) = fixes(tmp_path, SAID, trigger)
    assert fix.changes[:3] == GUARD
    assert fix.changes[-2:] == ("+                met.add(above)", '+                above = self.get(above)["base"]')
    assert fix.result == 409


@pytest.mark.parametrize(
    "said",
    [
        "What does not exist: 404. A name that is taken: 409.",
        "Searches may build on themselves; whoever runs one of them gets what came first.",
        "Cycles are refused with 409. A search that builds on itself: 422.",
    ],
)
def test_where_nobody_says_how_circles_are_refused_none_is(tmp_path, said):
    assert fixes(tmp_path, said, "asked(1, 2)") == []


def test_who_does_not_look_up_what_is_to_be_above_is_left_alone(tmp_path):
    book = BOOK.replace('            self.get(changes["base"])\n', '            print(changes["base"])\n')
    assert fixes(tmp_path, SAID, "asked(1, 2)", book) == []
