"""Overtime: one entry a week from the close, others by hand."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ward_rota.db import Base, Hours, Instant
from ward_rota.models.people import Staff


class Entry(Base):
    __tablename__ = "entries"
    __table_args__ = (UniqueConstraint("staff_id", "week", "reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    week: Mapped[str]
    reason: Mapped[str]  # "close", or what somebody wrote who booked it by hand
    hours: Mapped[Decimal] = mapped_column(Hours)
    night_hours: Mapped[Decimal] = mapped_column(Hours)
    booked_at: Mapped[datetime] = mapped_column(Instant)

    staff: Mapped[Staff] = relationship()
