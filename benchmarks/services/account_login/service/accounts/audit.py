"""Writes down who did what, for the owner of the account and for the staff."""

from django.http import HttpRequest

from account_login.web import address_of
from accounts.models import Account, LoginEvent

AGENT_LENGTH = 200


def record(
    request: HttpRequest,
    kind: str,
    account: Account | None,
    *,
    ok: bool = True,
    reason: str = "",
    email: str = "",
) -> LoginEvent:
    """Keeps one event. What the client says about itself is cut to what the table takes."""
    event = LoginEvent(
        account=account,
        email=email or (account.email if account else ""),
        kind=kind,
        ok=ok,
        reason=reason,
        address=address_of(request),
        agent=request.headers.get("User-Agent", "")[:AGENT_LENGTH],
    )
    event.full_clean(exclude=["account"])
    event.save()
    return event


def event_json(event: LoginEvent) -> dict[str, object]:
    """An event as clients see it, in the time zone of the account."""
    zone = event.account.zone if event.account else None
    return {
        "kind": event.kind,
        "ok": event.ok,
        "reason": event.reason or None,
        "address": event.address,
        "agent": event.agent or None,
        "at": event.at.astimezone(zone).isoformat() if zone else event.at.isoformat(),
    }
