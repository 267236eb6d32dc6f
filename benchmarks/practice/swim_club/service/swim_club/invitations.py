"""Invitations by the club's office."""
from . import audit, clock, mailer, tokens
from .accounts import find
from .errors import BadInput
from .models import Link, Member

MOST = 200


def invite(email, name, role, locale, by) -> tuple[Member, bool]:
    """A member who still has to accept. A known address is no error: who has not accepted yet gets a new link."""
    member = find(email)
    new = member is None
    if new:
        member = Member.objects.create_member(email, name=name, role=role, joined_on=clock.today())
        if locale:
            member.profile.locale = locale
            member.profile.save()
        audit.record("invitation.sent", actor=by, subject=member, role=role)
    if member.confirmed_at is None:
        send(member, by)
    return member, new


def send(member, by):
    code = tokens.make_link(member, Link.Purpose.INVITE)
    mailer.send(member, "invite", by=by.name, link=mailer.link("invite", code))


def invite_many(people, by) -> list[tuple[Member, bool]]:
    """A whole list, all or nothing. An address that comes twice counts once."""
    if len(people) > MOST:
        raise BadInput(f"At most {MOST} people at once")
    seen, result = set(), []
    for person in people:
        if person["email"].lower() in seen:
            continue
        seen.add(person["email"].lower())
        result.append(invite(person["email"], person["name"], person["role"], person["locale"], by))
    return result


def accept(code, password) -> Member:
    """Sets the first password and confirms the address, to which the link went."""
    member = tokens.use_link(code, Link.Purpose.INVITE)
    member.set_password(password)
    member.confirmed_at = member.confirmed_at or clock.now()
    member.save()
    audit.record("invitation.accepted", actor=member, subject=member)
    return member
