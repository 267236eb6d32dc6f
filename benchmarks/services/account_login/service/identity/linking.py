"""Finds or makes the account of a person whom a provider vouches for."""

import logging

from django.db import IntegrityError, transaction
from django.utils import timezone

from account_login.errors import Conflict, Forbidden
from accounts import registration
from accounts.models import Account
from identity.models import Identity
from identity.profiles import Person

log = logging.getLogger("identity.linking")


def link(account: Account, provider: str, person: Person) -> Identity:
    """Ties an identity to an account. Raises Conflict if it is tied to another one."""
    try:
        with transaction.atomic():
            return Identity.objects.create(
                account=account,
                provider=provider,
                subject=person.subject,
                email=person.email or "",
                last_used_at=timezone.now(),
            )
    except IntegrityError as error:
        other = Identity.objects.get(provider=provider, subject=person.subject)
        if other.account_id == account.id:
            log.exception("identity %s of %s was linked twice", other.id, provider)
            return other
        log.exception("account %s wants identity %s of another one", account.id, other.id)
        raise Conflict("This identity belongs to another account.", code="linked") from error


def account_of(provider: str, person: Person, signed_in: Account | None) -> Account:
    """The account of a person: linked, else signed in, else with the same address, else new.

    Raises Forbidden for a person without a proven address whom we do not know, or with a closed account.
    """
    if signed_in is not None:
        return link(signed_in, provider, person).account
    found = (
        Identity.objects.select_related("account").filter(provider=provider, subject=person.subject).first()
    )
    if found is not None:
        if signed_in is not None and found.account_id != signed_in.id:
            raise Conflict("This identity belongs to another account.", code="linked")
        Identity.objects.filter(id=found.id).update(
            last_used_at=timezone.now(), email=person.email or found.email
        )
        account = found.account
    elif signed_in is not None:
        account = link(signed_in, provider, person).account
    else:
        account = new_or_known(provider, person)
    if not account.is_active or account.closed_at is not None:
        log.error("account %s is closed, %s cannot sign in", account.id, provider)
        raise Forbidden("The account is closed.", code="closed")
    return account


def new_or_known(provider: str, person: Person) -> Account:
    """The account with the proven address of the person, or a new one."""
    if person.email is None:
        log.error("%s tells no proven address for %s", provider, person.subject)
        raise Forbidden("The provider does not tell a proven address.", code="no_email")
    account = Account.objects.by_email(person.email)
    if account is None:
        account = registration.register(
            person.email, None, person.name, locale=person.locale, zone=person.zone
        )
    if account.verified_at is None:
        account.verified_at = timezone.now()
        account.save(update_fields=["verified_at"])
    link(account, provider, person)
    return account
