"""What an object worked out of a part of it is worked out again when the part changes."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

SHELF = """
class Shelf:
    def __init__(self, books):
        self.books = {form}
        self._places = self._index()
        self._titles = sorted(self._places)

    def _index(self):
        return {{title: place for place, title in enumerate(self.books)}}

    def at(self, title):
        return self.books[self._places[title]]

    def titles(self):
        return self._titles

    def take(self, title):
        {take}
{more}

def lend(title, other):
    shelf = Shelf(["Emma", "Ulysses", "Momo"])
    shelf.take(title)
    return shelf.at(other), shelf.titles()
"""
OTHERS = "self.books = [one for one in self.books if one != title]"
AGAIN = ("+        self._places = self._index()", "+        self._titles = sorted(self._places)")
TRIGGER = 'lend("Emma", "Momo")'
WANTED = ("Momo", ["Momo", "Ulysses"])
COUNTED = """
    def note(self, title):
        self._places[title] = len(self._places)
"""


@named(
    [
        Case("a part gets a new value", SHELF.format(form="books", take=OTHERS, more=""), TRIGGER, AGAIN, WANTED),
        Case(
            "a part is changed in place",
            SHELF.format(form="books", take="self.books.remove(title)", more=""),
            TRIGGER,
            AGAIN,
            WANTED,
        ),
        Case(
            "the new value comes in the form of the first one",
            SHELF.format(form="tuple(books)", take=OTHERS, more=""),
            TRIGGER,
            (
                "-        self.books = [one for one in self.books if one != title]",
                "+        self.books = tuple([one for one in self.books if one != title])",
                *AGAIN,
            ),
            WANTED,
        ),
    ]
)
def test_what_was_worked_out_is_made_again(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "whoever changes the part renews the rest",
            SHELF.format(form="books", take=f"{OTHERS}\n        self._places = {{}}", more=""),
            TRIGGER,
            "made-anew",
        ),
        Silent(
            "what is worked out is kept up by others as well",
            SHELF.format(form="books", take=OTHERS, more=COUNTED),
            TRIGGER,
            "made-anew",
        ),
        Silent(
            "what only the maker knows cannot be told again",
            SHELF.format(form="books", take=OTHERS, more="").replace("self._index()", "dict.fromkeys(books, 7)"),
            TRIGGER,
            "made-anew",
        ),
        Silent(
            "nothing changes",
            SHELF.format(form="books", take="print(title)", more=""),
            'lend("Emma", "Nobody")',
            "made-anew",
        ),
    ]
)
def test_other_parts_stay(case, tmp_path):
    check_silent(case, tmp_path)
