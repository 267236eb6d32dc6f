"""Who somebody is: phone and PIN, the session of the pages, access tokens of the app."""
import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare

from . import clock, codes
from . import ledger
from .models import Renter, Token
from .problems import NoCredentials, NotAllowed, Refused, WrongState

SESSION_KEY = "renter"
HEADER = "X-Locker-Token"
_NOBODY = codes.hash_pin("0", "nobody", 10)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _check_pin(pin: str) -> None:
    if not codes.pin_allowed(pin):
        raise NotAllowed("A PIN has four to eight digits, not all the same", code="pin")


@transaction.atomic
def sign_up(phone: str, name: str, pin: str) -> Renter:
    _check_pin(pin)
    if codes.PHONE.fullmatch(phone) is None:
        raise NotAllowed("A phone number is + and nine to fourteen digits", code="phone")
    if Renter.objects.filter(phone=phone).exists():
        raise WrongState("This number has signed up already", code="known")
    renter = Renter.objects.create(phone=phone, name=name, pin=codes.hash_pin(pin), joined_at=clock.now())
    ledger.record("renter.joined", actor=renter)
    return renter


def by_pin(phone: str, pin: str) -> Renter:
    """The renter with this phone and PIN. Costs the same whether the phone is known or not."""
    renter = Renter.objects.filter(phone=phone).first()
    if not codes.pin_fits(pin, renter.pin if renter else _NOBODY) or renter is None:
        raise NoCredentials("Phone or PIN is wrong")
    return renter


@transaction.atomic
def change_pin(renter: Renter, pin: str) -> None:
    """A new PIN ends all tokens."""
    _check_pin(pin)
    renter.pin = codes.hash_pin(pin)
    renter.save(update_fields=["pin"])
    renter.tokens.all().delete()
    ledger.record("pin.changed", actor=renter)


@transaction.atomic
def erase(renter: Renter) -> None:
    """Forgets a renter. What they rented stays, without them."""
    if renter.rentals.filter(closed_at=None).exists():
        raise WrongState("Close your rentals first", code="open-rentals")
    ledger.record("renter.erased")
    renter.delete()


# access tokens


def issue(renter: Renter, name: str, key: str | None = None, secret: str | None = None) -> tuple[Token, str]:
    """A new token, and the text of it, which is not stored."""
    key, secret = key or secrets.token_hex(6), secret or secrets.token_urlsafe(24)
    ends_at = clock.now() + timedelta(days=settings.LOCKER_TOKEN_DAYS)
    token = Token.objects.create(renter=renter, key=key, digest=_digest(secret), name=name, ends_at=ends_at)
    return token, f"{key}.{secret}"


def by_token(header: str | None) -> Renter:
    """The renter whose token this is."""
    key, _, secret = (header or "").partition(".")
    token = Token.objects.select_related("renter").filter(key=key, ends_at__gt=clock.now()).first()
    if token is None or not constant_time_compare(token.digest, _digest(secret)):
        raise NoCredentials("A valid access token is needed")
    return token.renter


def staff_by_token(header: str | None) -> Renter:
    renter = by_token(header)
    if not renter.staff:
        raise Refused("This is for the staff", code="staff-only")
    return renter


# the pages' session


def enter(request, renter: Renter) -> None:
    request.session.cycle_key()
    request.session[SESSION_KEY] = renter.pk


def of_session(request) -> Renter | None:
    number = request.session.get(SESSION_KEY)
    return Renter.objects.filter(pk=number).first() if number is not None else None
