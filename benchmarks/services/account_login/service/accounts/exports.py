"""The copy of their data that people may ask for."""

import csv
import io
from typing import Any
from urllib.parse import quote

from accounts import audit, devices
from accounts.models import Account
from accounts.profile import account_json

COLUMNS = ("at", "kind", "ok", "reason", "address", "agent")


def everything(account: Account) -> dict[str, Any]:
    """The account with its devices, events and linked identities."""
    return {
        "account": account_json(account),
        "devices": [devices.device_json(one, None) for one in account.devices.all()],
        "events": [audit.event_json(one) for one in account.events.all()],
        "identities": [
            {"provider": one.provider, "subject": one.subject, "email": one.email or None}
            for one in account.identities.order_by("provider", "subject")
        ],
    }


def safe(value: object) -> object:
    """A cell that spreadsheets do not take for a formula."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


def events_csv(account: Account) -> str:
    """The events as a table."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for event in account.events.select_related("account"):
        row = audit.event_json(event)
        writer.writerow([safe(row[name]) for name in COLUMNS])
    return out.getvalue()


def disposition(account: Account, kind: str | None) -> str:
    """The header that names the file after the person, also with letters that HTTP does not know."""
    ending = "csv" if kind == "csv" else "json"
    return (
        f"attachment; filename=\"account.{ending}\"; filename*=UTF-8''{quote(account.display_name)}.{ending}"
    )
