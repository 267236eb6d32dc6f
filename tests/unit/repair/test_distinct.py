"""One record that a join gives several times."""

from __future__ import annotations

import ast

import pytest

from arbase.workspace.joins import joined
from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = """
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine("sqlite://")


class Base(DeclarativeBase):
    pass


class Ship(Base):
    __tablename__ = "ships"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Cargo(Base):
    __tablename__ = "cargo"
    id: Mapped[int] = mapped_column(primary_key=True)
    ship_id: Mapped[int] = mapped_column(ForeignKey("ships.id"))


Base.metadata.create_all(engine)
session = Session(engine)
session.add_all([Ship(id=1, name="Aura"), Ship(id=2, name="Birka"), Ship(id=3, name="Birka")])
session.add_all([Cargo(ship_id=1), Cargo(ship_id=1), Cargo(ship_id=2), Cargo(ship_id=3)])
session.flush()


"""
LOADED = """def loaded(name):
    return session.execute(select(Ship).join(Cargo, Cargo.ship_id == Ship.id).where(Ship.name == name)).scalar_one().id
"""
NAMED = """def loaded(name):
    query = select(Ship).join(Cargo, Cargo.ship_id == Ship.id)
    query = query.where(Ship.name == name)
    return session.scalars(query).one_or_none().id
"""
DJANGO = """
class MultipleObjectsReturned(Exception):
    pass


class Rows:
    def __init__(self, rows):
        self.rows = rows

    def filter(self, **wanted):
        return Rows([row for row in self.rows if all(row[name] == value for name, value in wanted.items())])

    def distinct(self):
        return Rows(list({row["n"]: row for row in self.rows}.values()))

    def get(self, **wanted):
        found = self.filter(**wanted).rows
        if len(found) > 1:
            raise MultipleObjectsReturned(f"get() returned more than one -- it returned {len(found)}!")
        return found[0]


ROWS = Rows([{"n": 3, "cargo__kind": "oil"}, {"n": 3, "cargo__kind": "oil"}, {"n": 4, "cargo__kind": "tin"}])


"""
FILTERED = """def oil(number):
    return ROWS.filter(cargo__kind="oil").get(n=number)
"""
GOT = """def oil(number):
    return ROWS.get(n=number, cargo__kind="oil")
"""


def changed(text: str, old: str, new: str) -> tuple[str, ...]:
    """The lines of a diff where one line has `new` for `old`."""
    line = next(one for one in text.splitlines() if old in one)
    return f"-{line}", f"+{line.replace(old, new)}"


END = "== name))"
OWN = """def with_oil():
    return ROWS.filter(cargo__kind="oil")


def oil(number):
    return with_oil().get(n=number)
"""
SEVERAL = [
    Case("an own function joins", DJANGO + OWN, "oil(3)['n']", changed(OWN, '"oil")', '"oil").distinct()'), 3),
    Case(
        "the rows of a join are one record",
        HEAD + LOADED,
        'loaded("Aura")',
        changed(LOADED, END, "== name).distinct())"),
        1,
    ),
    Case(
        "the query has a name",
        HEAD + NAMED,
        'loaded("Aura")',
        changed(NAMED, "scalars(query)", "scalars(query.distinct())"),
        1,
    ),
    Case(
        "a filter along a relation", DJANGO + FILTERED, "oil(3)['n']", changed(FILTERED, ".get", ".distinct().get"), 3
    ),
    Case(
        "a look-up along a relation",
        DJANGO + GOT,
        "oil(3)['n']",
        changed(GOT, '.get(n=number, cargo__kind="oil")', '.filter(n=number, cargo__kind="oil").distinct().get()'),
        3,
    ),
]


@named(SEVERAL)
def test_distinct_records_are_asked_for(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "nothing is joined",
            HEAD + LOADED.replace(".join(Cargo, Cargo.ship_id == Ship.id)", ""),
            'loaded("Birka")',
            "distinct",
        ),
        Silent(
            "no relation is followed",
            (DJANGO + GOT).replace("cargo__kind", "kind__in"),
            "oil(3)",
            "distinct",
        ),
    ]
)  # fmt: skip
def test_nothing_is_made_distinct_without_a_join(case, tmp_path):
    check_silent(case, tmp_path)


@pytest.mark.parametrize(
    ("query", "by"),
    [
        ("A.objects.filter(visits__state=1).get(n=2)", ".filter(visits__state=...)"),
        ("A.objects.filter(Q(visits__state__gte=1) | Q(n=3)).get()", ".filter(visits__state__gte=...)"),
        ("A.objects.filter(day__gte=1, owner__pk=3).get()", ""),
        ("A.objects.filter(email__iexact=1).get()", ""),
        ("A.objects.filter(visits__state=1).distinct().get()", ""),
        ("', '.join(names)", ""),
        ("session.query(A).join(A.visits).one()", ".join(A.visits)"),
    ],
)
def test_what_joins(query, by):
    assert joined(ast.parse(query)) == by
