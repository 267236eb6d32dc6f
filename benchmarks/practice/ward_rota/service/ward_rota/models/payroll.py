"""Weeks that were sent to the payroll system."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from ward_rota.db import Base, Instant


class Delivery(Base):
    __tablename__ = "deliveries"

    id: Mapped[int] = mapped_column(primary_key=True)
    week: Mapped[str] = mapped_column(unique=True)
    people: Mapped[int]
    sent_at: Mapped[datetime] = mapped_column(Instant)
