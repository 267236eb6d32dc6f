"""Signing in with a password."""

import logging
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from account_login.errors import Forbidden, Locked, Unauthenticated
from accounts import audit
from accounts.models import Account

log = logging.getLogger("accounts.signin")


def refuse_locked(account: Account) -> None:
    """Raises Locked with the seconds that are left."""
    now = timezone.now()
    if account.is_locked(now) and account.locked_until is not None:
        seconds = int((account.locked_until - now).total_seconds()) + 1
        raise Locked("Too many attempts.", code="locked", retry_after=seconds)


def failed(request: HttpRequest, account: Account) -> None:
    """Counts a wrong password, and locks the account after too many."""
    account.failed_logins += 1
    if account.failed_logins >= settings.FAILED_LOGINS:
        account.locked_until = timezone.now() + timedelta(minutes=settings.LOCK_MINUTES)
        account.failed_logins = 0
        log.error("account %s is locked after too many wrong passwords", account.id)
        audit.record(request, "locked", account, ok=False, reason="too_many_attempts")
    account.save(update_fields=["failed_logins", "locked_until"])


def check(request: HttpRequest, email: str, password: str) -> Account:
    """The account that address and password belong to. Raises Unauthenticated, Forbidden or Locked."""
    account = Account.objects.by_email(email)
    if account is None:
        Account().set_password(password)  # as slow as a known address
        audit.record(request, "login", None, ok=False, reason="unknown_email", email=email)
        raise Unauthenticated("Address or password is wrong.", code="wrong_credentials")
    refuse_locked(account)
    if not account.check_password(password):
        audit.record(request, "login", account, ok=False, reason="wrong_password")
        failed(request, account)
        raise Unauthenticated("Address or password is wrong.", code="wrong_credentials")
    if not account.is_active or account.closed_at is not None:
        audit.record(request, "login", account, ok=False, reason="closed")
        raise Forbidden("The account is closed.", code="closed")
    expires_at = account.password_expires_at()
    if expires_at is not None and expires_at <= timezone.now():
        audit.record(request, "login", account, ok=False, reason="password_expired")
        log.error("password of account %s is too old", account.id)
        raise Forbidden("The password is too old.", code="password_expired")
    account.failed_logins = 0
    account.locked_until = None
    account.last_login = timezone.now()
    account.save(update_fields=["failed_logins", "locked_until", "last_login"])
    audit.record(request, "login", account)
    return account
