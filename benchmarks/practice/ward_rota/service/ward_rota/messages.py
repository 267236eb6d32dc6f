"""Messages of changes."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ward_rota import clock, db
from ward_rota.errors import unknown
from ward_rota.models import Message, Shift, Staff


def about_shift(opening: str, shift: Shift) -> str:
    start, end = clock.local(shift.starts_at), clock.local(shift.ends_at)
    return f"{opening} {shift.ward.name}, {start:%d.%m.%Y}, {start:%H:%M} to {end:%H:%M}"


def tell(staff_ids: list[int], kind: str, text: str) -> None:
    """Write one message for each of them; runs after the answer."""
    with db.sessions.begin() as session:
        for number in staff_ids:
            session.add(Message(staff_id=number, kind=kind, text=text, written_at=clock.now()))


def of(session: Session, staff: Staff, unread: bool) -> list[Message]:
    wanted = select(Message).where(Message.staff_id == staff.id)
    if unread:
        wanted = wanted.where(Message.read_at.is_(None))
    return list(session.scalars(wanted.order_by(Message.id)))


def mark_read(session: Session, staff: Staff, number: int) -> Message:
    message = session.get(Message, number)
    if message is None or message.staff_id != staff.id:
        raise unknown("message", number)
    message.read_at = message.read_at or clock.now()
    session.flush()
    return message


def show(message: Message) -> dict:
    return {
        "id": message.id,
        "kind": message.kind,
        "text": message.text,
        "written_at": clock.local(message.written_at).isoformat(),
        "read": message.read_at is not None,
    }
