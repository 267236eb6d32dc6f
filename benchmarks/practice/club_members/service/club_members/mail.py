"""The texts of our mail, in the languages of the members."""

from __future__ import annotations

from club_members.clock import Clock
from club_members.entities import Member
from club_members.store import Store

FALLBACK = "en"

# kind -> language -> subject, body. Translations arrive when volunteers find the time.
TEXTS: dict[str, dict[str, tuple[str, str]]] = {
    "verify": {
        "de": ("Bitte bestätige deine Adresse", "Hallo {name}, dein Code: {token}"),
        "en": ("Please confirm your address", "Hello {name}, your code: {token}"),
        "it": ("Conferma il tuo indirizzo", "Ciao {name}, il tuo codice: {token}"),
        "sl": ("Potrdi svoj naslov", "Pozdravljeni {name}, koda: {token}"),
    },
    "reset": {
        "de": ("Neues Passwort", "Hallo {name}, mit {token} kannst du ein neues Passwort setzen."),
        "en": ("New password", "Hello {name}, use {token} to choose a new password."),
        "it": ("Nuova password", "Ciao {name}, usa {token} per scegliere una nuova password."),
    },
    "ending": {
        "de": ("Deine Mitgliedschaft endet", "Hallo {name}, deine Mitgliedschaft endet am {day}."),
        "en": ("Your membership ends", "Hello {name}, your membership ends on {day}."),
    },
}


def text_for(kind: str, language: str) -> tuple[str, str]:
    """Subject and body in the language, or in English where nobody has translated it yet."""
    translations = TEXTS[kind]
    return translations.get(language, translations[FALLBACK])


def send(store: Store, clock: Clock, kind: str, member: Member, **values: str) -> None:
    """Queue a message to a member."""
    subject, body = text_for(kind, member.language)
    store.mails.queue(member.email, subject, body.format(name=member.full_name, **values), clock.now())
