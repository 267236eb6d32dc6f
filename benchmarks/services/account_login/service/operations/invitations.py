"""Invitations to an organisation."""

import logging
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from account_login.errors import Conflict, Gone, NotFound
from accounts import links, mails, registration
from accounts.models import Account, Organisation
from operations.models import Invitation

log = logging.getLogger("operations.invitations")


def invite(email: str, organisation: Organisation, actor: Account) -> Invitation | None:
    """Invites an address; None where an open invitation exists."""
    try:
        with transaction.atomic():
            found = Invitation.objects.create(
                code=secrets.token_urlsafe(16),
                email=email,
                organisation=organisation,
                invited_by=actor,
                expires_at=timezone.now() + timedelta(days=settings.INVITATION_DAYS),
            )
    except IntegrityError:
        log.exception("%s was invited to %s before", links.hint(email), organisation.slug)
        return None
    payload = {
        "link": links.public(f"/invitations/{found.code}"),
        "organisation": organisation.name,
        "inviter": actor.display_name,
    }
    mails.enqueue("invitation", actor, payload, to=email)
    return found


def find(code: str, now: datetime) -> Invitation:
    """The open invitation with this code. Raises NotFound, Conflict or Gone."""
    found = Invitation.objects.select_related("organisation", "invited_by").filter(code=code).first()
    if found is None:
        raise NotFound("There is no such invitation.", code="unknown_invitation")
    if found.accepted_at is not None:
        raise Conflict("The invitation was accepted before.", code="accepted")
    if found.expires_at <= now:
        log.error("invitation %s expired at %s", found.id, found.expires_at)
        raise Gone("The invitation is too old.", code="invitation_expired")
    return found


def invitation_json(found: Invitation) -> dict[str, object]:
    """An invitation as the one who was invited sees it."""
    inviter = found.invited_by
    return {
        "email": found.email,
        "organisation": found.organisation.name,
        "invited_by": inviter.display_name if inviter else None,
        "expires_at": found.expires_at.isoformat(),
    }


def accept(found: Invitation, name: str, password: str) -> Account:
    """Joins the organisation, with the account of the address or a new one."""
    with transaction.atomic():
        account = Account.objects.by_email(found.email)
        if account is None:
            account = registration.register(found.email, password, name)
        account.organisation = found.organisation
        account.verified_at = account.verified_at or timezone.now()
        account.save()
        found.accepted_at = timezone.now()
        found.save(update_fields=["accepted_at"])
    return account
