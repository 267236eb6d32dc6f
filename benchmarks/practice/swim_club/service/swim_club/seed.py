"""Data of the training pool. ``python -m swim_club.seed`` makes the database anew."""
import os
from datetime import date, datetime, timedelta

SHORT = "2026-01-10T09:00:00+02:00"


def _at(text):
    return datetime.fromisoformat(text)


def load():
    """Fills an empty database."""
    from swim_club import audit, clock, tokens
    from swim_club.models import AuditEntry, Booking, Course, Device, Link, Member, Token

    def member(email, name, role="member", birthday=None, locale="en", zone="", digest=False, confirmed=True, password="open-water"):
        found = Member.objects.create_member(
            email,
            password,
            name=name,
            role=role,
            birthday=birthday,
            joined_on=date(2025, 9, 1),
            confirmed_at=_at(SHORT) if confirmed else None,
        )
        found.profile.locale, found.profile.zone, found.profile.digest = locale, zone, digest
        found.profile.save()
        return found

    aino = member("aino@club.example", "Aino Virta", role="staff", locale="fi", birthday=date(1984, 3, 2))
    olof = member("olof@club.example", "Olof Berg", role="trainer", locale="sv", digest=True, zone="Europe/Stockholm")
    rita = member("rita@club.example", "Rita Salo", role="trainer")
    mika = member("mika@lake.example", "Mika Laine", birthday=date(2010, 5, 14), digest=True)
    lea = member("lea@lake.example", "Lea Koski", birthday=date(2012, 2, 29), digest=True, zone="US/Pacific-New")
    tom = member("tom@lake.example", "Tom Hart", birthday=date(1999, 12, 30), zone="America/New_York")
    member("Paul.Ek@lake.example", "Paul Ek senior", password="card-index-1")
    member("paul.ek@lake.example", "Paul Ek junior", password="card-index-2", locale="sv")
    member("nora@lake.example", "Nora Lind", confirmed=False, password=None)
    gone = member("ex@lake.example", "Ex Member")
    gone.is_active = False
    gone.save()

    def token(owner, secret, name="app", device=None, expires="2026-06-01T00:00:00+03:00"):
        return Token.objects.create(
            member=owner,
            device=device,
            digest=tokens.digest(secret),
            name=name,
            scopes=tokens.scopes_for(owner),
            created_at=_at(SHORT),
            expires_at=_at(expires),
        )

    phone = Device.objects.create(member=mika, key="phone-1", name="Mika's phone", platform="ios", seen_at=_at(SHORT))
    token(aino, "club-aino")
    token(olof, "club-olof")
    token(mika, "club-mika", device=phone)
    token(mika, "club-mika-web", name="web")
    token(lea, "club-lea")
    token(tom, "club-tom")
    token(tom, "club-tom-old", name="old phone", expires="2026-05-01T00:00:00+03:00")
    Link.objects.create(
        member=Member.objects.get(email="nora@lake.example"),
        purpose=Link.Purpose.INVITE,
        digest=tokens.digest("nora-link"),
        expires_at=clock.now() + timedelta(days=3),
    )

    def course(code, title, trainer, starts, weeks=6, capacity=8, booked=(), waiting=(), **ages):
        made = Course.objects.create(
            code=code,
            title=title,
            trainer=trainer,
            starts_at=_at(starts),
            weeks=weeks,
            capacity=capacity,
            taken=len(booked),
            **ages,
        )
        for minute, (swimmer, state) in enumerate([*((each, "booked") for each in booked), *((each, "waiting") for each in waiting)]):
            made_at = _at(SHORT) + timedelta(minutes=minute)
            Booking.objects.create(course=made, member=swimmer, state=state, made_at=made_at)

    course("crawl-1", "Crawl for beginners", olof, "2026-05-13T18:00:00+03:00", booked=[mika, lea])
    course("juniors", "Juniors", olof, "2026-02-25T16:00:00+02:00", weeks=14, booked=[lea], max_age=15)
    course("teens", "Teens", rita, "2026-06-03T16:00:00+03:00", min_age=13, max_age=17)
    course("night", "Night swimming", None, "2026-05-20T21:00:00+03:00", weeks=1, capacity=1, booked=[tom])
    course("dive", "Diving", rita, "2026-05-15T19:00:00+03:00", weeks=3, capacity=1, booked=[mika], waiting=[tom, lea])

    for at, action, actor, subject in [
        ("2024-11-02T10:00:00+02:00", "role.changed", aino, rita),
        ("2026-01-10T09:00:00+02:00", "account.confirmed", mika, mika),
        ("2026-03-01T12:00:00+02:00", "role.changed", aino, olof),
        ("2026-05-10T23:30:00+03:00", "signin.token", mika, mika),
        ("2026-05-11T00:30:00+03:00", "signin.failed", None, tom),
    ]:
        AuditEntry.objects.create(at=_at(at), action=action, actor=actor, subject=subject, detail={})
    audit.record("account.closed", actor=aino, subject=gone, tokens=0)


def main():
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    path = settings.DATABASES["default"]["NAME"]
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if os.path.exists(path):
        os.remove(path)
    call_command("migrate", verbosity=0)
    load()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "swim_club.settings")
    main()
