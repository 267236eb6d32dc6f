"""Shifts that somebody would like to hand on."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ward_rota.db import Base, Instant
from ward_rota.models.people import Staff
from ward_rota.models.rota import Shift


class Swap(Base):
    __tablename__ = "swaps"

    id: Mapped[int] = mapped_column(primary_key=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shifts.id"))
    offered_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    asked_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))  # nobody: all colleagues
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    state: Mapped[str] = mapped_column(default="open")  # open, accepted, withdrawn
    offered_at: Mapped[datetime] = mapped_column(Instant)

    shift: Mapped[Shift] = relationship()
    offered_by: Mapped[Staff] = relationship(foreign_keys=[offered_by_id])
    asked: Mapped[Staff | None] = relationship(foreign_keys=[asked_id])
    taken_by: Mapped[Staff | None] = relationship(foreign_keys=[taken_by_id])
