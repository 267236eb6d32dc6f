"""Who asks: riders with a session token, drivers with their token, partners with an API key."""
import hashlib
from datetime import datetime, timedelta
from hmac import compare_digest

from django.conf import settings
from django.core import signing

from nightbus import clock
from nightbus.api import ApiError
from nightbus.models import Device, Driver, Partner, Rider

SALT = "nightbus.session"
LIFETIME = timedelta(days=180)


def issue(rider, device=None):
    """A session token; that of the app names the device, that of the web site does not."""
    payload = {"rider": rider.pk, "issued": clock.now().isoformat(timespec="seconds")}
    if device is not None:
        payload["device"] = device.pk
    return signing.dumps(payload, salt=SALT)


def _refused(message="sign in first"):
    return ApiError(401, "unauthorised", message)


def _bearer(request):
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise _refused()
    return token.strip()


def rider(request):
    """The rider of a session token. A device that was removed takes its sessions with it."""
    try:
        payload = signing.loads(_bearer(request), salt=SALT)
    except signing.BadSignature:
        raise _refused() from None
    if datetime.fromisoformat(payload["issued"]) + LIFETIME < clock.now():
        raise _refused("the session has ended")
    device = payload.get("device")
    if device is not None and not Device.objects.filter(pk=device, rider=payload["rider"]).exists():
        raise _refused("this device was signed out")
    request.rider = Rider.objects.filter(pk=payload["rider"]).first()
    if request.rider is None:
        raise _refused()
    request.device = device


def driver(request):
    request.driver = Driver.objects.filter(token=_bearer(request)).first()
    if request.driver is None:
        raise _refused()


def digest(key):
    """What we keep of an API key."""
    return hashlib.sha256(key.encode()).hexdigest()


def partner(request):
    key = request.headers.get("X-Api-Key", "")
    request.partner = Partner.objects.select_related("region").filter(key_digest=digest(key)).first()
    if request.partner is None:
        raise _refused("unknown API key")


def provider(request):
    """The payment provider knows the secret of the hook."""
    given = request.headers.get("X-Hook-Secret", "")
    if not compare_digest(given.encode(), settings.HOOK_SECRET.encode()):
        raise _refused("unknown sender")
