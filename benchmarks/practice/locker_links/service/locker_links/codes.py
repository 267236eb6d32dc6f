"""Labels on the doors, codes for the keypad, PINs."""
import hashlib
import re
import secrets

from django.conf import settings
from django.utils.crypto import constant_time_compare

_LABEL = re.compile(r"([A-Z]{3})-([0-9]{3})")
_PIN = re.compile(r"[0-9]{4,8}")
PHONE = re.compile(r"\+[0-9]{9,14}")


def label(site_code: str, number: int) -> str:
    return f"{site_code}-{number:03}"


def split_label(text: str) -> tuple[str, int] | None:
    """``HLN-012`` as site and number; None if it is no label."""
    found = _LABEL.fullmatch(text)
    return (found[1], int(found[2])) if found else None


def draw() -> str:
    """A new code for the keypad."""
    return "".join(secrets.choice("0123456789") for _ in range(6))


def pin_allowed(pin: str) -> bool:
    return _PIN.fullmatch(pin) is not None and len(set(pin)) > 1


def hash_pin(pin: str, salt: str | None = None, rounds: int | None = None) -> str:
    """``rounds$salt$hash``, so that rounds can grow."""
    salt = salt or secrets.token_hex(6)
    rounds = rounds or settings.LOCKER_PIN_ROUNDS
    made = hashlib.pbkdf2_hmac("sha256", pin.encode("utf-8", "replace"), salt.encode(), rounds)
    return f"{rounds}${salt}${made.hex()}"


def pin_fits(pin: str, stored: str) -> bool:
    rounds, salt, _ = stored.split("$")
    return constant_time_compare(hash_pin(pin, salt, int(rounds)), stored)
