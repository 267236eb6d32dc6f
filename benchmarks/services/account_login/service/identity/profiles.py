"""Reads the profiles of providers."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from account_login.web import normal_email
from identity.client import ProviderError
from identity.providers import Provider, claim


@dataclass(frozen=True)
class Person:
    """What we need of a profile. `email` is None if the provider does not tell a proven one."""

    subject: str
    email: str | None
    name: str
    locale: str
    zone: str | None
    groups: tuple[str, ...] = ()


def proven_email(provider: Provider, document: dict[str, Any]) -> str | None:
    """The address that the provider has checked: the marked one, or the first of a list that is."""
    email = claim(document, provider.claims["email"])
    if "verified" in provider.claims:
        checked = claim(document, provider.claims["verified"]) in (True, "true", 1)
        return normal_email(email) if checked and isinstance(email, str) and email else None
    entries = claim(document, provider.claims.get("emails", "")) or []
    proven = [one for one in entries if isinstance(one, dict) and one.get("verified")]
    first = next((one for one in proven if one.get("primary")), proven[0] if proven else None)
    return normal_email(first["email"]) if first and first.get("email") else None


def locale_of(said: Any) -> str:
    """Our language for a provider's locale such as `de-AT` or `pl_PL`; English where we have none."""
    code = str(said or "").replace("_", "-").partition("-")[0].lower()
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def zone_name(said: Any) -> str | None:
    """A time zone of a profile if it is one."""
    if not isinstance(said, str) or not said:
        return None
    try:
        return ZoneInfo(said).key
    except (KeyError, ValueError, OSError):
        return None


def read(provider: Provider, document: dict[str, Any]) -> Person:
    """The person of a profile. Raises ProviderError where it has no subject."""
    claims = provider.claims
    subject = claim(document, claims["subject"])
    if subject in (None, ""):
        raise ProviderError(f"the profile of {provider.name} has no {claims['subject']}")
    email = proven_email(provider, document)
    name = claim(document, claims["name"]) or claim(document, claims.get("login", "login"))
    groups = claim(document, claims.get("groups", "groups")) or ()
    return Person(
        subject=str(subject),
        email=email,
        name=str(name or (email or "").partition("@")[0] or "Somebody")[:120],
        locale=locale_of(claim(document, claims.get("locale", "locale"))),
        zone=zone_name(claim(document, claims.get("zone", "zoneinfo"))),
        groups=tuple(str(group) for group in groups) if isinstance(groups, (list, tuple)) else (),
    )
