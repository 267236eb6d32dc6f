"""Finding people and wards, and what is shown of them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ward_rota.errors import unknown
from ward_rota.models import Staff, Ward
from ward_rota.schemas import StaffOut


def ward_by_code(session: Session, code: str) -> Ward:
    ward = session.scalar(select(Ward).where(Ward.code == code.upper()))
    if ward is None:
        raise unknown("ward", code)
    return ward


def by_login(session: Session, login: str) -> Staff:
    staff = session.scalar(select(Staff).where(Staff.login == login))
    if staff is None:
        raise unknown("person", login)
    return staff


def of_ward(session: Session, ward: Ward) -> list[Staff]:
    return list(session.scalars(select(Staff).where(Staff.ward_id == ward.id).order_by(Staff.name)))


def show(staff: Staff) -> StaffOut:
    return StaffOut.model_validate(staff)
