"""Numbers that are part of a text: the highest is not the one that is the greatest as a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.repair.cases import Case, check, named
from tests.unit.repair.desk import SESSIONS
from tests.unit.repair.snippets import Snippet

NOTES = """
import sqlite3

db = sqlite3.connect(":memory:", isolation_level=None)
db.row_factory = sqlite3.Row
db.executescript('''
    CREATE TABLE notes (number TEXT NOT NULL UNIQUE, shop TEXT NOT NULL);
    INSERT INTO notes VALUES ('N-9', 'a'), ('N-10', 'a'), ('N-12', 'b'), ('N-2', 'b');
''')
SERIES = "N-"


class Notes:
    def next_number(self):
        {last}
        return f"{{SERIES}}{{{number} + 1}}" if last else f"{{SERIES}}1"

    def add(self, shop):
        number = self.next_number()
        db.execute("INSERT INTO notes (number, shop) VALUES (?, ?)", [number, shop])
        return number
"""
MAX = 'last = db.execute("SELECT MAX(number) FROM notes").fetchone()[0]'
PREFIX = "int(last.removeprefix(SERIES))"
ORDERED = (
    'last = db.execute(\n            "SELECT number FROM notes WHERE shop = ? ORDER BY number DESC LIMIT 1", ["a"]\n'
    "        ).fetchone()"
)
LABELS = """


class Label(Base):
    __tablename__ = "labels"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)


Base.metadata.create_all(engine)
session.add_all([Label(code="L9"), Label(code="L10")])
session.commit()


def add():
    highest = HIGHEST
    number = int(highest[1:]) + 1 if highest is not None else 1
    session.add(Label(code=f"L{number}"))
    session.flush()
    return number
"""


def notes(last: str = MAX, number: str = PREFIX, **other: str) -> str:
    text = NOTES.format(last=last, number=number)
    for old, new in other.items():
        text = text.replace(old, new)
    return text


def labels(highest: str) -> str:
    return SESSIONS + LABELS.replace("HIGHEST", highest)


CASES = [
    Case(
        "the highest by SQL",
        notes(),
        'Notes().add("a")',
        (
            '-        last = db.execute("SELECT MAX(number) FROM notes").fetchone()[0]',
            "+        last = max(",
            '+            (one[0] for one in db.execute("SELECT number FROM notes")),',
            "+            key=lambda one: int(one.removeprefix(SERIES)),",
            "+            default=None,",
            "+        )",
        ),
        "N-13",
    ),
    Case(
        "the last row in the order of the texts",
        notes(ORDERED, "int(last['number'].split('-')[1])"),
        'Notes().add("a")',
        (
            "-        last = db.execute(",
            '-            "SELECT number FROM notes WHERE shop = ? ORDER BY number DESC LIMIT 1", ["a"]',
            "-        ).fetchone()",
            "+        last = max(",
            "+            db.execute(",
            '+            "SELECT number FROM notes WHERE shop = ?", ["a"]',
            "+        ),",
            '+            key=lambda one: int(one["number"].split("-")[1]),',
            "+            default=None,",
            "+        )",
        ),
        "N-11",
    ),
    Case(
        "SQLAlchemy",
        labels("session.scalar(select(func.max(Label.code)))"),
        "add()",
        (
            "-    highest = session.scalar(select(func.max(Label.code)))",
            "+    highest = max(",
            "+        session.scalars(select(Label.code)),",
            "+        key=lambda one: int(one[1:]),",
            "+        default=None,",
            "+    )",
        ),
        11,
    ),
    Case(
        "SQLAlchemy's query",
        labels("session.query(func.max(Label.code)).scalar()").replace(
            "code: Mapped[str]", "code: Mapped[str | None]"
        ),
        "add()",
        (
            "-    highest = session.query(func.max(Label.code)).scalar()",
            "+    highest = max(",
            "+        (one[0] for one in session.query(Label.code) if one[0] is not None),",
            "+        key=lambda one: int(one[1:]),",
            "+        default=None,",
            "+    )",
        ),
        11,
    ),
]  # fmt: skip


@named(CASES)
def test_the_highest_is_looked_for_by_its_number(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize(
    "app",
    [
        pytest.param(notes(number="int(last)").replace("'N-", "'").replace('"N-"', '""'), id="the text is the number"),
        pytest.param(notes(number="len(last) + 5"), id="no number is taken out of it"),
        pytest.param(notes(MAX.replace("notes", "notes GROUP BY shop")), id="one of each group"),
        pytest.param(notes(MAX.replace("(number)", "(shop)"), "int(last.replace('b', '9'))"),
                     id="the highest of another column"),
        pytest.param(
            notes(ORDERED, "int(last['number'].split('-')[1])").replace("number TEXT NOT NULL", "number TEXT"),
            id="rows that may have none",
        ),
    ],
)  # fmt: skip
def test_nothing_else_is_looked_for_by_a_number(app: str, tmp_path: Path) -> None:
    snippet = Snippet(tmp_path, {"app.py": app}, 'Notes().add("a")')
    assert [one for one in snippet.drafts() if one.template == "highest-text"] == []
