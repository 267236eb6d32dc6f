"""What is kept of a table begins anew where something writes to the table."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named
from tests.unit.repair.snippets import Snippet

DESK = """
import sqlite3


class Papers:
    def __init__(self):
        self.db = sqlite3.connect(":memory:")
        self.db.execute("CREATE TABLE papers (kind TEXT, title TEXT)")
        self._titles: dict[str, str] = {}

    def titles(self):
        if not self._titles:
            self._titles = {kind: title for kind, title in self.db.execute("SELECT kind, title FROM papers")}
        return self._titles

    def publish(self, kind, title):
        self.db.execute("INSERT INTO papers (kind, title) VALUES (?, ?)", (kind, title))
        return title

    def shown(self, kinds):
        titles = self.titles()
        return [titles[kind] for kind in kinds]


def run():
    papers = Papers()
    papers.publish("a", "A")
    papers.shown(["a"])
    papers.publish("b", "B")
    return papers.shown(["a", "b"])
"""
ELSEWHERE = 'def load(db):\n    db.execute("DELETE FROM papers")\n\n\n'

CASES = [
    Case("a mapping that was empty at first", DESK, "run()", ("+        self._titles = {}",), ["A", "B"]),
    Case(
        "nothing at first, read right where it is kept",
        DESK.replace("self._titles: dict[str, str] = {}", "self._titles = None")
        .replace("if not self._titles:", "if self._titles is None:")
        .replace("        titles = self.titles()\n", "        self.titles()\n        titles = self._titles\n"),
        "run()",
        ("+        self._titles = None",),
        ["A", "B"],
    ),
]


@named(CASES)
def test_a_write_begins_it_anew(case, tmp_path):
    check(case, tmp_path)


def silent(name: str, old: str, new: str) -> Silent:
    assert old in DESK
    return Silent(name, DESK.replace(old, new), "run()", "kept-table")


SILENT = [
    silent("a write elsewhere could not tell of it", "def run():\n", ELSEWHERE + "def run():\n"),
    silent("another table is read", "title FROM papers", "title FROM (SELECT 'a' AS kind, 'A' AS title)"),
    silent("several tables are read", "FROM papers", "FROM papers JOIN (SELECT 1) ON 1"),
]


@named(SILENT)
def test_it_is_left_alone(case, tmp_path):
    check_silent(case, tmp_path)


def test_what_is_read_each_time_needs_no_write_to_tell_of_it(tmp_path):
    text = DESK.replace("        if not self._titles:\n    ", "        if True:\n    ")
    assert text != DESK
    assert Snippet(tmp_path, {"app.py": text}, "run()").raised() is None
