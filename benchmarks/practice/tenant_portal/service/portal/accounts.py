"""Signing in, tokens, and changes of address."""

import hashlib
import secrets

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.cache import cache
from django.core.mail import send_mail
from django.db.models import ProtectedError
from django.http import HttpRequest

from portal import clock
from portal.errors import Conflict, NotFound, PortalError, Unauthorized
from portal.models import Account, ApiToken, EmailChange


def digest_of(secret: str) -> str:
    """We keep digests only; what leaks from the database opens nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()


def of_request(request: HttpRequest) -> Account:
    """Who is asking, by API token or by session."""
    header = request.headers.get("authorization", "")
    if header:
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer":
            raise Unauthorized("only bearer tokens are accepted")
        account = by_token(token.strip())
    else:
        account = by_id(request.session.get("account_id"))
    touch(account)
    return account


def by_id(account_id: int | None) -> Account:
    account = Account.objects.filter(pk=account_id, blocked=False).first()
    if account is None:
        raise Unauthorized("please sign in")
    return account


def _cache_key(digest: str) -> str:
    return f"token:{digest}"


def by_token(token: str) -> Account:
    """The account of an API token. Whose a token is never changes and is cached; what the account may do is not."""
    digest = digest_of(token)
    account_id = cache.get(_cache_key(digest))
    if account_id is None:
        account_id = ApiToken.objects.filter(digest=digest).values_list("account_id", flat=True).first()
        if account_id is not None:
            cache.set(_cache_key(digest), account_id, settings.TOKEN_CACHE_SECONDS)
    return by_id(account_id)


def touch(account: Account) -> None:
    """Note that the account was here."""
    account.last_seen_at = clock.now()
    account.save(update_fields=["last_seen_at"])


def sign_in(email: str, password: str) -> Account:
    account = Account.objects.filter(email__iexact=email, blocked=False).first()
    if account is None or not check_password(password, account.password):
        raise Unauthorized("address or password is wrong")
    return account


def new_token(account: Account) -> str:
    token = secrets.token_urlsafe(24)
    ApiToken.objects.create(account=account, digest=digest_of(token), created_at=clock.now())
    return token


def revoke_token(account: Account, token: str) -> None:
    digest = digest_of(token)
    gone, _ = ApiToken.objects.filter(account=account, digest=digest).delete()
    if not gone:
        raise NotFound("you have no such token")
    cache.delete(_cache_key(digest))


def find(account_id: int) -> Account:
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        raise NotFound("there is no such account")
    return account


def update(account: Account, role: str, blocked: bool | None) -> None:
    if role:
        account.role = role
    if blocked is not None:
        account.blocked = blocked
    account.save(update_fields=["role", "blocked"])


def delete(account: Account) -> None:
    """The account goes with its tokens; what it did stays."""
    try:
        account.delete()
    except ProtectedError as error:
        raise Conflict("there are still appointments with this account") from error


def ask_for_email(account: Account, email: str) -> None:
    """Send a link to the new address; a link that was sent before is worth nothing any more."""
    if Account.objects.filter(email__iexact=email).exists():
        raise Conflict("this address is in use")
    token = secrets.token_urlsafe(24)
    EmailChange.objects.update_or_create(
        account=account, defaults={"email": email, "digest": digest_of(token), "asked_at": clock.now()}
    )
    link = f"{settings.PORTAL_ADDRESS}/confirm#{token}"
    send_mail("Please confirm your address", f"Hello {account.name},\n\n{link}\n", None, [email])


def confirm_email(token: str) -> Account:
    change = EmailChange.objects.select_related("account").filter(digest=digest_of(token)).first()
    if change is None:
        raise PortalError("this link is not valid any more")
    account = change.account
    account.email = change.email
    account.save(update_fields=["email"])
    change.delete()
    return account
