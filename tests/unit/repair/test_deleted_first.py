"""Rows that are deleted through a session while others take their place."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named
from tests.unit.repair.snippets import Snippet

HEAD = """
import asyncio

from sqlalchemy import ForeignKey, UniqueConstraint, create_engine, delete, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})


class Base(DeclarativeBase):
    pass


class Menu(Base):
    __tablename__ = "menus"
    id: Mapped[int] = mapped_column(primary_key=True)
    dishes: Mapped[list["Dish"]] = relationship(cascade="all, delete-orphan")
    notes: Mapped[list["Note"]] = relationship()


class Dish(Base):
    __tablename__ = "dishes"
    __table_args__ = (UniqueConstraint("menu_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    menu_id: Mapped[int] = mapped_column(ForeignKey("menus.id"))
    name: Mapped[str]
    price: Mapped[int] = mapped_column(default=0)


class Note(Base):
    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    menu_id: Mapped[int] = mapped_column(ForeignKey("menus.id"))


Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add_all([Menu(id=1), Dish(menu_id=1, name="soup", price=3), Dish(menu_id=1, name="stew", price=9)])
    session.add_all([Menu(id=2), Dish(menu_id=2, name="soup", price=5)])
    session.commit()


def shown():
    with Session(engine) as session:
        return [(one.menu_id, one.name, one.price) for one in session.scalars(select(Dish).order_by(Dish.menu_id))]

"""
AFTER = [(1, "soup", 4), (2, "soup", 5)]
CASES = [
    Case(
        "a loop deletes, another adds",
        HEAD
        + """
def price_again(menu, dishes):
    with Session(engine) as session:
        for old in session.scalars(select(Dish).where(Dish.menu_id == menu)):
            session.delete(old)
        for name, price in dishes.items():
            session.add(Dish(menu_id=menu, name=name, price=price))
        session.commit()
    return shown()
""",
        "price_again(1, {'soup': 4})",
        ("+        session.flush()",),
        AFTER,
    ),
    Case(
        "the deletion stands in a function that is called, its rows in a name",
        HEAD
        + """
def cleared(db, menu):
    rows = db.query(Dish).filter_by(menu_id=menu).all()
    for row in rows:
        if row.price > 0:
            db.delete(row)


def price_again(menu, dishes):
    with Session(engine) as db:
        cleared(db, menu)
        db.add_all([Dish(menu_id=menu, name=name, price=price) for name, price in dishes.items()])
        db.commit()
    return shown()
""",
        "price_again(1, {'soup': 4})",
        ("+    db.flush()",),
        AFTER,
    ),
    Case(
        "one row at a time is replaced in the same loop",
        HEAD
        + """
def price_again(menu, dishes):
    with Session(engine) as session, session.no_autoflush:
        for name, price in dishes.items():
            old = session.scalar(select(Dish).where(Dish.menu_id == menu, Dish.name == name))
            if old is not None:
                session.delete(old)
            session.add(Dish(menu_id=menu, name=name, price=price))
        session.commit()
    return [one for one in shown() if one[1] == "soup"]
""",
        "price_again(1, {'soup': 4})",
        ("+                session.flush()",),
        AFTER,
    ),
    Case(
        "a collection that owns its rows is emptied and filled",
        HEAD
        + """
def price_again(menu, dishes):
    with Session(engine) as session:
        found = session.get(Menu, menu)
        found.dishes.clear()
        for name, price in dishes.items():
            found.dishes.append(Dish(name=name, price=price))
        session.commit()
    return shown()
""",
        "price_again(1, {'soup': 4})",
        ("+        session.flush()",),
        AFTER,
    ),
    Case(
        "a collection that owns its rows is set anew",
        HEAD
        + """
def price_again(menu, dishes):
    with Session(engine) as session:
        found = session.get(Menu, menu)
        found.dishes = [Dish(name=name, price=price) for name, price in dishes.items()]
        session.commit()
    return shown()
""",
        "price_again(1, {'soup': 4})",
        ("+        found.dishes.clear()", "+        session.flush()"),
        AFTER,
    ),
    Case(
        "a session that is awaited",
        HEAD
        + """
class Waiting:
    def __init__(self):
        self.session = Session(engine)

    async def delete(self, row):
        self.session.delete(row)

    async def flush(self):
        self.session.flush()

    async def commit(self):
        self.session.commit()

    async def scalars(self, query):
        return self.session.scalars(query)

    def add(self, row):
        self.session.add(row)


async def price_again(menu, dishes):
    session = Waiting()
    for old in await session.scalars(select(Dish).where(Dish.menu_id == menu)):
        await session.delete(old)
    for name, price in dishes.items():
        session.add(Dish(menu_id=menu, name=name, price=price))
    await session.commit()
    session.session.close()
    return shown()
""",
        "asyncio.run(price_again(1, {'soup': 4}))",
        ("+    await session.flush()",),
        AFTER,
    ),
]
SILENT = [
    Silent(
        "nothing was deleted",
        HEAD
        + """
def more(menu, name):
    with Session(engine) as session:
        session.add(Dish(menu_id=menu, name=name))
        session.commit()
""",
        "more(1, 'soup')",
        "deleted-first",
    ),
    Silent(
        "what is deleted is of another table",
        HEAD
        + """
def more(menu, name):
    with Session(engine) as session:
        for old in session.scalars(select(Note).where(Note.menu_id == menu)):
            session.delete(old)
        session.add(Dish(menu_id=menu, name=name))
        session.commit()
""",
        "more(1, 'soup')",
        "deleted-first",
    ),
    Silent(
        "the deletion is sent already",
        HEAD
        + """
def more(menu, name):
    with Session(engine) as session:
        for old in session.scalars(select(Dish).where(Dish.menu_id == menu, Dish.name == "stew")):
            session.delete(old)
        session.flush()
        session.add(Dish(menu_id=menu, name=name))
        session.commit()
""",
        "more(1, 'soup')",
        "deleted-first",
    ),
    Silent(
        "a statement deletes at once",
        HEAD
        + """
def more(menu, name):
    with Session(engine) as session:
        session.execute(delete(Dish).where(Dish.name == "stew"))
        session.add(Dish(menu_id=menu, name=name))
        session.commit()
""",
        "more(1, 'soup')",
        "deleted-first",
    ),
    Silent(
        "a collection that is only pointed to does not delete",
        HEAD
        + """
def more(menu, name):
    with Session(engine) as session:
        session.get(Menu, menu).notes.clear()
        session.add(Dish(menu_id=menu, name=name))
        session.commit()
""",
        "more(1, 'soup')",
        "deleted-first",
    ),
]


@named(CASES)
def test_the_deletion_is_sent_first(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)


def test_rows_that_are_twice_among_the_new_ones_are_not_cured(tmp_path):
    app = HEAD + (
        "def price_again(menu, names):\n"
        "    with Session(engine) as session:\n"
        "        for old in session.scalars(select(Dish).where(Dish.menu_id == menu)):\n"
        "            session.delete(old)\n"
        "        session.add_all([Dish(menu_id=menu, name=name) for name in names])\n"
        "        session.commit()\n"
    )
    fixes = Snippet(tmp_path, {"app.py": app}, "price_again(1, ['soup', 'soup'])").fixes()
    assert [one for one in fixes if one.draft.template == "deleted-first"] == []
