"""Who changed what."""

from toolshed import clock
from toolshed.people.models import Member
from toolshed.upkeep.models import Note


def note(member: Member, action: str, subject: str, details: dict) -> Note:
    return Note.objects.create(member=member, action=action, subject=subject, details=details, at=clock.now())


def show(one: Note) -> dict:
    return {"card": one.member.card, "action": one.action, "subject": one.subject, "details": one.details, "at": one.at}
