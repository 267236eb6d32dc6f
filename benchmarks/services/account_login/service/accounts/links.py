"""Links in e-mails: signed ones that prove an address, and tokens that replace a password."""

import hashlib
import logging
import secrets
from datetime import datetime, timedelta
from urllib.parse import quote

from django.conf import settings
from django.core import signing
from django.utils import timezone

from account_login.errors import BadRequest, Gone, NotFound, TooMany
from accounts.models import Account, ResetToken

log = logging.getLogger("accounts.links")
EMAIL_SALT = "accounts.email"


def public(path: str) -> str:
    """The address of one of our pages as it goes into an e-mail."""
    return settings.PUBLIC_URL.rstrip("/") + quote(path)


def email_link(account: Account, email: str) -> str:
    """A link that proves that its reader owns the address."""
    signed = signing.dumps({"account": account.id, "email": email}, salt=EMAIL_SALT)
    return public(f"/verify/{signed}")


def read_email_link(signed: str) -> tuple[int, str]:
    """Account and address of a link. Raises BadRequest or Gone."""
    try:
        said = signing.loads(signed, salt=EMAIL_SALT, max_age=timedelta(days=settings.VERIFY_DAYS))
    except signing.SignatureExpired as error:
        log.error("link to verify an address is too old")
        raise Gone("The link is too old.", code="link_expired") from error
    except signing.BadSignature as error:
        raise BadRequest("The link is damaged.", code="bad_link") from error
    return said["account"], said["email"]


def digest_of(token: str) -> str:
    """What we keep of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_reset_token(account: Account) -> str:
    """A token for a new password; older ones of the account stop working. Raises TooMany."""
    now = timezone.now()
    recent = account.reset_tokens.filter(created_at__gt=now - timedelta(hours=1)).count()
    if recent >= settings.RESETS_PER_HOUR:
        log.error("account %s asks for too many reset links", account.id)
        raise TooMany("A link was sent just now.", code="too_many_resets", retry_after=3600)
    account.reset_tokens.filter(used_at=None).update(used_at=now)
    token = secrets.token_urlsafe(24)
    ResetToken.objects.create(
        account=account,
        digest=digest_of(token),
        expires_at=now + timedelta(minutes=settings.RESET_MINUTES),
    )
    return token


def find_reset_token(token: str, now: datetime) -> ResetToken:
    """The token that a client brings. Raises NotFound or Gone."""
    found = ResetToken.objects.select_related("account").filter(digest=digest_of(token)).first()
    if found is None:
        raise NotFound("There is no such link.", code="unknown_link")
    if found.used_at is not None:
        log.error("reset link of account %s was used before", found.account_id)
        raise Gone("The link was used before.", code="link_used")
    if found.expires_at <= now:
        log.error("reset link of account %s expired at %s", found.account_id, found.expires_at)
        raise Gone("The link is too old.", code="link_expired")
    return found


def hint(email: str) -> str:
    """An address that its owner recognises: `a***@example.org`."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}***@{domain}"
