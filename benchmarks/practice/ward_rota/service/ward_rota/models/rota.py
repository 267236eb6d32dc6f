"""Shifts and who works in them."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ward_rota.db import Base, Instant
from ward_rota.models.people import Staff, Ward


class Shift(Base):
    __tablename__ = "shifts"

    id: Mapped[int] = mapped_column(primary_key=True)
    ward_id: Mapped[int] = mapped_column(ForeignKey("wards.id"))
    kind: Mapped[str]  # early, late, night
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    needs: Mapped[int]
    requires: Mapped[str | None]  # a qualification that one of those on it must have

    ward: Mapped[Ward] = relationship()
    assignments: Mapped[list["Assignment"]] = relationship(order_by="Assignment.id", back_populates="shift")

    @property
    def hours(self) -> Decimal:
        return (Decimal(int((self.ends_at - self.starts_at).total_seconds())) / 3600).quantize(Decimal("0.01"))


class Assignment(Base):
    __tablename__ = "assignments"
    __table_args__ = (UniqueConstraint("shift_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))

    shift: Mapped[Shift] = relationship(back_populates="assignments")
    staff: Mapped[Staff] = relationship()
