"""Secrets that we hand out: bearer tokens of the app and links in mails. Only their digests are stored."""
import hashlib
import secrets
from datetime import timedelta

from django.conf import settings

from . import clock
from .errors import Gone, NotSignedIn
from .models import Link, Token

SCOPES = ("read", "book", "staff")


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def scopes_for(member) -> list[str]:
    return list(SCOPES) if member.is_club_staff else ["read", "book"]


def issue(member, name, device=None):
    """A new token; the secret is shown this once."""
    secret = secrets.token_urlsafe(24)
    token = Token.objects.create(
        member=member,
        device=device,
        digest=digest(secret),
        name=name,
        scopes=scopes_for(member),
        created_at=clock.now(),
        expires_at=clock.now() + timedelta(days=settings.TOKEN_DAYS),
    )
    return token, secret


def find(secret: str) -> Token | None:
    return Token.objects.select_related("member__profile").filter(digest=digest(secret)).first()


def authenticate(secret: str) -> Token:
    """The token behind a secret. Its use is noted, to the minute."""
    token = find(secret)
    now = clock.now()
    if token is None or token.expires_at <= now or not token.member.is_active:
        raise NotSignedIn("The token is not valid")
    touch(token, now)
    return token


def touch(token, now):
    minute = now.replace(second=0, microsecond=0)
    if token.last_used != minute:
        token.last_used = minute
        token.save(update_fields=["last_used"])


def revoke(tokens) -> int:
    """Ends the tokens of a queryset."""
    count, _ = tokens.delete()
    return count


def make_link(member, purpose) -> str:
    """The code for a mail. Older links of the same purpose end."""
    member.links.filter(purpose=purpose, used_at=None).delete()
    code = secrets.token_urlsafe(18)
    Link.objects.create(
        member=member,
        purpose=purpose,
        digest=digest(code),
        expires_at=clock.in_hours(settings.LINK_HOURS[purpose]),
    )
    return code


def use_link(code, purpose):
    """The member whom the link was sent to; a link is good once."""
    link = Link.objects.select_related("member__profile").filter(digest=digest(code), purpose=purpose).first()
    if link is None or link.used_at is not None or link.expires_at <= clock.now():
        raise Gone("The link is not valid any more")
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    return link.member


def expire(now) -> dict:
    """For the night: takes out what has run out."""
    return {
        "tokens": revoke(Token.objects.filter(expires_at__lte=now)),
        "links": Link.objects.filter(expires_at__lte=now).delete()[0],
    }


def as_json(token) -> dict:
    return {
        "name": token.name,
        "scopes": token.scopes,
        "device": token.device.key if token.device else None,
        "expires_at": token.expires_at.isoformat(),
        "last_used": token.last_used.isoformat() if token.last_used else None,
    }
