"""Wards and the people who work on them."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ward_rota.db import Base, Hours, Instant


class Ward(Base):
    __tablename__ = "wards"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    beds: Mapped[int]


class Staff(Base):
    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]  # nurse, lead
    email: Mapped[str | None]
    phone: Mapped[str | None]
    password: Mapped[str]
    ward_id: Mapped[int] = mapped_column(ForeignKey("wards.id"))
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", deferrable=True, initially="DEFERRED"))

    ward: Mapped[Ward] = relationship()
    deputy: Mapped["Staff | None"] = relationship(remote_side=[id])
    contracts: Mapped[list["Contract"]] = relationship(order_by="Contract.starts_on", back_populates="staff")
    qualifications: Mapped[list["Qualification"]] = relationship()

    def holds(self, code: str, day: date) -> bool:
        """Whether a qualification is valid on that day."""
        for one in self.qualifications:
            if one.code == code and (one.valid_until is None or one.valid_until >= day):
                return True
        return False

    def contract_on(self, day: date) -> "Contract | None":
        for one in self.contracts:
            if one.starts_on <= day and (one.ends_on is None or one.ends_on >= day):
                return one
        return None


class Contract(Base):
    __tablename__ = "contracts"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    hours_per_week: Mapped[Decimal] = mapped_column(Hours)
    leave_days: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    staff: Mapped[Staff] = relationship(back_populates="contracts")


class Qualification(Base):
    __tablename__ = "qualifications"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    code: Mapped[str]
    valid_until: Mapped[date | None]


class Token(Base):
    """An access or refresh token; only its digest is kept."""

    __tablename__ = "tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[str]  # access, refresh
    digest: Mapped[str] = mapped_column(unique=True)
    device: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)

    staff: Mapped[Staff] = relationship()
