"""The list of employees that the company's provider keeps."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts import devices
from accounts.models import Account
from identity import client
from identity.models import Identity

MOST_PAGES = 200
EARLY = timedelta(seconds=30)


class TokenExpired(client.ProviderError):
    """The provider's token ended before we were done."""


@dataclass
class Token:
    """A token for the directory."""

    value: str
    expires_at: datetime

    def check(self, now: datetime) -> str:
        """The token, as long as it works. Raises TokenExpired."""
        if self.expires_at - EARLY <= now:
            raise TokenExpired(f"the directory's token expired at {self.expires_at:%Y-%m-%d %H:%M} UTC")
        return self.value


@dataclass
class Changes:
    """What a synchronisation did; `unknown` are subjects that nobody here has."""

    closed: list[str] = field(default_factory=list)
    reopened: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def directory_token(now: datetime) -> Token:
    """A token of our own; the provider tells for how many seconds it works."""
    found = client.call("POST", "/corp/token", data={"grant_type": "client_credentials"})
    return Token(found["access_token"], now + timedelta(seconds=found["expires_in"]))


def people(token: Token) -> list[dict[str, Any]]:
    """All pages of the directory."""
    found: list[dict[str, Any]] = []
    page: int | None = 1
    while page is not None and page <= MOST_PAGES:
        headers = {"Authorization": f"Bearer {token.check(timezone.now())}"}
        answer = client.call("GET", "/corp/people", params={"page": page}, headers=headers)
        found.extend(answer["people"])
        page = answer.get("next")
    return found


def synchronise(rows: list[dict[str, Any]], now: datetime) -> Changes:
    """Closes the accounts of leavers, opens those of returners, and follows changed names."""
    changes = Changes()
    known = {one.subject: one.account for one in identities("corp")}
    for row in rows:
        account = known.get(str(row["sub"]))
        if account is None:
            changes.unknown.append(str(row["sub"]))
            continue
        left = row.get("left_on")
        gone = left is not None and datetime.fromisoformat(left).date() <= now.date()
        if gone and account.is_active:
            account.is_active = False
            devices.end_sessions(account)
            changes.closed.append(account.email)
        elif not gone and not account.is_active:
            account.is_active = True
            changes.reopened.append(account.email)
        name = (row.get("name") or "").strip()
        if name and name != account.display_name:
            account.display_name = name
            changes.moved.append(account.email)
        account.save(update_fields=["is_active", "display_name"])
    return changes


def identities(provider: str) -> list[Identity]:
    """The identities of a provider with their accounts."""
    return list(Identity.objects.select_related("account").filter(provider=provider))


def account_count() -> int:
    """How many accounts can sign in."""
    return Account.objects.filter(is_active=True, closed_at=None).count()
