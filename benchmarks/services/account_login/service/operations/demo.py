"""Demonstration data: fixed, so that tests and demonstrations always see the same."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from accounts.links import digest_of
from accounts.models import Account, Device, LoginEvent, Mail, Organisation, ResetToken
from identity.models import Identity, LoginState
from operations.models import CronRun, Invitation

SOURCE = Path(settings.BASE_DIR) / "data" / "demo.json"
MODELS = {
    "identities": Identity,
    "states": LoginState,
    "events": LoginEvent,
    "mails": Mail,
    "invitations": Invitation,
    "runs": CronRun,
}


def moment(value: Any) -> Any:
    """Instants of the file as aware datetimes; anything else stays."""
    if isinstance(value, str) and len(value) == 20 and value[10] == "T" and value.endswith("Z"):
        return datetime.fromisoformat(value).astimezone(UTC)
    return value


def row(values: dict[str, Any]) -> dict[str, Any]:
    """The columns of a row; `account`, `organisation`, `invited_by` are looked up by their natural names."""
    found = {name: moment(value) for name, value in values.items()}
    for name in ("account", "invited_by"):
        if isinstance(found.get(name), str):
            found[name] = Account.objects.get(email=found[name])
    for name in ("organisation", "parent"):
        if isinstance(found.get(name), str):
            found[name] = Organisation.objects.get(slug=found[name])
    return found


def session(key: str, account: Account) -> None:
    """A session with a known key that lasts for decades."""
    data = {
        "_auth_user_id": str(account.pk),
        "_auth_user_backend": "django.contrib.auth.backends.ModelBackend",
        "_auth_user_hash": account.get_session_auth_hash(),
    }
    text = SessionStore().encode(data)
    Session.objects.create(session_key=key, session_data=text, expire_date=datetime(2099, 1, 1, tzinfo=UTC))


def load() -> dict[str, int]:
    """Fills an empty database; gives the number of rows of each kind."""
    source = json.loads(SOURCE.read_text(encoding="utf-8"))
    for values in source["organisations"]:
        known = row(values)
        Organisation.objects.update_or_create(slug=known.pop("slug"), defaults=known)
    for values in source["accounts"]:
        found = row(values)
        password = found.pop("password", None)
        changed_at = found.pop("password_changed_at", None)
        account = Account(**found)
        account.set_password(password)
        account.password_changed_at = changed_at or account.created_at
        account.save()
    for values in source["devices"]:
        device = Device.objects.create(**row(values))
        session(device.session_key, device.account)
    for values in source["reset_tokens"]:
        found = row(values)
        ResetToken.objects.create(digest=digest_of(found.pop("token")), **found)
    for name, model in MODELS.items():
        for values in source[name]:
            model.objects.create(**row(values))
    return {name: len(rows) for name, rows in source.items()}
