"""Phones and watches that members use the app with."""
from . import audit, clock, tokens
from .errors import Unknown
from .models import Device

PLATFORMS = ("ios", "android", "watch", "web")


def register(member, key, name, platform) -> tuple[Device, bool]:
    """The member's device with this key; a known one gets its new name. The key is the app's and not unique in the club."""
    device, new = Device.objects.update_or_create(
        member=member, key=key, defaults={"name": name, "platform": platform, "seen_at": clock.now()}
    )
    if new:
        audit.record("device.added", actor=member, subject=member, device=key)
    return device, new


def remove(member, key):
    """Forgets a device and signs it out."""
    device = member.devices.filter(key=key).first()
    if device is None:
        raise Unknown("No such device")
    ended = tokens.revoke(device.tokens.all())
    device.delete()
    audit.record("device.removed", actor=member, subject=member, device=key, tokens=ended)


def as_json(device) -> dict:
    return {
        "key": device.key,
        "name": device.name,
        "platform": device.platform,
        "seen_at": device.seen_at.isoformat(),
    }
