"""What members say about themselves."""
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone

from . import audit, parsing
from .errors import BadInput

LOCALES = {"en": "English", "fi": "Suomi", "sv": "Svenska"}
DEFAULT_LOCALE = "en"
ZONES = available_timezones()


def locale_of(member) -> str:
    stored = member.profile.locale
    return stored if stored in LOCALES else DEFAULT_LOCALE


def zone_of(member):
    """The member's zone; the club's where none is stored or the stored one is no longer in use."""
    stored = member.profile.zone
    return ZoneInfo(stored) if stored in ZONES else timezone.get_default_timezone()


def _zone(data, name):
    value = data.get(name)
    if value in (None, ""):
        return ""
    if not isinstance(value, str) or value not in ZONES:
        raise BadInput(f"{name} is not a time zone")
    return value


def _birthday(data, name):
    value = data.get(name)
    return None if value is None else parsing.day(value, name)


READERS = {
    "name": parsing.text,
    "birthday": _birthday,
    "locale": lambda data, name: parsing.choice(data, name, LOCALES),
    "zone": _zone,
    "digest": parsing.flag,
}
OF_MEMBER = ("name", "birthday")


def update(member, data, actor):
    """Changes the fields that ``data`` names; other keys are not ours and refused."""
    unknown = sorted(set(data) - set(READERS))
    if unknown:
        raise BadInput(f"Unknown fields: {', '.join(unknown)}")
    profile, changes = member.profile, {}
    for name in data:
        value = READERS[name](data, name)
        holder = member if name in OF_MEMBER else profile
        old = getattr(holder, name)
        if old != value:
            changes[name] = [audit.plain(old), audit.plain(value)]
            setattr(holder, name, value)
    if changes:
        member.save()
        profile.save()
        audit.record("profile.changed", actor=actor, subject=member, changes=changes)
    return changes


def as_json(member) -> dict:
    return {
        "id": member.pk,
        "email": member.email,
        "name": member.name,
        "role": member.role,
        "birthday": audit.plain(member.birthday),
        "joined_on": audit.plain(member.joined_on),
        "confirmed": member.confirmed_at is not None,
        "locale": locale_of(member),
        "zone": str(zone_of(member)),
        "digest": member.profile.digest,
    }
