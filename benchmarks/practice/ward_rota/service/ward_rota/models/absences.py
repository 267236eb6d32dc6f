"""Days on which somebody is away."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ward_rota.db import Base
from ward_rota.models.people import Staff


class Absence(Base):
    __tablename__ = "absences"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[str]  # leave, illness, training
    first_day: Mapped[date]
    last_day: Mapped[date]

    staff: Mapped[Staff] = relationship()
