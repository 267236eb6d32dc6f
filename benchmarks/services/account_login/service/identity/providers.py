"""The identity providers that we know, and what each calls the things that we need."""

from dataclasses import dataclass
from typing import Any

from account_login.errors import NotFound


@dataclass(frozen=True)
class Provider:
    """One provider; `claims` maps our names to the paths of its profile."""

    name: str
    title: str
    scopes: tuple[str, ...]
    claims: dict[str, str]


PROVIDERS = {
    provider.name: provider
    for provider in (
        Provider(
            "corp",
            "Company account",
            ("openid", "email", "profile"),
            {
                "subject": "sub",
                "email": "email",
                "verified": "email_verified",
                "name": "name",
                "locale": "locale",
                "zone": "zoneinfo",
                "groups": "groups",
            },
        ),
        Provider(
            "hub",
            "CodeHub",
            ("read:user", "user:email"),
            {"subject": "id", "email": "email", "name": "name", "login": "login", "emails": "emails"},
        ),
        Provider(
            "school",
            "School network",
            ("openid", "email"),
            {
                "subject": "person.id",
                "email": "person.mail",
                "verified": "person.mail_checked",
                "name": "person.display",
                "locale": "person.language",
            },
        ),
    )
}


def get(name: str) -> Provider:
    """The provider of this name. Raises NotFound."""
    if name not in PROVIDERS:
        raise NotFound(f"There is no provider {name}.", code="unknown_provider")
    return PROVIDERS[name]


def claim(document: dict[str, Any], path: str) -> Any:
    """The value at a path such as `person.mail`, or None where a step is missing."""
    value: Any = document
    for step in path.split("."):
        if not isinstance(value, dict):
            return None
        value = value.get(step)
    return value
