"""A row that is kept from request to request: its key outlives the session."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

pytest.importorskip("sqlalchemy")

SHOP = """
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from sqlalchemy.pool import StaticPool

ENGINE = create_engine("sqlite://", poolclass=StaticPool)


class Base(DeclarativeBase):
    pass


class Prices(Base):
    __tablename__ = "prices"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Customer(Base):
    __tablename__ = "customers"
    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str]
    prices_id: Mapped[int] = mapped_column(ForeignKey("prices.id"))
    prices: Mapped[Prices] = relationship()


Base.metadata.create_all(ENGINE)
with Session(ENGINE) as filled:
    filled.add(Customer(token="a", prices=Prices(name="bakery")))
    filled.commit()


class Known:
    def __init__(self) -> None:
        self._rows: dict[str, Customer] = {}

    def get(self, token: str) -> Customer | None:
        return self._rows.get(token)

    def put(self, token: str, customer: Customer) -> None:
        self._rows[token] = customer


KNOWN = Known()
ROWS = {}


def look_up(session: Session, token: str) -> Customer:
    return session.scalars(select(Customer).where(Customer.token == token)).one()


"""
CURRENT = """
def current(session: Session, token: str, known: Known = KNOWN) -> Customer:
    customer = known.get(token)
    if customer is None:
        customer = look_up(session, token)
        known.put(token, customer)
    return customer
"""
PLAIN = """
def current(session: Session, token: str):
    customer = ROWS.get(token)
    if customer is None:
        customer = look_up(session, token)
        ROWS[token] = customer
    return customer
"""
ASKED = """

def name_of(token):
    with Session(ENGINE) as session:
        return current(session, token).prices.name


def asked(token):
    with Session(ENGINE) as session:
        current(session, token)
    return name_of(token)
"""
TAKEN = """
def current(session: Session, token: str) -> Customer:
    if token not in ROWS:
        customer = look_up(session, token)
        session.get(Prices, 1)
        ROWS[token] = customer
    return ROWS[token]
"""
SHARED = """

def own_session():
    return CURRENT[-1]


def find(token: str) -> Customer | None:
    try:
        return ROWS[token]
    except KeyError:
        customer = own_session().scalar(select(Customer).where(Customer.token == token))
        if customer is not None:
            ROWS[token] = customer
        return customer


CURRENT = []


def forget():
    ROWS.clear()


def asked(token):
    for _ in range(2):
        CURRENT.append(Session(ENGINE))
        with CURRENT[-1]:
            found = find(token)
            name = found.prices.name if len(CURRENT) == 2 else ""
    return name
"""


@named(
    [
        Case(
            "what is kept is taken out by its key",
            SHOP.replace("ROWS = {}", "ROWS: dict[str, Customer] = {}") + TAKEN + ASKED,
            "asked('a')",
            (
                "-ROWS: dict[str, Customer] = {}",
                "+ROWS: dict[str, int] = {}",
                "-        ROWS[token] = customer",
                "-    return ROWS[token]",
                "+        ROWS[token] = customer.id",
                "+    return session.get(Customer, ROWS[token])",
            ),
            "bakery",
        ),
        Case(
            "what fails to be taken out is put in, and the session is what a function gives",
            SHOP + SHARED,
            "asked('a')",
            (
                "-        return ROWS[token]",
                "+        return own_session().get(Customer, ROWS[token])",
                "-            ROWS[token] = customer",
                "+            ROWS[token] = customer.id",
            ),
            "bakery",
        ),
        Case(
            "a cache of the service's own says what it keeps",
            SHOP + CURRENT + ASKED,
            "asked('a')",
            (
                "-        self._rows: dict[str, Customer] = {}",
                "+        self._rows: dict[str, int] = {}",
                "-    def get(self, token: str) -> Customer | None:",
                "+    def get(self, token: str) -> int | None:",
                "-    def put(self, token: str, customer: Customer) -> None:",
                "+    def put(self, token: str, customer: int) -> None:",
                "+    if customer is not None:",
                "+        customer = session.get(Customer, customer)",
                "-        known.put(token, customer)",
                "+        known.put(token, customer.id)",
            ),
            "bakery",
        ),
        Case(
            "a dictionary",
            SHOP + PLAIN + ASKED,
            "asked('a')",
            (
                "+    if customer is not None:",
                "+        customer = session.get(Customer, customer)",
                "-        ROWS[token] = customer",
                "+        ROWS[token] = customer.id",
            ),
            "bakery",
        ),
    ]
)
def test_the_key_is_kept_and_the_row_is_read_anew(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "where nothing is put back nothing is kept",
            SHOP + PLAIN.replace("ROWS[token] = customer", "pass") + ASKED.replace("name_of(token)", "late(token)")
            + """

def late(token):
    with Session(ENGINE) as session:
        customer = current(session, token)
    return customer.prices.name
""",
            "late('a')",
            "kept-row",
        ),
        Silent(
            "somebody else takes the rows out as well",
            SHOP + TAKEN + ASKED + """

def names():
    return [row.token for row in ROWS.values()]
""",
            "asked('a')",
            "kept-row",
        ),
    ]
)  # fmt: skip
def test_rows_that_are_not_kept_are_left_to_others(case, tmp_path):
    check_silent(case, tmp_path)
