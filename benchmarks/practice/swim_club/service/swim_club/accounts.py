"""Registration, sign-in and passwords."""
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password, make_password

from . import audit, clock, mailer, tokens
from .models import Link, Member, Token


def find(email) -> Member | None:
    """Whose address this is, without regard to case.

    The card index of 2009 brought some addresses in twice; the one that is written exactly so comes first, and
    where none is and several fit, nobody is meant.
    """
    found = list(Member.objects.select_related("profile").filter(email__iexact=email.strip()))
    exact = [member for member in found if member.email == email.strip()]
    if exact:
        return exact[0]
    return found[0] if len(found) == 1 else None


def register(email, name, password, locale) -> tuple[Member | None, bool]:
    """A new member, not confirmed yet. A known address gets no second account, and a stranger is not told."""
    if Member.objects.filter(email__iexact=email).exists():
        return None, False
    member = Member.objects.create_member(email, password, name=name, joined_on=clock.today())
    member.profile.locale = locale
    member.profile.save()
    send_confirmation(member)
    audit.record("account.registered", actor=member, subject=member)
    return member, True


def send_confirmation(member):
    code = tokens.make_link(member, Link.Purpose.CONFIRM)
    mailer.send(member, "confirm", link=mailer.link("confirm", code))


def confirm(code) -> Member:
    member = tokens.use_link(code, Link.Purpose.CONFIRM)
    if member.confirmed_at is None:
        member.confirmed_at = clock.now()
        member.save(update_fields=["confirmed_at"])
        audit.record("account.confirmed", actor=member, subject=member)
    return member


def verify(email, password) -> Member | None:
    """The member with these credentials, if they are right and the account may be used."""
    member = find(email)
    if member is None:
        make_password(password)  # an unknown address takes as long as a known one
        return None
    if not check_password(password, member.password):
        audit.record("signin.failed", subject=member)
        return None
    if not member.is_active or member.confirmed_at is None:
        audit.record("signin.refused", subject=member)
        return None
    return member


class ClubBackend(BaseBackend):
    """Sign-in of the pages."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        if username is None or password is None:
            return None
        return verify(username, password)

    def get_user(self, user_id):
        return Member.objects.select_related("profile").filter(pk=user_id, is_active=True).first()


def sign_in(email, password, name, device=None):
    """A token for the app, or None. ``device`` is a function that gives the member's device."""
    member = verify(email, password)
    if member is None:
        return None
    token, secret = tokens.issue(member, name, device(member) if device else None)
    audit.record("signin.token", actor=member, subject=member, token=token.name)
    return token, secret


def ask_reset(email):
    """Sends a link for a new password, if there is anybody to send it to."""
    member = find(email)
    if member is not None and member.is_active:
        code = tokens.make_link(member, Link.Purpose.RESET)
        mailer.send(member, "reset", link=mailer.link("reset", code))
        audit.record("password.asked", subject=member)


def reset(code, password) -> Member:
    """Sets a new password; whoever was signed in with the old one is not any more."""
    member = tokens.use_link(code, Link.Purpose.RESET)
    member.set_password(password)
    if member.confirmed_at is None:
        member.confirmed_at = clock.now()
    member.save()
    ended = tokens.revoke(Token.objects.filter(member=member))
    audit.record("password.reset", actor=member, subject=member, tokens=ended)
    return member
