"""Changing the e-mail address: a signed link goes to the new address, and opening it makes the change."""
from datetime import datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer

from language_school import clock
from language_school.errors import Refused, Unknown, Unreadable
from language_school.models import User

SIGNER = Signer(salt="language_school.email")


def taken(email: str, user: User) -> bool:
    """Whether the address belongs to somebody else, however it is written."""
    return User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists()


def email_link(user: User, email: str) -> str:
    """The path of the link for a new address."""
    if taken(email, user):
        raise Refused("The address belongs to somebody else.")
    payload = {"user": user.pk, "email": email, "asked": clock.now().isoformat()}
    return f"/account/email/{SIGNER.sign_object(payload)}"


def confirm_email(token: str) -> tuple[User, bool]:
    """Takes the new address over; a link that was opened before changes nothing.

    Days may lie between asking and opening: what was true then is looked up again."""
    try:
        payload = SIGNER.unsign_object(token)
    except BadSignature:
        raise Unreadable("The link is damaged.") from None
    if clock.now() - datetime.fromisoformat(payload["asked"]) > timedelta(hours=settings.LINK_HOURS):
        raise Refused("The link is too old.")
    user = User.objects.filter(pk=payload["user"], is_active=True).first()
    if user is None:
        raise Unknown("There is no such account any more.")
    email = payload["email"]
    if user.email == email:
        return user, False
    if taken(email, user):
        raise Refused("The address belongs to somebody else.")
    user.email = email
    user.save(update_fields=["email"])
    return user, True
