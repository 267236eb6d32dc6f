"""What our e-mails say. A composer understands the payloads of the release before it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import Account, Mail

log = logging.getLogger("accounts.mails")
Composer = Callable[[dict[str, Any], dict[str, str]], tuple[str, str]]
WORDS = {
    "en": {
        "verify": "Please confirm your address",
        "reset": "Your new password",
        "invitation": "{inviter} invites you to {organisation}",
        "expiry": "Your password expires soon",
        "device": "New sign-in",
        "until": "The link works until {until}.",
        "ignore": "If this was not you, please ignore this message.",
    },
    "de": {
        "verify": "Bitte bestätigen Sie Ihre Adresse",
        "reset": "Ihr neues Passwort",
        "invitation": "{inviter} lädt Sie zu {organisation} ein",
        "expiry": "Ihr Passwort läuft bald ab",
        "device": "Neue Anmeldung",
        "until": "Der Link gilt bis {until}.",
        "ignore": "Wenn Sie das nicht waren, ignorieren Sie diese Nachricht.",
    },
    "pl": {
        "verify": "Potwierdź swój adres",
        "reset": "Twoje nowe hasło",
        "invitation": "{inviter} zaprasza do {organisation}",
        "expiry": "Twoje hasło wkrótce wygaśnie",
        "device": "Nowe logowanie",
        "until": "Odnośnik działa do {until}.",
        "ignore": "Jeśli to nie Ty, zignoruj tę wiadomość.",
    },
}


class UnknownTemplate(Exception):
    """A row of the queue that no composer of this release understands."""


@dataclass(frozen=True)
class Message:
    """An e-mail as the gateway takes it."""

    to: str
    subject: str
    text: str


def words_of(locale: str) -> dict[str, str]:
    """The words of a language such as `de` or `de-AT`; English where we have none."""
    return WORDS.get(locale.partition("-")[0].lower(), WORDS["en"])


def local(moment: str, zone: str | None) -> str:
    """An instant of a payload as its reader's clock shows it."""
    return datetime.fromisoformat(moment).astimezone(ZoneInfo(zone or "UTC")).strftime("%d.%m.%Y %H:%M")


def verify(payload: dict[str, Any], words: dict[str, str]) -> tuple[str, str]:
    """Asks to confirm an address."""
    return words["verify"], f"{payload['link']}\n{words['ignore']}"


def reset(payload: dict[str, Any], words: dict[str, str]) -> tuple[str, str]:
    """Brings the link for a new password."""
    until = words["until"].format(until=local(payload["expires_at"], payload.get("zone")))
    return words["reset"], f"{payload['link']}\n{until}\n{words['ignore']}"


def invitation(payload: dict[str, Any], words: dict[str, str]) -> tuple[str, str]:
    """Invites somebody to an organisation."""
    subject = words["invitation"].format(
        inviter=payload.get("inviter") or "account_login", organisation=payload["organisation"]
    )
    return " ".join(subject.split()), payload["link"]


def expiry(payload: dict[str, Any], words: dict[str, str]) -> tuple[str, str]:
    """Reminds of a password that grows old."""
    return words["expiry"], local(payload["expires_at"], payload.get("zone"))


def device(payload: dict[str, Any], words: dict[str, str]) -> tuple[str, str]:
    """Tells about a sign-in from a device that we did not know."""
    place = payload.get("address") or "-"
    return words["device"], f"{payload['device']} ({place})\n{words['ignore']}"


COMPOSERS: dict[str, Composer] = {
    "verify": verify,
    "reset": reset,
    "invitation": invitation,
    "expiry": expiry,
    "device": device,
}


def enqueue(template: str, account: Account, payload: dict[str, Any], *, to: str = "") -> Mail:
    """Puts a message into the queue."""
    return Mail.objects.create(
        to=to or account.email, template=template, locale=account.locale, payload=payload
    )


def compose(mail: Mail) -> Message:
    """The message of a row of the queue. Raises UnknownTemplate."""
    try:
        composer = COMPOSERS[mail.template]
    except KeyError as error:
        log.exception("mail %s is of a release that was rolled back", mail.id)
        raise UnknownTemplate(f"there is no template {mail.template}") from error
    subject, text = composer(mail.payload, words_of(mail.locale))
    return Message(to=mail.to, subject=subject, text=text)
