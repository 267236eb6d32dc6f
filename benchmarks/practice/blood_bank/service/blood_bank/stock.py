"""Stock levels by blood group. Hospitals' portals poll them every few seconds, so they are kept in the cache."""

from django.core.cache import cache

from blood_bank import clock
from blood_bank.models import BloodGroup, Unit

TIMEOUT = 15 * 60


def key(group):
    return f"stock:{group}"


def level(group):
    """Units of the group that can be sent today."""
    return cache.get_or_set(
        key(group), lambda: Unit.objects.on_shelf(clock.today()).filter(group=group).count(), TIMEOUT
    )


def levels():
    return {group.value: level(group.value) for group in BloodGroup}


def change(group, by):
    """Moves the level by units that have come or gone, and returns the new one."""
    try:
        return cache.incr(key(group), by)
    except ValueError:  # not in the cache: count anew, the change is in the database already
        return level(group)


def forget(group):
    cache.delete(key(group))
