"""No stand-in is taken for a row that a statement deletes past what the models take along."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.left_behind import LeftBehindGate
from tests.unit.verify.doubles import on_paper

SOURCE = """
class Order(Base):
    __tablename__ = "orders"
    lines: Mapped[list["Line"]] = relationship(back_populates="order", cascade="all, delete-orphan")


class Line(Base):
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    order: Mapped[Order] = relationship(back_populates="lines")


def drop(session, order):
    session.execute(delete(Order).where(Order.id == order.id))


def shown(line):
    return {"name": line.order.name}
"""
MESSAGE = "'NoneType' object has no attribute 'name'"
MASK = ("line.order.name", "line.order.name if line.order is not None else None")
LOOSE = SOURCE.replace("order_id: Mapped[int]", "order_id: Mapped[int | None]")
KEPT = SOURCE.replace('ForeignKey("orders.id")', 'ForeignKey("orders.id", ondelete="CASCADE")')
BOTH = SOURCE.replace(
    "    session.execute(", "    session.execute(delete(Line).where(Line.order == order))\n    session.execute("
)


def result(root: Path, source: str, *edits: tuple[str, str]):
    line = next(n for n, text in enumerate(source.splitlines(), 1) if "line.order.name" in text)
    stage = on_paper(source, line, root, exception="AttributeError", message=MESSAGE)
    return LeftBehindGate().check(stage.case(stage.candidate(*edits)))


def test_none_is_not_borne_where_a_statement_leaves_the_row(tmp_path: Path) -> None:
    found = result(tmp_path, SOURCE, MASK)
    assert not found.passed
    assert "drop still deletes Order by a statement, which leaves every Line without its order" in found.reason


@pytest.mark.parametrize(
    ("source", "edit"),
    [
        (SOURCE, ("session.execute(delete(Order).where(Order.id == order.id))", "session.delete(order)")),
        (LOOSE, MASK),
        (KEPT, MASK),
        (BOTH, MASK),
    ],
)
def test_what_leaves_nothing_behind_is_let_through(tmp_path: Path, source: str, edit: tuple[str, str]) -> None:
    assert result(tmp_path, source, edit).passed
