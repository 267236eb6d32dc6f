"""Signing in with a phone number and a code that is sent to it."""
import hmac
import re
import secrets
from datetime import timedelta

from nightbus import clock
from nightbus.api import ApiError, invalid
from nightbus.models import LoginCode, Rider

CODE_LIFETIME = timedelta(minutes=10)
MOST_ATTEMPTS = 5
PAUSE = timedelta(seconds=30)


def phone_number(text, field="phone"):
    """A number in international form: +4915112345678. People write it with spaces, dashes, brackets, 00 for the plus."""
    number = re.sub(r"[\s()/.-]", "", text)
    if number.startswith("00"):
        number = "+" + number[2:]
    if not re.fullmatch(r"\+[1-9]\d{6,14}", number, re.ASCII):
        raise invalid(field, "a number with the code of the country is needed")
    return number


def send_code(phone):
    """Make a code for a phone; the message itself is sent by the gateway, which reads the table."""
    now = clock.now()
    latest = LoginCode.objects.filter(phone=phone).order_by("-pk").first()
    if latest and latest.used_at is None and now - latest.created_at < PAUSE:
        raise ApiError(409, "too_soon", "the last code is on its way")
    return LoginCode.objects.create(phone=phone, code=f"{secrets.randbelow(10**6):06}", created_at=now)


def confirm(phone, code):
    """The rider with this phone, who is new if nobody has it; the code works once, and not after five wrong ones."""
    now = clock.now()
    sent = LoginCode.objects.filter(phone=phone, used_at=None, created_at__gt=now - CODE_LIFETIME).order_by("-pk").first()
    if sent is None or sent.attempts >= MOST_ATTEMPTS:
        raise ApiError(401, "wrong_code", "ask for a new code")
    if not hmac.compare_digest(sent.code.encode(), code.encode()):
        sent.attempts += 1
        sent.save(update_fields=["attempts"])
        raise ApiError(401, "wrong_code", "this is not the code")
    sent.used_at = now
    sent.save(update_fields=["used_at"])
    return Rider.objects.get_or_create(phone=phone, defaults={"created_at": now})
