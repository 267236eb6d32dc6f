"""Sessions and the devices they live on."""

import logging
import re
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login as start_session
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from account_login.web import address_of
from accounts.models import Account, Device

log = logging.getLogger("accounts.devices")
SEEN_EVERY = timedelta(minutes=5)
BROWSERS = ("Firefox", "Edg", "OPR", "Chrome", "Safari")
SYSTEMS = {"Windows": "Windows", "Mac OS X": "macOS", "Android": "Android", "iPhone": "iOS"}


def device_name(agent: str) -> str:
    """What people recognise their device by: `Firefox on Windows`."""
    browser = next((name for name in BROWSERS if re.search(rf"\b{name}\w*/", agent)), None)
    system = next((name for sign, name in SYSTEMS.items() if sign in agent), None)
    if browser is None and system is None:
        return "Unknown device"
    return f"{browser or 'App'} on {system or 'an unknown system'}"


def sign_in(request: HttpRequest, account: Account, *, remember: bool = False) -> Device:
    """Starts a session for the account on the device of the request."""
    start_session(request, account, backend="django.contrib.auth.backends.ModelBackend")
    hours = account.session_hours()
    request.session.set_expiry(timedelta(hours=hours * (30 if remember else 1)))
    if request.session.session_key is None:
        request.session.save()
    known = {
        "account": account,
        "name": device_name(request.headers.get("User-Agent", "")),
        "address": address_of(request),
    }
    device, _ = Device.objects.update_or_create(session_key=request.session.session_key, defaults=known)
    return device


def end_sessions(account: Account, *, but: str | None = None, only: str | None = None) -> int:
    """Ends the sessions of an account, all, all but one or only one; gives how many there were."""
    devices = account.devices.exclude(session_key=but) if but else account.devices.all()
    if only is not None:
        devices = devices.filter(session_key=only)
    keys = list(devices.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    devices.delete()
    return len(keys)


def device_json(device: Device, current: str | None) -> dict[str, object]:
    """A device as its owner sees it."""
    zone = device.account.zone
    seen = device.last_seen_at
    return {
        "id": device.id,
        "name": device.name,
        "address": device.address,
        "since": device.created_at.astimezone(zone).isoformat(),
        "last_seen": None if seen is None else seen.astimezone(zone).isoformat(),
        "current": device.session_key == current,
    }


class LastSeen:
    """Notes when a device was used, at most every few minutes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        if key and request.user.is_authenticated:
            now = timezone.now()
            device = request.user.devices.filter(session_key=key).first()
            if device and (device.last_seen_at is None or now - device.last_seen_at > SEEN_EVERY):
                Device.objects.filter(id=device.id).update(last_seen_at=now)
        elif key:
            log.error("session of %s has expired or was ended", request.path)
        return self.get_response(request)
