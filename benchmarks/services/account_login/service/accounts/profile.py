"""What people see and change of their own account."""

import re
from typing import Any

from django.conf import settings

from account_login.errors import Conflict, Invalid
from account_login.web import Body
from accounts.models import Account

PREFERENCES: dict[str, Any] = {"theme": "system", "newsletter": False, "device_mails": True}
THEMES = ("system", "light", "dark")
HANDLE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def preferences_of(account: Account) -> dict[str, Any]:
    """All preferences: the defaults, and over them what the person chose."""
    return {**PREFERENCES, **account.preferences}


def account_json(account: Account) -> dict[str, Any]:
    """An account as its owner sees it."""
    expires_at = account.password_expires_at()
    return {
        "id": account.id,
        "email": account.email,
        "handle": account.handle,
        "display_name": account.display_name,
        "initials": account.initials,
        "locale": account.locale,
        "time_zone": account.time_zone,
        "phone": account.phone,
        "organisation": account.organisation.name if account.organisation else None,
        "preferences": preferences_of(account),
        "verified": account.verified_at is not None,
        "created_at": account.created_at.isoformat(),
        "password_expires_at": expires_at.isoformat() if expires_at else None,
    }


def phone_of(body: Body) -> str | None:
    """A telephone number without blanks; None takes it away. Raises Invalid."""
    said = body.optional_text("phone", 30)
    if said is None:
        return None
    number = re.sub(r"[\s()/.-]", "", said)
    if not re.fullmatch(r"\+?[0-9]{5,15}", number):
        raise Invalid("phone is not a telephone number.", field="phone")
    return number


def handle_of(body: Body, account: Account) -> str:
    """A handle that is free. Raises Invalid or Conflict."""
    said = body.text("handle", 30).lower()
    if not HANDLE.fullmatch(said):
        raise Invalid("handle takes letters, digits and dashes.", field="handle")
    if Account.objects.filter(handle=said).exclude(id=account.id).exists():
        raise Conflict(f"{said} is taken.", code="taken", field="handle")
    return said


def change_preferences(account: Account, body: Body) -> None:
    """Changes the preferences that the client sends; null goes back to the default."""
    said = body.values["preferences"]
    if not isinstance(said, dict):
        raise Invalid("preferences must be an object.", field="preferences")
    unknown = sorted(set(said) - set(PREFERENCES))
    if unknown:
        raise Invalid(f"There is no preference {unknown[0]}.", field="preferences")
    chosen = Body(said)
    for name, value in said.items():
        if value is None:
            account.preferences.pop(name, None)
        elif name == "theme":
            account.preferences[name] = chosen.choice(name, THEMES)
        else:
            account.preferences[name] = chosen.flag(name)


def change(account: Account, body: Body) -> None:
    """Changes the fields that the client sends and saves. Raises Invalid or Conflict."""
    if body.has("display_name"):
        account.display_name = body.text("display_name", 120)
    if body.has("handle"):
        account.handle = handle_of(body, account)
    if body.has("locale"):
        account.locale = body.choice("locale", tuple(code for code, _ in settings.LANGUAGES))
    if body.has("time_zone"):
        account.time_zone = body.zone()
    if body.has("phone"):
        account.phone = phone_of(body)
    if body.has("preferences"):
        change_preferences(account, body)
    account.save()
