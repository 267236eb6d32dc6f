"""New accounts."""

import logging
import re
import unicodedata

from django.db import IntegrityError, transaction

from account_login.errors import Conflict
from accounts import links, mails, passwords
from accounts.models import Account, Organisation

log = logging.getLogger("accounts.registration")
RESERVED = {"admin", "root", "support", "security", "help"}


def organisation_of(email: str) -> Organisation | None:
    """The organisation that owns the domain of an address, the most special one."""
    domain = email.rpartition("@")[2]
    owners = [one for one in Organisation.objects.order_by("id") if domain in one.domains]
    return max(owners, key=lambda one: len(one.lineage()), default=None)


def handle_for(name: str) -> str:
    """A free handle made from a name: `ada-novak`, `ada-novak-2`."""
    plain = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("Ł", "L"))
    ascii_name = plain.encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")[:24] or "user"
    if base in RESERVED:
        base = f"{base}-1"
    taken = set(Account.objects.filter(handle__startswith=base).values_list("handle", flat=True))
    number = 2
    handle = base
    while handle in taken:
        handle = f"{base}-{number}"
        number += 1
    return handle


def register(
    email: str, password: str | None, display_name: str, *, locale: str = "en", zone: str | None = None
) -> Account:
    """A new account and its first e-mail. Raises Invalid or Conflict."""
    account = Account(
        email=email,
        display_name=display_name,
        handle=handle_for(display_name),
        locale=locale,
        time_zone=zone,
        organisation=organisation_of(email),
    )
    if password is None:
        account.set_unusable_password()
    else:
        passwords.set_password(account, password)
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as error:
        log.exception("registered twice: %s", links.hint(email))
        raise Conflict("There is an account with this address.", code="taken", field="email") from error
    mails.enqueue("verify", account, {"link": links.email_link(account, email)})
    return account
