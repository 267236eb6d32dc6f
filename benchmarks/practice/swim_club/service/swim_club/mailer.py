"""Letters of the club, in the member's language, through the outbox."""
from django.conf import settings

from . import clock, profiles
from .models import Mail

TEXTS = {
    "confirm": {
        "en": ("Confirm your address", "Hello {name}, please confirm your address: {link}"),
        "fi": ("Vahvista osoitteesi", "Hei {name}, vahvista osoitteesi: {link}"),
        "sv": ("Bekräfta din adress", "Hej {name}, bekräfta din adress: {link}"),
    },
    "reset": {
        "en": ("A new password", "Hello {name}, choose a new password: {link}"),
        "fi": ("Uusi salasana", "Hei {name}, valitse uusi salasana: {link}"),
        "sv": ("Nytt lösenord", "Hej {name}, välj ett nytt lösenord: {link}"),
    },
    "invite": {
        "en": ("You are invited", "Hello {name}, {by} invites you to the club: {link}"),
        "fi": ("Sinut on kutsuttu", "Hei {name}, {by} kutsuu sinut seuraan: {link}"),
        "sv": ("Du är inbjuden", "Hej {name}, {by} bjuder in dig till klubben: {link}"),
    },
    "promoted": {
        "en": ("A place in {course}", "Hello {name}, a place in {course} has become free. It is yours."),
        "fi": ("Paikka: {course}", "Hei {name}, paikka kurssilla {course} vapautui. Se on sinun."),
        "sv": ("En plats i {course}", "Hej {name}, en plats i {course} har blivit ledig. Den är din."),
    },
    "digest": {
        "en": ("Your week", "Hello {name},\n\n{lines}"),
        "fi": ("Viikkosi", "Hei {name},\n\n{lines}"),
        "sv": ("Din vecka", "Hej {name},\n\n{lines}"),
    },
}


def link(purpose, code) -> str:
    return f"{settings.CLUB_URL}/link/{purpose}/{code}"


def send(member, kind, **values) -> Mail:
    """Puts a letter of ``kind`` into the outbox."""
    subject, text = TEXTS[kind][profiles.locale_of(member)]
    values["name"] = member.name
    return Mail.objects.create(
        to=member.email,
        kind=kind,
        subject=subject.format(**values),
        body=text.format(**values),
        queued_at=clock.now(),
    )
